"""Locks: one build at a time, of a site and into an output.

The lock is the operating system's own, on an open file, so it ends with the process that holds it,
however that ends. The file stays; it names the process that had the lock last.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archivegen.system.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)

PAUSE = 0.05
"""Seconds between two attempts to get a lock."""

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # Windows locks bytes for readers too: one that nobody reads

    def _try_lock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, waits_for: Callable[[int], None]) -> Iterator[None]:
    """Hold the lock of a file in the block; wait for whoever holds it.

    `waits_for` is told once the number of that process, or 0 if it is not known. Raises OSError
    where the file cannot be written.
    """
    file = _open_locked(path, waits_for)
    try:
        with contextlib.suppress(OSError):  # as on a full disk: it only says who it is
            os.truncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
            os.write(file, str(os.getpid()).encode())
        yield
    finally:
        os.close(file)


def _open_locked(path: Path, waits_for: Callable[[int], None]) -> int:
    """The open file with its lock; one that was removed meanwhile locks nobody out."""
    while True:
        make_folder(path.parent)
        _clear_the_way(path)
        file = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o666)
        try:
            _wait(file, lambda: waits_for(_holder(file)))  # noqa: B023 -- called here alone
            if _is_at(file, path):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _clear_the_way(path: Path) -> None:
    """Remove a link or an empty folder where the lock should be: no other process has opened it."""
    if path.is_symlink():
        path.unlink(missing_ok=True)
    elif path.is_dir():
        path.rmdir()


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.lstat(path))
    except FileNotFoundError:
        return False


@contextmanager
def locked_folder(path: Path, waits_for: Callable[[int], None]) -> Iterator[None]:
    """Hold the lock of a folder, without a file in it; Windows has no such locks."""
    if sys.platform == "win32":
        yield
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        _wait(folder, lambda: waits_for(0))
        yield
    finally:
        os.close(folder)


def _wait(file: int, tell: Callable[[], None]) -> None:
    """Get the lock; `tell` is called once if another process has it."""
    if _has_lock(file):
        return
    tell()
    while not _has_lock(file):
        time.sleep(PAUSE)


def _has_lock(file: int) -> bool:
    """Whether this process has the lock now; also where a file system knows no locks."""
    try:
        _try_lock(file)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        return error.errno != errno.EDEADLK
    return True


def _holder(file: int) -> int:
    os.lseek(file, 0, os.SEEK_SET)
    text = os.read(file, 20)
    return int(text) if text.isdigit() else 0
