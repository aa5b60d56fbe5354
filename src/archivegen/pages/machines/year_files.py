"""Year files: all listed articles of a year with their texts, a line each, for programs.

A line equals the JSON alternate of an article, where there are alternates. So a site that overrides
that template changes both. docs/data.md describes its content.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.content_digests import texts_of_months
from archivegen.archive.day_numbers import month_of
from archivegen.archive.months import articles_of, originals, originals_of
from archivegen.archive.notices import linked_from_noted
from archivegen.pages.article_links import links_of, replacements_of
from archivegen.pages.machines.alternates import JSON, ArticleRecordData
from archivegen.pages.machines.records import RecordMaker
from archivegen.pages.page import Family, Page, Planning, Slice
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config


SUFFIX = ".jsonl.gz"
"""How the name of such a file ends."""


@dataclass(frozen=True, slots=True)
class YearFileData:
    """The year of a file."""

    year: int
    """The year."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a year, oldest first: of its articles, one at a time."""

    planning: Planning
    year: int

    def __iter__(self) -> Iterator[Page]:
        catalog, records = self.planning.catalog, RecordMaker(self.planning)
        for at in (month for month in catalog.months if month[0] == self.year):
            addresses = originals_of(catalog, *at)
            for article in articles_of(catalog, *at):
                card, replacements = article.card, replacements_of(self.planning, article)
                record = records.alone(article, addresses.get(card.path, ""), replacements)
                yield Page(
                    card.url, "", JSON.name, ArticleRecordData(record), (article.body,),
                    (links_of(self.planning, article),), boxes=article.boxes,
                    source=f"content/{card.path}",
                )  # fmt: skip


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each year that has articles, where the site wants such files."""
    if not _is_wanted(planning.config):
        return
    catalog = planning.catalog
    years: dict[int, list[object]] = defaultdict(list)
    for (year, _), digest in texts_of_months(catalog).items():
        years[year].append(digest)
    for day, *original in originals(catalog):
        years[month_of(day)[0]].append(original)
    for day, *noted in linked_from_noted(catalog):
        years[month_of(day)[0]].append(noted)
    yield from (Slice(f"year-files/{year}", fingerprint(parts)) for year, parts in years.items())


def pages(planning: Planning, year: str) -> Iterator[Page]:
    """The file of a year's articles."""
    number = int(year)
    if any(at[0] == number for at in planning.catalog.months):
        url, lines = planning.urls.year_file(number), _Lines(planning, number)
        yield Page(url, planning.urls.output(url), JSON.name, YearFileData(number), lines=lines)


def _is_wanted(config: Config) -> bool:
    return config.indexes.jsonl


FAMILY = Family("year-files", slices, pages, (JSON,), _is_wanted, takes_long=True)
