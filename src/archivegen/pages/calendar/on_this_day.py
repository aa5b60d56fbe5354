"""On this day: a page for each day of the year, with its articles of all years, and an overview.

Nothing here depends on today's date: the overview is a calendar that links to all days. Where a day
has very many articles, each year shows a few, and years further back link to their own pages of
the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Family, Page, PageTemplate, Period, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.queries import Tally
    from archivegen.model.article import Card

OF_EACH_YEAR = 3
"""Articles shown of each year, at most, where there are more than a listing may have."""

MOST_CARDS = 60
"""Articles that the page of a day shows, where years have pages of that day."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A day of the year."""

    month: int
    """The month, from 1 to 12."""
    day: int
    """The day of the month."""
    url: str
    """The address of its page; empty if no year has an article on this day."""


@dataclass(frozen=True, slots=True)
class AnniversariesData:
    """The days of the year that have articles."""

    months: tuple[tuple[Anniversary, ...], ...]
    """The days of each of the twelve months; February has 29."""


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of one year."""

    period: Period
    """The day; `count` is the number of all its articles."""
    cards: tuple[Card, ...]
    """Its articles, newest first: all of them, or the newest; empty for a distant year if there are
    very many."""


@dataclass(frozen=True, slots=True)
class AnniversaryData:
    """A day of the year, in all years."""

    day: Anniversary
    """The day."""
    years: tuple[DayOfYear, ...]
    """The years with articles from that day, newest first."""
    older: Anniversary | None
    """The previous day of the year that has articles."""
    newer: Anniversary | None
    """The next day of the year that has articles."""


DAY = PageTemplate("anniversary.html", AnniversaryData, "A day of the year: `/on-this-day/07-21/`.")
OVERVIEW = PageTemplate(
    "on-this-day.html", AnniversariesData, "The days of the year, at `/on-this-day/`."
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each day of the year that has articles in any year."""
    if not planning.config.indexes.on_this_day:
        return
    days = planning.catalog.anniversaries
    ordered = tuple(days)
    for at, years in days.items():
        digest = fingerprint((years, neighbours(ordered, at)))
        yield Slice(f"anniversary/{at[0]}/{at[1]}", digest)


def pages(planning: Planning, month: str, day: str) -> Iterator[Page]:
    """The page of a day of the year."""
    at, days = (int(month), int(day)), planning.catalog.anniversaries
    if at not in days:
        return
    older, newer = neighbours(tuple(days), at)
    own = anniversary(planning, at)
    data = AnniversaryData(
        own,
        _years(planning, at, days[at]),
        anniversary(planning, older) if older else None,
        anniversary(planning, newer) if newer else None,
    )
    yield Page(own.url, planning.urls.output(own.url), DAY.name, data)


def overview_slices(planning: Planning) -> Iterator[Slice]:
    """One slice, which changes when a day gets its first article of any year."""
    if planning.config.indexes.on_this_day:
        yield Slice("anniversaries", fingerprint(tuple(planning.catalog.anniversaries)))


def overview_pages(planning: Planning) -> Iterator[Page]:
    """The calendar of the days that have articles."""
    url, days = planning.urls.on_this_day(), planning.catalog.anniversaries
    months = tuple(
        tuple(
            anniversary(planning, (month, day))
            if (month, day) in days
            else Anniversary(month, day, "")
            for day in range(1, length + 1)
        )
        for month, length in enumerate(_LENGTHS, 1)
    )
    yield Page(url, planning.urls.output(url), OVERVIEW.name, AnniversariesData(months))


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _years(
    planning: Planning, at: tuple[int, int], years: dict[int, Tally]
) -> tuple[DayOfYear, ...]:
    config, urls, catalog = planning.config, planning.urls, planning.catalog
    newest_first = sorted(years, reverse=True)
    count = sum(tally.articles for tally in years.values())
    limit, near = -1, len(newest_first)
    # Without a page of that day, nothing else leads to its articles.
    if config.indexes.days and count > min(config.listing_limit, MOST_CARDS):
        limit = min(OF_EACH_YEAR, max(1, MOST_CARDS // near))
        near = MOST_CARDS
    return tuple(
        DayOfYear(
            Period(
                year, *at, urls.calendar(year, *at) if config.indexes.days else "",
                years[year].articles,
            ),
            catalog.of_days(year, *at, limit=limit) if number < near else (),
        )
        for number, year in enumerate(newest_first)
    )  # fmt: skip


def anniversary(planning: Planning, at: tuple[int, int]) -> Anniversary:
    """A day of the year (month and day) that has articles."""
    return Anniversary(*at, planning.urls.on_this_day(*at))


DAYS_FAMILY = Family("anniversary", slices, pages, (DAY,))
OVERVIEW_FAMILY = Family("anniversaries", overview_slices, overview_pages, (OVERVIEW,))
