"""The search page, and the list of search indexes.

Each year is an index of its own, so that a change remakes only a part of the archive. A year with
very many articles has an index for each month. A decade with few has one, so that a search does
not request many small files. Pages have an index, and so do the notes of the print issues of each
decade. The page knows the years and their indexes, but not their numbers of articles, so it changes
only when one of them comes or goes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.day_numbers import date_of
from archivegen.archive.documents.find import documents
from archivegen.archive.months import whole_months
from archivegen.archive.printed.issues import has_page_one
from archivegen.archive.queries import Tally, total
from archivegen.archive.translations import other_languages
from archivegen.model.documents.issue import KIND as ISSUE
from archivegen.model.documents.issue import issue_details
from archivegen.model.documents.page import KIND as PAGE
from archivegen.model.taxonomies import AUTHORS, KINDS, SECTIONS, TOPICS
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.site import by_name, with_list
from archivegen.system.digests import fingerprint
from archivegen.system.versions import libraries_digest, search_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Term
    from archivegen.model.documents.document import Document
    from archivegen.model.urls import Urls

MOST = 8_000
"""Articles of an index: to make one takes some 300 kilobytes of memory for each."""

FEW = 500
"""Articles of a decade up to which it is one index: that is made again in a second or two, and for
each index a browser asks for some files, however little is in them."""

RECENT = 2_000
"""Articles of the newest periods, which are searched before any others."""

INDEX_FAMILY = "index/"
"""What the names of the slices that are indexes begin with."""

PAGES = "_pages"
"""What stands for pages that are no articles in the place of a section, as no section is called."""

_DECADE = 10
"""Years that may be one index."""

_PERIOD = re.compile(rf"{INDEX_FAMILY}(?P<year>\d{{4}})(?:(?P<decade>s)|-(?P<month>\d\d))?")
"""The names of the slices that are indexes of articles."""

ENGINE = "index/engine"
"""The slice of what searches the indexes."""


@dataclass(frozen=True, slots=True)
class SearchPeriod:
    """Years that are searched together: one year, or a decade."""

    years: tuple[int, ...]
    """The years that have articles, newest first."""
    indexes: tuple[str, ...]
    """The addresses of its indexes, newest first: one, or one per month."""


@dataclass(frozen=True, slots=True)
class SearchData:
    """What the script of the page needs to know, and what a reader can choose."""

    engine: str
    """The address of the folder of Pagefind's script."""
    periods: tuple[SearchPeriod, ...]
    """The years that have articles, newest first, grouped by what is searched together."""
    recent: int
    """The number of periods that are searched at first."""
    sections: tuple[Term, ...]
    """All sections, by name."""
    kinds: tuple[Term, ...]
    """All kinds of articles, by name."""
    languages: tuple[str, ...]
    """The language tags of articles, the site's own first; empty if that is the only one."""
    has_page_one: bool
    """Whether any article is known to have been on the first page of an issue."""
    topic_names: str
    """The address of the names of all topics, as JSON; empty if there is no such list."""
    author_names: str
    """The address of the names of all authors, likewise."""
    pages: tuple[str, ...]
    """The addresses of the indexes of everything but articles: pages, and notes on print issues."""


SEARCH = PageTemplate("search.html", SearchData, "The search page, at `/search/`.")


class Part(NamedTuple):
    """A part of the archive with an index of its own: a decade, a year, or a month."""

    of: str
    """What it has: `1850s`, `2022`, or `2022-05`."""
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
    for decade, group in groupby(months, key=lambda part: _decade(part.years[0])):
        of_decade = [*group]
        whole = _joined(f"{decade:04}s", of_decade)
        parts += _parts_of_years(of_decade) if whole.tally.articles > FEW else [whole]
    return parts


def _parts_of_years(months: list[Part]) -> Iterator[Part]:
    for (year,), group in groupby(months, key=lambda part: part.years):
        of_year = [*group]
        whole = _joined(f"{year:04}", of_year)
        if whole.tally.articles > MOST:
            yield from (_joined(of, own) for of, own in groupby(of_year, key=lambda part: part.of))
        else:
            yield whole


def _joined(of: str, parts: Iterable[Part]) -> Part:
    all_years, tallies = zip(*((part.years, part.tally) for part in parts), strict=True)
    return Part(of, tuple(dict.fromkeys(chain.from_iterable(all_years))), total(tallies))


