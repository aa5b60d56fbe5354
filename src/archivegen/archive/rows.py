"""Rows: an article as workers send it to be stored, flat and ready for the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.codec import article_digest, article_to_bytes, card_to_bytes
from archivegen.archive.day_numbers import day_number
from archivegen.model.links import alias_path, linked_article, output_named
from archivegen.model.picture import is_picture
from archivegen.model.times import position_at
from archivegen.system.digests import digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Article
    from archivegen.model.times import Moment


class CorrectionRow(NamedTuple):
    """A correction: when it was made (seconds since 1970, and yyyymmdd), and its place.

    `digest` is that of it and of the card of its article.
    """

    corrected: int
    corrected_day: int
    number: int
    digest: bytes


class AliasRow(NamedTuple):
    """An old address as it is written, and the output path that answers to it."""

    alias: str
    output: str


class TermRow(NamedTuple):
    """That an article belongs to a section, a topic or an author."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as it is stored. `path` and the links are paths below the content folder.

    `shows` are the picture files of the output that it names. `original` is the file that it is
    a translation of, or empty.
    `position` sorts articles by time, then by path. `day` is the local date as yyyymmdd,
    `instant` and `modified` are seconds since 1970; `card_digest` and `digest` are those of the
    card and of the whole article.
    """

    path: str
    position: str
    url: str
    section: str
    day: int
    instant: int
    modified: int
    draft: bool
    card_digest: bytes
    digest: bytes
    card: bytes
    article: bytes
    body: bytes
    warnings: str
    terms: tuple[TermRow, ...]
    links: tuple[str, ...]
    aliases: tuple[AliasRow, ...]
    corrections: tuple[CorrectionRow, ...]
    original: str
    shows: tuple[str, ...]


def article_row(
    article: Article, warnings: str, *, is_draft: bool, lead_image: str = ""
) -> ArticleRow:
    """An article as it is stored, with its warnings as JSON; `lead_image` is as it is written."""
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
        day=_day(card.date),
        instant=card.date.instant,
        modified=max(
            card.date.instant, card.updated.instant if card.updated else card.date.instant
        ),
        draft=is_draft,
        card_digest=card_digest,
        digest=article_digest(card_digest, article.body, data),
        card=card_data,
        article=data,
        body=article.body,
        warnings=warnings,
        terms=_terms(article),
        links=tuple(sorted(link for link in links if link)),
        aliases=tuple(AliasRow(alias, alias_path(alias) or "") for alias in article.aliases),
        corrections=tuple(
            CorrectionRow(
                correction.date.instant,
                _day(correction.date),
                number,
                fingerprint((card_digest, number, correction)),
            )
            for number, correction in enumerate(article.corrections)
        ),
        original=article.translation_of,
        shows=_pictures(card.path, (lead_image, *article.targets)),
    )


def _pictures(path: str, targets: Iterable[str]) -> tuple[str, ...]:
    """The picture files of the output that an article names."""
    outputs = {output_named(path, target) for target in targets if target}
    return tuple(sorted(output for output in outputs if output and is_picture(output)))


def _day(moment: Moment) -> int:
    return day_number(moment.year, moment.month, moment.day)


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


KnownFile = tuple[str, int, int, int, int, int, bytes]
"""A file as it was last read: path from the site's root, stat, time of the scan, digest."""
