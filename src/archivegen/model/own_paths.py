"""Own paths: in which folders the site's own pages stand, so that no section can.

Sections have their folders beside these. Where a section and a page want the same, the page can be
given another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

_FIXED = re.compile(r"assets|\d{4,}")
"""Folders that are always the site's own: that of the theme's files, and those of years."""


@dataclass(frozen=True, slots=True)
class OwnPaths:
    """The folders of the site's own pages, below the site's root."""

    archive: str = "archive"
    """The overview of all years and months."""
    sections: str = "sections"
    """The list of all sections; each has a folder beside it."""
    topics: str = "topics"
    """The list of all topics, with a folder for each."""
    authors: str = "authors"
    """The list of all authors, with a folder for each."""
    on_this_day: str = "on-this-day"
    """The days of the year, with the articles of all years."""
    corrections: str = "corrections"
    """The corrections."""
    issues: str = "issues"
    """The printed issues."""
    search: str = "search"
    """The page to search the archive, and its indexes."""
    feeds: str = "feeds"
    """The Atom documents of the months."""
    sitemaps: str = "sitemaps"
    """The sitemaps, but for their index."""

    def key_of(self, folder: str) -> str:
        """The name of the page that has this folder; empty where none has."""
        return next((key for key in OWN_PAGES if getattr(self, key) == folder), "")

    def is_taken(self, folder: str) -> bool:
        """Whether a section cannot have this folder."""
        return bool(self.key_of(folder)) or is_fixed(folder)

    def how_to_move(self, folder: str) -> str:
        """What to write so that the page with this folder gets another; empty where none can."""
        key = self.key_of(folder)
        return f'write {key} = "site-{folder}" under [paths] in archivegen.toml' if key else ""


OWN_PAGES = tuple(field.name for field in fields(OwnPaths))
"""The names of the pages that have folders of their own."""

DEFAULT_PATHS = OwnPaths()


def is_fixed(folder: str) -> bool:
    """Whether a folder is the site's own wherever its pages are."""
    return _FIXED.fullmatch(folder) is not None
