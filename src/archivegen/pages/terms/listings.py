"""Listings of a section, a topic or another term.

A listing is divided along the calendar, so that its addresses never shift and a new article changes
few of its pages. A section has a landing page and a page for each year. Another term is one page
up to `listing_limit`, and is divided like a section beyond. A year larger than that gets pages for
its months. The landing page links to all years and months, and each page to the one before and
after it. The landing page's slice includes the term's feed, unless it has texts of articles.

What a file says about a term is on its landing page. Each old address of a term redirects to the
page that has replaced it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.archive.documents.terms import files_of_terms, old_folders
from archivegen.archive.queries import by_year
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages.documents.shown import with_text
from archivegen.pages.feeds import files as feeds
from archivegen.pages.listing_page import in_parts, listing_page, picture_keys
from archivegen.pages.machines.redirects import RedirectData, redirect_page
from archivegen.pages.page import (
    Family,
    Page,
    PageTemplate,
    Period,
    Planning,
    Slice,
    slice_name,
)
from archivegen.pages.profiles.find import term_keys
from archivegen.pages.profiles.profile import Profile, profile_of
from archivegen.pages.series import numbers_of
from archivegen.pages.site import by_name, with_pages
from archivegen.pages.terms.counts import TermCount, counts_of
from archivegen.pages.terms.periods import TermPeriods
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archivegen.archive.documents.terms import OldFolder, TermFile
    from archivegen.model.article import Card, Term
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.calendar.periods import YearRow


@dataclass(frozen=True, slots=True)
class TermData:
    """A listing of a term: all of it, or of a year, or of a month."""

    taxonomy: Taxonomy
    """The taxonomy of the term."""
    term: Term
    """The section, topic or other term."""
    year: int
    """The year; 0 on the landing page."""
    month: int
    """The month; 0 for a year, and on the landing page."""
    count: int
    """The number of articles in the listing."""
    cards: tuple[Card, ...]
    """The articles, newest first: all of them, or the newest. If all are shown and the taxonomy is
    ordered, they are in that order."""
    is_complete: bool
    """Whether `cards` has all articles."""
    periods: tuple[Period, ...]
    """The years or months below this page, newest first."""
    feed: str
    """The address of the term's feed, or empty."""
    below: tuple[TermCount, ...] = ()
    """The sections below it, by name; only on the landing page of a section."""
    profile: Profile | None = None
    """Its profile, from its file; only on the landing page. The text of the file is the page's
    first body."""
    rows: tuple[YearRow, ...] = ()
    """The years with their months, newest first; only on the landing page of a listing that is cut.
    A month without a page of its own links to its place on the year's page."""
    older: Period | None = None
    """The previous year or month that has articles, if any."""
    newer: Period | None = None
    """The next year or month that has articles, if any."""
    numbers: tuple[int, ...] = ()
    """The part number of each article, or 0; only on a landing page with all articles of an ordered
    taxonomy."""


