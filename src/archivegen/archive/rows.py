"""Rows: an article in the form that workers send to be stored, flat and ready for the database."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.archive.codec import article_digest, article_to_bytes, card_to_bytes
from archivegen.archive.day_numbers import day_number
from archivegen.archive.printed.rows import IssueKey, IssueNames, PrintRow
from archivegen.model.links import alias_path, linked_article, output_named
from archivegen.model.problems import as_dict
from archivegen.model.taxonomies import AUTHORS, KINDS, SECTIONS, TOPICS
from archivegen.model.times import position_of
from archivegen.system.digests import digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archivegen.model.article import Article
    from archivegen.model.problems import Problem
    from archivegen.model.times import Moment

_FILE_NAME = re.compile(r"[^\n]{1,250}\.\w{2,5}").fullmatch


class NoticeRow(NamedTuple):
    """A notice with a date: when it was made (seconds since 1970, and yyyymmdd), and its place.

    `digest` is that of it and of the card of its article.
    """

    noted: int
    noted_day: int
    number: int
    digest: bytes


class AliasRow(NamedTuple):
    """An old address as it is written, and the output path that answers to it."""

    alias: str
    output: str


class TermRow(NamedTuple):
    """That an article is on the list of a term; `kind` is the name of the taxonomy.

    `part` says which part of it the article is; 0 where nothing is said.
    """

    kind: str
    slug: str
    name: str
    part: int = 0


class ShownFile(NamedTuple):
    """A file of the output that an article names, pictures and others.

    `is_linked` is 1 where its lead image or a path of its body leads there, and 0 for whole
    addresses and for what only its front matter may mean.
    """

    output: str
    is_linked: int


class ArticleRow(NamedTuple):
    """An article as it is stored. `path` and the links are paths below the content folder.

    `shows` are the files of the output that it names. `original` is the file that it is
    a translation of, or empty, and `template` the one that it names, or empty.
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
    notices: tuple[NoticeRow, ...]
    original: str
    template: str
    printed: PrintRow | None
    listed: bool
    indexed: bool
    language: str
    shows: tuple[ShownFile, ...]


def article_row(
    article: Article,
    warnings: str,
    *,
    is_draft: bool,
    lead_image: str = "",
    named: Iterable[str] = (),
) -> ArticleRow:
    """An article as it is stored, with its warnings as JSON; `lead_image` is as it is written.

    `named` are paths from the site's root that it names by whole addresses.
    """
    card = article.card
    card_data = card_to_bytes(card)
    card_digest, instant = digest(card_data), card.date.instant
    data = article_to_bytes(article)
    return ArticleRow(
        path=card.path,
        position=position_of(card.date, card.path),
        url=card.url,
        section=card.section.slug,
        day=_day(card.date),
        instant=instant,
        modified=max(instant, card.updated.instant) if card.updated else instant,
        draft=is_draft,
        card_digest=card_digest,
        digest=article_digest(card_digest, article.body, data),
        card=card_data,
        article=data,
        body=article.body,
        warnings=warnings,
        terms=_terms(article),
        links=links_among(card.path, article.targets),
        aliases=tuple(AliasRow(alias, alias_path(alias) or "") for alias in article.aliases),
        notices=_notices(article, card_digest) if article.listed else (),
        original=article.translation_of,
        template=article.template,
        printed=_printed(article, card_digest) if article.listed else None,
        listed=article.listed,
        indexed=article.indexed,
        language=card.language,
        shows=shown_files(
            card.path, (lead_image, *article.targets), named=named, extra=article.extra
        ),
    )


def warnings_to_json(problems: Iterable[Problem]) -> str:
    """Warnings as they are stored with an article; empty for none."""
    rows = [as_dict(problem) for problem in problems]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def links_among(path: str, targets: Iterable[str]) -> tuple[str, ...]:
    """The files with text among the targets of the file at a path, below the content folder."""
    links = {linked_article(path, target) for target in targets}
    return tuple(sorted(link for link in links if link))


def shown_files(
    path: str, targets: Iterable[str], *, named: Iterable[str], extra: Mapping[str, Any]
) -> tuple[ShownFile, ...]:
    """The files that the file at a path names, with those that its own page shows or leads to.

    Its page has the `targets`; it names others by whole addresses, and by values of `extra`.
    """
    linked = _outputs(path, targets)
    others = _outputs(path, (*named, *_file_names(extra)))
    return tuple(ShownFile(output, int(output in linked)) for output in sorted(linked | others))


def _outputs(path: str, targets: Iterable[str]) -> set[str]:
    """The paths of the output that these targets name, but for articles and folders."""
    named = {target for target in targets if target and linked_article(path, target) is None}
    outputs = {output_named(path, target) or "/" for target in named}
    return {one for one in outputs if not one.endswith("/")}


def _file_names(value: Any) -> Iterator[str]:
    """The texts in a value of front matter that may be names of files, as they have an ending."""
    if isinstance(value, str):
        if _FILE_NAME(value):
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _file_names(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _file_names(item)


def _printed(article: Article, card: bytes) -> PrintRow | None:
    place = article.print
    if place is None or not place.url:
        return None
    return PrintRow(
        IssueKey(place.publication_slug, _day(place.date), place.edition_slug),
        IssueNames(place.publication, place.edition, place.volume, place.number),
        fingerprint((card, place)),
        place.is_page_one,
    )


def _notices(article: Article, card_digest: bytes) -> tuple[NoticeRow, ...]:
    """The article's notices that have a date."""
    return tuple(
        NoticeRow(
            notice.date.instant,
            _day(notice.date),
            number,
            fingerprint((card_digest, number, notice)),
        )
        for number, notice in enumerate(article.notices)
        if notice.date
    )


def _day(moment: Moment) -> int:
    return day_number(moment.year, moment.month, moment.day)


def _terms(article: Article) -> tuple[TermRow, ...]:
    """The article's terms, each slug of a kind once, in the spelling that comes first."""
    card, rows = article.card, dict[tuple[str, str], TermRow]()
    section = (card.section.parent, card.section) if card.section.parent else (card.section,)
    for kind, terms in ((SECTIONS, section), (TOPICS, card.tags), (AUTHORS, card.authors)):
        for term in terms:
            rows.setdefault((kind, term.slug), TermRow(kind, term.slug, term.name))
    if card.kind:
        # What readers see of it is a word of the theme or of the configuration.
        rows[KINDS, card.kind] = TermRow(KINDS, card.kind, card.kind)
    for kind, members in article.terms.items():
        for term, part in ((member.term, member.part) for member in members):
            rows.setdefault((kind, term.slug), TermRow(kind, term.slug, term.name, part))
    return tuple(rows.values())


KnownFile = tuple[str, int, int, int, int, int, bytes]
"""A file as it was last read: path from the site's root, stat, time of the scan, digest."""
