"""Pages that show no article: the page for addresses that do not exist, and robots.txt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.files import is_source
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.sitemaps import has_sitemaps
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config


@dataclass(frozen=True, slots=True)
class NoData:
    """Nothing but the site itself."""


@dataclass(frozen=True, slots=True)
class RobotsData:
    """What robots.txt tells search engines of."""

    sitemap: str
    """The address of the index of the sitemaps, or empty."""


NOT_FOUND = PageTemplate(
    "404.html", NoData, "What a host shows for an address that does not exist."
)
ROBOTS = PageTemplate("robots.txt", RobotsData, "What search engines are told, at `/robots.txt`.")


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, which never changes with the archive."""
    yield Slice("special", fingerprint(replaced(planning)))


def replaced(planning: Planning) -> list[str]:
    """The files of `static/` that take the place of these pages, whose addresses are given."""
    paths = (f"static/{template.name}" for template in (NOT_FOUND, ROBOTS))
    return [path for path in paths if is_source(planning.catalog, path)]


def pages(planning: Planning) -> Iterator[Page]:
    """The pages, which templates make of the site alone."""
    sitemap = planning.urls.sitemap() if has_sitemaps(planning) else ""
    others = replaced(planning)
    for template, data in ((NOT_FOUND, NoData()), (ROBOTS, RobotsData(sitemap))):
        if f"static/{template.name}" not in others:
            yield Page(planning.urls.at(template.name), template.name, template.name, data)


def _always(_: Config) -> bool:
    """Files come and go also where nothing but bodies of articles changed."""
    return True


FAMILY = Family("special", slices, pages, (NOT_FOUND, ROBOTS), _always)
