"""Holdings: whole articles by months, without their bodies; and the addresses they had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.catalog import FOREVER, VISIBLE, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.article import Article
    from archivegen.catalog import Catalog, Months

_WHOLE_MONTHS = f"""
    SELECT day / 10000, day / 100 % 100, count(*), sum(hash & 4294967295), sum(hash >> 32)
    FROM articles WHERE {VISIBLE} GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 -- of constants

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
"""  # noqa: S608 -- of constants

_AT = f"SELECT path FROM articles WHERE url = :url AND {VISIBLE} ORDER BY path LIMIT 1"  # noqa: S608


def articles_of(catalog: Catalog, year: int, month: int) -> Iterator[Article]:
    """The articles of a month, oldest first."""
    return (catalog.article(card.path) for card in reversed(catalog.of_days(year, month)))


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
