"""Databases that may be thrown away: SQLite files that are as they were written, or empty.

SQLite does not notice a flipped bit, so a database is sealed with the digest of its file when a
build has written it, and a file that does not fit its seal is discarded. As with every other
file, one whose stat is that of then is not read to find out, unless the machine was started
since: when the power fails, a file may get its size and not its bytes. A transaction that was
killed is rolled back first, which gives back the very bytes that were sealed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import time
from functools import lru_cache
from pathlib import Path

from archivegen.system.digests import fingerprint
from archivegen.system.files import Stat, backdate, make_folder, replace_file

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"

_TRAILERS = ("", ".seal", ".seal.new", "-journal", "-wal", "-shm")


UNREADABLE_SEAL = (OSError, ValueError, TypeError, RecursionError)
"""What is raised where a seal is not there or damaged."""


class StateDamagedError(Exception):
    """Rows of a database are damaged; a build that starts without them is right."""


def is_full(error: Exception) -> bool:
    """Whether a database could not be written since there is no space left."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL


def open_database(
    path: Path, schema: str, stamp: bytes, *, sealed: bool = True
) -> sqlite3.Connection:
    """The database at `path`, as it was sealed; an empty one where there is none to trust.

    `stamp` names what the rows depend on: rows of another stamp are as good as none. A database
    whose rows answer for themselves needs no seal.
    """
    wanted = fingerprint((schema, stamp)).hex()
    if path.is_file():
        connection = sqlite3.connect(path, isolation_level=None)
        with contextlib.suppress(sqlite3.Error, *UNREADABLE_SEAL):
            _tune(connection)
            # The first query rolls back what a killed build left behind.
            if _stamp_of(connection) == wanted and (not sealed or _is_sealed(path)):
                return connection
        connection.close()
    return _start_over(path, schema, wanted)


def settle(path: Path) -> None:
    """Roll back the transaction of a killed build, which a connection that only reads cannot do."""
    if os.path.exists(f"{path}-journal"):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        finally:
            connection.close()


def open_readonly(path: Path) -> sqlite3.Connection:
    """The database at `path`, for a process that only reads."""
    # A file: address, in which ? and # would end the path.
    name = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{name}?mode=ro", uri=True, isolation_level=None)


def open_snapshot(path: Path) -> sqlite3.Connection:
    """The database at `path` for a process that only reads it, while nobody writes.

    All is one transaction from the first query on, which ends with the connection: outside of one,
    each query locks the file and looks for what a writer may have left beside it.
    """
    connection = open_readonly(path)
    connection.execute("BEGIN")
    return connection


def seal(path: Path) -> None:
    """Declare that the file at `path` is whole. To be called with no transaction open."""
    _write_seal(path, _digest_of(path))


def seal_of(path: Path) -> str:
    """A name for the state of the database's rows: it changes whenever they do."""
    return _read_seal(path)[0]


def _write_seal(path: Path, digest: str) -> None:
    """The seal says the digest of the file, its stat as it was then, and when that was."""
    backdate(path)
    data = json.dumps([digest, Stat.of(os.stat(path)), _this_start()]).encode()
    seal_path = path.with_name(path.name + ".seal")
    replace_file(seal_path, data, seal_path.with_name(seal_path.name + ".new"))


def _read_seal(path: Path) -> tuple[str, Stat, str]:
    text = path.with_name(path.name + ".seal").read_text(encoding="utf-8")
    digest, stat, start = json.loads(text)
    return digest, Stat(*stat), start


def _this_start() -> str:
    """A name for the time since the machine was started, or roughly when that was."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
    return str(round((time.time() - time.monotonic()) / 600))


def _digest_of(path: Path) -> str:
    # Not the digest of everything else: processors have instructions for this one.
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(path: Path) -> list[str]:
    """A database and all files that may belong to it."""
    return [f"{path}{trailer}" for trailer in _TRAILERS]


def discard(path: Path) -> None:
    """Remove a database with everything that belongs to it."""
    for name in files_of(path):
        if os.path.isdir(name) and not os.path.islink(name):
            shutil.rmtree(name)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _tune(connection: sqlite3.Connection) -> None:
    # Durability against power loss is not needed: the seal finds out.
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-65536")


def _start_over(path: Path, schema: str, stamp: str) -> sqlite3.Connection:
    discard(path)
    make_folder(path.parent)
    with path.open("xb") as file:
        file.write(_empty(schema, stamp))
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        _tune(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@lru_cache(maxsize=8)
def _empty(schema: str, stamp: str) -> bytes:
    """The file of a database without rows.

    Made in memory and written at once: SQLite would make a journal beside it and remove it.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(f"BEGIN; {schema}; {_META}")
        connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (stamp,))
        connection.execute("COMMIT")
        return connection.serialize()


def _stamp_of(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    return str(row[0]) if row else ""


def _is_sealed(path: Path) -> bool:
    """Whether the file is as it was sealed: a file that was not touched since is not read."""
    digest, stat, start = _read_seal(path)
    if Stat.of(os.stat(path)) == stat and start == _this_start():
        return True
    if _digest_of(path) != digest:
        return False
    _write_seal(path, digest)
    return True
