"""Summaries: what every build asks of all articles, kept beside the rows that it sums up.

These are sums over the articles of a term and of a day, and the addresses that several articles
have. The loader renews those of which a row came or went. Where not all articles of a sum are
published as of a "now", their rows are counted instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import date_of, is_day
from archivegen.archive.queries import span, span_of_month, tally_of, visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

SCHEMA = """
CREATE TABLE term_sums (
    kind TEXT, slug TEXT, name TEXT, draft INT, listed INT, instant INT,
    articles INT, first INT, second INT, third INT, fourth INT,
    PRIMARY KEY (kind, slug, name, draft, listed)
) WITHOUT ROWID;
CREATE TABLE day_sums (
    day INT, draft INT, listed INT, indexed INT, instant INT, since TEXT, until TEXT, modified INT,
    articles INT, first INT, second INT, third INT, fourth INT,
    PRIMARY KEY (day, draft, listed, indexed)
) WITHOUT ROWID;
CREATE TABLE shared_urls (url TEXT PRIMARY KEY) WITHOUT ROWID;
"""
"""A sum has the last `instant` of its articles; that of a day, between which times they stand."""

_SUMS = "articles, first, second, third, fourth"

_OF_TERMS = f"""
    INSERT INTO term_sums
    SELECT kind, slug, name, draft, listed, max(instant), {tally_of("hash")} FROM terms
"""
_BY_TERM = "GROUP BY 1, 2, 3, 4, 5"

_OF_DAYS = f"""
    INSERT INTO day_sums
    SELECT day, draft, listed, indexed, max(instant), min(substr(position, 1, 12)),
        max(substr(position, 1, 12)), max(modified), {tally_of("hash")} FROM days
"""
_BY_DAY = "GROUP BY 1, 2, 3, 4"

_OF_URLS = "INSERT INTO shared_urls SELECT url FROM articles"
_BY_URL = "GROUP BY url HAVING count(*) > 1"

_WAITS = """
    draft <= :drafts AND instant > :now AND EXISTS (SELECT 1 FROM articles WHERE instant > :now)
"""
"""The condition for a sum to have an article that is not published yet.

Mostly none has, so that no sum is looked at.
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """Of what rows of articles came or went.

    These are terms, each with the name of its taxonomy, and days (yyyymmdd).
    """

    terms: set[tuple[str, str]] = field(default_factory=set)
    days: set[int] = field(default_factory=set)

    def add(self, terms: Iterable[tuple[str, str]], day: int) -> None:
        """Take down an article."""
        self.terms.update(terms)
        self.days.add(day)


def renew_all(connection: sqlite3.Connection) -> None:
    """Sum up all rows."""
    for table in ("term_sums", "day_sums", "shared_urls"):
        connection.execute(f"DELETE FROM {table}")
    for query, groups in ((_OF_TERMS, _BY_TERM), (_OF_DAYS, _BY_DAY), (_OF_URLS, _BY_URL)):
        connection.execute(f"{query} {groups}")


def renew(connection: sqlite3.Connection, touched: Touched) -> None:
    """Sum up again the terms and days that were touched."""
    of_term = "WHERE kind = ? AND slug = ?"
    connection.executemany(f"DELETE FROM term_sums {of_term}", touched.terms)
    connection.executemany(f"{_OF_TERMS} {of_term} {_BY_TERM}", touched.terms)
    for number in touched.days:
        year, month, day = date_of(number)
        within, bounds = span(year, month, day) if is_day(number) else span_of_month(year, month)
        values = {**bounds, "day": number}
        connection.execute("DELETE FROM day_sums WHERE day = :day", values)
        connection.execute(f"{_OF_DAYS} WHERE day = :day {within} {_BY_DAY}", values)


def renew_urls(connection: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Look again which of some addresses several articles have.

    At once, since these may be as many as there are articles.
    """
    for url in set(urls):
        connection.execute("DELETE FROM shared_urls WHERE url = ?", (url,))
        connection.execute(f"{_OF_URLS} WHERE url = ? {_BY_URL}", (url,))


def sums_of_terms(which: str) -> str:
    """A query of sums over the published articles of terms; it asks for the values of a view.

    Columns: slug, name, whether they are listed, and those of a `Tally`. `which` is the condition
    for the sums, by `kind`, `slug` or `listed`.
    """
    group = "kind, slug, name, draft, listed"
    return f"""
        SELECT slug, name, listed, {_SUMS} FROM term_sums WHERE {which} AND {visible()}
        UNION ALL SELECT slug, name, listed, {tally_of("hash")} FROM terms
        WHERE ({group}) IN (SELECT {group} FROM term_sums WHERE {which} AND {_WAITS})
            AND {visible()} GROUP BY {group}
    """


def sums_of_days(which: str) -> str:
    """A query of sums over the published articles of days; it asks for the values of a view.

    Columns: day (yyyymmdd), when one last changed, and those of a `Tally`. `which` is the
    condition for the sums, by `listed` or `indexed`.
    """
    group = "own.day, own.draft, own.listed, own.indexed"
    return f"""
        SELECT day, modified, {_SUMS} FROM day_sums WHERE {which} AND {visible()}
        UNION ALL SELECT own.day, max(own.modified), {tally_of("hash")} FROM
            (SELECT * FROM day_sums WHERE {which} AND {_WAITS}) part
            CROSS JOIN days own ON own.position BETWEEN since AND until || '~'
                AND ({group}) = (part.day, part.draft, part.listed, part.indexed)
        WHERE own.instant <= :now GROUP BY {group}
    """


def tally_of_sums(which: str = "TRUE") -> str:
    """Five columns, the values of a `Tally`, of rows of these queries.

    `which` is the condition for those that count.
    """
    return ", ".join(f"sum({column}) FILTER (WHERE {which})" for column in _SUMS.split(", "))
