"""Listings of a section, a topic or another term, and the lists of all terms of a taxonomy.

A listing is cut along the calendar, so that its addresses never shift and a new article changes
few of its pages: a section has a landing page and a page for each year; another term is one page
as long as `listing_limit` allows, and is cut like a section beyond. A year that is
larger than that gets pages for its months. With the landing page comes the term's feed, if that has
no texts of articles.

What a file says of a term stands on its landing page. Of the addresses that a term had before, each
leads to the page that has its place now.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.archive.documents.terms import files_of_terms
from archivegen.archive.queries import Months, by_year
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages import feeds
from archivegen.pages.articles import REDIRECT, RedirectData, links_from
from archivegen.pages.page import (
    Family,
    Page,
    PageTemplate,
    Period,
    Planning,
    Slice,
    pictures_at,
    slice_name,
)
from archivegen.pages.profiles.find import old_outputs, term_keys
from archivegen.pages.profiles.profile import Profile, profile_of
from archivegen.pages.series import numbers_of
from archivegen.pages.site import by_name, sort_names, with_list, with_pages
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.archive.documents.terms import TermFile
    from archivegen.model.article import Card, Term
    from archivegen.model.taxonomies import Taxonomy


@dataclass(frozen=True, slots=True)
class TermData:
    """A listing of a term: all of it, or of a year, or of a month."""

    taxonomy: Taxonomy
    """What the term is."""
    term: Term
    """The section, topic or other term."""
    year: int
    """The year, or 0 for the landing page."""
    month: int
    """The month, or 0 for a year and the landing page."""
    count: int
    """How many articles the listing has."""
    cards: tuple[Card, ...]
    """The articles, newest first: all of them, or the newest. All those of a taxonomy with an
    order are in that order."""
    is_complete: bool
    """Whether `cards` are all articles."""
    periods: tuple[Period, ...]
    """The years or months below this page, newest first."""
    feed: str
    """The address of the term's feed, or empty."""
    below: tuple[TermCount, ...] = ()
    """The sections below it, by name, on the landing page of a section."""
    numbers: tuple[int, ...] = ()
    """Which part each article is, in a complete listing of a taxonomy with an order, or 0."""
    profile: Profile | None = None
    """What its file says of it, on the landing page; its text is the page's first body."""


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with its articles counted."""

    term: Term
    """The section, topic or other term."""
    count: int
    """How many articles it has."""


@dataclass(frozen=True, slots=True)
class TermsData:
    """All terms of a taxonomy."""

    taxonomy: Taxonomy
    """What the terms are."""
    terms: tuple[TermCount, ...]
    """The terms, by name."""


TEMPLATES = (
    PageTemplate("section.html", TermData, "A section, and its years: `/world/`, `/world/2022/`."),
    PageTemplate("topic.html", TermData, "A topic: `/topics/harbour/`."),
    PageTemplate("author.html", TermData, "An author: `/authors/iris-calloway/`."),
    PageTemplate("term.html", TermData, "A series, or what else a site has: `/people/ada-cole/`."),
)
LIST_TEMPLATES = (
    PageTemplate(
        "sections.html",
        TermsData,
        "The list of all sections, at `/sections/`, where there are more than in the header.",
    ),
    PageTemplate("topics.html", TermsData, "The list of all topics, at `/topics/`."),
    PageTemplate("authors.html", TermsData, "The list of all authors, at `/authors/`."),
    PageTemplate("terms.html", TermsData, "The list of all series, or others, at `/series/`."),
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for the landing page of each term, and one for each year where it is cut."""
    known_years = _known_years(planning.known)
    keys = term_keys(planning)
    for taxonomy in with_pages(planning):
        names = planning.catalog.terms(taxonomy)
        for slug, tally in planning.catalog.term_tallies(taxonomy).items():
            name = slice_name("term", taxonomy.name, slug)
            key = keys.get((taxonomy.name, slug), b"")
            landing = Slice(name, fingerprint((names[slug], tally, key)))
            yield landing
            if not _is_cut(planning, taxonomy, tally.articles):
                continue
            # The same articles as before: the same in each year.
            if planning.known.get(landing.name) == landing.digest:
                yield from known_years[landing.name]
                continue
            months = planning.catalog.months_of_term(taxonomy, slug)
            for year, of_year in by_year(months).items():
                yield Slice(f"{name}/{year}", fingerprint((names[slug], year, of_year, key)))


def _known_years(known: Mapping[str, bytes]) -> dict[str, list[Slice]]:
    """The slices of years among the known ones, by the names of the terms' own."""
    years: dict[str, list[Slice]] = defaultdict(list)
    for name, digest in known.items():
        landing, _, year = name.rpartition("/")
        if name.startswith("term/") and year.isdecimal():
            years[landing].append(Slice(name, digest))
    return years


def pages(planning: Planning, taxonomy_name: str, slug: str, year: str = "") -> Iterator[Page]:
    """The landing page of a term; or the page of a year, and those of its months."""
    catalog, limit = planning.catalog, planning.config.listing_limit
    taxonomy = planning.config.taxonomies[taxonomy_name]
    months = catalog.months_of_term(taxonomy, slug, int(year or 0))
    if not months:
        return
    file = files_of_terms(catalog, taxonomy.name, [slug]).get(slug)
    listing = _Listing(planning, taxonomy, catalog.terms(taxonomy)[slug], file)
    for page in _listings(listing, months, year, limit):
        yield page
        yield from listing.redirects(page)
    # The same articles are in both.
    if not year and listing.feed and not feeds.has_full_texts(planning.config):
        yield from feeds.term_pages(planning, taxonomy_name, slug)


