"""The scan: which files a site has, and whether each may have changed since it was last read.

This is the first gate: a file whose size, times and inode equal those of the last build is not read
again. The stat of a file that was touched less than two seconds before the scan is not
trusted, since the file could change again within the same tick of the clock (git's racy rule).
"""

from __future__ import annotations

import os
import re
import stat as modes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.links import composed
from archivegen.model.problems import Problem
from archivegen.system.files import Stat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


MAX_FOLDER = 1000
"""Bytes of the path of a folder, at most: systems allow 4096 for the whole path of a file."""

_ORDINARY = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.md)?", re.IGNORECASE | re.ASCII).fullmatch
"""A name in which nothing can be wrong, as nearly all are."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LEAVINGS = re.compile(
    r".*(?:~|\.sw[a-z]|\.tmp|\.bak)|#.*#|\.#.*|~\$.*|\.~lock\..*#|4913", re.DOTALL
).fullmatch
"""What editors keep beside a file: copies, and locks of Emacs, Vim, Word and LibreOffice."""

_SYSTEM_FILES = {"Thumbs.db", "desktop.ini", ".DS_Store", ".git"}


def walk(
    folder: Path, name: str, problems: list[Problem], *, dotfiles: bool = False
) -> Iterator[tuple[str, Stat]]:
    """The files below a folder in the order of their paths, which begin with `name`.

    Links are followed only to files inside the folder. Whatever is no plain file is passed
    over with a warning; what editors and systems leave behind, without. What cannot be looked
    at is an error, since a site without it would replace the one that stands.

    Names come composed (NFC), however the system spells them: `files.located` finds such a file.
    """
    if folder.is_dir():
        top = os.path.realpath(folder)
        yield from _Walker(top, problems, dotfiles).files(os.fspath(folder), name)
    elif os.path.lexists(folder):
        problems.append(Problem(name, "this is not a folder, nor a link to one"))


@dataclass(frozen=True, slots=True)
class _Walker:
    """Finds the files below one folder, `top`."""

    top: str
    problems: list[Problem]
    dotfiles: bool

    def files(self, folder: str, name: str) -> Iterator[tuple[str, Stat]]:
        """The files below a folder, whose paths begin with `name`."""
        before = ""
        for entry in _entries(folder, name, self.problems):
            path = f"{name}/{composed(entry.name)}"
            if path == before:
                self.problems.append(_twice(path))
                continue
            before = path
            if not (_ORDINARY(entry.name) or self._is_fit(entry.name, path)):
                continue
            if entry.is_file(follow_symlinks=False):
                if stat := _stat(entry, path, self.problems):
                    yield path, stat
            elif entry.is_dir(follow_symlinks=False):
                if self._may_hold_files(path):
                    yield from self.files(entry.path, path)
            elif entry.is_symlink():
                yield from _through_link(entry, path, self.top, self.problems)
            else:
                self.problems.append(_passed_over(path, "this is not a file"))

    def _is_fit(self, name: str, path: str) -> bool:
        """Whether a file or a folder of that name counts; what should, and cannot, is told."""
        if _is_ignored(name, dotfiles=self.dotfiles):
            return False
        why = _unfit(name)
        if why:
            self.problems.append(_passed_over(path.encode("unicode_escape").decode(), why))
        return not why

    def _may_hold_files(self, path: str) -> bool:
        """Whether the paths of files in a folder can be as long as they have to be; else told."""
        is_short = len(os.fsencode(path)) <= MAX_FOLDER
        if not is_short:
            why = f"a path longer than {MAX_FOLDER} bytes"
            self.problems.append(_passed_over(path, why))
        return is_short


def _entries(folder: str, name: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What a folder holds, in the order of the paths below it."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=_place_in_order)
    except FileNotFoundError:  # it was there a moment ago
        return []
    except OSError as error:
        problems.append(_unreadable(name, error))
        return []


def _stat(entry: os.DirEntry[str], path: str, problems: list[Problem]) -> Stat | None:
    try:
        return Stat.of(entry.stat(follow_symlinks=False))
    except FileNotFoundError:  # it was there a moment ago
        return None
    except OSError as error:
        problems.append(_unreadable(path, error))
        return None


def _place_in_order(entry: os.DirEntry[str]) -> str:
    """What puts a folder where the paths below it stand among the others."""
    name = composed(entry.name)
    return f"{name}/" if entry.is_dir(follow_symlinks=False) else name


def _through_link(
    entry: os.DirEntry[str], path: str, top: str, problems: list[Problem]
) -> Iterator[tuple[str, Stat]]:
    real = os.path.realpath(entry.path)
    try:
        result = os.stat(real)
    except PermissionError as error:
        problems.append(_unreadable(path, error))
        return
    except OSError:
        problems.append(_passed_over(path, "the link leads nowhere"))
        return
    if not real.startswith(top + os.sep):
        problems.append(_passed_over(path, "the link leads out of the folder"))
    elif not modes.S_ISREG(result.st_mode):
        problems.append(_passed_over(path, "links are followed to files only"))
    else:
        yield path, Stat.of(result)


def _passed_over(path: str, why: str) -> Problem:
    return Problem(path, f"passed over: {why}", severity="warning", kind="passed over")


def _twice(path: str) -> Problem:
    message = "there are two files of this name, which differ in how Unicode composes a letter"
    return Problem(path, message, hint="remove one of them, or give it another name")


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(path, f"cannot be read: {error.strerror}")


def _unfit(name: str) -> str:
    """Why a file of that name cannot be published; empty for a good name."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "the name is not UTF-8"
    if _CONTROL.search(name):
        return "the name has a control character"
    if name.startswith(".archivegen"):
        return "archivegen reserves names like this"
    return ""


def _is_ignored(name: str, *, dotfiles: bool) -> bool:
    if name.startswith(".") and not dotfiles:
        return True
    return name in _SYSTEM_FILES or is_leaving(name)


def is_leaving(name: str) -> bool:
    """Whether a file of this name is a copy or a lock that an editor keeps while somebody types."""
    return _LEAVINGS(name) is not None
