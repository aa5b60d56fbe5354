"""Files of a folder that is a source: which there are, in one order on every system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.item import Item, digest_of
from archivegen.model.links import composed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
"""Bytes of a file with one text, at most."""


class SourceFile(NamedTuple):
    """A file of a source, with its path in it."""

    path: Path
    name: str

    def read(self) -> bytes | None:
        """Its bytes; None, if they are too many. Raises OSError."""
        with self.path.open("rb") as file:
            return None if os.fstat(file.fileno()).st_size > MOST_BYTES else file.read()


def files_of(paths: Sequence[Path], suffixes: Collection[str]) -> Iterator[SourceFile]:
    """All files with these endings, in small letters, in the order of their paths.

    Links are not followed. A name that two sources have gets the name of its source in front.
    """
    is_one = len(paths) == 1
    for path in paths:
        if not path.is_dir():
            yield SourceFile(path, composed(path.name))
            continue
        before = "" if is_one else f"{path.name}/"
        yield from (
            SourceFile(path / below, before + composed(below))
            for below in _below(os.fspath(path), suffixes)
        )


def _below(folder: str, suffixes: Collection[str], above: str = "") -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, suffixes, f"{above}{entry.name}/")
        elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith((*suffixes,)):
            yield above + entry.name


def others_of(paths: Sequence[Path], suffixes: Collection[str]) -> Iterator[Item]:
    """All files with other endings, as items of which nothing becomes by themselves."""
    for file in files_of(paths, ("",)):
        if not file.name.lower().endswith((*suffixes,)):
            yield other_file(file)


def other_file(file: SourceFile) -> Item:
    """A file that is no text, such as a picture, as an item."""
    suffix = file.path.suffix.lower()
    what = f"a file in {suffix}" if suffix else "a file without an ending"
    skip = f"{what}; articles that show it have it beside them"
    return Item(file.name, file.name, digest_of(b""), kind="attachment", skip=skip)


def has_files(path: Path, suffixes: Collection[str]) -> bool:
    """Whether a path is such a file, or a folder with one. Raises OSError."""
    if path.is_dir():
        return next(_below(os.fspath(path), suffixes), None) is not None
    return path.name.lower().endswith((*suffixes,))
