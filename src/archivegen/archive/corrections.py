"""Corrections: what was corrected of published articles, by months, as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.catalog import VISIBLE, Tally
from archivegen.archive.codec import article_from_bytes, card_from_bytes

if TYPE_CHECKING:
    from archivegen.archive.catalog import Catalog, Months
    from archivegen.model.article import Card, Correction


def corrected_months(catalog: Catalog) -> Months:
    """Tallies of the corrections by the month in which they were made, in its order."""
    query = f"""
        SELECT corrected_day / 10000, corrected_day / 100 % 100, count(*),
            sum(corrections.hash & 4294967295), sum(corrections.hash >> 32)
        FROM corrections JOIN articles USING (path) WHERE {VISIBLE} GROUP BY 1, 2
        ORDER BY 1, 2
    """
    rows = catalog.select(query)
    return {(year, month): Tally(*sums) for year, month, *sums in rows}


def corrections(
    catalog: Catalog, year: int = 0, month: int = 0, *, limit: int = -1
) -> list[tuple[Correction, Card]]:
    """The corrections with their articles, newest first; those of a month, or all."""
    first = year * 10_000 + month * 100
    query = f"""
        SELECT number, card, body, article FROM corrections JOIN articles USING (path)
        WHERE {VISIBLE} AND corrected_day BETWEEN :first AND :last
        ORDER BY corrected DESC, position DESC, number DESC LIMIT :limit
    """
    values = {"first": first, "last": first + 31 if year else 1 << 60, "limit": limit}
    found = []
    for number, card, body, data in catalog.select(query, **values):
        article = article_from_bytes(card_from_bytes(card), body, data)
        found.append((article.corrections[number], article.card))
    return found
