"""Layout: how the files of a site lie, as far as the CMS has to be told."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.authoring.cms.repository import working_tree
from archivegen.model.documents.folders import MARK

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths

USUAL_DEPTH = 2
"""The folders around an article where none is yet: those of its year and its month."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the files of a site lie.

    `folder` is the site's in its repository, with a slash, or nothing; `depths` says around how
    many folders articles lie, the usual one first; `named` are the taxonomies of which a term has
    a file.
    """

    folder: str = ""
    depths: tuple[int, ...] = (USUAL_DEPTH,)
    named: frozenset[str] = field(default_factory=frozenset)


def layout_of(paths: SitePaths) -> Layout:
    """The layout of a site, from the names of its files alone."""
    depths: Counter[int] = Counter()
    named: set[str] = set()
    for folder, folders, files in os.walk(paths.content):
        folders.sort()
        below = Path(folder).relative_to(paths.content).parts
        count = sum(name.endswith(".md") for name in files)
        if not count:
            continue
        if below and below[0].startswith(MARK):
            named.add(below[0].removeprefix(MARK))
        else:
            depths[len(below)] += count
    # Of two that are as usual, the one that a new site has.
    found = sorted(depths, key=lambda depth: (-depths[depth], abs(depth - USUAL_DEPTH)))
    return Layout(
        folder_in_repository(paths.root), tuple(found) or (USUAL_DEPTH,), frozenset(named)
    )


def folder_in_repository(root: Path) -> str:
    """The site's folder in the repository around it, with a slash; empty where it is the whole."""
    below = root.relative_to(working_tree(root) or root).as_posix()
    return "" if below == "." else f"{below}/"
