"""The publisher: moves staged files into place, and removes what is no longer made.

Only files that a build wrote are touched. The list of these is in the
output itself: old and new together before the first file moves, the new alone after the last.
A killed publisher leaves whole files, and the next build finishes its work.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

from archivegen.system.database import StateDamagedError
from archivegen.system.files import Stat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Publisher:
    """Moves files into one output folder.

    Links to folders are replaced there, unless files are known that may stand behind them: that
    is damage, and raises StateDamagedError.
    """

    def __init__(self, output: Path, *, replaces_links: bool) -> None:
        self._output = os.path.realpath(output)
        self._replaces_links = replaces_links
        self._folders = {self._output}
        self._made: list[tuple[str, str]] = []  # with where the link led that stood there, if any

    def publish(self, staged: Path, output: str) -> None:
        """Move a staged file to its place. The folder must be there."""
        target = f"{self._output}{os.sep}{output}"
        try:
            os.replace(staged, target)
        except OSError:
            if not os.path.isdir(target):
                raise
            # An empty folder may stand there; a link to one was replaced.
            os.rmdir(target)
            os.replace(staged, target)

    def publish_tree(self, tree: Path) -> None:
        """Move a folder's content into place, a whole folder at once where there is none yet."""
        if tree.is_dir():
            _move_into(tree, self._output)

    def look_at(self, output: str) -> tuple[Stat, int]:
        """The stat of a file that was published, and when it was taken."""
        return Stat.of(os.lstat(f"{self._output}{os.sep}{output}")), time.time_ns()

    def make_folders(self, outputs: Iterable[str]) -> None:
        """Make the folders of files that are to be published, or none if one cannot be made."""
        try:
            for output in outputs:
                self._make_folder(os.path.dirname(f"{self._output}{os.sep}{output}"))
        except OSError:
            self.remove_made()
            raise

    def remove_made(self) -> None:
        """Remove the folders that were made, as far as nothing is in them; links come back."""
        while self._made:
            folder, link = self._made.pop()
            self._folders.discard(folder)
            with contextlib.suppress(OSError):
                os.rmdir(folder)
                if link:
                    os.symlink(link, folder)

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the output; a link in its place is replaced, never followed."""
        if folder in self._folders:
            return
        self._make_folder(os.path.dirname(folder))
        link = ""
        if os.path.islink(folder):
            if not self._replaces_links:
                raise StateDamagedError("a folder of the output has become a link")
            link = os.readlink(folder)
            os.unlink(folder)
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)
            self._made.append((folder, link))
        self._folders.add(folder)

    def clear_links(self, paths: Iterable[str]) -> None:
        """Remove links in place of folders of ours, behind which files would stay reachable."""
        seen = {self._output}
        for path in paths:
            folders = []
            folder = os.path.dirname(f"{self._output}{os.sep}{path}")
            while folder not in seen:
                seen.add(folder)
                folders.append(folder)
                folder = os.path.dirname(folder)
            for at in reversed(folders):
                if os.path.islink(at):
                    if not self._replaces_links:
                        raise StateDamagedError("a folder of the output has become a link")
                    os.unlink(at)

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Remove files, and folders that become empty; returns the files that were there."""
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


def _move_into(folder: str | Path, target: str) -> None:
    """Move what is in a folder into another: folders first, since the front page is none."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: (not entry.is_dir(), entry.name))
    for entry in found:
        place = os.path.join(target, entry.name)
        try:
            os.rename(entry.path, place)
        except OSError:
            # Something has come to stand there, or this file system moves no folders.
            if not entry.is_dir():
                raise
            os.makedirs(place, exist_ok=True)
            _move_into(entry.path, place)
