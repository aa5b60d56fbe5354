"""The archive for programs: the metadata of each month's articles as JSON, and an index of these.

docs/data.md describes the files. They contain no bodies, but a month's digest covers bodies: after
an edit to one, its month may be planned once in vain, but is not rendered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.archive.day_numbers import month_of
from archivegen.archive.months import articles_of, originals, originals_of, whole_months
from archivegen.archive.notices import linked_from_noted
from archivegen.pages.article_links import replacements_of
from archivegen.pages.machines.records import RecordMaker
from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class MonthOfData:
    """The articles of a month, for programs."""

    year: int
    """The year."""
    month: int
    """The month, from 1 to 12, or 0 for the articles of which only the year is known."""
    html: str
    """The address of the page of the month or year, or empty."""
    previous: str
    """The address of this file for the previous month that has articles, or empty."""
    next: str
    """The address of this file for the next month that has articles, or empty."""
    articles: tuple[dict[str, Any], ...]
    """The metadata of each article, oldest first, ready for `tojson`."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """A month of the archive, for programs."""

    year: int
    """The year."""
    month: int
    """The month, from 1 to 12, or 0 for the articles of which only the year is known."""
    count: int
    """The number of its articles."""
    url: str
    """The address of their metadata."""


@dataclass(frozen=True, slots=True)
class YearFile:
    """A year of the archive with the texts of its articles, for programs."""

    year: int
    """The year."""
    count: int
    """The number of its articles."""
    url: str
    """The address of the file."""


@dataclass(frozen=True, slots=True)
class DataIndexData:
    """All months that have articles, for programs."""

    count: int
    """The number of articles."""
    months: tuple[MonthCount, ...]
    """The months, oldest first."""
    years: tuple[YearFile, ...] = ()
    """The files of whole years, oldest first, if the site has them."""


MONTH = PageTemplate(
    "month.json", MonthOfData, "The articles of a month for programs: `/2022/07/index.json`."
)
INDEX = PageTemplate(
    "archive.json", DataIndexData, "The list of months for programs: `/archive/index.json`."
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
        record.of(
            article,
            original_urls.get(article.card.path, ""),
            replacements_of(planning, article),
        )
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


def index_slices(planning: Planning) -> Iterator[Slice]:
    """One slice, where the site has JSON: its digest is of the index's data."""
    if planning.config.indexes.json:
        yield Slice("data-index", fingerprint(_index(planning)))


def index_pages(planning: Planning) -> Iterator[Page]:
    """The index of the months."""
    url = planning.urls.data()
    yield Page(url, planning.urls.output(url), INDEX.name, _index(planning))


def _index(planning: Planning) -> DataIndexData:
    counts, urls = planning.catalog.month_counts, planning.urls
    months = tuple(MonthCount(*at, count, urls.data(*at)) for at, count in counts.items())
    years = Counter[int]()
    for (year, _), count in counts.items() if planning.config.indexes.jsonl else ():
        years[year] += count
    files = tuple(YearFile(year, count, urls.year_file(year)) for year, count in years.items())
    return DataIndexData(sum(counts.values()), months, files)


MONTHS_FAMILY = Family("data", slices, pages, (MONTH,))
INDEX_FAMILY = Family("data-index", index_slices, index_pages, (INDEX,))