def _listings(listing: _Listing, months: Months, year: str, limit: int) -> Iterator[Page]:
    """The landing page of a term; or the page of a year, and those of its months."""
    if not year:
        cut = _is_cut(listing.planning, listing.taxonomy, _count(months))
        counts = {(at, 0): tally.articles for at, tally in by_year(months).items()} if cut else {}
        yield listing.page(0, 0, _count(months), counts, complete=not cut)
        return
    cut = _count(months) > limit
    counts = {at: tally.articles for at, tally in months.items() if at[1]} if cut else {}
    yield listing.page(int(year), 0, _count(months), counts, complete=not cut)
    for (_, month), count in counts.items():
        yield listing.page(int(year), month, count, {}, complete=True)


def list_slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each list of all terms of a taxonomy."""
    for taxonomy in with_list(planning):
        name = slice_name("terms", taxonomy.name)
        names = sorted(sort_names(planning, taxonomy).items())
        yield Slice(name, fingerprint((tuple(_counts(planning, taxonomy)), names)))


def list_pages(planning: Planning, taxonomy_name: str) -> Iterator[Page]:
    """The list of all terms of a taxonomy."""
    taxonomy = planning.config.taxonomies[taxonomy_name]
    url = planning.urls.terms(taxonomy)
    counts = {count.term: count for count in _counts(planning, taxonomy)}
    data = TermsData(taxonomy, tuple(counts[term] for term in by_name(planning, taxonomy, counts)))
    yield Page(url, planning.urls.output(url), taxonomy.list_template, data)


def _counts(planning: Planning, taxonomy: Taxonomy) -> Iterator[TermCount]:
    """All terms of a taxonomy with their articles counted, in the order of their slugs."""
    terms = planning.catalog.terms(taxonomy)
    for slug, tally in planning.catalog.term_tallies(taxonomy).items():
        yield TermCount(terms[slug], tally.articles)


def _below(planning: Planning, taxonomy: Taxonomy, term: Term) -> tuple[TermCount, ...]:
    """The terms below one, by name, with their articles counted."""
    if taxonomy.levels == 1:
        return ()
    counts = {one.term: one for one in _counts(planning, taxonomy) if one.term.parent == term}
    return tuple(counts[lower] for lower in by_name(planning, taxonomy, counts))


def _is_cut(planning: Planning, taxonomy: Taxonomy, count: int) -> bool:
    return taxonomy.name == SECTIONS or count > planning.config.listing_limit


def _count(months: Months) -> int:
    return sum(tally.articles for tally in months.values())


@dataclass(frozen=True, slots=True)
class _Listing:
    planning: Planning
    taxonomy: Taxonomy
    term: Term
    file: TermFile | None

    @property
    def feed(self) -> str:
        """The address of the term's feed, or empty."""
        has_feed = feeds.has_term_feeds(self.planning, self.taxonomy)
        return self.planning.urls.term_feed(self.taxonomy, self.term.slug) if has_feed else ""

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
        taxonomy, slug, urls = self.taxonomy, self.term.slug, self.planning.urls
        catalog = self.planning.catalog
        if taxonomy.ordered and complete:
            cards = catalog.parts_of_term(taxonomy, slug, year=year, month=month)
        else:
            cards = catalog.of_term(taxonomy, slug, year=year, month=month, limit=limit)
        if year and not month and not complete:
            # What has no month is on no page below.
            undated = catalog.of_term_without_month(taxonomy, slug, year)
            cards = (*(card for card in cards if card.date.month), *undated)
        below = tuple(
            Period(at[0], at[1], 0, urls.term(taxonomy, slug, *at), periods[at])
            for at in sorted(periods, reverse=True)
        )
        url = urls.term(taxonomy, slug, year, month)
        data = TermData(
            taxonomy, self.term, year, month, count, cards, complete, below, self.feed,
            () if year else _below(self.planning, taxonomy, self.term),
            numbers_of(catalog, taxonomy, slug, cards) if complete else (),
        )  # fmt: skip
        page = Page(url, urls.output(url), taxonomy.template, data)
        return page if year or self.file is None else self._with_profile(page, data, self.file)

    def _with_profile(self, page: Page, data: TermData, file: TermFile) -> Page:
        """The landing page with what the term's file says."""
        document, _ = file
        links = links_from(self.planning, document.path, document.targets)
        shown = [document.image.src] if document.image else []
        return replace(
            page,
            data=replace(data, profile=profile_of(self.term, file)),
            bodies=(document.body,),
            links=(links,),
            pictures=pictures_at(self.planning, [*shown, *(url for _, url in links)]),
            boxes=document.boxes,
        )

    def redirects(self, page: Page) -> Iterator[Page]:
        """What leads to a page of the listing from where that page was before."""
        if self.file is None or not self.planning.config.redirects.html:
            return
        below = page.url.removeprefix(self.term.url)
        for output in old_outputs(self.file, f"{below}index.html"):
            yield Page(
                url=self.planning.urls.at(output.removesuffix("index.html")),
                output=output,
                template=REDIRECT.name,
                data=RedirectData(page.url, self.term.name),
                source=f"content/{self.file[0].path}",
                is_listing=False,
            )


FAMILY = Family("term", slices, pages, (*TEMPLATES, feeds.ATOM))
LISTS_FAMILY = Family("terms", list_slices, list_pages, LIST_TEMPLATES)
