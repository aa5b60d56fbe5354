"""Sitemaps (sitemaps.org): for each month's articles, for listings and pages, and their index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from archivegen.archive.documents.find import documents
from archivegen.archive.months import indexed_cards, indexed_months
from archivegen.model.documents.page import KIND as PAGE
from archivegen.model.links import is_web_address
from archivegen.model.vocabulary.kinds import NOT_NEWS
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.print_issues.family import printed_newspapers
from archivegen.pages.site import has_feeds_page, with_list, with_pages
from archivegen.pages.terms.index import addresses_of_parts, is_in_parts, order_of
from archivegen.system.digests import digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.config.read import Config
    from archivegen.model.article import Card, Image
    from archivegen.model.taxonomies import Taxonomy


MOST = 50_000
"""Addresses of a sitemap, at most (sitemaps.org/protocol.html)."""

MOST_NEWS = 1000
"""Articles of the news sitemap, at most."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address of a sitemap."""

    url: str
    """The address."""
    modified: int | None
    """When the page last changed, in seconds since 1970, if known."""
    image: str = ""
    """The full address of the lead image, or empty."""


@dataclass(frozen=True, slots=True)
class SitemapData:
    """A sitemap, or the index of sitemaps."""

    entries: tuple[SitemapEntry, ...]
    """Its entries."""


SITEMAP = PageTemplate(
    "sitemap.xml", SitemapData, "The sitemap of a month, or of the listings and pages."
)
INDEX = PageTemplate(
    "sitemap-index.xml", SitemapData, "The index of the sitemaps, at `/sitemap.xml`."
)


def has_sitemaps(planning: Planning) -> bool:
    """Whether the site has sitemaps: it wants them, and has an address for absolute links."""
    return bool(planning.urls.origin) and planning.config.sitemaps.enabled


def has_news_sitemap(config: Config) -> bool:
    """Whether the site tells of its news, where it has an address."""
    return config.sitemaps.enabled and config.sitemaps.news and bool(config.base_url)


def has_news(planning: Planning) -> bool:
    """Whether there is a news sitemap: it is wanted, and not empty."""
    return has_news_sitemap(planning.config) and bool(news(planning))


