"""The family of print issues: slices and pages.

A publication has an overview, a page for each year and month, and one for each issue; those of
a month are a slice. Lists count the articles of an issue. Only its own page shows them, and what
the issue's file says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import first_and_last, month_of
from archivegen.archive.printed.issues import articles_of_issues, files_of_issues
from archivegen.model.collation import sort_key
from archivegen.model.documents.issue import KIND
from archivegen.pages.documents.keys import keys_of
from archivegen.pages.documents.shown import redirects_to, with_text
from archivegen.pages.listing_page import in_parts
from archivegen.pages.neighbours import neighbours
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.print_issues.newspaper import Newspaper, newspapers, with_grid
from archivegen.pages.print_issues.page_order import in_page_order, in_sections
from archivegen.pages.print_issues.values import (
    IssueData,
    IssuesData,
    IssuesOfData,
    Publication,
)
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archivegen.archive.printed.rows import IssueKey
    from archivegen.config.read import Config
    from archivegen.model.article import Article
    from archivegen.pages.print_issues.values import PrintedArticle

MOST_ISSUES = 400
"""Issues that the page of a year names, as of a daily; with more, its weeks lead to the days."""

ISSUES = PageTemplate("issues.html", IssuesData, "The printed issues, at `/issues/`.")
PERIOD = PageTemplate(
    "issues-of.html",
    IssuesOfData,
    "The printed issues of a year or a month: `/issues/1922/`, `/issues/1922/07/`.",
)
ISSUE = PageTemplate("issue.html", IssueData, "A printed issue: `/issues/1922/07/21/`.")


def slices(planning: Planning) -> Iterator[Slice]:
    """Slices for the overview of each publication, and for its years and months."""
    papers = printed_newspapers(planning)
    texts = {key.path: text for key, text in keys_of(planning, KIND)} if papers else {}
    for slug in papers:
        yield Slice(f"issues/all/0/0/{slug}", fingerprint(_overview(planning, papers, slug)))
    for slug, paper in papers.items():
        for year in paper.years:
            yield Slice(f"issues/year/{year}/0/{slug}", fingerprint(paper.year(year)))
        months = tuple(paper.months)
        for (year, month), keys in paper.months.items():
            stored = [(key, paper.issues[key], texts.get(paper.issues[key].file)) for key in keys]
            around = paper.around(keys[0])[0], paper.around(keys[-1])[1]
            digest = fingerprint((paper.name, stored, around, neighbours(months, (year, month))))
            yield Slice(f"issues/month/{year}/{month}/{slug}", digest)


def pages(planning: Planning, kind: str, year: str, month: str, slug: str) -> Iterator[Page]:
    """The overview of a publication, the page of a year, or that of a month with its issues."""
    papers = printed_newspapers(planning)
    paper, at = papers.get(slug), (int(year), int(month))
    if paper is None:
        return
    if kind == "all":
        url = planning.urls.issues(slug)
        yield Page(url, planning.urls.output(url), ISSUES.name, _overview(planning, papers, slug))
    elif kind == "year" and at[0] in paper.years:
        yield _list_page(planning, paper.year(at[0]))
    elif kind == "month" and at in paper.months:
        yield _list_page(planning, paper.month(at))
        yield from _issue_pages(planning, paper, at)


def printed_newspapers(planning: Planning) -> dict[str, Newspaper]:
    """The publications of which the site has issues, by slug, its own first; none if unwanted."""
    if not planning.config.indexes.issues or not planning.catalog.issues:
        return {}
    own = Newspaper(planning.urls, "", "", {})
    return {"": own, **newspapers(planning.catalog.issues, planning.urls)}


def _overview(planning: Planning, papers: Mapping[str, Newspaper], slug: str) -> IssuesData:
    paper, language = papers[slug], planning.config.language
    others = [
        Publication(other.name, planning.urls.issues(other.slug), other.count)
        for other in papers.values()
        if other.slug and not slug
    ]
    others.sort(key=lambda other: (sort_key(other.name, language), other.url))
    missing = paper.missing(paper.issues)
    return IssuesData(paper.name, paper.count, paper.rows(), tuple(others), missing)


def _list_page(planning: Planning, data: IssuesOfData) -> Page:
    url, language = data.period.url, planning.config.language
    months = tuple(with_grid(month, language) for month in data.months)
    if not data.period.month and sum(len(month.issues) for month in months) > MOST_ISSUES:
        months = tuple(replace(month, issues=()) for month in months)
    data = replace(data, months=months)
    return Page(url, planning.urls.output(url), PERIOD.name, data)


def _issue_pages(planning: Planning, paper: Newspaper, at: tuple[int, int]) -> Iterator[Page]:
    articles: dict[IssueKey, list[Article]] = defaultdict(list)
    for key, article in articles_of_issues(planning.catalog, paper.slug, *first_and_last(*at)):
        articles[key].append(article)
    keys = paper.months[at]
    files = files_of_issues(planning.catalog, keys)
    for key in keys:
        file = files.get(key)
        first, *further = _pages_of_issue(planning, paper, key, articles[key])
        if file is None:
            yield first
        else:
            data = replace(first.data, document=file)  # type: ignore[type-var]
            first = replace(first, data=data, source=f"content/{file.path}")
            yield with_text(planning, first, file)
            yield from redirects_to(planning, file)
        yield from further


def _pages_of_issue(
    planning: Planning, paper: Newspaper, key: IssueKey, articles: Sequence[Article]
) -> Iterator[Page]:
    """The page of an issue, without what its file says; and more if very much stood in it."""
    issue, (year, month) = paper.issue(key), month_of(key.day)
    data = IssueData(
        paper.name,
        planning.urls.issues(paper.slug),
        paper.period(year),
        paper.period(year, month),
        issue,
        (),
        tuple(
            paper.issue(other, is_counted=False)
            for other in paper.months[year, month]
            if other.day == key.day and other != key
        ),
        *paper.around(key),
        is_indexed=paper.issues[key].is_for_search_engines(planning.config.metadata.noindex_below),
    )

    def make(url: str, some: Sequence[PrintedArticle]) -> Page:
        output = planning.urls.output(url)
        return Page(url, output, ISSUE.name, replace(data, sections=in_sections(some)))

    yield from in_parts(planning, issue.day.url, in_page_order(articles), make)


def _has_issues(config: Config) -> bool:
    """Whether a site has pages of issues, which show the texts of their files."""
    return config.indexes.issues


FAMILY = Family("issues", slices, pages, (ISSUES, PERIOD, ISSUE), _has_issues)
