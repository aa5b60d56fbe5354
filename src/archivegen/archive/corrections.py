"""Corrections: what was corrected of published articles, by months, as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.catalog import Tally
from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.day_numbers import first_and_last
from archivegen.archive.queries import tally_of, visible, year_and_month_of

if TYPE_CHECKING:
    from archivegen.archive.catalog import Catalog, Months
    from archivegen.model.article import Card, Correction


def corrected_months(catalog: Catalog) -> Months:
    """Tallies of the corrections by the year and month in which they were made, in order."""
    query = f"""
        SELECT {year_and_month_of("corrected_day")}, {tally_of("corrections.hash")}
        FROM corrections JOIN articles USING (path) WHERE {visible()} GROUP BY 1, 2
        ORDER BY 1, 2
    """
    rows = catalog.select(query)
    return {(year, month): Tally(*sums) for year, month, *sums in rows}


def corrections(
    catalog: Catalog, year: int = 0, month: int = 0, *, limit: int = -1
) -> list[tuple[Correction, Card]]:
    """The corrections with their articles, newest first; those of a month, or all."""
    first, last = first_and_last(year, month)
    query = f"""
        SELECT number, card, body, article FROM corrections JOIN articles USING (path)
        WHERE {visible()} AND corrected_day BETWEEN :first AND :last
        ORDER BY corrected DESC, position DESC, number DESC LIMIT :limit
    """
    rows = catalog.select(query, first=first, last=last, limit=limit)
    articles = (
        (number, article_from_bytes(card_from_bytes(card), body, data))
        for number, card, body, data in rows
    )
    return [(article.corrections[number], article.card) for number, article in articles]
