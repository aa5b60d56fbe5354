"""Holdings: whole articles by months, their corrections, and the addresses they had before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.model.article import article_from_bytes, card_from_bytes
from archivegen.archive.catalog import FOREVER, VISIBLE, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Article, Card, Correction
    from archivegen.archive.catalog import Catalog, Months

_WHOLE = """
    SELECT card, body, article FROM articles WHERE path IN (SELECT value FROM json_each(:paths))
    ORDER BY position
"""

_WHOLE_MONTHS = f"""
    SELECT day / 10000, day / 100 % 100, count(*), sum(hash & 4294967295), sum(hash >> 32)
    FROM articles WHERE {VISIBLE} GROUP BY 1, 2 ORDER BY 1, 2
"""

_ORIGINALS = """
    SELECT own.day, translations.path, other.url FROM translations
    JOIN articles AS own ON own.path = translations.path
        AND own.draft <= :drafts AND own.instant <= :now
    JOIN articles AS other ON other.path = original
        AND other.draft <= :drafts AND other.instant <= :now
    WHERE own.day BETWEEN :first AND :last ORDER BY translations.path
"""

_ALIASES = f"""
    SELECT alias, url, path FROM aliases JOIN articles USING (path) WHERE {VISIBLE}
    ORDER BY path, alias
"""

_AT = f"SELECT path FROM articles WHERE url = :url AND {VISIBLE} ORDER BY path LIMIT 1"


def articles_of(catalog: Catalog, year: int, month: int) -> Iterator[Article]:
    """The articles of a month, oldest first."""
    paths = json.dumps([card.path for card in catalog.of_days(year, month)])
    for card, body, data in catalog.select(_WHOLE, paths=paths):
        yield article_from_bytes(card_from_bytes(card), body, data)


def whole_months(catalog: Catalog) -> Months:
    """Tallies of the whole articles of each month, and not of their cards alone."""
    rows = catalog.select(_WHOLE_MONTHS)
    return {(year, month): Tally(*sums) for year, month, *sums in rows}


def originals(catalog: Catalog, year: int = 0, month: int = 0) -> Iterator[tuple[int, str, str]]:
    """The translations of a month, or all: day (yyyymmdd), path, the original's address."""
    first = year * 10_000 + month * 100
    yield from catalog.select(_ORIGINALS, first=first, last=first + 31 if year else FOREVER)


def aliases(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """The old addresses of articles as editors write them: each, the address now, the path."""
    yield from catalog.select(_ALIASES)


def file_at(catalog: Catalog, url: str) -> str:
    """The file of the article with this address, below the content folder; empty for none."""
    return next((str(path) for (path,) in catalog.select(_AT, url=url)), "")


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
