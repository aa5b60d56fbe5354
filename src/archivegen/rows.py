"""Rows: an article as workers send it to be stored, flat and ready for the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from archivegen.article import article_digest, article_to_bytes, card_to_bytes
from archivegen.digests import digest
from archivegen.times import position_at
from archivegen.urls import linked_article

if TYPE_CHECKING:
    from archivegen.article import Article


class TermRow(NamedTuple):
    """That an article belongs to a section, a topic or an author."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as it is stored. `path` and the links are paths below the content folder.

    `position` sorts articles by time, then by path. `day` is the local date as yyyymmdd,
    `instant` and `modified` are seconds since 1970; `card_hash` and `hash` are integers that
    stand for the card and for the whole article.
    """

    path: str
    position: str
    url: str
    section: str
    day: int
    instant: int
    modified: int
    draft: bool
    card_hash: int
    hash: int
    card: bytes
    article: bytes
    body: bytes
    warnings: str
    terms: tuple[TermRow, ...]
    links: tuple[str, ...]


def article_row(article: Article, warnings: str, *, is_draft: bool) -> ArticleRow:
    """An article as it is stored, with its warnings as JSON."""
    card = article.card
    card_data = card_to_bytes(card)
    card_digest = digest(card_data)
    data = article_to_bytes(article)
    links = {linked_article(card.path, target) for target in article.targets}
    return ArticleRow(
        path=card.path,
        position=f"{position_at(card.date.instant)} {card.path}",
        url=card.url,
        section=card.section.slug,
        day=card.date.year * 10_000 + card.date.month * 100 + card.date.day,
        instant=card.date.instant,
        modified=max(
            card.date.instant, card.updated.instant if card.updated else card.date.instant
        ),
        draft=is_draft,
        card_hash=_integer(card_digest),
        hash=_integer(article_digest(card_digest, article.body, data)),
        card=card_data,
        article=data,
        body=article.body,
        warnings=warnings,
        terms=_terms(article),
        links=tuple(sorted(link for link in links if link)),
    )


def _terms(article: Article) -> tuple[TermRow, ...]:
    """The article's terms, each slug of a kind once, in the spelling that comes first."""
    rows: dict[tuple[str, str], TermRow] = {}
    kinds = {
        "section": (article.card.section,),
        "topic": article.tags,
        "author": article.card.authors,
    }
    for kind, terms in kinds.items():
        for term in terms:
            rows.setdefault((kind, term.slug), TermRow(kind, term.slug, term.name))
    return tuple(rows.values())


def _integer(data: bytes) -> int:
    """The first eight bytes of a digest as one of SQLite's integers."""
    return int.from_bytes(data[:8], "big", signed=True)
