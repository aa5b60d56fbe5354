"""Articles as values: what a page shows of an article, and what a listing shows of it.

Both are written to and read from the state as bytes; a `digest` stands for all that a value
holds, so that comparing two costs nothing.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from archivegen.digests import digest
from archivegen.times import Moment


@dataclass(frozen=True, slots=True)
class Term:
    """A section, topic or author: its name, and the slug under which it is listed."""

    name: str
    slug: str
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """A lead image; `src` is its address."""

    src: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a captured article came from; `url` may be empty."""

    name: str
    url: str
    captured: Moment | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction, and when it was made."""

    date: Moment
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """What listings show of an article.

    `path` is the file's path below the content folder. `language` and `direction` are empty
    where they are the site's. `digest` is that of everything else.
    """

    path: str
    url: str
    headline: str
    section: Term
    date: Moment
    updated: Moment | None
    standfirst: str
    authors: tuple[Term, ...]
    image: Image | None
    language: str
    direction: str
    digest: bytes = b""

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's own page shows, but for the HTML of its body, named by its digest.

    `summary` is the standfirst as the editor wrote it, or empty; `targets` are the files that
    the body links to.
    """

    card: Card
    summary: str
    tags: tuple[Term, ...]
    location: str
    source: Source | None
    corrections: tuple[Correction, ...]
    aliases: tuple[str, ...]
    targets: tuple[str, ...]
    body: bytes
    extra: dict[str, Any] = field(default_factory=dict)
    digest: bytes = b""


def card_to_bytes(card: Card) -> bytes:
    """The card as it is stored, without its digest; equal cards give equal bytes."""
    return _dump((
        card.path, card.url, card.headline, _term(card.section), _moment(card.date),
        card.updated and _moment(card.updated), card.standfirst, tuple(map(_term, card.authors)),
        card.image and (card.image.src, card.image.alt, card.image.caption, card.image.credit),
        card.language, card.direction,
    ))  # fmt: skip


@lru_cache(maxsize=10_000)
def card_from_bytes(data: bytes) -> Card:
    """The card that `card_to_bytes` wrote, with its digest."""
    (
        path, url, headline, section, date, updated, standfirst, authors, image, language, direction
    ) = _load(data)  # fmt: skip
    return Card(
        path, url, headline, _to_term(*section), _to_moment(*date),
        _to_moment(*updated) if updated else None, standfirst,
        tuple(_to_term(*author) for author in authors), Image(*image) if image else None,
        language, direction, digest(data),
    )  # fmt: skip


def article_to_bytes(article: Article) -> bytes:
    """The article as it is stored, without its card, its body's digest and its own digest."""
    source = article.source
    return _dump((
        article.summary, tuple(map(_term, article.tags)), article.location,
        source and (source.name, source.url, source.captured and _moment(source.captured)),
        tuple((_moment(correction.date), correction.text) for correction in article.corrections),
        article.aliases, article.targets, article.extra,
    ))  # fmt: skip


def article_from_bytes(card: Card, body: bytes, data: bytes) -> Article:
    """The article that `article_to_bytes` wrote, with its digest."""
    summary, tags, location, source, corrections, aliases, targets, extra = _load(data)
    return Article(
        card, summary, tuple(_to_term(*tag) for tag in tags), location,
        source and Source(source[0], source[1], _to_moment(*source[2]) if source[2] else None),
        tuple(Correction(_to_moment(*date), words) for date, words in corrections),
        aliases, targets, body, extra, article_digest(card.digest, body, data),
    )  # fmt: skip


def article_digest(card: bytes, body: bytes, data: bytes) -> bytes:
    """The digest of an article, from those of its card and body and from its stored bytes."""
    return digest(card + body + data)


def _dump(values: Any) -> bytes:
    # Version 2 writes no references, so equal values give equal bytes.
    return marshal.dumps(values, 2)


def _load(data: bytes) -> Any:
    # Written by the same version of Python, and read behind the seal of the database.
    return marshal.loads(data)  # noqa: S302


def _term(term: Term) -> tuple[str, str, str]:
    return term.name, term.slug, term.url


_to_term = lru_cache(maxsize=4096)(Term)


def _moment(moment: Moment) -> tuple[str, bool]:
    return moment.local.isoformat(), moment.has_time


@lru_cache(maxsize=4096)
def _to_moment(local: str, has_time: bool) -> Moment:  # noqa: FBT001 -- as it is stored
    return Moment(datetime.fromisoformat(local), has_time)
