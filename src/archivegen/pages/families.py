"""The families of pages: what a site consists of, and the pages of a slice.

Each module of a family declares it as a value; they are collected here. A slice's name begins with
its family's, so that its pages can be planned from the name alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archivegen.pages import (
    archive_overview,
    articles,
    corrections,
    fixed_pages,
    front_page,
    json_archive,
    news_sitemap,
    sitemaps,
    static_pages,
)
from archivegen.pages.calendar import family as calendar
from archivegen.pages.calendar import on_this_day
from archivegen.pages.documents import tombstones
from archivegen.pages.feeds import files as feeds
from archivegen.pages.feeds import overview as feeds_overview
from archivegen.pages.machines import headers_file, redirects_file, year_files
from archivegen.pages.page import arguments_of
from archivegen.pages.print_issues import family as print_issues
from archivegen.pages.search import page as search_page
from archivegen.pages.terms import index as term_index
from archivegen.pages.terms import listings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from archivegen.pages.page import Family, Page, Planning, Slice

FAMILIES = (
    articles.FAMILY,
    static_pages.FAMILY,
    tombstones.FAMILY,
    front_page.FAMILY,
    listings.FAMILY,
    term_index.FAMILY,
    archive_overview.FAMILY,
    calendar.YEARS_FAMILY,
    calendar.MONTHS_FAMILY,
    on_this_day.DAYS_FAMILY,
    on_this_day.OVERVIEW_FAMILY,
    corrections.FAMILY,
    print_issues.FAMILY,
    feeds.FAMILY,
    feeds.MONTHS_FAMILY,
    feeds.TERMS_FAMILY,
    feeds_overview.FAMILY,
    sitemaps.MONTHS_FAMILY,
    sitemaps.INDEX_FAMILY,
    search_page.FAMILY,
    news_sitemap.FAMILY,
    json_archive.MONTHS_FAMILY,
    json_archive.INDEX_FAMILY,
    redirects_file.FAMILY,
    headers_file.FAMILY,
    fixed_pages.FAMILY,
    year_files.FAMILY,
)
"""All families, in the order in which their slices are planned."""

MANY = 200
"""Slices of a family, at least, whose pages are worth more work before the first of them."""

_BY_NAME = {family.name: family for family in FAMILIES}


def slices_of(planning: Planning) -> Iterator[Slice]:
    """All slices of the site."""
    for family in FAMILIES:
        yield from family.slices(planning)


def slices_with_other_bodies(
    planning: Planning, articles: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """All slices of a site in which nothing but the bodies of some articles changed.

    Names with digests: computed where they may be others than in `planning.known`. The articles are
    named by their paths below the content folder.
    """
    families = [family for family in FAMILIES if family.shows_bodies(planning.config)]
    anew = {family.name for family in families if not family.slices_of_bodies}
    for name, digest in planning.known.items():
        if _family_of(name).name not in anew:
            yield name, digest
    for family in families:
        if family.slices_of_bodies:
            yield from family.slices_of_bodies(planning, articles)
        else:
            yield from family.slices(planning)


def pages_of(planning: Planning, name: str) -> Iterable[Page]:
    """The pages of the slice with this name; none for a part of the archive that is gone."""
    return _family_of(name).pages(planning, *arguments_of(name))


def takes_long(name: str) -> bool:
    """Whether a preview may show the pages of the slice with this name as they stand."""
    return _family_of(name).takes_long


def common_templates(names: Iterable[str]) -> frozenset[str]:
    """The templates of families that have many of the slices with these names."""
    counts = Counter(_family_of(name).name for name in names)
    common = (_BY_NAME[name] for name, count in counts.items() if count >= MANY)
    return frozenset(template.name for family in common for template in family.templates)


def in_order(names: Iterable[str]) -> list[str]:
    """The names of slices in the order of their families, and by name within each."""
    places = {family.name: place for place, family in enumerate(FAMILIES)}
    return sorted(names, key=lambda name: (places[_family_of(name).name], name))


def _family_of(name: str) -> Family:
    return _BY_NAME[name.split("/", 1)[0]]
