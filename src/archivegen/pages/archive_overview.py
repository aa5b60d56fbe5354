"""The overview of the archive: all years, with the months of as many as a page can hold.

In a very long archive, years further back link only to their own pages, which have their months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.calendar.periods import YearRow, months_of_year, period_of
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_MONTHS = 1200
"""Months that an overview has: a hundred years of them, in some 100 kB of HTML."""


@dataclass(frozen=True, slots=True)
class ArchiveData:
    """The whole archive."""

    count: int
    """The number of articles."""
    rows: tuple[YearRow, ...]
    """The years, newest first; after very many months, further years come without theirs."""


ARCHIVE = PageTemplate(
    "archive.html", ArchiveData, "The overview of all years and months, at `/archive/`."
)


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, whose digest is of the overview's data."""
    yield Slice("archive", fingerprint(_data(planning)))


def pages(planning: Planning) -> Iterator[Page]:
    """The overview of the whole archive."""
    url = planning.urls.archive()
    yield Page(url, planning.urls.output(url), ARCHIVE.name, _data(planning))


def _data(planning: Planning) -> ArchiveData:
    counts = planning.catalog.month_counts
    years = sorted({year for year, _ in counts}, reverse=True)
    most = max((count for (_, month), count in counts.items() if month), default=0)
    rows = []
    for year in years:
        months = months_of_year(planning, counts, year, most)
        total = sum(month.count for month in months) + counts.get((year, 0), 0)
        rows.append(YearRow(period_of(planning, (year,), total), months))
    return ArchiveData(sum(counts.values()), without_far_months(rows))


def without_far_months(rows: Iterable[YearRow]) -> tuple[YearRow, ...]:
    """Years, newest first, with the months of as many as an overview can hold.

    Far years lead to their own pages. Without a page of the year, nothing else leads to its months.
    """
    near, shown = [], 0
    for row in rows:
        shown += sum(1 for month in row.months if month.url or month.count)
        is_near = shown <= MOST_MONTHS or not row.year.url
        near.append(row if is_near else YearRow(row.year, ()))
    return tuple(near)


FAMILY = Family("archive", slices, pages, (ARCHIVE,))
