"""Notices: corrections and other notices on published articles, queried by month.

Only notices with a date are listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.day_numbers import first_and_last
from archivegen.archive.queries import Tally, tally_of, visible, year_and_month_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.archive.queries import Months
    from archivegen.model.article import Card, Notice


def months_of_notices(catalog: Catalog) -> Months:
    """Tallies of the notices by the year and month in which they were made, in order."""
    query = f"""
        SELECT {year_and_month_of("noted_day")}, {tally_of("notices.hash")}
        FROM notices JOIN articles USING (path) WHERE {visible()} GROUP BY 1, 2
        ORDER BY 1, 2
    """
    rows = catalog.select(query)
    return {(year, month): Tally(*sums) for year, month, *sums in rows}


def linked_from_noted(catalog: Catalog) -> Iterator[tuple[int, str, str, str | None]]:
    """What articles with notices link to, such as their replacements, in order.

    Day (yyyymmdd) and path of each, the file that it links to, and the address of the article or
    document in that, if it is published.
    """
    query = f"""
        SELECT DISTINCT own.day, own.path, target, coalesce(other.url, documents.url)
        FROM notices JOIN links USING (path)
        JOIN articles AS own ON own.path = links.path AND {visible("own")}
        LEFT JOIN articles AS other ON other.path = target AND {visible("other")}
        LEFT JOIN documents ON documents.path = target AND {visible("documents")}
        ORDER BY own.path, target
    """
    yield from catalog.select(query)


def notices(
    catalog: Catalog, year: int = 0, month: int = 0, *, limit: int = -1
) -> list[tuple[Notice, Card]]:
    """The notices with their articles, newest first; those of a month, or all."""
    first, last = first_and_last(year, month)
    query = f"""
        SELECT number, card, body, article FROM notices JOIN articles USING (path)
        WHERE {visible()} AND noted_day BETWEEN :first AND :last
        ORDER BY noted DESC, position DESC, number DESC LIMIT :limit
    """
    rows = catalog.select(query, first=first, last=last, limit=limit)
    articles = (
        (number, article_from_bytes(card_from_bytes(card), body, data))
        for number, card, body, data in rows
    )
    return [(article.notices[number], article.card) for number, article in articles]
