"""The publisher: staged files take their places, and what is no longer made goes away.

Nothing is touched that was not written by a build: the list of what was written stands in the
output itself, old and new together before the first file moves, the new alone after the last.
A killed publisher leaves whole files, and the next build finishes its work.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat as modes
import time
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.system.database import StateDamagedError
from archivegen.system.digests import digest
from archivegen.config.paths import MANIFEST_NAME
from archivegen.builder.output.state import OutputRow
from archivegen.system.scan import Stat, backdate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archivegen.config.paths import Layout


_LEAVES = re.compile(
    r"\x00|^/|(^|[/\\])\.\.([/\\]|$)|^[A-Za-z]:" + (r"|\\" if os.name == "nt" else "")
)
"""A path that leads out of the folder it is joined to, on some system, or is none."""


class Manifest:
    """The list of files that builds wrote to an output folder, kept in that folder."""

    def __init__(self, output: Path) -> None:
        self._path = output / MANIFEST_NAME

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths in the list, as it was when they were first asked for."""
        try:
            # Whoever can write to the output could put a pipe here, which never ends.
            if not modes.S_ISREG(os.lstat(self._path).st_mode):
                return frozenset()
            lines = self._path.read_bytes().decode("utf-8", "replace").split("\n")
        except OSError:
            return frozenset()
        # Whoever can write to the output could name any file here.
        return frozenset(line for line in lines if line and not _LEAVES.search(line))

    def write(self, paths: Iterable[str], staging: Path) -> None:
        """Replace the list."""
        data = "".join(f"{path}\n" for path in sorted(paths)).encode()
        temporary = staging / MANIFEST_NAME
        temporary.write_bytes(data)
        backdate(temporary)
        os.replace(temporary, self._path)

    def row(self) -> OutputRow:
        """The list as a file of the output, so that a build notices when it is gone."""
        data = self._path.read_bytes()
        stat = Stat.of(os.lstat(self._path))
        return OutputRow("", "", b"", digest(data), stat, time.time_ns())


def clear_staging(layout: Layout) -> None:
    """Remove what a killed build left behind."""
    for left in (_staging_with_state(layout), _staging_in_output(layout)):
        if os.path.lexists(left):
            shutil.rmtree(left, ignore_errors=True)
            with contextlib.suppress(OSError):  # a file that was to try a rename
                left.unlink()


def open_staging(layout: Layout) -> Path:
    """An empty folder from which files can be renamed into the output."""
    clear_staging(layout)
    layout.output.mkdir(parents=True, exist_ok=True)
    staging = _staging_with_state(layout)
    staging.mkdir(parents=True)
    if not _can_rename(staging, _staging_in_output(layout)):
        staging.rmdir()
        staging = _staging_in_output(layout)
        staging.mkdir()
    return staging


def _staging_with_state(layout: Layout) -> Path:
    return layout.output_state / "staging"


def _staging_in_output(layout: Layout) -> Path:
    """For where the state lies on another file system."""
    return layout.output / ".archivegen-staging"


def _can_rename(staging: Path, target: Path) -> bool:
    """Whether a file can be renamed from a folder to a name elsewhere.

    Tried, since equal device numbers do not say so: two mounts may show one device.
    """
    probe = staging / "probe"
    probe.touch()
    try:
        os.replace(probe, target)
    except OSError:
        probe.unlink()
        return False
    target.unlink()
    return True


class Publisher:
    """Moves files into one output folder.

    Links to folders are replaced there, unless files are known that may stand behind them: that
    is damage, and raises StateDamagedError.
    """

    def __init__(self, output: Path, *, replaces_links: bool) -> None:
        self._output = os.path.realpath(output)
        self._replaces_links = replaces_links
        self._folders = {self._output}

    def publish(self, staged: Path, output: str) -> tuple[Stat, int]:
        """Move a staged file to its place; gives its stat, and when that was taken.

        The folder must be there.
        """
        target = f"{self._output}{os.sep}{output}"
        try:
            os.replace(staged, target)
        except OSError:
            if not os.path.isdir(target):
                raise
            # An empty folder may stand there; a link to one was replaced.
            os.rmdir(target)
            os.replace(staged, target)
        return Stat.of(os.lstat(target)), time.time_ns()

    def make_folders(self, outputs: Iterable[str]) -> None:
        """Make the folders of files that are to be published, or none if one cannot be made."""
        before = set(self._folders)
        try:
            for output in outputs:
                self._make_folder(os.path.dirname(f"{self._output}{os.sep}{output}"))
        except OSError:
            for folder in sorted(self._folders - before, reverse=True):
                with contextlib.suppress(OSError):  # it was there and is not empty
                    os.rmdir(folder)
            raise

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the output; a link in its place is replaced, never followed."""
        if folder in self._folders:
            return
        self._make_folder(os.path.dirname(folder))
        if os.path.islink(folder):
            if not self._replaces_links:
                raise StateDamagedError("a folder of the output has become a link")
            os.unlink(folder)
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)
        self._folders.add(folder)

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Remove files, and the folders that are empty then; gives those that were there."""
        removed = []
        for path in sorted(paths):
            target = self._removable(path)
            if not target:
                continue
            if os.path.lexists(target):
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    os.unlink(target)
                    removed.append(path)
            self._remove_empty(os.path.dirname(target))
        return removed

    def has(self, path: str) -> bool:
        """Whether there is something at a path that `remove` would remove."""
        target = self._removable(path)
        return bool(target) and os.path.lexists(target)

    def _removable(self, path: str) -> str:
        """Where a file stands, or would; nothing for a folder, and for what is not inside."""
        target = os.path.normpath(os.path.join(self._output, path))
        is_folder = os.path.isdir(target) and not os.path.islink(target)
        return "" if is_folder or not self._is_inside(os.path.dirname(target)) else target

    def _is_inside(self, folder: str) -> bool:
        """Whether no link leads out of the output on the way to a folder."""
        return os.path.normcase(os.path.realpath(folder)) == os.path.normcase(folder)

    def _remove_empty(self, folder: str) -> None:
        while folder != self._output and folder.startswith(self._output):
            try:
                os.rmdir(folder)
            except OSError:
                return
            self._folders.discard(folder)
            folder = os.path.dirname(folder)
