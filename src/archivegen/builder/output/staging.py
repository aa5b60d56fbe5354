"""Staging: a folder on the output's file system, from which files are renamed into their places.

It lies with the state where a rename from there works, and in the output where it does not.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from archivegen.config.paths import Layout


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
