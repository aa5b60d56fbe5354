"""Listings of a section, a topic or an author, and the lists of all terms of a kind.

A listing is cut along the calendar, so that its addresses never shift and a new article changes
few of its pages: a section has a landing page and a page for each year; a topic or an author is
one page as long as `listing_limit` allows, and is cut like a section beyond. A year that is
larger than that gets pages for its months. With the landing page comes the term's feed, if that has
no texts of articles.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from archivegen.archive.catalog import Months, Tally, total
from archivegen.model.urls import TermKind
from archivegen.pages import feeds
from archivegen.pages.page import Family, Page, PageTemplate, Period, Planning, Slice
from archivegen.pages.site import by_name, has_more_sections
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.model.article import Card, Term


@dataclass(frozen=True, slots=True)
class TermData:
    """A listing of a term: all of it, or of a year, or of a month."""

    kind: TermKind
    """What the term is."""
    term: Term
    """The section, topic or author."""
    year: int
    """The year, or 0 for the landing page."""
    month: int
    """The month, or 0 for a year and the landing page."""
    count: int
    """How many articles the listing has."""
    cards: tuple[Card, ...]
    """The articles, newest first: all of them, or the newest."""
    is_complete: bool
    """Whether `cards` are all articles."""
    periods: tuple[Period, ...]
    """The years or months below this page, newest first."""
    feed: str
    """The address of the term's feed, or empty."""


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with its articles counted."""

    term: Term
    """The section, topic or author."""
    count: int
    """How many articles it has."""


@dataclass(frozen=True, slots=True)
class TermsData:
    """All terms of a kind."""

    kind: TermKind
    """What the terms are."""
    terms: tuple[TermCount, ...]
    """The terms, by name."""


TEMPLATES: dict[TermKind, PageTemplate] = {
    "section": PageTemplate(
        "section.html", TermData, "A section, and its years: `/world/`, `/world/2022/`."
    ),
    "topic": PageTemplate("topic.html", TermData, "A topic: `/topics/harbour/`."),
    "author": PageTemplate("author.html", TermData, "An author: `/authors/iris-calloway/`."),
}
LIST_TEMPLATES: dict[TermKind, PageTemplate] = {
    "section": PageTemplate(
        "sections.html",
        TermsData,
        "The list of all sections, at `/sections/`, where there are more than in the header.",
    ),
    "topic": PageTemplate("topics.html", TermsData, "The list of all topics, at `/topics/`."),
    "author": PageTemplate("authors.html", TermsData, "The list of all authors, at `/authors/`."),
}


def kinds(planning: Planning) -> tuple[TermKind, ...]:
    """The kinds of terms that this site lists."""
    indexes = planning.config.indexes
    switches: dict[TermKind, bool] = {
        "section": True,
        "topic": indexes.topics,
        "author": indexes.authors,
    }
    return tuple(kind for kind in get_args(TermKind) if switches[kind])


def listed_kinds(planning: Planning) -> tuple[TermKind, ...]:
    """The kinds of terms of which this site has a list of all."""
    return tuple(
        kind for kind in kinds(planning) if kind != "section" or has_more_sections(planning)
    )


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for the landing page of each term, and one for each year where it is cut."""
    known_years = _known_years(planning.known)
    for kind in kinds(planning):
        names = planning.catalog.terms(kind)
        for slug, tally in planning.catalog.term_tallies(kind).items():
            landing = Slice(f"term/{kind}/{slug}", fingerprint((names[slug], tally)))
            yield landing
            if not _is_cut(planning, kind, tally.articles):
                continue
            # The same articles as before: the same in each year.
            if planning.known.get(landing.name) == landing.digest:
                yield from known_years[landing.name]
                continue
            for year, of_year in _by_year(planning.catalog.months_of_term(kind, slug)).items():
                yield Slice(f"{landing.name}/{year}", fingerprint((names[slug], year, of_year)))


def _known_years(known: Mapping[str, bytes]) -> dict[str, list[Slice]]:
    """The slices of years among the known ones, by the names of the terms' own."""
    years: dict[str, list[Slice]] = defaultdict(list)
    for name, digest in known.items():
        landing, _, year = name.rpartition("/")
        if name.startswith("term/") and year.isdecimal():
            years[landing].append(Slice(name, digest))
    return years


