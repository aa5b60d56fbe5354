"""The archive for programs: the metadata of each month's articles as JSON, and an index of those.

docs/data.md says what is in a file. No body is in it, but a month's digest counts bodies:
after one was edited, its month may once be planned in vain, and is not rendered.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.archive.day_numbers import month_of
from archivegen.archive.months import articles_of, originals, originals_of, whole_months
from archivegen.archive.notices import linked_from_noted
from archivegen.model.taxonomies import AUTHORS, SECTIONS, TOPICS
from archivegen.model.vocabulary.kinds import NEWS
from archivegen.pages.articles import replacements_of
from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.model.article import (
        Article,
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


@dataclass(frozen=True, slots=True)
class MonthOfData:
    """The articles of a month, for programs."""

    year: int
    """The year."""
    month: int
    """The month, from 1 to 12, or 0 for the articles of which only the year is known."""
    html: str
    """The address of the month's or the year's page; empty where these have none."""
    previous: str
    """The address of the same for the month before that has articles; or empty."""
    next: str
    """The address of the same for the month after that has articles; or empty."""
    articles: tuple[dict[str, Any], ...]
    """What there is to know of each article, oldest first: ready for `tojson`."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """A month of the archive, for programs."""

    year: int
    """The year."""
    month: int
    """The month, from 1 to 12, or 0 for the articles of which only the year is known."""
    count: int
    """How many articles it has."""
    url: str
    """The address of their metadata."""


@dataclass(frozen=True, slots=True)
class DataIndexData:
    """All months that have articles, for programs."""

    count: int
    """How many articles there are."""
    months: tuple[MonthCount, ...]
    """The months, oldest first."""


MONTH = PageTemplate("month.json", MonthOfData, "A month for programs: `/2022/07/index.json`.")
INDEX = PageTemplate(
    "archive.json", DataIndexData, "The months for programs: `/archive/index.json`."
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each month that has articles."""
    if not planning.config.indexes.json:
        return
    months = whole_months(planning.catalog)
    ordered = tuple(months)
    linked: dict[tuple[int, int], list[object]] = defaultdict(list)
    for day, path, url in originals(planning.catalog):
        linked[month_of(day)].append((path, url))
    for day, path, target, address in linked_from_noted(planning.catalog):
        linked[month_of(day)].append((path, target, address))
    for at, tally in months.items():
        digest = fingerprint((tally, neighbours(ordered, at), linked[at]))
        yield Slice(f"data/{at[0]}/{at[1]}", digest)


def pages(planning: Planning, year: str, month: str) -> Iterator[Page]:
    """The metadata of a month's articles."""
    at, urls = (int(year), int(month)), planning.urls
    before, after = neighbours(tuple(planning.catalog.months), at)
    original_urls = originals_of(planning.catalog, *at)
    record, indexes = RecordMaker(planning), planning.config.indexes
    has_page = indexes.months if at[1] else indexes.years
    articles = tuple(
        record.of(article, original_urls.get(article.card.path, ""))
        for article in articles_of(planning.catalog, *at)
    )
    data = MonthOfData(
        *at,
        urls.calendar(*at) if has_page else "",
        urls.data(*before) if before else "",
        urls.data(*after) if after else "",
        articles,
    )
    if articles:
        url = urls.data(*at)
        yield Page(url, urls.output(url), MONTH.name, data)


class RecordMaker:
    """Makes records of articles, ready for JSON: every key is always there, empty or `null`.

    Only `identifiers` and `terms` are there where an article has any, the latter beyond sections,
    topics and authors.
    """

    def __init__(self, planning: Planning) -> None:
        self._planning = planning
        self._urls: Urls = planning.urls
        self._language = planning.config.language
        self._has_issues = planning.config.indexes.issues
        self._taxonomies = planning.config.taxonomies

    def of(self, article: Article, original: str) -> dict[str, Any]:
        """The record of an article; `original` is the address of what it translates, or empty."""
        card, replacements = article.card, replacements_of(self._planning, article)
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


def index_slices(planning: Planning) -> Iterator[Slice]:
    """One slice, where the site has JSON: its digest is of the index's data."""
    if planning.config.indexes.json:
        yield Slice("data-index", fingerprint(_index(planning)))


def index_pages(planning: Planning) -> Iterator[Page]:
    """The index of the months."""
    url = planning.urls.data()
    yield Page(url, planning.urls.output(url), INDEX.name, _index(planning))


def _index(planning: Planning) -> DataIndexData:
    counts = planning.catalog.month_counts
    months = tuple(MonthCount(*at, count, planning.urls.data(*at)) for at, count in counts.items())
    return DataIndexData(sum(counts.values()), months)


MONTHS_FAMILY = Family("data", slices, pages, (MONTH,))
INDEX_FAMILY = Family("data-index", index_slices, index_pages, (INDEX,))
