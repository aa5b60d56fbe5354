"""The pages of years, months and days.

A month's slice holds the month and its days, which show the same cards. Every page links to its
neighbours in the calendar: the nearest before and after it with articles.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import date_of, day_number, is_day
from archivegen.pages.calendar.month_grid import MonthGrid, month_grid
from archivegen.pages.calendar.on_this_day import Anniversary, anniversary
from archivegen.pages.calendar.periods import months_of_year, period_of
from archivegen.pages.listing_page import in_parts, listing_page, picture_keys
from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Family, Page, PageTemplate, Period, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archivegen.archive.queries import Tally
    from archivegen.model.article import Card


@dataclass(frozen=True, slots=True)
class YearData:
    """A year."""

    year: int
    """The year."""
    count: int
    """The number of its articles."""
    months: tuple[Period, ...]
    """Its twelve months."""
    cards: tuple[Card, ...]
    """Its newest articles, newest first."""
    undated: tuple[Card, ...]
    """The articles of which only the year is known."""
    older: Period | None
    """The previous year that has articles."""
    newer: Period | None
    """The next year that has articles."""
    is_complete: bool
    """Whether `cards` and `undated` together have all articles of the year."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month."""

    period: Period
    """The day; its `url` is empty if days have no pages."""
    cards: tuple[Card, ...]
    """Its articles, newest first."""


@dataclass(frozen=True, slots=True)
class MonthData:
    """A month.

    If it has more articles than `listing_limit` and days have pages of their own, `days` has no
    cards, and `cards` has the newest articles.
    """

    year: int
    """The year."""
    month: int
    """The month, from 1 to 12."""
    count: int
    """The number of its articles."""
    days: tuple[Day, ...]
    """Its days, newest first; without cards if `cards` has any."""
    cards: tuple[Card, ...]
    """Its newest articles, newest first, unless `days` has all of them."""
    undated: tuple[Card, ...]
    """The articles of which only the month is known."""
    older: Period | None
    """The previous month that has articles."""
    newer: Period | None
    """The next month that has articles."""
    grid: MonthGrid | None
    """Its weeks; none if days have no pages."""


@dataclass(frozen=True, slots=True)
class DayData:
    """A day."""

    day: Period
    """The day."""
    cards: tuple[Card, ...]
    """Its articles, newest first."""
    older: Period | None
    """The previous day that has articles."""
    newer: Period | None
    """The next day that has articles."""
    grid: MonthGrid | None
    """The weeks of its month."""
    anniversary: Anniversary | None
    """The same day in all years; none if the site has no such pages."""


YEAR = PageTemplate("year.html", YearData, "A year: `/2022/`.")
MONTH = PageTemplate("month.html", MonthData, "A month: `/2022/07/`.")
DAY = PageTemplate("day.html", DayData, "A day: `/2022/07/21/`.")


def year_slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each year, where years have pages."""
    if not planning.config.indexes.years:
        return
    years: dict[int, list[dict[int, Tally]]] = defaultdict(list)
    for (year, _), days in planning.catalog.months.items():
        years[year].append(days)
    ordered, shown = sorted(years), picture_keys(planning).years
    for year, months in years.items():
        yield Slice(f"year/{year}", fingerprint((months, neighbours(ordered, year), shown[year])))


def year_pages(planning: Planning, year: str) -> Iterator[Page]:
    """The page of a year, and more where very many of its articles have no month."""
    number, counts = int(year), planning.catalog.month_counts
    years = sorted({at for at, _ in counts})
    if number not in years:
        return
    most = max(
        (count for (at, month), count in counts.items() if at == number and month), default=0
    )
    months = months_of_year(planning, counts, number, most)
    older, newer = neighbours(years, number)
    newest = planning.catalog.of_days(number, limit=planning.config.newest_limit)
    count = sum(count for (at, _), count in counts.items() if at == number)
    data = YearData(
        number,
        count,
        months,
        tuple(card for card in newest if card.date.month),
        planning.catalog.of_date(number),
        period_of(planning, (older,)) if older else None,
        period_of(planning, (newer,)) if newer else None,
        len(newest) == count,
    )
    url = planning.urls.calendar(number)

    def make(at: str, undated: Sequence[Card]) -> Page:
        cards = data.cards if at == url else ()
        part = replace(data, cards=cards, undated=tuple(undated))
        return listing_page(planning, at, YEAR.name, part, (*cards, *undated))

    yield from in_parts(planning, url, data.undated, make)


def month_slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each month: its page, and those of its days."""
    indexes = planning.config.indexes
    if not (indexes.months or indexes.days):
        return
    catalog, pictures = planning.catalog, picture_keys(planning).months
    months, ordered = _known_months(planning), catalog.day_numbers
    for at in months:
        own = catalog.months[at]
        days = [*filter(is_day, own)]
        around = days and (neighbours(ordered, days[0])[0], neighbours(ordered, days[-1])[1])
        digest = fingerprint((own, around, neighbours(months, at), pictures[at]))
        yield Slice(f"month/{at[0]}/{at[1]}", digest)