def pages(planning: Planning, kind: TermKind, slug: str, year: str = "") -> Iterator[Page]:
    """The landing page of a term; or the page of a year, and those of its months."""
    catalog, limit = planning.catalog, planning.config.listing_limit
    months = catalog.months_of_term(kind, slug, int(year or 0))
    if not months:
        return
    term = catalog.terms(kind)[slug]
    listing = _Listing(planning, kind, term)
    if not year:
        cut = _is_cut(planning, kind, _count(months))
        counts = {(at, 0): tally.articles for at, tally in _by_year(months).items()} if cut else {}
        yield listing.page(0, 0, _count(months), counts, complete=not cut)
        # The same articles are in both.
        if feeds.has_term_feeds(planning, kind) and not feeds.has_full_texts(planning.config):
            yield from feeds.term_pages(planning, kind, slug)
        return
    cut = _count(months) > limit
    counts = {at: tally.articles for at, tally in months.items() if at[1]} if cut else {}
    yield listing.page(int(year), 0, _count(months), counts, complete=not cut)
    for (_, month), count in counts.items():
        yield listing.page(int(year), month, count, {}, complete=True)


def list_slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each list of all terms of a kind."""
    for kind in listed_kinds(planning):
        yield Slice(f"terms/{kind}", fingerprint(tuple(_counts(planning, kind))))


def list_pages(planning: Planning, kind: TermKind) -> Iterator[Page]:
    """The list of all terms of a kind."""
    url = planning.urls.terms(kind)
    counts = {count.term: count for count in _counts(planning, kind)}
    data = TermsData(kind, tuple(counts[term] for term in by_name(planning, counts)))
    yield Page(url, planning.urls.output(url), LIST_TEMPLATES[kind].name, data)


def _counts(planning: Planning, kind: TermKind) -> Iterator[TermCount]:
    """All terms of a kind with their articles counted, in the order of their slugs."""
    terms = planning.catalog.terms(kind)
    for slug, tally in planning.catalog.term_tallies(kind).items():
        yield TermCount(terms[slug], tally.articles)


def _is_cut(planning: Planning, kind: TermKind, count: int) -> bool:
    return kind == "section" or count > planning.config.listing_limit


def _count(months: Months) -> int:
    return sum(tally.articles for tally in months.values())


def _by_year(months: Months) -> dict[int, Tally]:
    years: dict[int, list[Tally]] = defaultdict(list)
    for (year, _), tally in sorted(months.items()):
        years[year].append(tally)
    return {year: total(tallies) for year, tallies in years.items()}


@dataclass(frozen=True, slots=True)
class _Listing:
    planning: Planning
    kind: TermKind
    term: Term

    def page(
        self,
        year: int,
        month: int,
        count: int,
        periods: dict[tuple[int, int], int],
        *,
        complete: bool,
    ) -> Page:
        limit = -1 if complete else self.planning.config.newest_limit
        slug, urls = self.term.slug, self.planning.urls
        cards = self.planning.catalog.of_term(self.kind, slug, year=year, month=month, limit=limit)
        if year and not month and not complete:
            # What has no month is on no page below.
            undated = self.planning.catalog.of_term_without_month(self.kind, slug, year)
            cards = (*(card for card in cards if card.date.month), *undated)
        below = tuple(
            Period(at[0], at[1], 0, urls.term(self.kind, slug, *at), periods[at])
            for at in sorted(periods, reverse=True)
        )
        url = urls.term(self.kind, slug, year, month)
        has_feed = feeds.has_term_feeds(self.planning, self.kind)
        feed = urls.term_feed(self.kind, slug) if has_feed else ""
        data = TermData(self.kind, self.term, year, month, count, cards, complete, below, feed)
        return Page(url, urls.output(url), TEMPLATES[self.kind].name, data)


FAMILY = Family("term", slices, pages, (*TEMPLATES.values(), feeds.ATOM))
LISTS_FAMILY = Family("terms", list_slices, list_pages, tuple(LIST_TEMPLATES.values()))
