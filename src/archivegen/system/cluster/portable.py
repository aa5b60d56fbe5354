"""Portable values: pickles in which paths below the site's root move to another root.

So machines may see one shared folder at different paths. Paths elsewhere stay as they are.
"""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any


def dumps(value: object, root: Path) -> bytes:
    """The pickle of a value, with the paths below `root` as they go from there."""
    file = io.BytesIO()
    _Pickler(file, root).dump(value)
    return file.getvalue()


def loads(data: bytes, root: Path) -> Any:
    """The value of such a pickle, with its paths below `root`."""
    return _Unpickler(io.BytesIO(data), root).load()


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, root: Path) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._root = root

    def persistent_id(self, value: object) -> str | None:
        """The path from the root, for a path below it.

        https://docs.python.org/3/library/pickle.html#persistence-of-external-objects
        """
        if isinstance(value, Path) and value.is_relative_to(self._root):
            return value.relative_to(self._root).as_posix()
        return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, root: Path) -> None:
        super().__init__(file)
        self._root = root

    def persistent_load(self, below: str) -> Path:
        """The path that is `below` the root."""
        return self._root / below
