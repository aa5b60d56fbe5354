"""The body cache: what was made from the files of articles, so that it need not be made again.

The HTML of bodies is stored under the digest of what it was made from, so that Markdown runs once
for a body: keys are digests of text, markup settings and library versions. The positions of a
file's links are stored with the digest of the file, for the few files in which they were looked up.
Each row carries a digest of its key and its data, so that reading a damaged one is noticed.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
from typing import TYPE_CHECKING, Any

from archivegen.model.body import Body, Note, WrittenTarget, WrittenTargets
from archivegen.system.database import StateDamagedError
from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

SCHEMA = """
CREATE TABLE bodies (key BLOB PRIMARY KEY, checksum BLOB, data BLOB);
CREATE TABLE targets (path TEXT PRIMARY KEY, key BLOB, checksum BLOB, data BLOB) WITHOUT ROWID;
"""

Row = tuple[bytes, bytes, bytes]
"""A body as it is stored: key, checksum, data."""

TargetsRow = tuple[str, bytes, bytes, bytes]
"""The targets of an article as they are stored: path, the file's digest, checksum, data."""


def pack(key: bytes, body: Body) -> Row:
    """The row for a body."""
    data = marshal.dumps((body.html, body.excerpt, body.targets, tuple(map(tuple, body.notes))))
    return key, digest(key + data), data


def find(connection: sqlite3.Connection, key: bytes) -> Body | None:
    """The body under a key, or None. Raises StateDamagedError for a row that is not whole."""
    row = _first(connection, "SELECT checksum, data FROM bodies WHERE key = ?", key)
    if row is None:
        return None
    made, excerpt, targets, notes = _unpacked(key, *row)
    return Body(made, excerpt, targets, tuple(Note(*note) for note in notes))


def has_any(connection: sqlite3.Connection) -> bool:
    """Whether a body is kept. Raises StateDamagedError where that cannot be read."""
    return _first(connection, "SELECT 1 FROM bodies LIMIT 1") is not None


def keep_only(connection: sqlite3.Connection, keys: Collection[bytes]) -> None:
    """Delete the bodies under all other keys, and targets, which are found again."""
    others = [row for row in connection.execute("SELECT key FROM bodies") if row[0] not in keys]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("DELETE FROM bodies WHERE key = ?", others)
    connection.execute("DELETE FROM targets")
    connection.execute("COMMIT")


def store(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Keep some rows, in a transaction that is short enough for others to read on."""
    _store(connection, "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)


def pack_targets(path: str, key: bytes, targets: WrittenTargets) -> TargetsRow:
    """The row for the targets of an article in a file with a digest."""
    lead_image, in_body = targets
    data = marshal.dumps((lead_image and tuple(lead_image), tuple(map(tuple, in_body))))
    return path, key, digest(key + data), data


def find_targets(
    connection: sqlite3.Connection, digests: Mapping[str, bytes]
) -> dict[str, WrittenTargets]:
    """The targets of articles, as far as they are known of the files with these digests, by paths.

    Raises StateDamagedError for a row that is not whole.
    """
    query = """
        SELECT path, key, checksum, data FROM targets
        WHERE path IN (SELECT value FROM json_each(?))
    """
    found: dict[str, WrittenTargets] = {}
    try:
        for path, key, checksum, data in connection.execute(query, (json.dumps([*digests]),)):
            if key == digests[path]:
                lead_image, in_body = _unpacked(key, checksum, data)
                found[path] = WrittenTargets(
                    WrittenTarget(*lead_image) if lead_image else None,
                    tuple(WrittenTarget(*target) for target in in_body),
                )
    except sqlite3.DatabaseError as error:
        raise StateDamagedError(str(error)) from error
    return found


def store_targets(connection: sqlite3.Connection, rows: Iterable[TargetsRow]) -> None:
    """Keep the targets of some articles, in place of those of other files at their paths."""
    _store(connection, "INSERT OR REPLACE INTO targets VALUES (?, ?, ?, ?)", rows)


def _first(connection: sqlite3.Connection, query: str, *values: object) -> tuple[Any, ...] | None:
    try:
        row: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
    except sqlite3.DatabaseError as error:
        raise StateDamagedError(str(error)) from error
    return row


def _unpacked(key: bytes, checksum: bytes, data: object) -> Any:
    if not isinstance(data, bytes) or digest(key + data) != checksum:
        raise StateDamagedError("a body does not fit its digest")
    return marshal.loads(data)  # noqa: S302 -- what a build of this version wrote


def _store(connection: sqlite3.Connection, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(query, rows)
    connection.execute("COMMIT")
