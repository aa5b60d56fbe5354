"""A folder of this machine as a store: the files in it are whole at every moment, as objects are.

fsspec writes them in place, so that a reader could meet half a page, and an interruption would
leave half a manifest.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsspec.implementations.local import LocalFileSystem

if TYPE_CHECKING:
    from collections.abc import Callable

_ASIDE = ".archivegen-part"
"""A file in the making, beside its place; one that an interruption left is written over."""


class Folder(LocalFileSystem):  # type: ignore[misc] # fsspec has no types
    """fsspec's local files below `root`, each written aside before it takes its place."""

    cachable = False

    def __init__(self, root: str) -> None:
        super().__init__()
        self._top = Path(root)

    def put_file(self, lpath: str, rpath: str, **_: Any) -> None:
        """Copy a file of the machine to a place."""
        self._written_aside(rpath, partial(shutil.copyfile, lpath))

    def pipe_file(self, path: str, value: bytes, **_: Any) -> None:
        """Write a file of these bytes."""
        self._written_aside(path, lambda aside: aside.write_bytes(value))

    def rm_file(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        place = Path(path)
        place.unlink()
        with suppress(OSError):  # a folder that is not empty
            for folder in place.relative_to(self._top).parents[:-1]:
                (self._top / folder).rmdir()

    def _written_aside(self, path: str, write: Callable[[Path], object]) -> None:
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(_ASIDE)
        write(aside)
        os.replace(aside, place)