TEMPLATES = (
    PageTemplate("section.html", TermData, "A section and its years: `/world/`, `/world/2022/`."),
    PageTemplate("topic.html", TermData, "A topic: `/topics/harbour/`."),
    PageTemplate("author.html", TermData, "An author: `/authors/iris-calloway/`."),
    PageTemplate(
        "term.html", TermData, "A series, or a term of any other taxonomy: `/people/ada-cole/`."
    ),
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for the landing page of each term, and one for each year where it is cut."""
    known_years = _known_years(planning.known)
    keys = term_keys(planning)
    pictures = picture_keys(planning).terms
    for taxonomy in with_pages(planning):
        names = planning.catalog.terms(taxonomy)
        for slug, tally in planning.catalog.term_tallies(taxonomy).items():
            name = slice_name("term", taxonomy.name, slug)
            # The file of a section above says where this one was, too.
            files = (slug, slug.rpartition("/")[0])
            key = tuple(keys.get((taxonomy.name, one), b"") for one in files)
            shown = pictures.get(f"{taxonomy.name}/{slug}", Counter())
            landing = Slice(name, fingerprint((names[slug], tally, key, sum(shown.values()))))
            yield landing
            if not is_cut(planning, taxonomy, tally.articles):
                continue
            # The same articles as before: the same in each year.
            if planning.known.get(landing.name) == landing.digest:
                yield from known_years[landing.name]
                continue
            periods = TermPeriods(
                planning, taxonomy, slug, planning.catalog.months_of_term(taxonomy, slug)
            )
            for year, of_year in by_year(periods.months).items():
                parts = (names[slug], year, of_year, key, periods.beside(year), shown.get(year))
                yield Slice(f"{name}/{year}", fingerprint(parts))


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
    catalog = planning.catalog
    taxonomy = planning.config.taxonomies[taxonomy_name]
    periods = TermPeriods(planning, taxonomy, slug, catalog.months_of_term(taxonomy, slug))
    if not (periods.counts.get(int(year)) if year else periods.months):
        return
    file = files_of_terms(catalog, taxonomy.name, [slug]).get(slug)
    old = old_folders(catalog, taxonomy.name, [slug]) if planning.config.redirects.html else {}
    term = catalog.term(taxonomy, slug)
    listing = _Listing(planning, taxonomy, term, file, old.get(slug, ()), periods)
    for page in listing.year(int(year)) if year else [listing.landing()]:
        yield page
        yield from listing.redirects(page)
    # The same articles are in both.
    if not year and listing.feed and not feeds.has_full_texts(planning.config):
        yield from feeds.term_pages(planning, taxonomy_name, slug)


def _below(planning: Planning, taxonomy: Taxonomy, term: Term) -> tuple[TermCount, ...]:
    """The terms below one, by name, with their articles counted."""
    if taxonomy.levels == 1:
        return ()
    counts = {one.term: one for one in counts_of(planning, taxonomy) if one.term.parent == term}
    return tuple(counts[lower] for lower in by_name(planning, taxonomy, counts))


def is_cut(planning: Planning, taxonomy: Taxonomy, count: int) -> bool:
    """Whether a listing of so many articles has pages for its years."""
    return taxonomy.name == SECTIONS or count > planning.config.listing_limit


@dataclass(frozen=True, slots=True)
class _Listing:
    planning: Planning
    taxonomy: Taxonomy
    term: Term
    file: TermFile | None
    old: tuple[OldFolder, ...]
    """Where it was before, as far as pages lead on from there."""
    periods: TermPeriods

    @property
    def feed(self) -> str:
        """The address of the term's feed, or empty."""
        has_feed = feeds.has_term_feeds(self.planning, self.taxonomy)
        return self.planning.urls.term_feed(self.taxonomy, self.term.slug) if has_feed else ""

    def landing(self) -> Page:
        """The landing page: all articles, or the newest and the way to the others."""
        periods = self.periods
        count = sum(tally.articles for tally in periods.months.values())
        if not is_cut(self.planning, self.taxonomy, count):
            cards = self._cards(0, 0)
            numbers = numbers_of(self.planning.catalog, self.taxonomy, self.term.slug, cards)
            data = replace(self._data(0, 0, count, cards), numbers=numbers)
        else:
            data = replace(
                self._data(0, 0, count, self._newest(0)),
                is_complete=False,
                periods=periods.years(),
                rows=periods.rows(),
            )
        page = self._page(replace(data, below=_below(self.planning, self.taxonomy, self.term)))
        return self._with_profile(page, self.file) if self.file else page

    def year(self, year: int) -> Iterator[Page]:
        """The pages of a year, and those of its months where it is cut."""
        counts, months = self.periods.counts[year], self.periods.months_of(year)
        is_cut = self.periods.is_cut(year)
        data = self._data(year, 0, sum(counts.values()), self._newest(year) if is_cut else ())
        data = replace(data, is_complete=not is_cut, periods=months)
        # Articles without a month are on no page below.
        own = self._without_month(year) if is_cut else self._cards(year, 0)
        yield from self._pages(data, own)
        for month in reversed(months):
            cards = self._cards(year, month.month)
            yield from self._pages(self._data(year, month.month, month.count, ()), cards)

    def _cards(self, year: int, month: int) -> tuple[Card, ...]:
        """All articles of a period, in the order of the taxonomy."""
        catalog = self.planning.catalog
        of_term = catalog.parts_of_term if self.taxonomy.ordered else catalog.of_term
        return of_term(self.taxonomy, self.term.slug, year=year, month=month)

    def _newest(self, year: int) -> tuple[Card, ...]:
        """The newest articles; of a year, those of which the month is known."""
        catalog, limit = self.planning.catalog, self.planning.config.newest_limit
        cards = catalog.of_term(self.taxonomy, self.term.slug, year=year, limit=limit)
        return tuple(card for card in cards if card.date.month or not year)

    def _without_month(self, year: int) -> tuple[Card, ...]:
        return self.planning.catalog.of_term_without_month(self.taxonomy, self.term.slug, year)

    def _data(self, year: int, month: int, count: int, cards: tuple[Card, ...]) -> TermData:
        older, newer = self.periods.around(year, month) if year else (None, None)
        return TermData(
            self.taxonomy, self.term, year, month, count, cards,
            is_complete=True, periods=(), feed=self.feed,
            older=self.periods.period(older) if older else None,
            newer=self.periods.period(newer) if newer else None,
        )  # fmt: skip

    def _pages(self, data: TermData, others: tuple[Card, ...]) -> Iterator[Page]:
        """The page of a period with other articles behind its own, and more if these are many."""
        url = self.planning.urls.term(self.taxonomy, self.term.slug, data.year, data.month)

        def make(at: str, cards: Sequence[Card]) -> Page:
            first = replace(data, cards=(*data.cards, *cards))
            further = replace(data, cards=tuple(cards), is_complete=True, periods=())
            return self._page(first if at == url else further, at)

        yield from in_parts(self.planning, url, others, make)

    def _page(self, data: TermData, at: str = "") -> Page:
        url = at or self.term.url
        return listing_page(self.planning, url, self.taxonomy.template, data, data.cards)

    def _with_profile(self, page: Page, file: TermFile) -> Page:
        """The landing page with what the term's file says."""
        data = replace(page.data, profile=profile_of(self.term, file))  # type: ignore[type-var]
        return with_text(self.planning, replace(page, data=data), file[0])

    def redirects(self, page: Page) -> Iterator[Page]:
        """What leads to a page of the listing from where that page was before."""
        below = page.url.removeprefix(self.term.url)
        for old in self.old:
            to = RedirectData(page.url, self.term.name)
            yield redirect_page(self.planning, f"{old.address}{below}", to, old.file)


FAMILY = Family("term", slices, pages, (*TEMPLATES, feeds.ATOM))
