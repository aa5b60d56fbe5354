"""Whole articles by months and years, for pages that show more than cards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.catalog import FOREVER, VISIBLE, Tally
from archivegen.archive.codec import article_from_bytes, card_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.catalog import Catalog, Months
    from archivegen.model.article import Article

_WHOLE = """
    SELECT card, body, article FROM articles WHERE path IN (SELECT value FROM json_each(:paths))
    ORDER BY position
"""

_NEWEST_FIRST = f"""
    SELECT card, body, article FROM articles WHERE path IN (
        SELECT substr(position, 14) FROM days WHERE {VISIBLE} AND day BETWEEN :first AND :last
    ) ORDER BY position DESC
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


def articles_of(catalog: Catalog, year: int, month: int) -> Iterator[Article]:
    """The articles of a month, oldest first."""
    paths = json.dumps([card.path for card in catalog.of_days(year, month)])
    for card, body, data in catalog.select(_WHOLE, paths=paths):
        yield article_from_bytes(card_from_bytes(card), body, data)


def articles_newest_first(catalog: Catalog, year: int, month: int = 0) -> Iterator[Article]:
    """The articles of a year or a month, newest first, one at a time."""
    first, last = year * 10_000 + month * 100, year * 10_000 + (month or 12) * 100 + 31
    for card, body, data in catalog.select(_NEWEST_FIRST, first=first, last=last):
        yield article_from_bytes(card_from_bytes(card), body, data)


def whole_months(catalog: Catalog) -> Months:
    """Tallies of the whole articles of each month, and not of their cards alone."""
    rows = catalog.select(_WHOLE_MONTHS)
    return {(year, month): Tally(*sums) for year, month, *sums in rows}


def originals(catalog: Catalog, year: int = 0, month: int = 0) -> Iterator[tuple[int, str, str]]:
    """The translations of a month, or all: day (yyyymmdd), path, the original's address."""
    first = year * 10_000 + month * 100
    yield from catalog.select(_ORIGINALS, first=first, last=first + 31 if year else FOREVER)
