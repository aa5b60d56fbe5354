"""Documents shown: a page with the text of a document, and redirects from its old addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.pages.article_links import links_from
from archivegen.pages.machines.redirects import RedirectData, redirect_page
from archivegen.pages.page import Page, Planning, pictures_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.documents.document import Document


def with_text(planning: Planning, page: Page, document: Document) -> Page:
    """A page that shows the text of a document as its only body, and its picture with its own."""
    links = links_from(planning, document.path, document.targets)
    shown = [document.image.src] if document.image else []
    return replace(
        page,
        bodies=(document.body,),
        links=(links,),
        pictures=(*page.pictures, *pictures_at(planning, [*shown, *(url for _, url in links)])),
        boxes=document.boxes,
    )


def redirects_to(planning: Planning, document: Document) -> Iterator[Page]:
    """The pages at the old addresses of a document, where the site has such."""
    if not planning.config.redirects.html:
        return
    for alias in document.aliases:
        to = RedirectData(document.url, document.title)
        yield redirect_page(planning, alias, to, document.path)
