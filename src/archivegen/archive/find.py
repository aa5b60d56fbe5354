"""Articles by state, terms and time, published or not, for listings.

In goes a query; out come articles by date, one at a time, however many there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.day_numbers import day_number, first_and_last
from archivegen.archive.queries import path_of, visible
from archivegen.model.times import parse_moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from archivegen.config.settings import Config
    from archivegen.model.article import Article

ArticleState = Literal["published", "draft", "scheduled"]
"""What an article is: to be seen, not meant to be seen yet, or waiting for its time."""


_STATES: dict[ArticleState, str] = {
    "published": visible("hits"),
    "scheduled": "hits.draft = 0 AND hits.instant > :now",
    "draft": "hits.draft = 1",
}
_SPAN = re.compile(r"(\d{4})(?:-(\d{1,2}))?", re.ASCII)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a time begins or ends: at a local day (yyyymmdd), or at so many seconds since 1970."""

    value: int
    is_day: bool


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Which articles are asked for, as of `now` in seconds since 1970.

    `terms` are the names of taxonomies, each with the slug of a term that an article is to have.
    `since` and `until` are included. `limit` is -1 for all articles.
    """

    now: int
    states: tuple[ArticleState, ...] = ("published",)
    terms: tuple[tuple[str, str], ...] = ()
    since: Bound | None = None
    until: Bound | None = None
    limit: int = -1
    oldest_first: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it is listed; its `url` has the host, if the site has one."""

    article: Article
    state: ArticleState
    url: str
    language: str


def bound(text: str, zone: ZoneInfo, *, is_end: bool) -> Bound:
    """The first or, as an end, the last moment of what a text names: a year, month, day or time.

    Raises ValueError, with a message for people, for what is no time.
    """
    if match := _SPAN.fullmatch(text.strip()):
        year, month = int(match[1]), match[2]
        if not year or (month and not 1 <= int(month) <= _MONTHS):
            raise ValueError(f"there is no {'month' if month else 'year'} `{text}`")
        first, last = first_and_last(year, int(month or 0))
        return Bound(last if is_end else first, is_day=True)
    moment = parse_moment(text, zone)
    if moment.has_time:
        return Bound(moment.instant, is_day=False)
    return Bound(day_number(moment.year, moment.month, moment.day), is_day=True)


def has_term(connection: sqlite3.Connection, kind: str, slug: str) -> bool:
    """Whether an article, published or not, has that term of the taxonomy with this name."""
    query = "SELECT 1 FROM terms WHERE kind = ? AND slug = ? LIMIT 1"
    return connection.execute(query, (kind, slug)).fetchone() is not None


def find(connection: sqlite3.Connection, wanted: ArticleQuery, config: Config) -> Iterator[Listed]:
    """The articles that are wanted, newest first if nothing else is asked for."""
    values: dict[str, object] = {"now": wanted.now, "drafts": 0, "limit": wanted.limit}
    conditions = [f"({' OR '.join(_STATES[state] for state in wanted.states)})"]
    for number, (kind, slug) in enumerate(wanted.terms):
        values |= {f"kind{number}": kind, f"slug{number}": slug}
        conditions.append(_has_term(number))
    for sign, limit, name in ((">=", wanted.since, "since"), ("<=", wanted.until, "until")):
        if limit:
            values[name] = limit.value
            conditions.append(f"hits.{'day' if limit.is_day else 'instant'} {sign} :{name}")
    order = "ASC" if wanted.oldest_first else "DESC"
    # The first table leads, in the order of its positions, so that nothing has to be sorted.
    query = f"""
        SELECT card, body, article, articles.draft, articles.instant
        FROM {"terms" if wanted.terms else "days"} AS hits
        CROSS JOIN articles ON articles.path = {path_of("hits.position")}
        WHERE {" AND ".join(conditions)} ORDER BY hits.position {order} LIMIT :limit
    """
    urls = config.urls
    for card_data, body, data, draft, instant in connection.execute(query, values):
        article = article_from_bytes(card_from_bytes(card_data), body, data)
        state: ArticleState = (
            "draft" if draft else "scheduled" if instant > wanted.now else "published"
        )
        card = article.card
        language = card.language or config.language
        yield Listed(article, state, urls.absolute(card.url), language)


def _has_term(number: int) -> str:
    """The condition for a term; the first is that of the leading table."""
    term = f"kind = :kind{number} AND slug = :slug{number}"
    if not number:
        return term
    return f"EXISTS (SELECT 1 FROM terms WHERE {term} AND terms.position = hits.position)"
