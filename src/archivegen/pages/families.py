"""The families of pages: one module each, with its slices and the pages of a slice.

Pure functions of the catalog. A slice's name begins with its family's, so that whoever is
handed the name alone can plan its pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages import articles, calendar, corrections, feeds, on_this_day, sitemaps, terms
from archivegen.pages import fixed_pages as special
from archivegen.pages import front_page as front
from archivegen.pages import json_archive as data
from archivegen.pages import news_sitemap as news
from archivegen.pages import redirects_file as redirects
from archivegen.pages import search_page as search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.config.read import Config
    from archivegen.pages.page import Page, Planning, Slice


def _always(_: Config) -> bool:
    return True


def _never(_: Config) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Family:
    """The slices of a family, and the pages of the slice that the given arguments name.

    `shows_bodies` says whether, in a site of a configuration, they are made from more than cards,
    terms and days.
    """

    slices: Callable[[Planning], Iterable[Slice]]
    pages: Callable[..., Iterable[Page]]
    shows_bodies: Callable[[Config], bool] = _never


FAMILIES = {
    "articles": Family(articles.slices, articles.pages, _always),
    "front": Family(front.slices, front.pages),
    "term": Family(terms.slices, terms.pages),
    "terms": Family(terms.list_slices, terms.list_pages),
    "archive": Family(calendar.archive_slices, calendar.archive_pages),
    "year": Family(calendar.year_slices, calendar.year_pages),
    "month": Family(calendar.month_slices, calendar.month_pages),
    "anniversary": Family(on_this_day.slices, on_this_day.pages),
    "anniversaries": Family(on_this_day.overview_slices, on_this_day.overview_pages),
    "corrections": Family(corrections.slices, corrections.pages),
    "feed": Family(feeds.slices, feeds.pages, feeds.has_full_texts),
    "feed-month": Family(feeds.archive_slices, feeds.archive_pages, feeds.has_full_texts),
    "feed-term": Family(feeds.term_slices, feeds.term_pages, feeds.has_full_texts),
    "sitemap": Family(sitemaps.slices, sitemaps.pages),
    "sitemaps": Family(sitemaps.index_slices, sitemaps.index_pages),
    "search": Family(search.slices, search.pages),
    "news": Family(news.slices, news.pages),
    "data": Family(data.slices, data.pages),
    "data-index": Family(data.index_slices, data.index_pages),
    "redirects": Family(redirects.slices, redirects.pages),
    "special": Family(special.slices, special.pages),
}


def slices_of(planning: Planning) -> Iterator[Slice]:
    """All slices of the site."""
    for family in FAMILIES.values():
        yield from family.slices(planning)


def slices_with_other_bodies(planning: Planning) -> Iterator[tuple[str, bytes]]:
    """The slices of a site of which only bodies are others than when it had the known ones."""
    for family in FAMILIES.values():
        if family.shows_bodies(planning.config):
            yield from family.slices(planning)
    for name, digest in planning.known.items():
        if not FAMILIES[name.split("/")[0]].shows_bodies(planning.config):
            yield name, digest


def pages_of(planning: Planning, name: str) -> Iterable[Page]:
    """The pages of the slice with this name."""
    family, *arguments = name.split("/")
    return FAMILIES[family].pages(planning, *arguments)
