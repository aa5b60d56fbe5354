"""Claims: the paths of an output, which slice claims them, and which of them conflict.

Some file systems treat two paths that differ by case or by Unicode's normal form as one. And a
file cannot be where another needs a folder.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Claim:
    """That a file of the output is made: of a slice, and from a file of the site, if from one."""

    output: str
    slice: str
    source: str

    @property
    def owner(self) -> str:
        """Who writes the file, in words."""
        return self.source or f"the site's own page ({self.slice})"


def folded(path: str) -> str:
    """The path as a file system sees it that tells neither cases nor normal forms apart."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", path).casefold()


def folders_of(path: str) -> Iterator[str]:
    """The folders that a path is in, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def in_the_way(gone: Collection[str], wanted: Iterable[str]) -> set[str]:
    """Those of the vanishing files that have to go before the wanted ones can take their places.

    They are where a wanted file needs a folder, or below the place of a wanted file. To a file
    system that does not tell cases apart, they may also be the same file, or keep the old name of
    its folder.
    """
    if not gone:
        return set()
    wanted = (*wanted,)
    named = {folder for path in wanted for folder in folders_of(path)}
    places, folders = {*map(folded, wanted)}, {*map(folded, named)}

    def is_in_the_way(path: str) -> bool:
        return (folded(path) in places or folded(path) in folders) or any(
            folded(folder) in places or (folder not in named and folded(folder) in folders)
            for folder in folders_of(path)
        )

    return {path for path in gone if is_in_the_way(path)}
