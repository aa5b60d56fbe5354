"""The page on which people find the feeds: addresses to copy, and what is new in each feed.

It shows the newest headlines, so it changes as the feeds do. With very many sections or topics, it
shows the largest. Sizes are compared as powers of two, so that the choice seldom changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.feeds.files import has_term_feeds, site_feeds
from archivegen.pages.page import Family, Link, Page, PageTemplate, Planning, Slice
from archivegen.pages.site import by_name, has_feeds_page, with_list
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Card, Term
    from archivegen.model.taxonomies import Taxonomy

NEWEST = 12
"""Articles whose headlines are shown."""

MOST_FEEDS = 48
"""Feeds of a taxonomy that are listed, at most."""


@dataclass(frozen=True, slots=True)
class TermFeed:
    """The feed of a section, a topic or another term."""

    term: Term
    """The article it is about."""
    url: str
    """Its address."""


@dataclass(frozen=True, slots=True)
class TermFeeds:
    """The feeds of a taxonomy."""

    taxonomy: Taxonomy
    """What they are about."""
    feeds: tuple[TermFeed, ...]
    """The feeds, by name: all of them, or those of the largest terms."""
    others: str = ""
    """The address of the list of all terms, if these are not all, or empty."""


@dataclass(frozen=True, slots=True)
class FeedsData:
    """All feeds of the site, for people."""

    formats: tuple[Link, ...]
    """The feeds of the whole site, one per format, titled with the format's name."""
    groups: tuple[TermFeeds, ...]
    """The feeds of sections, topics and other terms."""
    cards: tuple[Card, ...]
    """The newest articles, newest first."""


OVERVIEW = PageTemplate("feeds.html", FeedsData, "The list of feeds for readers, at `/feeds/`.")


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, if there are feeds."""
    if has_feeds_page(planning):
        yield Slice("feeds", fingerprint(_data(planning)))


def pages(planning: Planning) -> Iterator[Page]:
    """The page of all feeds."""
    if has_feeds_page(planning):
        url = planning.urls.feeds()
        yield Page(url, planning.urls.output(url), OVERVIEW.name, _data(planning))


def _data(planning: Planning) -> FeedsData:
    groups = (
        _of_terms(planning, taxonomy)
        for taxonomy in planning.config.taxonomies.values()
        if has_term_feeds(planning, taxonomy)
    )
    return FeedsData(
        tuple(Link(name, url) for name, url, _ in site_feeds(planning)),
        tuple(group for group in groups if group.feeds),
        planning.catalog.latest(NEWEST),
    )


def _of_terms(planning: Planning, taxonomy: Taxonomy) -> TermFeeds:
    terms, urls = planning.catalog.terms(taxonomy), planning.urls
    chosen, others = [*terms], ""
    # Where there is no list of all to lead to, all stand here: those are few, as sections may be.
    if len(terms) > MOST_FEEDS and taxonomy in with_list(planning):
        tallies = planning.catalog.term_tallies(taxonomy)
        chosen.sort(key=lambda slug: (-tallies[slug].articles.bit_length(), slug))
        chosen, others = chosen[:MOST_FEEDS], urls.terms(taxonomy)
    shown = by_name(planning, taxonomy, (terms[slug] for slug in chosen))
    feeds = (TermFeed(term, urls.term_feed(taxonomy, term.slug)) for term in shown)
    return TermFeeds(taxonomy, tuple(feeds), others)


FAMILY = Family("feeds", slices, pages, (OVERVIEW,))
