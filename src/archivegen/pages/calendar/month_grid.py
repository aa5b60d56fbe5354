"""The grid of a month: its weeks as rows, each day with a link to its articles.

It shows only whether a day has articles, so that another one leaves it unchanged.
"""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import date_of, is_day
from archivegen.model.languages import first_weekday
from archivegen.pages.page import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """The weeks of a month."""

    month: Period
    """The month; its `url` is empty if months have no pages."""
    weekdays: tuple[int, ...]
    """The days of the week in the language's order; 0 is Monday."""
    weeks: tuple[tuple[Period | None, ...], ...]
    """The weeks: a day without articles has no `url`, and a day of another month is none."""


def month_grid(planning: Planning, year: int, month: int) -> MonthGrid | None:
    """The grid of a month; none where days have no pages."""
    indexes, urls = planning.config.indexes, planning.urls
    if not indexes.days:
        return None
    days = planning.catalog.months.get((year, month), {})
    own = {date_of(number)[2]: urls.calendar(*date_of(number)) for number in days if is_day(number)}
    url = urls.calendar(year, month) if indexes.months else ""
    return grid_of(Period(year, month, 0, url, 0), own, planning.config.language)


def grid_of(month: Period, days: Mapping[int, str], language: str) -> MonthGrid:
    """The grid of a month, from the addresses of its days; weeks begin as the language has it."""
    first = first_weekday(language)
    weeks = Calendar(first).monthdayscalendar(month.year, month.month)
    return MonthGrid(
        month,
        tuple((first + column) % 7 for column in range(7)),
        tuple(
            tuple(
                Period(month.year, month.month, day, days.get(day, ""), 0) if day else None
                for day in week
            )
            for week in weeks
        ),
    )
