"""Pages that show no article: the page for addresses that do not exist, and robots.txt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.sitemaps import has_sitemaps
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def slices(planning: Planning) -> Iterator[Slice]:  # noqa: ARG001 -- as every family's
    """One slice, which never changes with the archive."""
    yield Slice("special", fingerprint(()))


def pages(planning: Planning) -> Iterator[Page]:
    """The pages, which templates make of the site alone."""
    sitemap = planning.urls.sitemap() if has_sitemaps(planning) else ""
    for template, data in ((NOT_FOUND, NoData()), (ROBOTS, RobotsData(sitemap))):
        yield Page(planning.urls.at(template.name), template.name, template.name, data)


FAMILY = Family("special", slices, pages, (NOT_FOUND, ROBOTS))
