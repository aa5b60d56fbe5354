"""Years, months and days as pages show them: their addresses, counts and shades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.page import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.pages.page import Planning

SHADES = 5
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its months."""

    year: Period
    """The year."""
    months: tuple[Period, ...]
    """Its twelve months; empty for a distant year if there are very many."""


def months_of_year(
    planning: Planning, counts: Mapping[tuple[int, int], int], year: int, most: int
) -> tuple[Period, ...]:
    """The twelve months of a year, shaded against a month with `most` articles."""
    return tuple(
        period_of(planning, (year, month), count, shade_of(count, most))
        if (count := counts.get((year, month), 0))
        else Period(year, month, 0, "", 0)
        for month in MONTHS
    )


def shade_of(count: int, most: int) -> int:
    """How dark a month with so many is where the fullest has `most`: 0 for none, 5 for the fullest.

    By orders of magnitude, so that one full month does not make all others pale; and in whole
    numbers, which are the same on every machine.
    """
    scale = range(SHADES + 1)
    return next(shade for shade in scale if (1 + most) ** shade >= (1 + count) ** SHADES)


def period_of(planning: Planning, at: tuple[int, ...], count: int = 0, shade: int = 0) -> Period:
    """A year, month or day, with its address if such have pages."""
    year, month, day = (*at, 0, 0)[:3]
    indexes = planning.config.indexes
    has_page = indexes.days if day else indexes.months if month else indexes.years
    url = planning.urls.calendar(year, month, day) if has_page else ""
    return Period(year, month, day, url, count, shade)
