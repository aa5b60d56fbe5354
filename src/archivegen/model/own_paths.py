"""Own paths: the folders of the site's own pages, and which names they leave to sections.

The folders of sections are beside these. Where a section and a page want the same folder, the page
can be given another. A section may have subsections: `Sport/Football` is `Football` in `Sport`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import NamedTuple

from archivegen.model.slugs import leads_elsewhere
from archivegen.model.taxonomies import BUILT_IN, SECTIONS, Taxonomy, levels_of

_FIXED = re.compile(r"assets|\d{4,}")
"""Folders that are always the site's own: that of the theme's files, and those of years."""


@dataclass(frozen=True, slots=True)
class OwnPaths:
    """The folders of the site's own pages, below the site's root, except those of taxonomies."""

    archive: str = "archive"
    """The overview of all years and months."""
    on_this_day: str = "on-this-day"
    """The days of the year, with the articles of all years."""
    corrections: str = "corrections"
    """The corrections."""
    issues: str = "issues"
    """The printed issues."""
    search: str = "search"
    """The search page and its indexes."""
    feeds: str = "feeds"
    """The Atom documents of the months."""
    sitemaps: str = "sitemaps"
    """The sitemaps, except their index."""


OWN_PAGES = tuple(field.name for field in fields(OwnPaths))
"""The names of the pages that have folders of their own."""

DEFAULT_PATHS = OwnPaths()


@dataclass(frozen=True, slots=True, eq=False)
class OwnFolders:
    """All folders of the site's own: those of pages, and those of taxonomies.

    One is equal to itself alone, so that what is known of it is soon looked up.
    """

    paths: OwnPaths = DEFAULT_PATHS
    taxonomies: tuple[Taxonomy, ...] = tuple(BUILT_IN.values())

    def settings(self) -> dict[tuple[str, ...], str]:
        """The folders by the keys of the configuration that set them."""
        return {("paths", key): getattr(self.paths, key) for key in OWN_PAGES} | {
            ("taxonomies", taxonomy.name, "path"): taxonomy.path for taxonomy in self.taxonomies
        }

    def is_taken(self, folder: str) -> bool:
        """Whether a section cannot have this folder."""
        return folder in self.settings().values() or is_fixed(folder)

    def how_to_move(self, folder: str) -> str:
        """What to write so that what has this folder gets another; empty where nothing can."""
        for (*table, key), own in self.settings().items():
            if own == folder:
                return f'write {key} = "site-{folder}" under [{".".join(table)}] in archivegen.toml'
        return ""


DEFAULT_FOLDERS = OwnFolders()


def is_fixed(folder: str) -> bool:
    """Whether a folder is the site's own wherever its pages are."""
    return _FIXED.fullmatch(folder) is not None


LEAVE_OUT = "leave out `/`, `\\` and `..`"
"""What to do with a name that has something of a path in it."""


class NameFault(NamedTuple):
    """What is wrong with a name, to be read after it, and what to write instead."""

    message: str
    hint: str


def fault_of_section(name: str, slug: str, folders: OwnFolders) -> NameFault | None:
    """Why a section cannot have this name, of which `slug` is made; None if it can."""
    levels = levels_of(name)
    if any(not level or leads_elsewhere(level) for level in levels):
        return NameFault("cannot be part of an address", LEAVE_OUT)
    if len(levels) > BUILT_IN[SECTIONS].levels:
        upper, lower, *others = levels
        hint = f"write `section: {upper}/{lower}`, and `tags: [{', '.join(others)}]`"
        return NameFault("has too many levels: a section has one below it", hint)
    first, _, below = slug.partition("/")
    if folders.is_taken(first):
        hint = "give the section another name"
        if way := folders.how_to_move(first):
            hint += f", or the site's page another place: {way}"
        return NameFault(f"would stand where the site's own pages are (/{first}/)", hint)
    if below and is_fixed(below):
        hint = "give the section another name"
        return NameFault(f"would stand where the years of `{levels[0]}` are (/{slug}/)", hint)
    return None
