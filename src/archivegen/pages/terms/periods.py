"""The years and months of a term: which of them have pages, and which are neighbours.

A year has a page where the term is divided along the calendar, and its months have pages where the
year is larger than `listing_limit`. The months of a smaller year are parts of its page. Paging
goes from month to month, and from year to year where a year has no pages for its months.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from archivegen.pages.calendar.periods import MONTHS, YearRow
from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Period

if TYPE_CHECKING:
    from archivegen.archive.queries import Months
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning

MOST_MONTHS = 600
"""Months that a landing page leads to, at most: fifty years of them. With more, years do."""

Neighbours = tuple[tuple[int, int] | None, tuple[int, int] | None]
"""The periods before and after one, as pairs of year and month; month 0 is a whole year."""


@dataclass(frozen=True)
class TermPeriods:
    """The years and months of a term that is cut along the calendar."""

    planning: Planning
    taxonomy: Taxonomy
    slug: str
    months: Months

    @cached_property
    def counts(self) -> dict[int, dict[int, int]]:
        """How many articles each month has, by year and month, in order; 0 is no known month."""
        ordered = sorted((*at, tally.articles) for at, tally in self.months.items())
        return {
            year: {month: count for _, month, count in group}
            for year, group in groupby(ordered, key=lambda row: row[0])
        }

    @cached_property
    def _pages(self) -> tuple[tuple[int, int], ...]:
        """The smallest periods that have pages, in order."""
        return tuple(
            (year, month)
            for year, counts in self.counts.items()
            for month in (self.months_with_pages(year) or (0,))
        )

    def is_cut(self, year: int) -> bool:
        """Whether a year is too large for one page."""
        return sum(self.counts[year].values()) > self.planning.config.listing_limit

    def months_with_pages(self, year: int) -> tuple[int, ...]:
        """The months of a year that have pages, in order."""
        return tuple(filter(None, self.counts[year])) if self.is_cut(year) else ()

    def around(self, year: int, month: int = 0) -> Neighbours:
        """The periods before and after a year's or a month's page."""
        if month:
            return neighbours(self._pages, (year, month))
        older, newer = neighbours(tuple(self.counts), year)
        return (older, 0) if older else None, (newer, 0) if newer else None

    def beside(self, year: int) -> tuple[Neighbours, Neighbours]:
        """What the pages of a year and of its months show of other years."""
        months = self.months_with_pages(year)
        if not months:
            return self.around(year), (None, None)
        first, last = self.around(year, months[0]), self.around(year, months[-1])
        return self.around(year), (first[0], last[1])

    def period(self, at: tuple[int, int], count: int = 0) -> Period:
        """A year or a month that has a page."""
        return Period(*at, 0, self.planning.urls.term(self.taxonomy, self.slug, *at), count)

    def years(self) -> tuple[Period, ...]:
        """The years, newest first."""
        return tuple(row.year for row in self.rows())

    def months_of(self, year: int) -> tuple[Period, ...]:
        """The months of a year that have pages, newest first."""
        counts = self.counts[year]
        months = reversed(self.months_with_pages(year))
        return tuple(self.period((year, month), counts[month]) for month in months)

    def rows(self) -> tuple[YearRow, ...]:
        """The years, newest first, each with its months, unless these are too many."""
        has_months = sum(map(len, self.counts.values())) <= MOST_MONTHS
        return tuple(
            YearRow(
                self.period((year, 0), sum(counts.values())),
                self._parts_of(year) if has_months else (),
            )
            for year, counts in reversed(self.counts.items())
        )

    def _parts_of(self, year: int) -> tuple[Period, ...]:
        """The twelve months of a year: on pages of their own, or as places on that of the year."""
        counts, is_cut = self.counts[year], self.is_cut(year)
        if self.taxonomy.ordered and not is_cut:
            # Its articles are in the order of their parts, whatever month they are from.
            return ()
        page = self.period((year, 0)).url
        return tuple(
            self.period((year, month), counts[month])
            if is_cut and month in counts
            else Period(year, month, 0, f"{page}#page-month-{month}", counts[month])
            if month in counts
            else Period(year, month, 0, "", 0)
            for month in MONTHS
        )
