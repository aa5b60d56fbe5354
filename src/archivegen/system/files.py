"""Files: detecting that a file changed, and replacing one file by another.

The stat of a file that was touched less than two seconds before is not trusted, since the file
could change again within the same tick of the clock (git's racy rule).
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from archivegen.model.links import composed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


RACY_NS = 2_000_000_000
"""Nanoseconds before a scan within which a file's times are not trusted."""


_BINARY = getattr(os, "O_BINARY", 0)
"""Without it, Windows changes the ends of lines."""

_MOST = 2**63 - 1
"""The largest number that a database takes; as nanoseconds, some 300 years."""


class Stat(NamedTuple):
    """What tells one state of a file from another: bytes, two times in nanoseconds, inode."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, result: os.stat_result) -> Stat:
        """The part of a stat result that counts."""
        mtime_ns = result.st_mtime_ns
        if not -_MOST < mtime_ns < _MOST:
            mtime_ns = _MOST if mtime_ns > 0 else -_MOST
        values = result.st_size, mtime_ns, result.st_ctime_ns, result.st_ino & _MOST
        # As `cls(*values)` does, at half the price: a build has one for each file.
        return tuple.__new__(cls, values)

    def is_settled(self, scanned_ns: int) -> bool:
        """Whether a file with these times cannot have changed unseen after that scan."""
        return max(self.mtime_ns, self.ctime_ns) < scanned_ns - RACY_NS

    def is_backdated(self, seen_ns: int) -> bool:
        """Whether no change after that time can have left the file with this modification time."""
        return self.mtime_ns < seen_ns - RACY_NS


def backdate(path: str | Path | int) -> None:
    """Give a file of our own a modification time that no later change can give it.

    So it can be told from a changed one at once, however soon the change comes.
    """
    now_ns = time.time_ns()
    os.utime(path, ns=(now_ns, now_ns - 2 * RACY_NS))


def read_small(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None, if they are more than `limit`. Raises OSError.

    With as few calls of the system as can be, since a build reads every article.
    """
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        size = os.fstat(descriptor).st_size
        if size > limit:
            return None
        # One byte more than there are, so that a file which grows meanwhile is seen to.
        data = os.read(descriptor, size + 1)
        while len(data) != size and (more := os.read(descriptor, limit)):
            data += more
        return data
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make a folder of our own, if it is not there. Raises OSError, also where it is a link."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "this is a link, which is not followed", str(path))
    path.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def staged_file(
    path: Path, temporary: Path | None = None, *, is_durable: bool = False
) -> Iterator[BinaryIO]:
    """A file that takes its place at `path` when the block is done, and is gone after an error.

    Whenever the process is killed, there is the old one or the new one, whole. It is written to
    `temporary` first, a name on the same file system: without it, the path with a number of its own
    behind it. What is `is_durable` is whole after a power failure, too. Raises OSError.
    """
    temporary = temporary or path.with_name(f"{path.name}.{unique_number()}")
    try:
        with _new_file(temporary) as file:
            yield file
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _new_file(path: Path) -> BinaryIO:
    """A file that is new, and so no link that leads to another; what a killed build left, goes."""
    with contextlib.suppress(FileExistsError):
        return open(path, "xb")
    os.unlink(path)
    return open(path, "xb")


def replace_file(
    path: Path, data: bytes, temporary: Path | None = None, *, is_durable: bool = False
) -> None:
    """Write a file as `staged_file` does. Raises OSError, and leaves nothing behind then."""
    with staged_file(path, temporary, is_durable=is_durable) as file:
        file.write(data)


def obstacle(target: Path) -> str:
    """Why nothing can be made at a path where nothing is yet, or an empty text."""
    above = next(folder for folder in target.absolute().parents if os.path.lexists(folder))
    if above.is_dir() and os.access(above, os.W_OK):
        return ""
    return f"nothing can be made in {above}"


def hidden_beside(path: Path) -> Path:
    """A hidden name beside a path, for the file that is written first."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def unique_number() -> str:
    """Digits that no other process gets, on whichever machine that sees the same folder."""
    return str(int.from_bytes(os.urandom(8), "big"))


def located(folder: Path, path: str) -> Path:
    """The file at a path below a folder, whichever way its system composes letters in names.

    Systems of Apple's decompose them, and archives carry such names elsewhere. Without such a file,
    where it would be.
    """
    target = folder / path
    if path.isascii() or os.path.lexists(target):
        return target
    at = folder
    for name in path.split("/"):
        at /= _spelled(at, name)
    return at


def _spelled(folder: Path, name: str) -> str:
    """The name in a folder that is this one, but for how letters are composed."""
    if not os.path.lexists(folder / name):
        with contextlib.suppress(OSError):
            return next((one for one in os.listdir(folder) if composed(one) == name), name)
    return name
