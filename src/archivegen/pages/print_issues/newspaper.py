"""Newspapers: the issues of one publication in their order, with the neighbours of each.

Pure values made from the archive's issues. Links to other issues, such as the one before, have no
counts, so that a page stays the same when an article is added to another issue.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import date_of, month_of
from archivegen.pages.archive_overview import without_far_months
from archivegen.pages.calendar.month_grid import grid_of
from archivegen.pages.calendar.periods import MONTHS, YearRow, shade_of
from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Period
from archivegen.pages.print_issues.values import Issue, IssueMonth, IssuesOfData

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.archive.printed.rows import CountedIssue, IssueKey
    from archivegen.model.urls import Urls


@dataclass(frozen=True)
class Newspaper:
    """The issues of a publication: its slug and name are empty for the site's own."""

    urls: Urls
    slug: str
    name: str
    issues: Mapping[IssueKey, CountedIssue]
    """The issues, by day and edition."""

    @cached_property
    def keys(self) -> tuple[IssueKey, ...]:
        """The issues in their order."""
        return tuple(self.issues)

    @cached_property
    def months(self) -> dict[tuple[int, int], list[IssueKey]]:
        """The issues of each month that has any."""
        months: dict[tuple[int, int], list[IssueKey]] = defaultdict(list)
        for key in self.issues:
            months[month_of(key.day)].append(key)
        return months

    @cached_property
    def years(self) -> dict[int, dict[int, int]]:
        """How many issues the months have of each year that has any, without missing ones."""
        years: dict[int, dict[int, int]] = defaultdict(dict)
        for (year, month), keys in self.months.items():
            years[year][month] = len(keys) - self.missing(keys)
        return years

    @property
    def count(self) -> int:
        """How many issues there are, without missing ones."""
        return len(self.issues) - self.missing(self.issues)

    def missing(self, keys: Iterable[IssueKey]) -> int:
        """How many of some issues are missing."""
        return sum(self.issues[key].is_missing for key in keys)

    def rows(self) -> tuple[YearRow, ...]:
        """The years, newest first, each with twelve months; after very many, without theirs."""
        most = max((max(counts.values()) for counts in self.years.values()), default=0)
        return without_far_months(
            YearRow(
                self.period(year, count=sum(counts.values())),
                tuple(self._shaded(year, month, counts.get(month), most) for month in MONTHS),
            )
            for year, counts in sorted(self.years.items(), reverse=True)
        )

    def _shaded(self, year: int, month: int, count: int | None, most: int) -> Period:
        """A month; without an address where no issue of it is known."""
        if count is None:
            return Period(year, month, 0, "", 0)
        return self.period(year, month, count=count, shade=shade_of(count, most))

    def year(self, year: int) -> IssuesOfData:
        """The issues of a year."""
        months = tuple(self._month(at) for at in self.months if at[0] == year)
        older, newer = neighbours(tuple(self.years), year)
        return IssuesOfData(
            self.name, self.urls.issues(self.slug),
            self.period(year, count=sum(month.month.count for month in months)),
            self.period(year), months,
            self.period(older) if older else None,
            self.period(newer) if newer else None,
            sum(issue.is_missing for month in months for issue in month.issues),
        )  # fmt: skip

    def month(self, at: tuple[int, int]) -> IssuesOfData:
        """The issues of a month."""
        month = self._month(at)
        older, newer = neighbours(tuple(self.months), at)
        return IssuesOfData(
            self.name, self.urls.issues(self.slug), month.month, self.period(at[0]), (month,),
            self.period(*older) if older else None,
            self.period(*newer) if newer else None,
            sum(issue.is_missing for issue in month.issues),
        )  # fmt: skip

    def _month(self, at: tuple[int, int]) -> IssueMonth:
        issues = tuple(self.issue(key) for key in self.months[at])
        return IssueMonth(self.period(*at, count=self.years[at[0]][at[1]]), issues)

    def issue(self, key: IssueKey, *, is_counted: bool = True) -> Issue:
        """An issue, with its articles counted or not."""
        found = self.issues[key]
        names = found.names
        at = date_of(key.day)
        day = Period(
            *at, self.urls.issue(*at, self.slug, key.edition), found.articles if is_counted else 0
        )
        return Issue(day, names.edition, names.volume, names.number, found.is_missing)

    def around(self, key: IssueKey) -> tuple[Issue | None, Issue | None]:
        """The issues before and after one."""
        older, newer = neighbours(self.keys, key)
        return (
            self.issue(older, is_counted=False) if older else None,
            self.issue(newer, is_counted=False) if newer else None,
        )

    def period(self, year: int, month: int = 0, *, count: int = 0, shade: int = 0) -> Period:
        """A year or a month, with the address of the list of its issues."""
        return Period(year, month, 0, self.urls.issues(self.slug, year, month), count, shade)


def with_grid(month: IssueMonth, language: str) -> IssueMonth:
    """A month with its weeks, which begin as the language has it."""
    days: dict[int, str] = {}
    held = set[int]()
    for issue in month.issues:
        days.setdefault(issue.day.day, issue.day.url)
        if not issue.is_missing:
            held.add(issue.day.day)
    grid = grid_of(replace(month.month, url=""), days, language)
    return replace(month, grid=grid, missing_days=tuple(sorted(days.keys() - held)))


def newspapers(issues: Mapping[IssueKey, CountedIssue], urls: Urls) -> dict[str, Newspaper]:
    """The publications of some issues, by their slugs; each is called as most issues have it."""
    groups: dict[str, dict[IssueKey, CountedIssue]] = defaultdict(dict)
    for key, issue in issues.items():
        groups[key.publication][key] = issue
    return {slug: Newspaper(urls, slug, _name(own), own) for slug, own in groups.items()}


def _name(issues: Mapping[IssueKey, CountedIssue]) -> str:
    counts = Counter(issue.names.publication for issue in issues.values())
    return max(sorted(counts), key=counts.__getitem__)
