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

from archivegen.system.digests import digest
from archivegen.model.times import Moment


@dataclass(frozen=True, slots=True)
class Term:
    """A section, topic or author."""

    name: str
    """Its name."""
    slug: str
    """Its name in addresses."""
    url: str
    """The address of its listing."""


@dataclass(frozen=True, slots=True)
class Image:
    """A lead image."""

    src: str
    """Its address."""
    alt: str
    """What it shows, in words; empty if it only decorates."""
    caption: str
    """Its caption, or empty."""
    credit: str
    """Whose it is, or empty."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a captured article came from."""

    name: str
    """Its name."""
    url: str
    """Its address, or empty."""
    captured: Moment | None
    """When it was captured, if that is known."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction."""

    date: Moment
    """When it was made."""
    text: str
    """What was wrong, and what is right."""


@dataclass(frozen=True, slots=True)
class Card:
    """What listings show of an article."""

    path: str
    """The file's path below the content folder."""
    url: str
    """The address of its page."""
    headline: str
    """Its headline."""
    section: Term
    """Its section."""
    date: Moment
    """When it was published."""
    updated: Moment | None
    """When it last changed, if it did."""
    standfirst: str
    """Its summary, or else the beginning of its text."""
    authors: tuple[Term, ...]
    """Who wrote it; it may be nobody."""
    tags: tuple[Term, ...]
    """Its topics."""
    image: Image | None
    """Its lead image, if it has one."""
    language: str
    """Its language tag; empty if it is the site's."""
    direction: str
    """`ltr` or `rtl`; empty if its language is the site's."""
    digest: bytes = b""
    """That of everything else."""

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's own page shows, but for the HTML of its body, named by its digest."""

    card: Card
    """What listings show of it."""
    summary: str
    """The standfirst as the editor wrote it, or empty."""
    location: str
    """The dateline, or empty."""
    source: Source | None
    """Where it was captured, if it was."""
    corrections: tuple[Correction, ...]
    """Its corrections, in the editor's order."""
    aliases: tuple[str, ...]
    """Its old addresses."""
    targets: tuple[str, ...]
    """The files that its body links to."""
    body: bytes
    """The digest of its body."""
    translation_of: str = ""
    """The file that it is a translation of, as a path below the content folder; or empty."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What the front matter has under that name, and its unknown keys."""
    digest: bytes = b""
    """That of everything else."""

    @property
    def tags(self) -> tuple[Term, ...]:
        """Its topics."""
        return self.card.tags


def card_to_bytes(card: Card) -> bytes:
    """The card as it is stored, without its digest; equal cards give equal bytes."""
    return _dump((
        card.path, card.url, card.headline, _term(card.section), _moment(card.date),
        card.updated and _moment(card.updated), card.standfirst, tuple(map(_term, card.authors)),
        tuple(map(_term, card.tags)),
        card.image and (card.image.src, card.image.alt, card.image.caption, card.image.credit),
        card.language, card.direction,
    ))  # fmt: skip


@lru_cache(maxsize=10_000)
def card_from_bytes(data: bytes) -> Card:
    """The card that `card_to_bytes` wrote, with its digest."""
    (
        path, url, headline, section, date, updated, standfirst, authors, tags, image, language,
        direction,
    ) = _load(data)  # fmt: skip
    return Card(
        path, url, headline, _to_term(*section), _to_moment(*date),
        _to_moment(*updated) if updated else None, standfirst,
        tuple(_to_term(*author) for author in authors), tuple(_to_term(*tag) for tag in tags),
        Image(*image) if image else None,
        language, direction, digest(data),
    )  # fmt: skip


def article_to_bytes(article: Article) -> bytes:
    """The article as it is stored, without its card, its body's digest and its own digest."""
    source = article.source
    return _dump((
        article.summary, article.location,
        source and (source.name, source.url, source.captured and _moment(source.captured)),
        tuple((_moment(correction.date), correction.text) for correction in article.corrections),
        article.aliases, article.targets, article.translation_of, article.extra,
    ))  # fmt: skip


def article_from_bytes(card: Card, body: bytes, data: bytes) -> Article:
    """The article that `article_to_bytes` wrote, with its digest."""
    (
        summary, location, source, corrections, aliases, targets, original, extra
    ) = _load(data)  # fmt: skip
    return Article(
        card, summary, location,
        source and Source(source[0], source[1], _to_moment(*source[2]) if source[2] else None),
        tuple(Correction(_to_moment(*date), words) for date, words in corrections),
        aliases, targets, body, original, extra, article_digest(card.digest, body, data),
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
