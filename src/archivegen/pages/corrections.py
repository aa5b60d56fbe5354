"""Corrections: all corrections, newest first.

This is one page up to `listing_limit`. Beyond that, it shows the newest, and there is a page for
each month with corrections.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.notices import months_of_notices, notices
from archivegen.archive.queries import total
from archivegen.pages.listing_page import in_parts
from archivegen.pages.page import Family, Page, PageTemplate, Period, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.model.article import Card, Notice


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A correction or another notice, with its article."""

    notice: Notice
    """The notice."""
    card: Card
    """The article it is about."""


@dataclass(frozen=True, slots=True)
class CorrectionsData:
    """The corrections and other notices: all of them, or the newest, or those of a month."""

    year: int
    """The year; 0 on the landing page."""
    month: int
    """The month; 0 on the landing page."""
    notices: tuple[ListedNotice, ...]
    """The dated notices, newest first."""
    is_complete: bool
    """Whether `notices` has all notices of the page."""
    periods: tuple[Period, ...]
    """The months with notices, newest first; empty if one page has them all."""


CORRECTIONS = PageTemplate(
    "corrections.html",
    CorrectionsData,
    "The corrections and other notices, at `/corrections/`, and those of a month.",
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for the landing page, and one for each month where there are too many for it."""
    if not planning.config.indexes.corrections:
        return
    months = months_of_notices(planning.catalog)
    yield Slice("corrections", fingerprint(months))
    if _is_cut(planning):
        for (year, month), tally in months.items():
            yield Slice(f"corrections/{year}/{month}", fingerprint(tally))


def pages(planning: Planning, year: str = "0", month: str = "0") -> Iterator[Page]:
    """The landing page, or the pages of a month."""
    at, urls, config = (int(year), int(month)), planning.urls, planning.config
    cut = _is_cut(planning) and not any(at)
    rows = notices(planning.catalog, *at, limit=config.newest_limit if cut else -1)
    periods = tuple(
        Period(*when, 0, urls.corrections(*when), tally.articles)
        for when, tally in reversed(months_of_notices(planning.catalog).items())
        if cut
    )
    shown = tuple(ListedNotice(notice, card) for notice, card in rows)
    url = urls.corrections(*at)

    def make(address: str, some: Sequence[ListedNotice]) -> Page:
        data = CorrectionsData(*at, tuple(some), not cut, periods)
        return Page(address, urls.output(address), CORRECTIONS.name, data)

    yield from in_parts(planning, url, shown, make)


def _is_cut(planning: Planning) -> bool:
    months = months_of_notices(planning.catalog)
    return bool(months) and total(months.values()).articles > planning.config.listing_limit


FAMILY = Family("corrections", slices, pages, (CORRECTIONS,))
