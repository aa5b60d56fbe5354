"""Values: an issue, its articles, and the lists of issues, as templates see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivegen.model.article import Card, PrintPlace
    from archivegen.model.documents.document import Document
    from archivegen.pages.calendar.month_grid import MonthGrid
    from archivegen.pages.calendar.periods import YearRow
    from archivegen.pages.page import Period


@dataclass(frozen=True, slots=True)
class Issue:
    """A printed issue. Texts may be empty."""

    day: Period
    """Its day; `url` is the address of its page, `count` the number of its articles."""
    edition: str
    """The edition, if the day had several."""
    volume: str
    """Its volume."""
    number: str
    """Its number."""
    is_missing: bool = False
    """Whether no copy of it survives, as its file says."""


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """An article of an issue."""

    card: Card
    """The article."""
    place: PrintPlace
    """Where it appeared."""


@dataclass(frozen=True, slots=True)
class IssueSection:
    """A section of an issue."""

    name: str
    """Its name; empty for articles whose section is not known."""
    articles: tuple[PrintedArticle, ...]
    """Its articles, by page and column."""


@dataclass(frozen=True, slots=True)
class IssueData:
    """A printed issue with its articles."""

    publication: str
    """The newspaper; empty for the site's own."""
    issues_url: str
    """The address of the newspaper's issues."""
    year: Period
    """Its year."""
    month: Period
    """Its month."""
    issue: Issue
    """The issue."""
    sections: tuple[IssueSection, ...]
    """Its sections, in the order of their pages."""
    editions: tuple[Issue, ...]
    """The other editions of the day."""
    older: Issue | None
    """The previous issue."""
    newer: Issue | None
    """The next issue."""
    document: Document | None = None
    """Its file in `content/_issues/`, if any; the text of the file is the page's only body."""
    is_indexed: bool = True
    """Whether search engines may show it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A newspaper that is not the site's own."""

    name: str
    """Its name."""
    url: str
    """The address of its issues."""
    count: int
    """The number of issues, without those of which no copy survives."""


@dataclass(frozen=True, slots=True)
class IssuesData:
    """All issues of a newspaper, by year and month."""

    publication: str
    """The newspaper; empty for the site's own."""
    count: int
    """The number of issues, without those of which no copy survives."""
    rows: tuple[YearRow, ...]
    """The years, newest first, with these issues counted; after very many months, further years
    come without theirs."""
    publications: tuple[Publication, ...]
    """The other newspapers of the site, by name; only in the list of its own."""
    missing: int = 0
    """The number of issues of which no copy survives."""


@dataclass(frozen=True, slots=True)
class IssueMonth:
    """A month with its issues."""

    month: Period
    """The month; `count` is the number of its issues, without the missing ones."""
    issues: tuple[Issue, ...]
    """Its issues, oldest first; empty on the page of a year with very many, which has `grid`
    instead."""
    grid: MonthGrid | None = None
    """Its weeks, linked to the first issue of each day."""
    missing_days: tuple[int, ...] = ()
    """The days of which no copy of any issue survives."""


@dataclass(frozen=True, slots=True)
class IssuesOfData:
    """The issues of a year or a month."""

    publication: str
    """The newspaper; empty for the site's own."""
    issues_url: str
    """The address of the newspaper's issues."""
    period: Period
    """The year or the month; `count` is the number of its issues, without the missing ones."""
    year: Period
    """The year, or the year of the month."""
    months: tuple[IssueMonth, ...]
    """The months that have issues, oldest first."""
    older: Period | None
    """The previous year or month that has issues."""
    newer: Period | None
    """The next year or month that has issues."""
    missing: int = 0
    """The number of issues of which no copy survives."""
