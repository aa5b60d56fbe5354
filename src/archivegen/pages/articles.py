"""Article pages, and the redirects from their old addresses.

A slice is a section's month: the articles of one page show one another as neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.links import alias_path, fragment_of, linked_article
from archivegen.page import Page, Planning, Slice
from archivegen.times import position_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.article import Article, Card


@dataclass(frozen=True, slots=True)
class ArticleData:
    """An article with its neighbours."""

    article: Article
    """The article."""
    older: Card | None
    """The article before it in its section, if there is one."""
    newer: Card | None
    """The article after it in its section, if there is one."""
    day_url: str
    """The address of its day's page; empty where days have none."""


@dataclass(frozen=True, slots=True)
class RedirectData:
    """Where an old address leads."""

    target: str
    """The address of the article's page."""
    headline: str
    """The article's headline."""


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice for each section and month that has articles."""
    for (section, year, month), digest in planning.catalog.article_groups().items():
        yield Slice(f"articles/{section}/{year}/{month}", digest)


def pages(planning: Planning, section: str, year: str, month: str) -> Iterator[Page]:
    """The pages of the articles of a section's month, and their redirects."""
    catalog = planning.catalog
    articles = catalog.articles(section, int(year), int(month))
    if not articles:
        return
    cards = [
        catalog.neighbour(section, _position(articles[0].card), newer=False),
        *(article.card for article in articles),
        catalog.neighbour(section, _position(articles[-1].card), newer=True),
    ]
    for article, older, newer in zip(articles, cards, cards[2:], strict=False):
        yield _page(planning, article, older, newer)
        if planning.config.redirects.html:
            yield from _redirects(planning, article)


def _position(card: Card) -> str:
    return f"{position_at(card.date.instant)} {card.path}"


def _page(planning: Planning, article: Article, older: Card | None, newer: Card | None) -> Page:
    card, urls = article.card, planning.urls
    date = card.date
    day = urls.calendar(date.year, date.month, date.day) if planning.config.indexes.days else ""
    return Page(
        url=card.url,
        output=urls.output(card.url),
        template="article.html",
        data=ArticleData(article, older, newer, day),
        bodies=(article.body,),
        links=_links(planning, article),
        source=f"content/{card.path}",
        is_listing=False,
    )


def _links(planning: Planning, article: Article) -> tuple[tuple[str, str], ...]:
    """The addresses of the files that the body links to; an article's follows the article."""
    path, urls = article.card.path, planning.urls
    articles = planning.catalog.addresses(path) if article.targets else {}
    found = []
    for target in article.targets:
        linked = linked_article(path, target)
        if linked in articles:
            found.append((target, articles[linked] + fragment_of(target)))
        else:
            found.append((target, urls.beside(path, target)))
    return tuple(found)


def _redirects(planning: Planning, article: Article) -> Iterator[Page]:
    for alias in article.aliases:
        output = alias_path(alias) or ""
        yield Page(
            url=planning.urls.at(output.removesuffix("index.html")),
            output=output,
            template="redirect.html",
            data=RedirectData(article.card.url, article.card.headline),
            source=f"content/{article.card.path}",
            is_listing=False,
        )
