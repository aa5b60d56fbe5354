"""Articles and cards as bytes, the form in which the rows of the archive hold them.

Equal values give equal bytes, so a digest of the bytes represents everything that a value holds,
and comparing two is cheap.
"""

from __future__ import annotations

import marshal
from dataclasses import astuple
from datetime import datetime
from functools import lru_cache
from typing import Any

from archivegen.model.article import (
    NO_RIGHTS,
    Article,
    Card,
    Image,
    Membership,
    Notice,
    PrintPlace,
    Recording,
    Rights,
    Source,
    Term,
    Version,
)
from archivegen.model.times import Moment, Precision
from archivegen.model.vocabulary.identifiers import Identifier
from archivegen.system.digests import digest


def card_to_bytes(card: Card) -> bytes:
    """The card as it is stored, without its digest; equal cards give equal bytes."""
    return _dump((
        card.path, card.url, card.headline, _term(card.section), _moment(card.date),
        card.updated and _moment(card.updated), card.standfirst, tuple(map(_term, card.authors)),
        tuple(map(_term, card.tags)),
        card.image and (card.image.src, card.image.alt, card.image.caption, card.image.credit),
        card.language, card.direction, card.id, card.rights, card.kind, card.mark,
        card.audio and astuple(card.audio),
    ))  # fmt: skip


@lru_cache(maxsize=10_000)
def card_from_bytes(data: bytes) -> Card:
    """The card that `card_to_bytes` wrote, with its digest."""
    (
        path, url, headline, section, date, updated, standfirst, authors, tags, image, language,
        direction, id_, rights, kind, mark, audio,
    ) = _load(data)  # fmt: skip
    return Card(
        path, url, headline, _to_term(*section), _to_moment(*date),
        _to_moment(*updated) if updated else None, standfirst,
        tuple(_to_term(*author) for author in authors), tuple(_to_term(*tag) for tag in tags),
        Image(*image) if image else None,
        language, direction, id_, rights, kind, mark, Recording(*audio) if audio else None,
        digest(data),
    )  # fmt: skip


def article_to_bytes(article: Article) -> bytes:
    """The article as it is stored, without its card, its body's digest and its own digest."""
    source = article.source
    return _dump((
        article.summary, article.location, source and _source(source),
        tuple(map(_notice, article.notices)),
        article.aliases, article.targets, article.translation_of,
        article.rights != NO_RIGHTS and astuple(article.rights), article.listed, article.indexed,
        tuple(
            (name, tuple((_term(member.term), member.part) for member in members))
            for name, members in article.terms.items()
        ),
        article.extra, article.boxes, article.print and _print_place(article.print),
        article.template, tuple(map(astuple, article.identifiers)),
    ))  # fmt: skip


def article_from_bytes(card: Card, body: bytes, data: bytes) -> Article:
    """The article that `article_to_bytes` wrote, with its digest."""
    (
        summary, location, source, notices, aliases, targets, original, rights, is_listed,
        is_indexed, terms, extra, boxes, place, template, identifiers,
    ) = _load(data)  # fmt: skip
    return Article(
        card, summary, location,
        source and _to_source(*source),
        tuple(_to_notice(*notice) for notice in notices),
        aliases, targets, body, Rights(*rights) if rights else NO_RIGHTS, is_listed, is_indexed,
        original,
        {
            name: tuple(Membership(_to_term(*term), part) for term, part in members)
            for name, members in terms
        },
        extra, boxes, PrintPlace(_to_moment(*place[0]), *place[1:]) if place else None,
        template, tuple(Identifier(*one) for one in identifiers),
        article_digest(card.digest, body, data),
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


def _term(term: Term) -> tuple[Any, ...]:
    if term.parent is None:
        return term.name, term.slug, term.url
    return term.name, term.slug, term.url, _term(term.parent)


def _source(source: Source) -> tuple[object, ...]:
    versions = tuple((version.url, _moment(version.captured)) for version in source.versions)
    return source.name, source.url, source.captured and _moment(source.captured), versions


def _to_source(name: str, url: str, captured: Any, versions: tuple[Any, ...]) -> Source:
    found = tuple(Version(own, _to_moment(*moment)) for own, moment in versions)
    return Source(name, url, _to_moment(*captured) if captured else None, found)


def _print_place(place: PrintPlace) -> tuple[object, ...]:
    return (
        _moment(place.date), place.url, place.publication, place.edition, place.volume,
        place.number, place.section, place.page, place.column, place.headline,
        place.publication_slug, place.edition_slug,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _to_term(name: str, slug: str, url: str, parent: tuple[Any, ...] | None = None) -> Term:
    return Term(name, slug, url, _to_term(*parent) if parent else None)


def _notice(notice: Notice) -> tuple[object, ...]:
    date = notice.date and _moment(notice.date)
    return notice.type, date, notice.text, notice.is_above, notice.by


def _to_notice(type_: str, date: tuple[str, bool] | None, *others: Any) -> Notice:
    return Notice(type_, _to_moment(*date) if date else None, *others)


def _moment(moment: Moment) -> tuple[str, Precision]:
    return moment.local.isoformat(), moment.precision


@lru_cache(maxsize=4096)
def _to_moment(local: str, precision: Precision) -> Moment:
    return Moment(datetime.fromisoformat(local), precision)
