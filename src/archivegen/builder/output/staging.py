"""Staging: a folder on the output's file system, from which files are renamed into place.

It is beside the state if a rename from there works, otherwise in the output. For an empty
output, files are staged in a tree of their final layout, so that a folder is moved with all that it
holds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat as modes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.system.signals import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths


TREE = "tree"
"""The folder below the staging folder whose files lie as in the output; they are staged as this."""


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder from which files are renamed into the output.

    `has_tree` says that they are staged as they will stand, as far as they can be.
    """

    folder: Path
    has_tree: bool = False

    def place(self, output: str, name: str) -> tuple[str, str]:
        """Where to write the file for a path of the output: what it is staged as, and its path.

        That is in the tree if there is one, and else below the folder, by a name of its own.
        """
        if self.has_tree:
            path = self.path(TREE, output)
            # Where another file stands in place of its folder, that is told as a conflict later.
            with contextlib.suppress(OSError):
                if _makes_folder(os.path.dirname(path)) or not os.path.isdir(path):
                    return TREE, path
        return name, self.path(name, output)

    def path(self, staged: str, output: str) -> str:
        """The path of a file for a path of the output, from what it is staged as."""
        below = os.path.join(TREE, output) if staged == TREE else staged
        return os.path.join(self.folder, below)


def _makes_folder(path: str) -> bool:
    """Make a folder, and those above it; says whether it is surely new, with nothing in it.

    Raises OSError, also where something else stands there.
    """
    # Most pages have a folder of their own, in one that is there.
    try:
        os.mkdir(path)
    except (FileExistsError, FileNotFoundError):
        os.makedirs(path, exist_ok=True)
        return False
    return True


def clear_staging(paths: SitePaths) -> None:
    """Remove what a killed build left behind."""
    for left in (paths.staging, paths.staging_in_output):
        if os.path.lexists(left):
            shutil.rmtree(left, ignore_errors=True)
            with contextlib.suppress(OSError):  # a file that was to try a rename
                left.unlink()


@contextmanager
def open_staging(paths: SitePaths, *, may_have_tree: bool = True) -> Iterator[Staging]:
    """An empty folder, for the block, from which files can be renamed into the output.

    A tree is for workers that end with the build: a file in it has the name that every one of them
    would give it, so one that was given up and goes on would write to what is published.
    """
    try:
        folder = _make_staging(paths)
        can_have_tree = is_empty(paths) and _makes_equal_folders(folder, paths.output)
        yield Staging(folder, may_have_tree and can_have_tree)
    finally:
        with uninterrupted():
            clear_staging(paths)


def is_empty(paths: SitePaths) -> bool:
    """Whether the output holds nothing but a staging folder."""
    return {*os.listdir(paths.output)} <= {paths.staging_in_output.name}


def _makes_equal_folders(folder: Path, output: Path) -> bool:
    """Whether folders that are made in one are those that would be made in the other.

    So it is not where a folder hands its group on.
    """
    here, there = os.stat(folder), os.stat(output)
    return here.st_gid == there.st_gid and not (here.st_mode | there.st_mode) & modes.S_ISGID


def _make_staging(paths: SitePaths) -> Path:
    clear_staging(paths)
    paths.output.mkdir(parents=True, exist_ok=True)
    staging = paths.staging
    staging.mkdir(parents=True)
    if not _can_rename(staging, paths.staging_in_output):
        staging.rmdir()
        staging = paths.staging_in_output
        staging.mkdir()
    return staging


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
