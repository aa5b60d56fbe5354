"""Disposable databases: SQLite files that are exactly as they were written, or empty.

SQLite does not notice a flipped bit. So when a build has written a database, it is sealed with the
digests of its file's blocks, and a file that does not match its seal is discarded. As with every
other file, an unchanged stat spares reading it, unless the machine has been restarted since:
after a power failure, a file may have its size but not its bytes.

A sealed file is written through SQLite's write-ahead log, which names the pages that a transaction
wrote. So a seal is renewed by hashing only the blocks of these pages. Until then, the file has the
very bytes that were sealed, so a log that a killed build left is discarded.
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
from typing import TYPE_CHECKING, NamedTuple

from archivegen.system.digests import fingerprint
from archivegen.system.files import Stat, backdate, make_folder, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)"
"""With row ids, so that a key is found without reading long values on the way."""

_BLOCK = 65_536
"""Bytes of a file that have a digest of their own: a page of SQLite's is never larger."""

_DIGITS = 32
"""Hexadecimal digits of a block's digest."""

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
    """The database at `path`, as it was sealed; an empty one if there is none to trust.

    `stamp` names what the rows depend on: rows of another stamp are as good as none. A database
    whose rows answer for themselves needs no seal.
    """
    wanted = fingerprint((schema, stamp)).hex()
    if path.is_file():
        if sealed:
            _forget_log(path)
        connection = sqlite3.connect(path, isolation_level=None)
        with contextlib.suppress(sqlite3.Error, *UNREADABLE_SEAL):
            _tune(connection, sealed=sealed)
            # The first query rolls back what a killed build left behind.
            if _stamp_of(connection) == wanted and (not sealed or _is_sealed(path)):
                return connection
        connection.close()
    return _start_over(path, schema, wanted, sealed=sealed)


def open_readonly(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """The database at `path`, for a process that only reads."""
    # A file: address, in which ? and # would end the path.
    name = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    options = "mode=ro&immutable=1" if immutable else "mode=ro"
    return sqlite3.connect(f"file:{name}?{options}", uri=True, isolation_level=None)


def open_snapshot(path: Path) -> sqlite3.Connection:
    """The database at `path` for a process that only reads it, while nobody writes.

    So its file alone is read: no locks are asked for, nor what a writer may have left beside it.
    """
    return open_readonly(path, immutable=True)


def commit(connection: sqlite3.Connection, path: Path) -> None:
    """Keep what a transaction wrote, and declare that the file at `path` is whole."""
    connection.execute("COMMIT")
    known: tuple[str, ...] = ()
    if written := _logged_blocks(path):
        with contextlib.suppress(*UNREADABLE_SEAL):
            known = _read_seal(path).blocks
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        # From now on. Not before: a log of all that a first build writes is larger than the file.
        connection.execute("PRAGMA journal_mode=WAL")
    _write_seal(path, _hash_blocks(path, known, written))


def seal_of(path: Path) -> str:
    """A name for the state of the database's rows: it changes whenever they do."""
    return _read_seal(path).name


class _Seal(NamedTuple):
    """The digests of a file's blocks, its stat as it was then, and when that was."""

    blocks: tuple[str, ...]
    stat: Stat
    start: str

    @property
    def name(self) -> str:
        return hashlib.sha256("".join(self.blocks).encode()).hexdigest()


def _write_seal(path: Path, blocks: Sequence[str]) -> None:
    backdate(path)
    data = json.dumps(["".join(blocks), Stat.of(os.stat(path)), _this_start()]).encode()
    seal_path = path.with_name(path.name + ".seal")
    replace_file(seal_path, data, seal_path.with_name(seal_path.name + ".new"))


def _read_seal(path: Path) -> _Seal:
    text = path.with_name(path.name + ".seal").read_text(encoding="utf-8")
    digests, stat, start = json.loads(text)
    blocks = tuple(digests[at : at + _DIGITS] for at in range(0, len(digests), _DIGITS))
    return _Seal(blocks, Stat(*stat), start)


def _this_start() -> str:
    """A name for the time since the machine was started, or roughly when that was."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
    return str(round((time.time() - time.monotonic()) / 600))


def _hash_blocks(
    path: Path, known: Sequence[str] = (), written: Collection[int] = ()
) -> tuple[str, ...]:
    """The digests of a file's blocks: those that are known, but for what was written since."""
    blocks = []
    with path.open("rb", buffering=0) as file:
        for number in range(-(-os.fstat(file.fileno()).st_size // _BLOCK)):
            if number < len(known) and number not in written:
                blocks.append(known[number])
                continue
            file.seek(number * _BLOCK)
            # Not the digest of everything else: processors have instructions for this one.
            blocks.append(hashlib.sha256(file.read(_BLOCK)).hexdigest()[:_DIGITS])
    return tuple(blocks)


def _logged_blocks(path: Path) -> set[int]:
    """The blocks of which the write-ahead log has pages; none without a log.

    After https://www.sqlite.org/fileformat2.html#the_write_ahead_log: each page stands behind its
    number.
    """
    blocks: set[int] = set()
    with contextlib.suppress(FileNotFoundError), open(f"{path}-wal", "rb") as log:
        page_size = int.from_bytes(log.read(32)[8:12])
        while frame := log.read(24):
            blocks.add((int.from_bytes(frame[:4]) - 1) * page_size // _BLOCK)
            log.seek(page_size, os.SEEK_CUR)
    return blocks


def _forget_log(path: Path) -> None:
    """Throw away what a killed build logged, of which nothing is in the file yet."""
    with contextlib.suppress(OSError):
        os.unlink(f"{path}-wal")


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


def _tune(connection: sqlite3.Connection, *, sealed: bool) -> None:
    if sealed:
        # One process at a time writes: without memory to share, the log works on network folders.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        # The log keeps all pages that were written until `commit` has read their numbers.
        connection.execute("PRAGMA wal_autocheckpoint=0")
    # Durability against power loss is not needed: the seal finds out.
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-65536")


def _start_over(path: Path, schema: str, stamp: str, *, sealed: bool) -> sqlite3.Connection:
    discard(path)
    make_folder(path.parent)
    with path.open("xb") as file:
        file.write(_empty(schema, stamp))
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        _tune(connection, sealed=sealed)
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
    known = _read_seal(path)
    if Stat.of(os.stat(path)) == known.stat and known.start == _this_start():
        return True
    if _hash_blocks(path) != known.blocks:
        return False
    _write_seal(path, known.blocks)
    return True
