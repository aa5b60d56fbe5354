"""Print: an article's front matter about print, as a value with the issue's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.article import PrintPlace

if TYPE_CHECKING:
    from archivegen.loader.frontmatter.plain_heads import ArticleFront
    from archivegen.model.slugs import Slugger
    from archivegen.model.urls import Urls


def print_place(front: ArticleFront, urls: Urls, slugger: Slugger) -> PrintPlace | None:
    """Where the article stood in print, if it did; without a date, in the issue of its own.

    `slugger` makes the names of newspapers and editions in addresses.
    """
    written = front.print
    if written is None:
        return None
    date = written.date or front.date
    publication, edition = written.publication or "", written.edition or ""
    publication_slug, edition_slug = (
        slugger.of_name(name) if name else "" for name in (publication, edition)
    )
    url = urls.issue(date.year, date.month, date.day, publication_slug, edition_slug)
    return PrintPlace(
        date=date.without_time(),
        url=url if date.day else "",
        publication=publication,
        edition=edition,
        volume=written.volume or "",
        number=written.number or "",
        section=written.section or "",
        page=written.page or "",
        column=written.column or "",
        headline=written.headline or "",
        publication_slug=publication_slug,
        edition_slug=edition_slug,
    )
