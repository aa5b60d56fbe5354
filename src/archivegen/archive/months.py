"""Months: whole articles by month or year, for pages and files that show more than cards.

In go a catalog and a month; out come published articles with all their metadata and the digests of
their bodies, one at a time, or tallies of them, and the articles listed for search engines.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.day_numbers import day_number
from archivegen.archive.queries import (
    Tally,
    indexed,
    listed,
    path_of,
    span,
    span_of_month,
    tally_of,
    visible,
    year_and_month_of,
)
from archivegen.archive.summaries import sums_of_days, tally_of_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.archive.catalog import Catalog
    from archivegen.archive.queries import Months
    from archivegen.model.article import Article, Card

_WHOLE = """
    SELECT card, body, article FROM articles WHERE path IN (SELECT value FROM json_each(:paths))
    ORDER BY position
"""

_WHOLE_MONTHS = f"""
    SELECT {year_and_month_of("day")}, {tally_of("hash")}
    FROM articles WHERE {listed()} GROUP BY 1, 2 ORDER BY 1, 2
"""

_ORIGINALS = f"""
    SELECT own.day, translations.path, other.url FROM translations
    JOIN articles AS own ON own.path = translations.path AND {listed("own")}
    JOIN articles AS other ON other.path = original AND {visible("other")}
    ORDER BY translations.path
"""


_INDEXED_MONTHS = f"""
    SELECT {year_and_month_of("day")}, max(modified), {tally_of_sums()}
    FROM ({sums_of_days("indexed")}) GROUP BY 1, 2 ORDER BY 1, 2
"""


class IndexedMonth(NamedTuple):
    """The indexed articles of a month, and when one last changed, in seconds since 1970."""

    modified: int
    tally: Tally


def articles_of(catalog: Catalog, year: int, month: int) -> Iterator[Article]:
    """The articles of a month, oldest first; of month 0, those dated only to a year."""
    paths = json.dumps([card.path for card in catalog.of_month(year, month)])
    for card, body, data in catalog.select(_WHOLE, paths=paths):
        yield article_from_bytes(card_from_bytes(card), body, data)


def card_digests(catalog: Catalog) -> Iterator[tuple[str, int, int]]:
    """The path of each published article, listed or not, with its card's digest."""
    query = f"SELECT path, card_hash, card_hash_high FROM articles WHERE {visible()} ORDER BY path"
    yield from catalog.select(query)


def cards_at(catalog: Catalog, paths: Sequence[str]) -> Iterator[Card]:
    """The cards of some articles, one at a time."""
    query = "SELECT card FROM json_each(:paths) JOIN articles ON articles.path = value"
    return (card_from_bytes(card) for (card,) in catalog.select(query, paths=json.dumps(paths)))


def articles_newest_first(catalog: Catalog, year: int, month: int = 0) -> Iterator[Article]:
    """The articles of a month or, without one, of a year, newest first, one at a time.

    January has those, too, of which only the year is known, and which stand at its beginning.
    """
    within, bounds = span(year, month)
    if month == 1:
        bounds["day_from"] = day_number(year, 0, 0)
    query = f"""
        SELECT card, body, article FROM articles WHERE path IN (
            SELECT {path_of("position")} FROM days WHERE {listed()} {within}
        ) ORDER BY position DESC
    """
    for card, body, data in catalog.select(query, **bounds):
        yield article_from_bytes(card_from_bytes(card), body, data)


def whole_months(catalog: Catalog) -> Months:
    """Tallies by year and month, in order, that also change when only bodies or metadata do."""
    rows = catalog.select(_WHOLE_MONTHS)
    return {(year, month): Tally(*sums) for year, month, *sums in rows}


def originals(catalog: Catalog) -> Iterator[tuple[int, str, str]]:
    """The published translations of published articles, by path.

    Day (yyyymmdd) and path of each translation, and the address of the original.
    """
    yield from catalog.select(_ORIGINALS)


def originals_of(catalog: Catalog, year: int, month: int) -> dict[str, str]:
    """The addresses of the originals of a month's translations, by the paths of these."""
    within, bounds = span_of_month(year, month)
    # From the days of the month on, so that it takes no longer in a larger archive.
    query = f"""
        SELECT own.path, other.url
        FROM (SELECT {path_of("position")} AS path FROM days WHERE {listed()} {within}) AS own
        CROSS JOIN translations ON translations.path = own.path
        CROSS JOIN articles AS other ON other.path = original AND {visible("other")}
    """
    return dict(catalog.select(query, **bounds))


def indexed_months(catalog: Catalog) -> dict[tuple[int, int], IndexedMonth]:
    """The months that have indexed articles, by year and month, in order."""
    return {
        (year, month): IndexedMonth(modified, Tally(*sums))
        for year, month, modified, *sums in catalog.select(_INDEXED_MONTHS)
    }


def indexed_cards(catalog: Catalog, year: int, month: int) -> list[Card]:
    """The indexed articles of a month, newest first; of month 0, those of a year alone."""
    within, bounds = span_of_month(year, month)
    query = f"""
        SELECT (SELECT card FROM articles WHERE path = {path_of("days.position")}) FROM days
        WHERE {indexed()} {within} ORDER BY position DESC
    """
    return [card_from_bytes(data) for (data,) in catalog.select(query, **bounds)]
