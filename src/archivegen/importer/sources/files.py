"""Files of a folder that is a source: which there are, in one order on every system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.item import Item, digest_of
from archivegen.model.links import composed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
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
    endings = (*suffixes,)
    return _found(paths, lambda it: it.name.lower().endswith(endings) and not it.is_symlink())


def links_of(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """All links to files and folders, in the order of their paths."""
    return (file for file in _found(paths, os.DirEntry.is_symlink) if file.path not in paths)


def _found(
    paths: Sequence[Path], is_wanted: Callable[[os.DirEntry[str]], bool]
) -> Iterator[SourceFile]:
    is_one = len(paths) == 1
    for path in paths:
        if not path.is_dir():
            yield SourceFile(path, composed(path.name))
            continue
        before = "" if is_one else f"{path.name}/"
        yield from (
            SourceFile(path / below, before + composed(below))
            for below in _below(os.fspath(path), is_wanted)
        )


def _below(
    folder: str, is_wanted: Callable[[os.DirEntry[str]], bool], above: str = ""
) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, is_wanted, f"{above}{entry.name}/")
        elif (entry.is_symlink() or entry.is_file()) and is_wanted(entry):
            yield above + entry.name


def others_of(paths: Sequence[Path], suffixes: Collection[str]) -> Iterator[Item]:
    """All files with other endings, and links, as items of which nothing becomes by themselves."""
    for file in files_of(paths, ("",)):
        if not file.name.lower().endswith((*suffixes,)) and file.path not in paths:
            yield other_file(file)
    yield from map(other_file, links_of(paths))


def other_file(file: SourceFile) -> Item:
    """A file that is no text, such as a picture, or a link, as an item."""
    if file.path.is_symlink():
        skip = "a link, which is not followed"
        return Item(file.name, file.name, digest_of(b""), kind="other", skip=skip)
    suffix = file.path.suffix.lower()
    what = f"a file in {suffix}" if suffix else "a file without an ending"
    skip = f"{what}; articles that show it have it beside them"
    return Item(file.name, file.name, digest_of(b""), kind="attachment", skip=skip)


def has_files(path: Path, suffixes: Collection[str]) -> bool:
    """Whether a path is such a file, or a folder with one. Raises OSError."""
    if path.is_dir():
        return next(files_of([path], suffixes), None) is not None
    return path.name.lower().endswith((*suffixes,))
