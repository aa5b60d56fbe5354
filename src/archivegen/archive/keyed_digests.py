"""Keyed digests: numbers for articles, whose sums nobody can manipulate.

Sums of digests distinguish sets of articles, in any order. With plain digests, someone who writes
some of the articles could choose them so that the sum stays the same while the articles change. So
the digests in rows are made with a secret. It is stored with the rows, has the same lifetime,
and does not affect what is published.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from archivegen.system.digests import SIZE, digest

if TYPE_CHECKING:
    import sqlite3

Halves = tuple[int, int]
"""A digest of 128 bits as two of SQLite's integers."""


def secret_of(connection: sqlite3.Connection) -> bytes:
    """The secret of a database of articles, which gets one if it has none."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()
    text = str(row[0]) if row else os.urandom(SIZE).hex()
    if row is None:
        connection.execute("INSERT INTO meta VALUES ('secret', ?)", (text,))
    return digest(text.encode())


def keyed(secret: bytes, plain: bytes) -> Halves:
    """The keyed form of a digest, in a database with this secret."""
    data = blake2b(plain, digest_size=SIZE, key=secret).digest()
    return int.from_bytes(data[:8], signed=True), int.from_bytes(data[8:], signed=True)
