"""Staging: a folder on the output's file system, from which files are renamed into their places.

It lies with the state where a rename from there works, and in the output where it does not.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archivegen.system.signals import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths


def clear_staging(paths: SitePaths) -> None:
    """Remove what a killed build left behind."""
    for left in (paths.staging, paths.staging_in_output):
        if os.path.lexists(left):
            shutil.rmtree(left, ignore_errors=True)
            with contextlib.suppress(OSError):  # a file that was to try a rename
                left.unlink()


@contextmanager
def open_staging(paths: SitePaths) -> Iterator[Path]:
    """An empty folder, for the block, from which files can be renamed into the output."""
    try:
        yield _make_staging(paths)
    finally:
        with uninterrupted():
            clear_staging(paths)


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
