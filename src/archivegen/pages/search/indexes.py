"""The parts of the archive that have a search index each.

Each year is an index of its own, so that a change remakes only a part of the archive. A year with
very many articles has an index for each month. A decade with few is one index, and so is half of
one, since a browser asks for some files of each index. Few is less in the newest decade, of which
most builds remake an index, than in decades to which hardly an article is added. Pages have an
index, and so do the notes of the print issues of each decade.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.day_numbers import date_of
from archivegen.archive.documents.find import documents
from archivegen.archive.months import whole_months
from archivegen.archive.queries import Tally, total
from archivegen.model.documents.issue import KIND as ISSUE
from archivegen.model.documents.issue import issue_details
from archivegen.model.documents.page import KIND as PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.documents.document import Document
    from archivegen.model.urls import Urls

MOST = 8_000
"""Articles of an index: to make one takes some 300 kilobytes of memory for each."""

FEW = 500
"""Articles of years of the newest decade up to which they are one index: that is made again in a
second or two."""

FEW_OLD = 1_500
"""Likewise of years of earlier decades: a correction there takes some seconds."""

INDEX_FAMILY = "index/"
"""What the names of the slices that are indexes begin with."""

_SPANS = (10, 5)
"""Years that may be one index."""

_PERIOD = re.compile(
    rf"{INDEX_FAMILY}(?P<year>\d{{4}})(?:(?P<decade>s)|-(?P<last>\d{{4}})|-(?P<month>\d\d))?"
)
"""The names of the slices that are indexes of articles."""


class Part(NamedTuple):
    """A part of the archive with an index of its own: some years, a year, or a month."""

    of: str
    """What it has: `1850s`, `1855-1859`, `2022`, or `2022-05`."""
    years: tuple[int, ...]
    """The years of its articles, newest first."""
    tally: Tally

    @property
    def name(self) -> str:
        """The name of its slice."""
        return f"{INDEX_FAMILY}{self.of}"


class DocumentPart(NamedTuple):
    """Documents with an index of their own: pages, or the issues of some years."""

    of: str
    """What it has: `pages`, `issues-1920s`, or `issues-1922`."""
    documents: list[Document]

    @property
    def name(self) -> str:
        """The name of its slice."""
        return f"{INDEX_FAMILY}{self.of}"


def parts_of(catalog: Catalog) -> list[Part]:
    """All parts of the archive that have an index, newest first."""
    # What has no month stands at the beginning of its year.
    months = [
        Part(f"{year:04}-{month or 1:02}", (year,), tally)
        for (year, month), tally in sorted(whole_months(catalog).items(), reverse=True)
    ]
    parts: list[Part] = []
    for at, group in enumerate(_by_span(months, _SPANS[0])):
        parts += _parts_of_years(group, _SPANS, FEW_OLD if at else FEW)
    return parts


def _by_span(months: Iterable[Part], span: int) -> Iterator[list[Part]]:
    """The months by as many years as that, newest first."""
    for _, group in groupby(months, key=lambda part: part.years[0] // span):
        yield [*group]


def _parts_of_years(months: list[Part], spans: tuple[int, ...], few: int) -> Iterator[Part]:
    """The parts of some years: all of them together if they have few articles."""
    if not spans:
        yield from _parts_of_year(months)
        return
    span, *below = spans
    whole = _joined(_name_of(months[0].years[0], span), months)
    if whole.tally.articles <= few:
        yield whole
        return
    for group in _by_span(months, below[0] if below else 1):
        yield from _parts_of_years(group, tuple(below), few)


def _name_of(year: int, span: int) -> str:
    first = year // span * span
    return f"{first:04}s" if span == _SPANS[0] else f"{first:04}-{first + span - 1:04}"


def _parts_of_year(months: list[Part]) -> Iterator[Part]:
    whole = _joined(f"{months[0].years[0]:04}", months)
    if whole.tally.articles > MOST:
        yield from (_joined(of, own) for of, own in groupby(months, key=lambda part: part.of))
    else:
        yield whole


def _joined(of: str, parts: Iterable[Part]) -> Part:
    all_years, tallies = zip(*((part.years, part.tally) for part in parts), strict=True)
    return Part(of, tuple(dict.fromkeys(chain.from_iterable(all_years))), total(tallies))


def document_parts(catalog: Catalog) -> list[DocumentPart]:
    """The documents that a search finds: pages, and print issues with a note.

    A decade with very many notes has an index for each year.
    """
    decades: dict[str, list[Document]] = defaultdict(list)
    for issue in documents(catalog, ISSUE):
        if issue_details(issue.details).has_note:
            decades[_name_of(_year_of(issue), _SPANS[0])].append(issue)
    parts = [DocumentPart("pages", [page for page in documents(catalog, PAGE) if page.listed])]
    for decade, noted in sorted(decades.items(), reverse=True):
        if len(noted) <= MOST:
            parts.append(DocumentPart(f"issues-{decade}", noted))
            continue
        by_year = groupby(sorted(noted, key=_year_of), key=_year_of)
        parts += [DocumentPart(f"issues-{year:04}", [*group]) for year, group in by_year]
    return [part for part in parts if part.documents]


def _year_of(issue: Document) -> int:
    return date_of(issue_details(issue.details).day)[0]


def months_of_index(name: str) -> list[tuple[int, int]]:
    """The years and months of the articles in the index whose slice has a name, newest first.

    The month is 0 for a whole year. There are none in an index of what is no article.
    """
    found = _PERIOD.fullmatch(name)
    if not found:
        return []
    first, month = int(found["year"]), int(found["month"] or 0)
    last = int(found["last"] or (first + _SPANS[0] - 1 if found["decade"] else first))
    # There is no year 0.
    return [(year, month) for year in range(last, max(first, 1) - 1, -1)]


def address_of_index(urls: Urls, name: str) -> str:
    """The address of the index whose slice has a name."""
    return urls.search_index(name.removeprefix(INDEX_FAMILY))
