"""The search page, and the slices of the search indexes.

The page knows the years and their indexes, but not their numbers of articles, so it changes only
when one of them comes or goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from archivegen.archive.printed.issues import has_page_one
from archivegen.archive.translations import other_languages
from archivegen.model.taxonomies import AUTHORS, KINDS, SECTIONS, TOPICS
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.search.indexes import INDEX_FAMILY, Part, document_parts, parts_of
from archivegen.pages.site import by_name, with_list
from archivegen.system.digests import fingerprint
from archivegen.system.versions import libraries_digest, search_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Term

RECENT = 2_000
"""Articles of the newest periods, which are searched before any others."""

PAGES = "_pages"
"""What stands for pages that are no articles in the place of a section, as no section is called."""

ENGINE = f"{INDEX_FAMILY}engine"
"""The slice of what searches the indexes."""


@dataclass(frozen=True, slots=True)
class SearchPeriod:
    """Years that are searched together: a year, half a decade, or a decade."""

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
