"""Corrections: all that was corrected, newest first.

One page as long as `listing_limit` allows; beyond, the newest, and a page for each month in which
something was corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.catalog import total
from archivegen.archive.corrections import corrected_months, corrections
from archivegen.pages.page import Family, Page, PageTemplate, Period, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Card, Correction


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with its article."""

    correction: Correction
    """The correction."""
    card: Card
    """What was corrected."""


@dataclass(frozen=True, slots=True)
class CorrectionsData:
    """The corrections: all of them, or the newest, or those of a month."""

    year: int
    """The year, or 0 for the landing page."""
    month: int
    """The month, or 0 for the landing page."""
    corrections: tuple[Corrected, ...]
    """The corrections, newest first."""
    is_complete: bool
    """Whether `corrections` are all of the page's."""
    periods: tuple[Period, ...]
    """The months with corrections, newest first; none where there is one page for all."""


CORRECTIONS = PageTemplate(
    "corrections.html", CorrectionsData, "The corrections, at `/corrections/`, and of a month."
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for the landing page, and one for each month where there are too many for it."""
    if not planning.config.indexes.corrections:
        return
    months = corrected_months(planning.catalog)
    yield Slice("corrections", fingerprint(months))
    if _is_cut(planning):
        for (year, month), tally in months.items():
            yield Slice(f"corrections/{year}/{month}", fingerprint(tally))


def pages(planning: Planning, year: str = "0", month: str = "0") -> Iterator[Page]:
    """The landing page, or the page of a month."""
    at, urls, config = (int(year), int(month)), planning.urls, planning.config
    cut = _is_cut(planning) and not any(at)
    rows = corrections(planning.catalog, *at, limit=config.newest_limit if cut else -1)
    periods = tuple(
        Period(*when, 0, urls.corrections(*when), tally.articles)
        for when, tally in reversed(corrected_months(planning.catalog).items())
        if cut
    )
    shown = tuple(Corrected(correction, card) for correction, card in rows)
    data = CorrectionsData(*at, shown, not cut, periods)
    url = urls.corrections(*at)
    yield Page(url, urls.output(url), CORRECTIONS.name, data)


def _is_cut(planning: Planning) -> bool:
    months = corrected_months(planning.catalog)
    return bool(months) and total(months.values()).articles > planning.config.listing_limit


FAMILY = Family("corrections", slices, pages, (CORRECTIONS,))
