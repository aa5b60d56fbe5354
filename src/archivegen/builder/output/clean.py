"""Cleaning: removes what builds made, and nothing else.

From an output, it removes the files in the list that builds keep there, whatever became of their
bytes; it never follows a link out of it. From the state, it removes files whose names builds use.
Folders are removed once they are empty. A clean that is stopped is finished by the next.
"""

from __future__ import annotations

import contextlib
import os
import stat as modes
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.builder.output.folder import Publisher
from archivegen.builder.output.manifest import Manifest
from archivegen.builder.output.staging import clear_staging
from archivegen.builder.state_folder import clear_the_way
from archivegen.config.paths import KEPT, MANIFEST_NAME, STATE_NAME, real_path
from archivegen.system.locks import locked, locked_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.system.progress import Progress


@dataclass(frozen=True, slots=True)
class Waste:
    """What a clean removes: files of outputs, and files that are kept between builds.

    `built` are absolute paths, and hold each output's list too; `kept` are those of the state.
    """

    built: tuple[Path, ...]
    kept: tuple[Path, ...]


def waste_of(paths: SitePaths) -> Waste:
    """What a clean of the site would remove now. Nothing is changed or waited for."""
    built = tuple(path for output in _outputs(paths) for path in _built(output))
    return Waste(built, tuple(_kept(paths.state)))


def clean(paths: SitePaths, progress: Progress) -> Waste:
    """Remove what builds made, while none is running; returns what was there.

    The caller has made sure that the output is where one may be (`paths.refusal`). Raises OSError
    for what the system forbids.
    """
    with locked(paths.lock, progress.wait):
        clear_the_way(paths)
        with ExitStack() as stack:
            for output in _outputs(paths):
                stack.enter_context(locked_folder(output, progress.wait))
            waste = waste_of(paths)
            clear_staging(paths)
            for output in _outputs(paths):
                _empty(output)
            _forget(paths)
        if sys.platform != "win32":
            _leave(paths)
    if sys.platform == "win32":  # it removes no file that is open
        _leave(paths)
    return waste


def _outputs(paths: SitePaths) -> list[Path]:
    """The folders with files of builds, each once: its lock can be had only once, too."""
    own = real_path(paths.root) / STATE_NAME / paths.preview.name
    candidates = [paths.output]
    if real_path(paths.preview) == own:  # else a link leads to what may be anybody's
        candidates.append(paths.preview)
    outputs = (output for output in candidates if output.is_dir())
    return list({os.path.realpath(output): output for output in outputs}.values())


def _built(output: Path) -> Iterator[Path]:
    publisher = Publisher(output, replaces_links=False)
    for path in sorted(Manifest(output).paths - {MANIFEST_NAME}):
        if publisher.has(path):
            yield output / path
    if _is_file(output / MANIFEST_NAME):
        yield output / MANIFEST_NAME


def _empty(output: Path) -> None:
    """Remove what was built, its list last, so that a clean that is killed can be finished."""
    publisher = Publisher(output, replaces_links=False)
    publisher.remove(Manifest(output).paths - {MANIFEST_NAME})
    if _is_file(output / MANIFEST_NAME):
        (output / MANIFEST_NAME).unlink()
    with contextlib.suppress(OSError):  # it holds something else, or is a link
        output.rmdir()


def _is_file(path: Path) -> bool:
    try:
        return modes.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _kept(state: Path) -> Iterator[Path]:
    if state.is_symlink():
        return
    for at, folders, names in os.walk(state):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(at, name)
            if KEPT.fullmatch(os.path.relpath(path, state).replace(os.sep, "/")):
                yield state / os.path.relpath(path, state)


def _forget(paths: SitePaths) -> None:
    """Remove what is kept, and the folders that held nothing else."""
    for path in list(_kept(paths.state)):
        path.unlink()
    for folder in (paths.images, paths.compiled_templates, paths.cluster, paths.outputs):
        for at, _, _ in os.walk(folder, topdown=False):
            with contextlib.suppress(OSError):  # it holds something else
                os.rmdir(at)


def _leave(paths: SitePaths) -> None:
    """Remove the lock, and the folder, unless there is more in it."""
    with contextlib.suppress(OSError):
        paths.lock.unlink(missing_ok=True)
        paths.state.rmdir()
