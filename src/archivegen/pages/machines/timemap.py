"""TimeMaps: all captures of what an article was made from, including its own page, by time.

A TimeMap (RFC 7089, 5) is about one original. So there is one beside the page of each article whose
source has an address and names other captures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.article import Version
from archivegen.pages.page import Page, PageTemplate, Planning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Article


SUFFIX = ".link"
"""How the name of such a file ends, beside that of the page."""


@dataclass(frozen=True, slots=True)
class TimemapData:
    """The captures of a page."""

    original: str
    """The address that was captured."""
    captures: tuple[Version, ...]
    """All captures, oldest first."""


TIMEMAP = PageTemplate(
    "timemap.txt",
    TimemapData,
    "The captures of an article's source (`url` and `versions`), beside its page.",
)


def timemap_url(planning: Planning, article: Article) -> str:
    """The address of the TimeMap of an article; empty where it has none."""
    source = article.source
    # Its addresses are whole ones, and so the site has to have one.
    if source is None or not (source.url and source.versions and planning.urls.origin):
        return ""
    return planning.urls.beside_page(article.card.url, SUFFIX)


def timemaps(planning: Planning, article: Article) -> Iterator[Page]:
    """The TimeMap of an article, if it has one."""
    source, url = article.source, timemap_url(planning, article)
    if source is None or not url:
        return
    captures = source.versions
    if source.captured:
        own = Version(planning.urls.absolute(article.card.url), source.captured)
        captures = tuple(sorted((*captures, own), key=lambda one: (one.captured.instant, one.url)))
    yield Page(
        url=url,
        output=planning.urls.output(url),
        template=TIMEMAP.name,
        data=TimemapData(source.url, captures),
        source=f"content/{article.card.path}",
        is_listing=False,
    )
