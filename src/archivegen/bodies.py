"""Bodies: the HTML of article bodies, kept under the digest of what it was made from.

Markdown runs once for a body. Each row answers for itself: it carries a digest of its key and
its data, so that a damaged one is noticed when it is read.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from typing import TYPE_CHECKING

from archivegen.body import Body
from archivegen.database import StateDamagedError
from archivegen.digests import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SCHEMA = """
CREATE TABLE bodies (key BLOB PRIMARY KEY, data BLOB, checksum BLOB) WITHOUT ROWID;
"""

Row = tuple[bytes, bytes, bytes]
"""A row as it is stored: key, compressed data, checksum."""


def pack(key: bytes, body: Body) -> Row:
    """The row for a body."""
    text = json.dumps([body.html, body.excerpt, body.targets], ensure_ascii=False)
    data = zlib.compress(text.encode(), 1)
    return key, data, digest(key + data)


def find(connection: sqlite3.Connection, key: bytes) -> Body | None:
    """The body under a key, or None. Raises StateDamagedError for a row that is not whole."""
    try:
        row = connection.execute(
            "SELECT data, checksum FROM bodies WHERE key = ?", (key,)
        ).fetchone()
    except sqlite3.DatabaseError as error:
        raise StateDamagedError(str(error)) from error
    if row is None:
        return None
    data, checksum = row
    if not isinstance(data, bytes) or digest(key + data) != checksum:
        raise StateDamagedError("a body does not fit its digest")
    html, excerpt, targets = json.loads(zlib.decompress(data))
    return Body(html, excerpt, tuple(targets))


def keep_only(connection: sqlite3.Connection, keys: Collection[bytes]) -> None:
    """Forget the bodies under other keys."""
    found = [row for row in connection.execute("SELECT key FROM bodies") if row[0] not in keys]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("DELETE FROM bodies WHERE key = ?", found)
    connection.execute("COMMIT")


def store(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Keep some rows, in a transaction that is short enough for others to read on."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
