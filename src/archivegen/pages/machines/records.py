"""Records: everything about an article except its text, in the form that programs get.

Months, the files beside pages and exports use the same record. docs/data.md describes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.model.taxonomies import AUTHORS, SECTIONS, TOPICS
from archivegen.model.vocabulary.kinds import NEWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.model.article import (
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
    )
    from archivegen.model.urls import Urls
    from archivegen.pages.page import Planning


def own_id(urls: Urls, card: Card) -> str:
    """The id of an article in feeds; its address on a site that has no `base_url`."""
    return card.id or (urls.tag(card.date, card.path) if urls.origin else card.url)


def url_of_original(article: Article, versions: Iterable[Card]) -> str:
    """The address of what an article translates, among its versions; empty where it is not there.

    So it is for an article that translates none.
    """
    original = article.translation_of
    return next((card.url for card in versions if original and card.path == original), "")


class RecordMaker:
    """Makes records of articles, ready for JSON: every key is always there, empty or `null`.

    Only `identifiers` and `terms` are there where an article has any, the latter beyond sections,
    topics and authors.
    """

    def __init__(self, planning: Planning) -> None:
        self._urls: Urls = planning.urls
        self._language = planning.config.language
        self._has_issues = planning.config.indexes.issues
        self._taxonomies = planning.config.taxonomies

    def alone(
        self, article: Article, original: str, replacements: Mapping[str, str]
    ) -> dict[str, Any]:
        """The record of an article that stands for itself, as beside its page.

        It says what a month's file need not: the `id` by which feeds have the article, and whether
        it is `listed`.
        """
        record = self.of(article, original, replacements)
        return {**record, "id": own_id(self._urls, article.card), "listed": article.listed}

    def of(
        self, article: Article, original: str, replacements: Mapping[str, str]
    ) -> dict[str, Any]:
        """The record of an article.

        `original` is the address of what it translates, or empty, and `replacements` has those of
        what stands in its place, by what it writes of that.
        """
        card = article.card
        return {
            "url": self._urls.absolute(card.url),
            "id": card.id or None,
            "headline": card.headline,
            "published": card.date.known,
            "updated": card.updated.rfc3339 if card.updated else None,
            "language": card.language or self._language,
            "section": self._term(SECTIONS, card.section),
            "kind": card.kind or NEWS,
            "authors": [self._term(AUTHORS, author) for author in card.authors],
            "topics": [self._term(TOPICS, tag) for tag in article.tags],
            "standfirst": card.standfirst,
            "dateline": article.location or None,
            "image": self._image(card.image) if card.image else None,
            "audio": self._audio(card.audio) if card.audio else None,
            "source": _source(article.source) if article.source else None,
            "mark": card.mark or None,
            "notices": [self._notice(notice, replacements) for notice in article.notices],
            "licence": _licence(article.rights) if article.rights.licence else None,
            "rights": article.rights.notice or None,
            "published_by": article.rights.publisher or None,
            "accessible": article.rights.is_free,
            "indexed": article.indexed,
            "print": self._print(article.print) if article.print else None,
            "translation_of": self._urls.absolute(original) or None,
            **({"identifiers": _identifiers(article)} if article.identifiers else {}),
            **({"terms": self._terms(article)} if article.terms else {}),
        }

    def _terms(self, article: Article) -> dict[str, Any]:
        return {
            name: [self._member(name, member) for member in members]
            for name, members in article.terms.items()
        }

    def _term(self, taxonomy: str, term: Term) -> dict[str, Any]:
        url = self._urls.absolute(term.url) if self._taxonomies[taxonomy].pages else None
        above = {"parent": self._term(taxonomy, term.parent)} if term.parent else {}
        return {"name": term.name, "url": url, **above}

    def _member(self, taxonomy: str, member: Membership) -> dict[str, Any]:
        part = {"part": member.part or None} if self._taxonomies[taxonomy].ordered else {}
        return {**self._term(taxonomy, member.term), **part}

    def _print(self, place: PrintPlace) -> dict[str, Any]:
        return {
            "date": place.date.iso,
            "publication": place.publication or None,
            "edition": place.edition or None,
            "volume": place.volume or None,
            "number": place.number or None,
            "section": place.section or None,
            "page": place.page or None,
            "column": place.column or None,
            "headline": place.headline or None,
            "url": self._urls.absolute(place.url) or None if self._has_issues else None,
        }

    def _image(self, image: Image) -> dict[str, Any]:
        return {
            "url": self._urls.absolute(image.src),
            "alt": image.alt,
            "caption": image.caption or None,
            "credit": image.credit or None,
        }

    def _notice(self, notice: Notice, replacements: Mapping[str, str]) -> dict[str, Any]:
        return {
            "type": notice.type,
            "date": notice.date.rfc3339 if notice.date else None,
            "text": notice.text or None,
            "by": self._urls.absolute(replacements.get(notice.by, "")) or None,
        }

    def _audio(self, audio: Recording) -> dict[str, Any]:
        return {
            "url": self._urls.absolute(audio.src),
            "title": audio.title or None,
            "seconds": audio.seconds or None,
            "bytes": audio.length or None,
            "type": audio.type,
        }


def _source(source: Source) -> dict[str, Any]:
    versions = [{"url": one.url, "captured": one.captured.rfc3339} for one in source.versions]
    return {
        "name": source.name,
        "url": source.url or None,
        "captured": source.captured.rfc3339 if source.captured else None,
        **({"versions": versions} if versions else {}),
    }


def _identifiers(article: Article) -> dict[str, Any]:
    return {one.scheme: {"value": one.value, "url": one.url or None} for one in article.identifiers}


def _licence(rights: Rights) -> dict[str, Any]:
    return {"name": rights.licence, "url": rights.licence_url or None}
