"""Sitemaps (sitemaps.org): one for each month's articles, one for the listings, and their index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.digests import fingerprint
from archivegen.links import is_web_address
from archivegen.page import Page, Planning, Slice
from archivegen.pages.terms import LIST_TEMPLATES, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.article import Card
    from archivegen.config import Config


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address of a sitemap."""

    url: str
    """The address."""
    modified: int | None
    """When what stands there last changed, in seconds since 1970, if that is known."""
    image: str = ""
    """The address of the lead image, with its host; empty if there is none to tell of."""


@dataclass(frozen=True, slots=True)
class SitemapData:
    """A sitemap, or the index of sitemaps."""

    entries: tuple[SitemapEntry, ...]
    """What is in it."""


def has_sitemaps(planning: Planning) -> bool:
    """Whether the site has sitemaps: it wants them, and has an address for absolute links."""
    return bool(planning.urls.origin) and planning.config.sitemaps.enabled


def has_news_sitemap(config: Config) -> bool:
    """Whether the site tells of its news, where it has an address."""
    return config.sitemaps.enabled and config.sitemaps.news and bool(config.base_url)


def has_news(planning: Planning) -> bool:
    """Whether there is a news sitemap: it is wanted, and not empty."""
    return has_news_sitemap(planning.config) and bool(planning.catalog.news(1))


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each month; none where the site has no address, since links are absolute."""
    if not has_sitemaps(planning):
        return
    for (year, month), days in planning.catalog.months.items():
        yield Slice(f"sitemap/{year}/{month}", fingerprint(days))


def pages(planning: Planning, year: str, month: str) -> Iterator[Page]:
    """The sitemap of a month."""
    cards = planning.catalog.of_days(int(year), int(month))
    entries = tuple(
        SitemapEntry(card.url, (card.updated or card.date).instant, _image(planning, card))
        for card in cards
    )
    url = planning.urls.sitemap(int(year), int(month))
    yield Page(url, planning.urls.output(url), "sitemap.xml", SitemapData(entries))


def _image(planning: Planning, card: Card) -> str:
    """The whole address of a lead image; empty where it has none, or none on the web."""
    if not card.image or not planning.config.sitemaps.images:
        return ""
    address = planning.urls.absolute(card.image.src)
    return address if is_web_address(address) else ""


def index_slices(planning: Planning) -> Iterator[Slice]:
    """One slice: the index, and the sitemap of the listings."""
    if has_sitemaps(planning):
        yield Slice("sitemaps", fingerprint((_index(planning), _listings(planning))))


def index_pages(planning: Planning) -> Iterator[Page]:
    """The index of the sitemaps, and the sitemap of the listings."""
    urls = planning.urls
    for url, template, data in (
        (urls.sitemap(), "sitemap-index.xml", _index(planning)),
        (urls.listings_sitemap(), "sitemap.xml", _listings(planning)),
    ):
        yield Page(url, urls.output(url), template, data)


def _index(planning: Planning) -> SitemapData:
    urls = planning.urls
    months = (
        SitemapEntry(urls.sitemap(*at), modified)
        for at, modified in sorted(planning.catalog.modified().items(), reverse=True)
    )
    others = [urls.listings_sitemap()]
    if has_news(planning):
        others.append(urls.news_sitemap())
    return SitemapData((*(SitemapEntry(url, None) for url in others), *months))


def _listings(planning: Planning) -> SitemapData:
    urls, indexes = planning.urls, planning.config.indexes
    few = planning.config.metadata.noindex_below
    found = [urls.home(), urls.archive()]
    if indexes.on_this_day:
        found.append(urls.on_this_day())
    if indexes.corrections:
        found.append(urls.corrections())
    if indexes.years:
        years: Counter[int] = Counter()
        for (year, _), count in planning.catalog.month_counts.items():
            years[year] += count
        found += [urls.calendar(year) for year in sorted(years, reverse=True) if years[year] >= few]
    for kind in kinds(planning):
        if kind in LIST_TEMPLATES:
            found.append(urls.terms(kind))
        tallies = planning.catalog.term_tallies(kind)
        terms = planning.catalog.terms(kind).values()
        found += sorted(term.url for term in terms if tallies[term.slug].articles >= few)
    return SitemapData(tuple(SitemapEntry(url, None) for url in found))
