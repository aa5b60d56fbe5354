"""The news sitemap: the articles of the last two days, for news aggregators.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
There is none while there is no such article, since a sitemap may not be empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.sitemaps import has_news, news
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Card


@dataclass(frozen=True, slots=True)
class NewsData:
    """The news."""

    cards: tuple[Card, ...]
    """The articles of the last two days, except advertisements, newest first."""


NEWS = PageTemplate("sitemap-news.xml", NewsData, "The news sitemap, at `/sitemaps/news.xml`.")


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, while there is news."""
    if has_news(planning):
        yield Slice("news", fingerprint(news(planning)))


def pages(planning: Planning) -> Iterator[Page]:
    """The news sitemap."""
    url = planning.urls.news_sitemap()
    data = NewsData(news(planning))
    yield Page(url, planning.urls.output(url), NEWS.name, data)


FAMILY = Family("news", slices, pages, (NEWS,))
