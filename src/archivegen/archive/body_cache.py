"""The body cache: the HTML of article bodies, kept under the digest of what it was made from.

Markdown runs once for a body. Each row carries a digest of its key and its data, so that a damaged
one is noticed when it is read. Keys are digests of text, markup settings and library versions.
"""

from __future__ import annotations

import marshal
import sqlite3
from typing import TYPE_CHECKING

from archivegen.model.body import Body, Note
from archivegen.system.database import StateDamagedError
from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SCHEMA = """
CREATE TABLE bodies (key BLOB PRIMARY KEY, checksum BLOB, data BLOB);
"""

Row = tuple[bytes, bytes, bytes]
"""A row as it is stored: key, checksum, data."""


def pack(key: bytes, body: Body) -> Row:
    """The row for a body."""
    data = marshal.dumps((body.html, body.excerpt, body.targets, tuple(map(tuple, body.notes))))
    return key, digest(key + data), data


def find(connection: sqlite3.Connection, key: bytes) -> Body | None:
    """The body under a key, or None. Raises StateDamagedError for a row that is not whole."""
    try:
        row = connection.execute(
            "SELECT checksum, data FROM bodies WHERE key = ?", (key,)
        ).fetchone()
    except sqlite3.DatabaseError as error:
        raise StateDamagedError(str(error)) from error
    if row is None:
        return None
    checksum, data = row
    if not isinstance(data, bytes) or digest(key + data) != checksum:
        raise StateDamagedError("a body does not fit its digest")
    made, excerpt, targets, notes = marshal.loads(data)  # noqa: S302 -- what a build of this version wrote
    return Body(made, excerpt, targets, tuple(Note(*note) for note in notes))


def has_any(connection: sqlite3.Connection) -> bool:
    """Whether a body is kept. Raises StateDamagedError where that cannot be read."""
    try:
        return connection.execute("SELECT 1 FROM bodies LIMIT 1").fetchone() is not None
    except sqlite3.DatabaseError as error:
        raise StateDamagedError(str(error)) from error


def keep_only(connection: sqlite3.Connection, keys: Collection[bytes]) -> None:
    """Delete the bodies under all other keys."""
    others = [row for row in connection.execute("SELECT key FROM bodies") if row[0] not in keys]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("DELETE FROM bodies WHERE key = ?", others)
    connection.execute("COMMIT")


def store(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Keep some rows, in a transaction that is short enough for others to read on."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
