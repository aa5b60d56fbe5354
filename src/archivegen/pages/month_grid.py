"""The grid of a month: its weeks as rows, each day with the way to its articles.

It tells of a day only whether there are any, so that it stays as it is when one more comes.
"""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import day_number
from archivegen.model.languages import first_weekday
from archivegen.pages.page import Period

if TYPE_CHECKING:
    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """The weeks of a month."""

    month: Period
    """The month; its `url` is empty where months have no page."""
    weekdays: tuple[int, ...]
    """The days of the week in the order of the language; 0 is Monday."""
    weeks: tuple[tuple[Period | None, ...], ...]
    """The weeks: a day without articles has no `url`, and one of another month is none."""


def month_grid(planning: Planning, year: int, month: int) -> MonthGrid | None:
    """The grid of a month; none where days have no pages."""
    indexes, urls = planning.config.indexes, planning.urls
    if not indexes.days:
        return None
    first = first_weekday(planning.config.language)
    days_with_articles = planning.catalog.months.get((year, month), {})

    def period(day: int) -> Period | None:
        if not day:
            return None
        has_page = day_number(year, month, day) in days_with_articles
        url = urls.calendar(year, month, day) if has_page else ""
        return Period(year, month, day, url, 0)

    weeks = Calendar(first).monthdayscalendar(year, month)
    url = urls.calendar(year, month) if indexes.months else ""
    return MonthGrid(
        Period(year, month, 0, url, 0),
        tuple((first + column) % 7 for column in range(7)),
        tuple(tuple(map(period, week)) for week in weeks),
    )
