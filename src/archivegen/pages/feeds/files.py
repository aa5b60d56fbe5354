"""The files: the newest articles for feed readers, and the whole archive for those who want it.

The site has an Atom feed (RFC 4287), an RSS feed (RSS 2.0) and a JSON Feed (version 1.1); each
section, topic and other term has an Atom feed. The site's Atom feed links to archive
documents that are never cut, one for each month (RFC 5005, section 4). A term's feed of summaries
is made with the term's own page, from the same rows; with full texts, it is a slice of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.archive.content_digests import texts_of_months, texts_of_terms
from archivegen.pages.article_links import links_of
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice, slice_name
from archivegen.pages.profiles.find import old_feeds
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.model.article import Card, Term
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.model.times import Moment


@dataclass(frozen=True, slots=True)
class FeedData:
    """The newest articles, of the site or of a term, or all of a month."""

    cards: tuple[Card, ...]
    """The articles, newest first."""
    updated: Moment | None
    """When any of them last changed, if there are any."""
    is_full: bool
    """Whether `bodies` has their full texts, in the order of `cards`."""
    term: Term | None = None
    """The section, topic or other term of the feed; none for the whole site."""
    taxonomy: Taxonomy | None = None
    """The taxonomy of that term."""
    is_archive: bool = False
    """Whether it is a document with all articles of a month."""
    older: str = ""
    """The address of the previous month's document, or empty."""
    newer: str = ""
    """The address of the next month's document, or empty."""


ATOM = PageTemplate(
    "feed.xml",
    FeedData,
    "An Atom feed: of the site at `/feed.xml`, of a section at `/world/feed.xml`, of a month "
    "at `/feeds/2022-07.xml`.",
)
RSS = PageTemplate("rss.xml", FeedData, "The RSS feed, at `/rss.xml`.")
JSON_FEED = PageTemplate("feed.json", FeedData, "The JSON Feed, at `/feed.json`.")


def has_full_texts(config: Config) -> bool:
    """Whether there are feeds that are made from the bodies of articles."""
    return config.feeds.content == "full" and bool(config.base_url)


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice for the site's feeds; none where it has no address, since links are absolute."""
    if feeds := [*pages(planning)]:
        yield Slice("feed", fingerprint(feeds))


def pages(planning: Planning) -> Iterator[Page]:
    """The site's feeds."""
    if feeds := [*site_feeds(planning)]:
        data = _of_site(planning)
        for _, url, template in feeds:
            yield _page(planning, url, template, data)


def archive_slices(planning: Planning) -> Iterator[Slice]:
    """One slice for each month that has articles."""
    if not _has_archive(planning):
        return
    months = planning.catalog.months
    texts = texts_of_months(planning.catalog) if has_full_texts(planning.config) else {}
    for at, days in months.items():
        around = _around(planning, at)
        yield Slice(f"feed-month/{at[0]}/{at[1]}", fingerprint((days, around, texts.get(at))))


def archive_pages(planning: Planning, year: str, month: str) -> Iterator[Page]:
    """The document of a month."""
    at = int(year), int(month)
    if cards := planning.catalog.of_month(*at):
        older, newer = _around(planning, at)
        data = replace(_data(planning, cards), is_archive=True, older=older, newer=newer)
        yield _page(planning, planning.urls.feed_archive(*at), ATOM, data)


def term_slices(planning: Planning) -> Iterator[Slice]:
    """One slice for each term whose feed has full texts; of summaries, it has none of its own."""
    if not has_full_texts(planning.config):
        return
    for taxonomy in planning.config.taxonomies.values():
        if has_term_feeds(planning, taxonomy):
            names = planning.catalog.terms(taxonomy)
            texts = texts_of_terms(planning.catalog, taxonomy, planning.config.feeds.limit)
            for slug, digest in texts.items():
                name = slice_name("feed-term", taxonomy.name, slug)
                old = tuple(old_feeds(planning, taxonomy.name, slug))
                yield Slice(name, fingerprint((names[slug], digest, old)))


def term_pages(planning: Planning, taxonomy_name: str, slug: str) -> Iterator[Page]:
    """The feed of a term."""
    taxonomy = planning.config.taxonomies[taxonomy_name]
    cards = planning.catalog.of_term(taxonomy, slug, limit=planning.config.feeds.limit)
    if cards:
        term = planning.catalog.term(taxonomy, slug)
        data = replace(_data(planning, cards), term=term, taxonomy=taxonomy)
        page = _page(planning, planning.urls.term_feed(taxonomy, slug), ATOM, data)
        yield page
        # Readers of feeds look where they have always looked, and few go by a redirect's page.
        for output in old_feeds(planning, taxonomy.name, slug):
            yield replace(page, output=output)


def has_term_feeds(planning: Planning, taxonomy: Taxonomy) -> bool:
    """Whether the terms of a taxonomy have feeds: they have pages, too."""
    return bool(planning.urls.origin) and taxonomy.feed and taxonomy.pages


def _has_archive(planning: Planning) -> bool:
    feeds = planning.config.feeds
    return bool(planning.urls.origin) and feeds.atom and feeds.archive


def site_feeds(planning: Planning) -> Iterator[tuple[str, str, PageTemplate]]:
    """The site's feeds: what the format is called, the address, and the template."""
    feeds, urls = planning.config.feeds, planning.urls
    if not urls.origin:
        return
    if feeds.atom:
        yield "Atom", urls.feed(), ATOM
    if feeds.rss:
        yield "RSS", urls.rss(), RSS
    if feeds.json:
        yield "JSON Feed", urls.json_feed(), JSON_FEED


def _of_site(planning: Planning) -> FeedData:
    months = [*planning.catalog.months] if _has_archive(planning) else []
    older = planning.urls.feed_archive(*months[-1]) if months else ""
    data = _data(planning, planning.catalog.latest(planning.config.feeds.limit))
    return replace(data, older=older)


def _around(planning: Planning, at: tuple[int, int]) -> tuple[str, str]:
    """The addresses of the documents before and after that of a month, or nothing."""
    months = [*planning.catalog.months]
    index = bisect_left(months, at)
    older = planning.urls.feed_archive(*months[index - 1]) if index else ""
    newer = planning.urls.feed_archive(*months[index + 1]) if at < months[-1] else ""
    return older, newer


def _data(planning: Planning, cards: tuple[Card, ...]) -> FeedData:
    """A feed of these articles."""
    moments = [moment for card in cards for moment in (card.date, card.updated) if moment]
    updated = max(moments, key=lambda moment: moment.instant, default=None)
    return FeedData(cards, updated, has_full_texts(planning.config))


def _page(planning: Planning, url: str, template: PageTemplate, data: FeedData) -> Page:
    """A feed with all that it shows; the texts of the articles, too, if these are full."""
    shown = [planning.catalog.article(card.path) for card in data.cards if data.is_full]
    return Page(
        url=url,
        output=planning.urls.output(url),
        template=template.name,
        data=data,
        bodies=tuple(article.body for article in shown),
        links=tuple(links_of(planning, article) for article in shown),
        boxes=tuple(sorted({name for article in shown for name in article.boxes})),
    )


FAMILY = Family("feed", slices, pages, (ATOM, RSS, JSON_FEED), has_full_texts)
MONTHS_FAMILY = Family("feed-month", archive_slices, archive_pages, (ATOM,), has_full_texts)
TERMS_FAMILY = Family("feed-term", term_slices, term_pages, (ATOM,), has_full_texts)