def news(planning: Planning) -> tuple[Card, ...]:
    """The articles of the last two days, newest first, but for what is for sale."""
    cards = planning.catalog.news(MOST_NEWS)
    return tuple(card for card in cards if card.kind not in NOT_NEWS)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each month; none where the site has no address, since links are absolute."""
    if not has_sitemaps(planning):
        return
    for (year, month), indexed in indexed_months(planning.catalog).items():
        yield Slice(f"sitemap/{year}/{month}", fingerprint(indexed))


def pages(planning: Planning, year: str, month: str) -> Iterator[Page]:
    """The sitemap of a month."""
    for part, data in _parts(_articles(planning, int(year), int(month))).items():
        url = planning.urls.sitemap(int(year), int(month), part)
        yield Page(url, planning.urls.output(url), SITEMAP.name, data)


def _articles(planning: Planning, year: int, month: int) -> list[SitemapEntry]:
    return [
        SitemapEntry(card.url, (card.updated or card.date).instant, _image(planning, card.image))
        for card in indexed_cards(planning.catalog, year, month)
    ]


def _parts(entries: Sequence[SitemapEntry]) -> dict[int, SitemapData]:
    """The sitemaps of some addresses, by their numbers: one, 0, as long as they fit into it.

    An address goes by its digest, so that one more moves others only when there are twice as
    many parts.
    """
    numbers = _part_numbers(len(entries))
    parts: dict[int, list[SitemapEntry]] = {number: [] for number in numbers}
    for entry in entries:
        parts[numbers[digest(entry.url.encode())[0] % len(numbers)]].append(entry)
    return {number: SitemapData(tuple(part)) for number, part in parts.items() if part}


def _part_numbers(count: int) -> range:
    """The numbers of the parts of so many addresses: on average, each is half full at most."""
    if count <= MOST:
        return range(1)
    return range(1, 1 + (1 << (2 * count // MOST).bit_length()))


def _image(planning: Planning, image: Image | None) -> str:
    """The whole address of a lead image; empty where there is none, or none on the web."""
    if not image or not planning.config.sitemaps.images:
        return ""
    address = planning.urls.absolute(image.src)
    return address if is_web_address(address) else ""


def index_slices(planning: Planning) -> Iterator[Slice]:
    """One slice: the index, and the sitemap of the listings and of pages that are no articles."""
    if has_sitemaps(planning):
        # To find the parts of long lists takes its time: they follow from what sorts the terms.
        listings = _listings(planning)
        order = [order_of(planning, taxonomy) for taxonomy in _lists_in_parts(planning)]
        yield Slice("sitemaps", fingerprint((_index(planning, listings), listings, order)))


def index_pages(planning: Planning) -> Iterator[Page]:
    """The index of the sitemaps, and the sitemap of the listings."""
    urls, listings = planning.urls, [*_listings(planning), *_parts_of_lists(planning)]
    data = _index(planning, listings)
    yield Page(urls.sitemap(), urls.output(urls.sitemap()), INDEX.name, data)
    for part, data in _parts(listings).items():
        url = urls.listings_sitemap(part)
        yield Page(url, urls.output(url), SITEMAP.name, data)


def _index(planning: Planning, listings: Sequence[SitemapEntry]) -> SitemapData:
    urls = planning.urls
    months = (
        SitemapEntry(urls.sitemap(*at, part), modified)
        for at, (modified, tally) in sorted(indexed_months(planning.catalog).items(), reverse=True)
        for part in ((0,) if tally.articles <= MOST else _parts(_articles(planning, *at)))
    )
    others = [urls.listings_sitemap(part) for part in _parts(listings)]
    if has_news(planning):
        others.append(urls.news_sitemap())
    return SitemapData((*(SitemapEntry(url, None) for url in others), *months))


def _lists_in_parts(planning: Planning) -> list[Taxonomy]:
    return [one for one in with_list(planning) if is_in_parts(planning, one)]


def _parts_of_lists(planning: Planning) -> Iterator[SitemapEntry]:
    """The pages of letters, of each list that has them."""
    for taxonomy in _lists_in_parts(planning):
        for url in addresses_of_parts(planning, taxonomy):
            yield SitemapEntry(url, None)


def _listings(planning: Planning) -> list[SitemapEntry]:
    """The pages that are no articles: first the listings, then those that somebody wrote."""
    addresses = chain(
        _single_pages(planning), _years(planning), _terms(planning), _print_issues(planning)
    )
    return [
        *(SitemapEntry(url, None) for url in addresses),
        *(
            SitemapEntry(page.url, None, _image(planning, page.image))
            for page in documents(planning.catalog, PAGE)
            if page.indexed
        ),
    ]


def _single_pages(planning: Planning) -> Iterator[str]:
    """The listings of which a site has one."""
    urls, indexes = planning.urls, planning.config.indexes
    yield from (urls.home(), urls.archive())
    if indexes.on_this_day:
        yield urls.on_this_day()
    if indexes.corrections:
        yield urls.corrections()
    if has_feeds_page(planning):
        yield urls.feeds()


def _years(planning: Planning) -> Iterator[str]:
    if not planning.config.indexes.years:
        return
    years: Counter[int] = Counter()
    for (year, _), count in planning.catalog.month_counts.items():
        years[year] += count
    few = planning.config.metadata.noindex_below
    for year in sorted(years, reverse=True):
        if years[year] >= few:
            yield planning.urls.calendar(year)


def _terms(planning: Planning) -> Iterator[str]:
    """The lists of terms, and the pages of those that have enough articles."""
    few, lists = planning.config.metadata.noindex_below, with_list(planning)
    for taxonomy in with_pages(planning):
        if taxonomy in lists:
            yield planning.urls.terms(taxonomy)
        tallies = planning.catalog.term_tallies(taxonomy)
        terms = planning.catalog.terms(taxonomy).values()
        yield from sorted(term.url for term in terms if tallies[term.slug].articles >= few)


def _print_issues(planning: Planning) -> Iterator[str]:
    """For each newspaper, the lists of its issues, and those that say enough."""
    few, urls = planning.config.metadata.noindex_below, planning.urls
    for paper in printed_newspapers(planning).values():
        yield urls.issues(paper.slug)
        yield from (urls.issues(paper.slug, year) for year in paper.years)
        for key, issue in paper.issues.items():
            if issue.is_for_search_engines(few):
                yield paper.issue(key).day.url


MONTHS_FAMILY = Family("sitemap", slices, pages, (SITEMAP,))
INDEX_FAMILY = Family("sitemaps", index_slices, index_pages, (INDEX, SITEMAP))
