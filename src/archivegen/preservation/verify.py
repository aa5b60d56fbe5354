"""Verification: whether what is kept is whole.

Each file that should be there is looked for and hashed, and each that should not be is found. It
streams; what was found whole can be noted in a journal, so that a verification of many hours goes
on where it was stopped.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from archivegen.preservation.fixity import fixity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.preservation.journal import Journal
    from archivegen.system.progress import Progress

Fault = Literal["missing", "changed", "extra", "unreadable"]
"""What is wrong with a file."""

_REPOSITORY = ".git"


class Finding(NamedTuple):
    """A file that is not as it should be, by its path from the folder that was looked at."""

    fault: Fault
    path: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a folder should hold."""

    folder: Path
    files: Mapping[str, Mapping[str, str]]
    """The digests of each file by algorithm; none where nothing else is known of it."""
    others: frozenset[str] = frozenset()
    """Files that may be there as well."""


def verify(expected: Expectation, journal: Journal, progress: Progress) -> Iterator[Finding]:
    """What is not as expected: first of the files that should be there, then what is there else."""
    progress.phase("verify", len(expected.files))
    for path in sorted(expected.files):
        if finding := _look(expected.folder, path, expected.files[path], journal):
            yield finding
        progress.advance(1)
    for path in _files_of(expected.folder):
        if path not in expected.files and path not in expected.others:
            yield Finding("extra", path)


def _look(folder: Path, path: str, digests: Mapping[str, str], journal: Journal) -> Finding | None:
    place = folder / path
    try:
        stat = os.lstat(place)
        if place.is_symlink() or not place.is_file():
            return Finding("changed", path, "this is not a plain file")
        if not digests or journal.has(place, stat, digests):
            return None
        with place.open("rb") as file:
            found = fixity_of(file, digests)
    except (FileNotFoundError, NotADirectoryError):
        return Finding("missing", path)
    except OSError as error:
        return Finding("unreadable", path, error.strerror or "")
    if found.digests != digests:
        return Finding("changed", path)
    journal.note(place, stat, digests)
    return None


def _files_of(folder: Path) -> Iterator[str]:
    """The files below a folder, but for those of a repository, which is no part of any site."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != _REPOSITORY)
        for name in sorted(names):
            yield Path(at, name).relative_to(folder).as_posix()