def index_slices(planning: Planning) -> Iterator[tuple[Slice, int]]:
    """The indexes as slices, each with the number of its articles; none without a search.

    A digest covers all that an index is made from, also what other slices leave to the digest of
    the build: an index takes too long to be made again because of a template.
    """
    if not planning.config.search.enabled:
        return
    config = planning.config
    made_by = (libraries_digest(), search_version(), config.language, config.date_format)
    parts = parts_of(planning.catalog)
    for part in parts:
        yield Slice(part.name, fingerprint((made_by, part.tally))), part.tally.articles
    of_documents = document_parts(planning.catalog)
    for own in of_documents:
        digests = [document.digest for document in own.documents]
        yield Slice(own.name, fingerprint((made_by, config.title, digests))), len(digests)
    if parts or of_documents:
        yield Slice(ENGINE, fingerprint(made_by)), 0


def document_parts(catalog: Catalog) -> list[DocumentPart]:
    """The documents that a search finds: pages, and print issues with a note.

    A decade with very many notes has an index for each year.
    """
    decades: dict[int, list[Document]] = defaultdict(list)
    for issue in documents(catalog, ISSUE):
        if issue_details(issue.details).has_note:
            decades[_decade(_year_of(issue))].append(issue)
    parts = [DocumentPart("pages", [page for page in documents(catalog, PAGE) if page.listed])]
    for decade, noted in sorted(decades.items(), reverse=True):
        if len(noted) <= MOST:
            parts.append(DocumentPart(f"issues-{decade:04}s", noted))
            continue
        by_year = groupby(sorted(noted, key=_year_of), key=_year_of)
        parts += [DocumentPart(f"issues-{year:04}", [*group]) for year, group in by_year]
    return [part for part in parts if part.documents]


def _year_of(issue: Document) -> int:
    return date_of(issue_details(issue.details).day)[0]


def _decade(year: int) -> int:
    return year // _DECADE * _DECADE


def months_of_index(name: str) -> list[tuple[int, int]]:
    """The years and months of the articles in the index whose slice has a name, newest first.

    The month is 0 for a whole year. There are none in an index of what is no article.
    """
    found = _PERIOD.fullmatch(name)
    if not found:
        return []
    first, month = int(found["year"]), int(found["month"] or 0)
    last = first + _DECADE - 1 if found["decade"] else first
    # There is no year 0.
    return [(year, month) for year in range(last, max(first, 1) - 1, -1)]


def address_of_index(urls: Urls, name: str) -> str:
    """The address of the index whose slice has a name."""
    return urls.search_index(name.removeprefix(INDEX_FAMILY))


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, where there is a search."""
    if planning.config.search.enabled:
        yield Slice("search", fingerprint(_data(planning)))


def pages(planning: Planning) -> Iterator[Page]:
    """The search page."""
    url = planning.urls.search()
    yield Page(url, planning.urls.output(url), SEARCH.name, _data(planning))


def _data(planning: Planning) -> SearchData:
    urls, languages = planning.urls, other_languages(planning.catalog)
    parts = parts_of(planning.catalog)
    periods = tuple(
        SearchPeriod(years, tuple(urls.search_index(part.of) for part in group))
        for years, group in groupby(parts, key=lambda part: part.years)
    )
    return SearchData(
        engine=urls.search_engine(search_version()),
        periods=periods,
        recent=_recent(parts),
        sections=_terms(planning, SECTIONS),
        kinds=_terms(planning, KINDS),
        languages=(planning.config.language, *languages) if languages else (),
        has_page_one=has_page_one(planning.catalog),
        topic_names=_names(planning, TOPICS),
        author_names=_names(planning, AUTHORS),
        pages=tuple(urls.search_index(one.of) for one in document_parts(planning.catalog)),
    )


def _terms(planning: Planning, name: str) -> tuple[Term, ...]:
    taxonomy = planning.config.taxonomies[name]
    return tuple(by_name(planning, taxonomy, planning.catalog.terms(taxonomy).values()))


def _names(planning: Planning, name: str) -> str:
    listed = {taxonomy.name: taxonomy for taxonomy in with_list(planning)}
    return planning.urls.term_names(listed[name]) if name in listed else ""


def _recent(parts: list[Part]) -> int:
    """How many of the newest periods it takes for enough articles."""
    by_period = groupby(parts, key=lambda part: part.years)
    counts = [sum(part.tally.articles for part in group) for _, group in by_period]
    return min(1 + sum(count < RECENT for count in accumulate(counts)), len(counts))


FAMILY = Family("search", slices, pages, (SEARCH,))
