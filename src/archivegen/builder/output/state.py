"""The state of an output folder: each file that was written, and what it was made from.

Each output of a site has its own. It is only an accelerator.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.builder.output.claims import Claim, folded, folders_of
from archivegen.system.database import commit, open_database, open_snapshot
from archivegen.system.files import Stat

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

SCHEMA = """
CREATE TABLE outputs (
    path TEXT PRIMARY KEY, slice TEXT, source TEXT, key BLOB, digest BLOB,
    size INT, mtime_ns INT, ctime_ns INT, inode INT, checked_ns INT, folded TEXT
) WITHOUT ROWID;
CREATE INDEX output_slice ON outputs (
    slice, path, size, mtime_ns, ctime_ns, inode, checked_ns
);
CREATE INDEX output_folded ON outputs (folded) WHERE folded <> '';
CREATE TABLE slices (name TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
"""

StandingFile = tuple[str, str, int, int, int, int, int]
"""A file as it was last seen: slice, path, stat, time of the check."""


KnownPage = tuple[bytes, bytes, str]
"""What was noted of a page: key, digest, source."""


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

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_database(self._path, SCHEMA, b"")

    def close(self) -> None:
        """Close the database. What was not committed is lost."""
        self._connection.close()

    def files(self) -> Iterator[StandingFile]:
        """All files as they were last seen, in the order of their slices."""
        # Every build asks for this: the index has it all, and is much smaller than the table.
        return self._connection.execute(
            "SELECT slice, path, size, mtime_ns, ctime_ns, inode, checked_ns FROM outputs "
            "ORDER BY slice"
        )

    def contents(self) -> Iterator[tuple[str, int, bytes, str]]:
        """All files in the order of their paths: path, size, digest, source."""
        query = "SELECT path, size, digest, source FROM outputs ORDER BY path"
        return self._connection.execute(query)

    def places(self) -> Iterator[tuple[str, str]]:
        """All files with their slices."""
        return self._connection.execute("SELECT path, slice FROM outputs")

    def of_slice(self, name: str) -> Iterator[str]:
        """The files of a slice."""
        query = "SELECT path FROM outputs WHERE slice = ?"
        return (str(path) for (path,) in self._connection.execute(query, (name,)))

    def is_empty(self) -> bool:
        """Whether no file is known."""
        return not has_any(self._connection)

    def row(self, path: str) -> OutputRow | None:
        """What was noted of a file."""
        query = "SELECT * FROM outputs WHERE path = ?"
        found = self._connection.execute(query, (path,)).fetchone()
        if found is None:
            return None
        _, slice_, source, key, digest, *stat, checked_ns, _ = found
        return OutputRow(slice_, source, key, digest, Stat(*stat), checked_ns)

    def claims_near(self, path: str) -> Iterator[Claim]:
        """The files at a path, below it or on the way to it, however spelled."""
        query = "SELECT path, slice, source FROM outputs WHERE"
        places = [folded(path), *folders_of(folded(path))]
        marks = ", ".join("?" * len(places))
        below = places[0] + "/", places[0] + "0"  # the character after the slash
        for row in self._connection.execute(
            f"{query} path IN ({marks}) OR path > ? AND path < ? UNION "
            f"{query} folded <> '' AND folded IN ({marks}) UNION "
            f"{query} folded <> '' AND folded > ? AND folded < ?",
            (*places, *below, *places, *below),
        ):
            yield Claim(*row)

    def slices(self) -> dict[str, bytes]:
        """The digests of all slices as they were last published."""
        return dict(self._connection.execute("SELECT name, digest FROM slices"))

    def facts(self) -> dict[str, Any]:
        """What else was noted of the last build; empty if there was none."""
        rows = self._connection.execute("SELECT name, value FROM facts")
        return {name: json.loads(value) for name, value in rows}

    def begin(self) -> None:
        """Begin to note what is published: all of it or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")

    def put(self, path: str, row: OutputRow) -> None:
        """Note a file in its current state."""
        fold = folded(path)
        self._connection.execute(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (path, row.slice, row.source, row.key, row.digest, *row.stat, row.checked_ns,
             "" if fold == path else fold),
        )  # fmt: skip

    def refresh(self, path: str, stat: Stat, checked_ns: int) -> None:
        """Note that a file is still whole, though its stat is another."""
        self._connection.execute(
            "UPDATE outputs SET size = ?, mtime_ns = ?, ctime_ns = ?, inode = ?, checked_ns = ? "
            "WHERE path = ?", (*stat, checked_ns, path),
        )  # fmt: skip

    def rekey(self, path: str, key: bytes, digest: bytes) -> None:
        """Note what a file is made from now, though its bytes are the same."""
        self._connection.execute(
            "UPDATE outputs SET key = ?, digest = ? WHERE path = ?", (key, digest, path)
        )

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        self._connection.executemany("DELETE FROM outputs WHERE path = ?", ((p,) for p in paths))

    def replace_slices(self, slices: Mapping[str, bytes], known: Mapping[str, bytes]) -> None:
        """Note the digests of all slices in the place of those that are noted, `known`."""
        self._connection.executemany(
            "DELETE FROM slices WHERE name = ?", ((name,) for name in known if name not in slices)
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO slices VALUES (?, ?)",
            ((name, digest) for name, digest in slices.items() if known.get(name) != digest),
        )

    def commit(self, facts: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        """Keep what was noted since `begin`, and seal it.

        With the facts of the build in the place of those that are noted, `known`.
        """
        others = (name for name in facts if name not in known or facts[name] != known[name])
        self._connection.executemany(
            "INSERT OR REPLACE INTO facts VALUES (?, ?)",
            ((name, json.dumps(facts[name])) for name in others),
        )
        commit(self._connection, self._path)


def known_pages(connection: sqlite3.Connection, name: str) -> dict[str, KnownPage]:
    """Key, digest and source of each file of a slice, by path, for a process that only reads."""
    query = "SELECT path, key, digest, source FROM outputs WHERE slice = ?"
    return {
        path: (key, digest, source)
        for path, key, digest, source in connection.execute(query, (name,))
    }


def has_any(connection: sqlite3.Connection) -> bool:
    """Whether a file is known, for a process that only reads."""
    return connection.execute("SELECT 1 FROM outputs LIMIT 1").fetchone() is not None


def sources_among(path: Path, sources: Iterable[str]) -> set[str]:
    """The files among some, by their paths from the site's root, of which the output has pages."""
    query = """
        SELECT DISTINCT source FROM outputs WHERE source IN (SELECT value FROM json_each(?))
    """
    with closing(read_only(path)) as connection:
        rows = connection.execute(query, (json.dumps([*sources]),))
        return {str(source) for (source,) in rows}


def read_only(path: Path) -> sqlite3.Connection:
    """The database for a process that only reads, while nobody writes."""
    return open_snapshot(path)
