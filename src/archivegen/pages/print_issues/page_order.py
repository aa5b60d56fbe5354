"""Page order: the articles of an issue in their printed order, by section, page and column.

Page numbers are texts in which digits compare as numbers: A2 comes before A10.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, groupby
from typing import TYPE_CHECKING

from archivegen.model.slugs import slug_of
from archivegen.pages.print_issues.values import IssueSection, PrintedArticle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Article, PrintPlace

_NUMBERS = re.compile(r"([0-9]+)")

_Key = tuple[bool, tuple[object, ...]]


def in_page_order(articles: Iterable[Article]) -> list[PrintedArticle]:
    """The articles of an issue by its sections, these by their first pages, the last unknown.

    Articles of one place stay in the order in which they come.
    """
    groups: dict[str, list[PrintedArticle]] = defaultdict(list)
    for article in articles:
        if place := article.print:
            groups[_section(place)].append(PrintedArticle(article.card, place))
    for group in groups.values():
        group.sort(key=lambda printed: _place(printed.place))
    sections = sorted(groups.values(), key=lambda group: _place(group[0].place))
    return list(chain.from_iterable(sections))


def in_sections(articles: Iterable[PrintedArticle]) -> tuple[IssueSection, ...]:
    """Articles in page order, by their sections."""
    groups = (tuple(group) for _, group in groupby(articles, lambda one: _section(one.place)))
    return tuple(IssueSection(group[0].place.section, group) for group in groups)


def _section(place: PrintPlace) -> str:
    return slug_of(place.section) if place.section else ""


def _place(place: PrintPlace) -> tuple[_Key, _Key]:
    return _natural(place.page), _natural(place.column)


def _natural(text: str) -> _Key:
    """A key that sorts texts by their words and numbers, and an empty one last."""
    parts = _NUMBERS.split(text.casefold())
    # Compared by length and digits: a number may have more than Python reads.
    numbers = [digits.lstrip("0") for digits in parts[1::2]]
    parts[1::2] = [f"{len(digits):06}{digits}" for digits in numbers]
    return not text, tuple(parts)
