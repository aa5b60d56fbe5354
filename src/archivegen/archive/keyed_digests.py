"""Keyed digests: numbers for articles whose sums nobody can steer.

Sums of digests tell sets of articles apart, in any order. Of plain digests, whoever writes some of
the articles could choose them so that the sum stays the same while the articles change; so those of
the rows are made with a secret, which is kept with the rows, begins and ends with them, and has no
part in what is published.
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
    """What stands for a digest in a database with this secret."""
    data = blake2b(plain, digest_size=SIZE, key=secret).digest()
    return int.from_bytes(data[:8], signed=True), int.from_bytes(data[8:], signed=True)
