"""The catalog: the archive as queries, seen from one "now".

It is the planner's only source about the archive. A query returns values, never rows, in an order
that depends only on the articles.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.day_numbers import date_of, day_number, is_day, month_of
from archivegen.archive.printed.rows import FILES, ISSUES, CountedIssue, IssueKey, issues_of
from archivegen.archive.queries import (
    IN_ORDER,
    Months,
    Tally,
    View,
    listed,
    path_of,
    span,
    span_of_month,
    tally_of,
    visible,
    year_and_month_of,
)
from archivegen.archive.summaries import sums_of_days, sums_of_terms, tally_of_sums
from archivegen.archive.term_names import CountedTerms, counted_terms, term_names
from archivegen.model.article import Article, Card, Term
from archivegen.model.times import position_at, position_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping

    from archivegen.model.taxonomies import Taxonomy
    from archivegen.model.urls import Urls

NEWS_SECONDS = 2 * 86_400
"""For how long an article is news."""


_OF_TERM = "kind = :kind AND slug = :slug"


class Catalog:
    """The published articles of a site, as the rows of its state have them."""

    def __init__(self, connection: sqlite3.Connection, view: View, urls: Urls) -> None:
        self._connection = connection
        self._urls = urls
        self._counted: dict[str, CountedTerms] = {}
        self._terms: dict[str, dict[str, Term]] = {}
        self._single_terms: dict[tuple[str, str], Term] = {}
        self._last_months: tuple[tuple[str, str], Months] = ("", ""), {}
        self._values = view.values()

    def select(self, query: str, **values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, which may use `queries.visible`."""
        return self._connection.execute(query, {**self._values, **values})

    def latest(self, limit: int) -> tuple[Card, ...]:
        """The newest articles, newest first."""
        return self._cards("days", "TRUE", limit)

    def news(self, limit: int) -> tuple[Card, ...]:
        """The articles of the last two days, newest first."""
        which = "instant BETWEEN :since AND :clock AND position >= :first AND day % 100"
        since = self._values["clock"] - NEWS_SECONDS + 1
        return self._cards("days", which, limit, since=since, first=position_at(since))

    def of_term(
        self, taxonomy: Taxonomy, slug: str, *, year: int = 0, month: int = 0, limit: int = -1
    ) -> tuple[Card, ...]:
        """The articles of a term, newest first; of a year or month, or all."""
        return self._cards("terms", _OF_TERM, limit, (year, month), kind=taxonomy.name, slug=slug)

    def parts_of_term(
        self, taxonomy: Taxonomy, slug: str, *, year: int = 0, month: int = 0
    ) -> tuple[Card, ...]:
        """The articles of a term in the order of its parts; of a year or month, or all."""
        when, values = (year, month), {"kind": taxonomy.name, "slug": slug}
        return self._cards("terms", _OF_TERM, -1, when, IN_ORDER, **values)

    def of_term_without_month(self, taxonomy: Taxonomy, slug: str, year: int) -> tuple[Card, ...]:
        """The articles of a term dated only to this year, newest first."""
        which, values = f"{_OF_TERM} AND day = :date", {"kind": taxonomy.name, "slug": slug}
        return self._cards("terms", which, -1, (year,), date=year * 10_000, **values)

    def of_days(
        self, year: int, month: int = 0, day: int = 0, *, limit: int = -1
    ) -> tuple[Card, ...]:
        """The articles of a year, a month or a day, newest first."""
        return self._cards("days", "TRUE", limit, (year, month, day))

    def of_date(self, year: int, month: int = 0) -> tuple[Card, ...]:
        """The articles dated only to this year or this month, newest first."""
        return self._cards(
            "days", "day = :date", -1, (year, month), date=day_number(year, month, 0)
        )

    def of_month(self, year: int, month: int) -> tuple[Card, ...]:
        """The articles of a month, newest first; of month 0, those dated only to a year.

        This matches `months`.
        """
        return self.of_days(year, month) if month else self.of_date(year)

    def _cards(
        self,
        table: str,
        which: str,
        limit: int,
        when: tuple[int, ...] = (),
        order: str = "position DESC",
        **values: object,
    ) -> tuple[Card, ...]:
        within, bounds = span(*when)
        query = f"""
            SELECT (SELECT card FROM articles WHERE path = {path_of(f"{table}.position")})
            FROM {table}
            WHERE {which} AND {listed()} {within} ORDER BY {order} LIMIT :limit
        """
        rows = self.select(query, limit=limit, **values, **bounds)
        return tuple(card_from_bytes(data) for (data,) in rows)

    def articles(self, section: str, year: int, month: int) -> list[Article]:
        """The articles of a section and month, oldest first; a month as `months` has it."""
        within, bounds = span_of_month(year, month)
        query = f"""
            SELECT card, body, article FROM articles
            WHERE section = :section AND {visible()} {within} ORDER BY position
        """
        rows = self._connection.execute(query, {**self._values, "section": section, **bounds})
        return [article_from_bytes(card_from_bytes(card), body, data) for card, body, data in rows]

    def cards(self, paths: Collection[str]) -> dict[str, Card]:
        """The cards of the articles in some files, by their paths."""
        if not paths:
            return {}
        named = "SELECT value FROM json_each(:paths)"
        query = f"SELECT path, card FROM articles WHERE path IN ({named})"
        rows = self.select(query, paths=json.dumps(sorted(paths)))
        return {path: card_from_bytes(data) for path, data in rows}

    @staticmethod
    def position(card: Card) -> str:
        """The place of an article in the order of the archive."""
        return position_of(card.date, card.path)

    @staticmethod
    def path_of(position: str) -> str:
        """The path of the article at a place."""
        return position[len(position_at(0)) + 1 :]

    def article(self, path: str) -> Article:
        """The published article in a file below the content folder. Raises StopIteration."""
        query = f"SELECT card, body, article FROM articles WHERE path = :path AND {visible()}"
        card, body, data = next(self.select(query, path=path))
        return article_from_bytes(card_from_bytes(card), body, data)

    def neighbour(self, section: str, position: str, *, newer: bool) -> Card | None:
        """The article of a section next to a position."""
        comparison, order = (">", "ASC") if newer else ("<", "DESC")
        query = f"""
            SELECT card FROM articles WHERE section = :section AND position {comparison} :position
            AND {listed()} ORDER BY position {order} LIMIT 1
        """
        row = next(self.select(query, section=section, position=position), None)
        return card_from_bytes(row[0]) if row else None

    def terms(self, taxonomy: Taxonomy) -> dict[str, Term]:
        """All terms of a taxonomy by slug, each named as most of its articles spell it."""
        if taxonomy.name not in self._terms:
            self._terms[taxonomy.name] = self._made(taxonomy, self._count(taxonomy).names)
        return self._terms[taxonomy.name]

    def term(self, taxonomy: Taxonomy, slug: str) -> Term:
        """One of these terms, without a look at all of them. Raises KeyError without it."""
        key = taxonomy.name, slug
        if key not in self._single_terms:
            # With those above it.
            slugs = [slug[: match.start()] for match in re.finditer("/|$", slug)]
            condition = "listed AND slug IN (SELECT value FROM json_each(:among))"
            values = {**self._values, "among": json.dumps(slugs)}
            names, _ = term_names(self._connection, taxonomy.name, condition, values)
            self._single_terms[key] = self._made(taxonomy, names)[slug]
        return self._single_terms[key]

    def _made(self, taxonomy: Taxonomy, names: Mapping[str, str]) -> dict[str, Term]:
        terms: dict[str, Term] = {}
        # In the order of the slugs, a term comes after the one above it.
        for slug, name in sorted(names.items()):
            parent = terms.get(slug.rpartition("/")[0])
            terms[slug] = Term(name, slug, self._urls.term(taxonomy, slug), parent)
        return terms

    def has_more_terms(self, taxonomy: Taxonomy, than: int) -> bool:
        """Whether a taxonomy has more terms than so many; no further ones are looked at."""
        query = f"""
            SELECT count(*) FROM (
                SELECT DISTINCT slug FROM ({sums_of_terms("kind = :kind AND listed")}) LIMIT :most
            )
        """
        ((count,),) = self.select(query, kind=taxonomy.name, most=than + 1)
        return bool(count > than)

    def term_tallies(self, taxonomy: Taxonomy) -> dict[str, Tally]:
        """Tallies of the articles of each term of a taxonomy, by slug and in its order."""
        return self._count(taxonomy).tallies

    def respelled_terms(self, taxonomy: Taxonomy) -> frozenset[str]:
        """The slugs of terms that published articles, listed or not, spell in several ways."""
        return self._count(taxonomy).respelled

    def _count(self, taxonomy: Taxonomy) -> CountedTerms:
        if taxonomy.name not in self._counted:
            self._counted[taxonomy.name] = self._count_terms(taxonomy.name)
        return self._counted[taxonomy.name]

    def _count_terms(self, kind: str) -> CountedTerms:
        return counted_terms(self._connection, kind, self._values)

    def months_of_term(self, taxonomy: Taxonomy, slug: str) -> Months:
        """Tallies of the articles of a term, by month."""
        key = taxonomy.name, slug
        # The slices of a term's years come one after the other.
        if self._last_months[0] != key:
            query = f"""
                SELECT {year_and_month_of("day")}, {tally_of("hash")} FROM terms
                WHERE kind = :kind AND slug = :slug AND {listed()} GROUP BY 1, 2
            """
            rows = self.select(query, kind=taxonomy.name, slug=slug)
            self._last_months = key, {(year, month): Tally(*sums) for year, month, *sums in rows}
        return self._last_months[1]

    @cached_property
    def days(self) -> dict[int, Tally]:
        """Tallies of the articles of each day (yyyymmdd), in the order of the calendar.

        Articles without a known day have a number of their own (`day_numbers`).
        """
        query = f"""
            SELECT day, {tally_of_sums()} FROM ({sums_of_days("listed")}) GROUP BY day ORDER BY day
        """
        return {day: Tally(*sums) for day, *sums in self._connection.execute(query, self._values)}

    @cached_property
    def day_numbers(self) -> tuple[int, ...]:
        """The days (yyyymmdd) that have articles, in order."""
        return tuple(filter(is_day, self.days))

    @cached_property
    def months(self) -> dict[tuple[int, int], dict[int, Tally]]:
        """The days with their tallies by year and month, in the order of the calendar.

        Month 0 has the articles dated only to a year.
        """
        months: dict[tuple[int, int], dict[int, Tally]] = {}
        for day, tally in self.days.items():
            months.setdefault(month_of(day), {})[day] = tally
        return months

    @cached_property
    def anniversaries(self) -> dict[tuple[int, int], dict[int, Tally]]:
        """The years with their tallies by month and day, in the order of the year."""
        anniversaries: dict[tuple[int, int], dict[int, Tally]] = {}
        for number in self.day_numbers:
            year, month, day = date_of(number)
            tally = self.days[number]
            anniversaries.setdefault((month, day), {})[year] = tally
        return dict(sorted(anniversaries.items()))

    @cached_property
    def month_counts(self) -> dict[tuple[int, int], int]:
        """How many articles each month has that has any, in the order of the calendar."""
        return {
            month: sum(tally.articles for tally in days.values())
            for month, days in self.months.items()
        }

    @cached_property
    def issues(self) -> dict[IssueKey, CountedIssue]:
        """The printed issues by publication, day and edition."""
        return issues_of(self.select(ISSUES), self.select(FILES))
