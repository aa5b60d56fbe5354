"""What stands in an output folder: each file that was written, and what it was made from.

Kept for one output; another output of the same site has its own. An accelerator and no more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.database import open_database, open_readonly, seal
from archivegen.scan import Stat

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SCHEMA = """
CREATE TABLE outputs (
    path TEXT PRIMARY KEY, slice TEXT, source TEXT, key BLOB, digest BLOB,
    size INT, mtime_ns INT, ctime_ns INT, inode INT, checked_ns INT
) WITHOUT ROWID;
CREATE INDEX output_slice ON outputs (slice);
CREATE TABLE slices (name TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A file of the output: the slice it belongs to, its key, its bytes' digest, its stat.

    `source` is the path of the file it is made from, from the site's root, or empty.
    """

    slice: str
    source: str
    key: bytes
    digest: bytes
    stat: Stat
    checked_ns: int


class OutputState:
    """The database of one output, open for writing."""

    def __init__(self, folder: Path) -> None:
        self._path = path_in(folder)
        self.connection = open_database(self._path, SCHEMA, b"")

    def close(self) -> None:
        """Close the database. What was not committed is lost."""
        self.connection.close()

    def rows(self) -> dict[str, OutputRow]:
        """All files, by their paths in the output."""
        rows = self.connection.execute("SELECT * FROM outputs")
        return {
            path: OutputRow(slice_, source, key, digest, Stat(*stat), checked_ns)
            for path, slice_, source, key, digest, *stat, checked_ns in rows
        }

    def slices(self) -> dict[str, bytes]:
        """The digests of all slices as they were last published."""
        return dict(self.connection.execute("SELECT name, digest FROM slices"))

    def facts(self) -> dict[str, Any]:
        """What else was noted of the last build; empty if there was none."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'facts'").fetchone()
        facts: dict[str, Any] = json.loads(row[0]) if row else {}
        return facts

    def record(
        self,
        rows: Mapping[str, OutputRow],
        gone: Iterable[str],
        slices: Mapping[str, bytes] | None,
        facts: Mapping[str, Any],
    ) -> None:
        """Note what was published: changed and vanished files, and all slices, if planned."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM outputs WHERE path = ?", ((path,) for path in gone))
        connection.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (path, row.slice, row.source, row.key, row.digest, *row.stat, row.checked_ns)
                for path, row in rows.items()
            ),
        )
        if slices is not None:
            self._replace_slices(slices)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('facts', ?)", (json.dumps(facts),))
        connection.execute("COMMIT")
        seal(self._path)

    def _replace_slices(self, slices: Mapping[str, bytes]) -> None:
        known = self.slices()
        self.connection.executemany(
            "DELETE FROM slices WHERE name = ?", ((name,) for name in known if name not in slices)
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO slices VALUES (?, ?)",
            ((name, digest) for name, digest in slices.items() if known.get(name) != digest),
        )


def path_in(folder: Path) -> Path:
    """The file of the database."""
    return folder / "outputs.db"


def known_pages(connection: sqlite3.Connection, name: str) -> dict[str, tuple[bytes, bytes]]:
    """Key and digest of each file of a slice, by path, for a process that only reads."""
    rows = connection.execute("SELECT path, key, digest FROM outputs WHERE slice = ?", (name,))
    return {path: (key, digest) for path, key, digest in rows}


def read_only(folder: Path) -> sqlite3.Connection:
    """The database for a process that only reads."""
    return open_readonly(path_in(folder))


def record(
    folder: Path,
    rows: Mapping[str, OutputRow],
    gone: Iterable[str],
    slices: Mapping[str, bytes] | None,
    facts: Mapping[str, Any],
) -> None:
    """Note what was published, in the database in `folder`; see `OutputState.record`."""
    state = OutputState(folder)
    try:
        state.record(rows, gone, slices, facts)
    finally:
        state.close()