def month_pages(planning: Planning, year: str, month: str) -> Iterator[Page]:
    """The page of a month, and those of its days, as far as the site has them."""
    at = int(year), int(month)
    cards = planning.catalog.of_days(*at)
    if not cards or not at[1]:
        return
    days, grid = _days(planning, cards), month_grid(planning, *at)
    if planning.config.indexes.months:
        yield from _month_pages(planning, at, days, grid)
    if planning.config.indexes.days:
        for day in days:
            yield from _day_pages(planning, day, grid)


def _month_pages(
    planning: Planning, at: tuple[int, int], days: Sequence[Day], grid: MonthGrid | None
) -> Iterator[Page]:
    config, url = planning.config, planning.urls.calendar(*at)
    older, newer = neighbours(_known_months(planning), at)
    undated = planning.catalog.of_date(*at)
    dated = tuple(card for day in days for card in day.cards)
    count = len(dated) + len(undated)
    # The pages of the days show the others, where there are such.
    is_cut = config.indexes.days and count > config.listing_limit
    data = MonthData(
        *at, count,
        tuple(Day(day.period, ()) for day in days) if is_cut else (),
        dated[: config.newest_limit] if is_cut else (),
        (),
        period_of(planning, older) if older else None,
        period_of(planning, newer) if newer else None,
        grid,
    )  # fmt: skip

    def make(address: str, cards: Sequence[Card]) -> Page:
        part = replace(data, undated=tuple(card for card in cards if not card.date.day))
        if not is_cut:
            part = replace(part, days=tuple(_days(planning, cards)))
        elif address != url:
            part = replace(part, days=(), cards=())
        return listing_page(planning, address, MONTH.name, part, (*part.cards, *cards))

    yield from in_parts(planning, url, undated if is_cut else (*dated, *undated), make)


def _day_pages(planning: Planning, day: Day, grid: MonthGrid | None) -> Iterator[Page]:
    own = day.period
    number = day_number(own.year, own.month, own.day)
    older, newer = neighbours(planning.catalog.day_numbers, number)
    has_anniversary = planning.config.indexes.on_this_day
    data = DayData(
        own, (),
        period_of(planning, date_of(older)) if older else None,
        period_of(planning, date_of(newer)) if newer else None,
        grid,
        anniversary(planning, (own.month, own.day)) if has_anniversary else None,
    )  # fmt: skip

    def make(url: str, cards: Sequence[Card]) -> Page:
        return listing_page(planning, url, DAY.name, replace(data, cards=tuple(cards)), cards)

    yield from in_parts(planning, own.url, day.cards, make)


def _days(planning: Planning, cards: Iterable[Card]) -> list[Day]:
    """The days of some cards, in their order, as far as they are known."""
    groups: dict[tuple[int, int, int], list[Card]] = defaultdict(list)
    for card in cards:
        if card.date.day:
            groups[card.date.year, card.date.month, card.date.day].append(card)
    return [Day(period_of(planning, at, len(own)), tuple(own)) for at, own in groups.items()]


def _known_months(planning: Planning) -> tuple[tuple[int, int], ...]:
    """The months that have articles, but for what is known by its year alone."""
    return tuple(at for at in planning.catalog.months if at[1])


YEARS_FAMILY = Family("year", year_slices, year_pages, (YEAR,))
MONTHS_FAMILY = Family("month", month_slices, month_pages, (MONTH, DAY))
