"""Summaries: what every build asks of all articles, kept beside the rows that it sums up.

These are sums over the articles of a term's month and of a day, and the addresses that several
articles have. The loader renews those of which a row came or went. A sum covers articles that are
published one after the other: where a "now" lies between them, their rows are counted instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import date_of
from archivegen.archive.queries import span, span_of_month, tally_of, visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

SCHEMA = """
CREATE TABLE term_months (
    kind TEXT, slug TEXT, month INT, name TEXT, draft INT, listed INT,
    instant INT, since TEXT, until TEXT,
    articles INT, first INT, second INT, third INT, fourth INT,
    PRIMARY KEY (kind, slug, month, name, draft, listed)
) WITHOUT ROWID;
CREATE TABLE day_sums (
    day INT, draft INT, listed INT, indexed INT,
    instant INT, since TEXT, until TEXT, modified INT,
    articles INT, first INT, second INT, third INT, fourth INT,
    PRIMARY KEY (day, draft, listed, indexed)
) WITHOUT ROWID;
CREATE TABLE shared_urls (url TEXT PRIMARY KEY) WITHOUT ROWID;
"""
"""A sum has the last `instant` of its articles, and between which times they stand."""

_SUMS = "articles, first, second, third, fourth"

_RANGE = "max(instant), min(substr(position, 1, 12)), max(substr(position, 1, 12))"

_OF_TERMS = f"""
    INSERT INTO term_months
    SELECT kind, slug, day / 100, name, draft, listed, {_RANGE}, {tally_of("hash")} FROM terms
"""
_BY_TERM = "GROUP BY 1, 2, 3, 4, 5, 6"

_OF_DAYS = f"""
    INSERT INTO day_sums
    SELECT day, draft, listed, indexed, {_RANGE}, max(modified), {tally_of("hash")} FROM days
"""
_BY_DAY = "GROUP BY 1, 2, 3, 4"

_OF_URLS = "INSERT INTO shared_urls SELECT url FROM articles"
_BY_URL = "GROUP BY url HAVING count(*) > 1"

_IS_IN_PART = "own.position BETWEEN part.since AND part.until || '~' AND own.instant <= :now"
"""The condition for a row to be among those of a sum, and published."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Of what rows of articles came or went.

    These are terms with their taxonomies and months (yyyymm), days (yyyymmdd), and addresses.
    """

    terms: set[tuple[str, str, int]] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)

    def add(self, terms: Iterable[tuple[str, str]], day: int, url: str) -> None:
        """Take down an article with its terms, each with its taxonomy."""
        self.terms.update((kind, slug, day // 100) for kind, slug in terms)
        self.days.add(day)
        self.urls.add(url)


def renew_all(connection: sqlite3.Connection) -> None:
    """Sum up all rows."""
    for table in ("term_months", "day_sums", "shared_urls"):
        connection.execute(f"DELETE FROM {table}")
    for query, groups in ((_OF_TERMS, _BY_TERM), (_OF_DAYS, _BY_DAY), (_OF_URLS, _BY_URL)):
        connection.execute(f"{query} {groups}")


def renew(connection: sqlite3.Connection, touched: Touched) -> None:
    """Sum up again what was touched."""
    for kind, slug, month in sorted(touched.terms):
        within, bounds = span_of_month(*divmod(month, 100))
        values = {"kind": kind, "slug": slug, "month": month, **bounds}
        which = "kind = :kind AND slug = :slug"
        connection.execute(f"DELETE FROM term_months WHERE {which} AND month = :month", values)
        connection.execute(f"{_OF_TERMS} WHERE {which} {within} {_BY_TERM}", values)
    for day in sorted(touched.days):
        within, bounds = span(*date_of(day)) if day % 100 else span_of_month(*date_of(day)[:2])
        values = {"day": day, **bounds}
        connection.execute("DELETE FROM day_sums WHERE day = :day", values)
        connection.execute(f"{_OF_DAYS} WHERE day = :day {within} {_BY_DAY}", values)
    for url in sorted(touched.urls):
        connection.execute("DELETE FROM shared_urls WHERE url = ?", (url,))
        connection.execute(f"{_OF_URLS} WHERE url = ? {_BY_URL}", (url,))


def tally_of_sums(which: str = "TRUE") -> str:
    """Five columns, the values of a `Tally`, of rows of `terms_by_month` or `sums_of_days`.

    `which` is the condition for those that count.
    """
    return ", ".join(f"sum({column}) FILTER (WHERE {which})" for column in _SUMS.split(", "))


def terms_by_month(which: str) -> str:
    """A query of sums over the published articles of terms, by month; it asks for a view.

    Columns: slug, month (yyyymm), name, whether they are listed, and those of a `Tally`. `which` is
    the condition for the sums, by `kind`, `slug` or `listed`.
    """
    return f"""
        SELECT slug, month, name, listed, {_SUMS} FROM term_months WHERE {which} AND {visible()}
        UNION ALL SELECT part.slug, month, part.name, part.listed, {tally_of("hash")} FROM
            (SELECT * FROM term_months WHERE {which} AND draft <= :drafts AND instant > :now) part
            CROSS JOIN terms own ON {_IS_IN_PART} AND own.day / 100 = month
                AND (own.kind, own.slug, own.name, own.draft, own.listed)
                    = (part.kind, part.slug, part.name, part.draft, part.listed)
        GROUP BY part.kind, part.slug, month, part.name, part.draft, part.listed
    """


def sums_of_days(which: str) -> str:
    """A query of sums over the published articles of days; it asks for a view.

    Columns: day (yyyymmdd), when one last changed, and those of a `Tally`. `which` is the
    condition for the sums, by `listed` or `indexed`.
    """
    return f"""
        SELECT day, modified, {_SUMS} FROM day_sums WHERE {which} AND {visible()}
        UNION ALL SELECT part.day, max(own.modified), {tally_of("hash")} FROM
            (SELECT * FROM day_sums WHERE {which} AND draft <= :drafts AND instant > :now) part
            CROSS JOIN days own ON {_IS_IN_PART}
                AND (own.day, own.draft, own.listed, own.indexed)
                    = (part.day, part.draft, part.listed, part.indexed)
        GROUP BY part.day, part.draft, part.listed, part.indexed
    """
