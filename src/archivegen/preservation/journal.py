"""The journal of a verification: which files were found whole, so that it can go on after a stop.

A line for each file: its stat, the digests it was held to, its path. A file with another stat, or
that should have other digests, is looked at again.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from archivegen.model.problems import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


_TITLE = "archivegen verify 1\n"


class NoJournalError(BuildError):
    """The file that was named as a journal is something else."""


@dataclass(slots=True)
class Journal:
    """What was found whole, and where more is noted, if it is."""

    known: set[str] = field(default_factory=set)
    file: IO[str] | None = None

    def has(self, path: Path, stat: os.stat_result, digests: Mapping[str, str]) -> bool:
        """Whether the file, as it is now, was found whole before."""
        return bool(self.known) and _line(path, stat, digests) in self.known

    def note(self, path: Path, stat: os.stat_result, digests: Mapping[str, str]) -> None:
        """Note that it was."""
        if self.file:
            self.file.write(_line(path, stat, digests))


@contextmanager
def journal_in(path: Path | None) -> Iterator[Journal]:
    """The journal in a file, which is made if it is not there. Raises NoJournalError, OSError.

    The file is gone once all was looked at: next time, every byte is read again.
    """
    if path is None:
        yield Journal()
        return
    known: set[str] = set()
    if path.exists():
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            if file.readline() != _TITLE:
                raise NoJournalError(
                    f"{path} is not a journal of a verification; name another file"
                )
            known = set(file)
    with path.open("a", encoding="utf-8", errors="replace", newline="", buffering=1) as file:
        if not file.tell():
            file.write(_TITLE)
        yield Journal(known, file)
    path.unlink()


def _line(path: Path, stat: os.stat_result, digests: Mapping[str, str]) -> str:
    sums = ",".join(digests[name][:32] for name in sorted(digests))
    name = os.path.realpath(path).encode("utf-8", "surrogateescape").hex()
    return f"{stat.st_size} {stat.st_mtime_ns} {sums} {name}\n"
