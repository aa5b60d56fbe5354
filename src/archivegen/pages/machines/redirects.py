"""Redirects: the pages at old addresses, which redirect readers and search engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.links import alias_path
from archivegen.pages.page import Page, PageTemplate

if TYPE_CHECKING:
    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class RedirectData:
    """Where an old address leads."""

    target: str
    """The address of the page."""
    headline: str
    """The headline of the article or page."""


REDIRECT = PageTemplate(
    "redirect.html", RedirectData, "A page at an old address that redirects to the new one."
)


def redirect_page(planning: Planning, alias: str, to: RedirectData, file: str) -> Page:
    """The page at an old address, as the file at a path below the content folder has it."""
    output = alias_path(alias) or ""
    return Page(
        url=planning.urls.at(output.removesuffix("index.html")),
        output=output,
        template=REDIRECT.name,
        data=to,
        source=f"content/{file}",
        is_listing=False,
    )
