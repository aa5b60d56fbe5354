"""Pages that are no articles: the fields that other documents lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Menu = Literal["header", "footer", "none"]
"""Where every page of the site links to it."""

KIND = "page"
"""The name of this kind of documents."""

TEMPLATE = "page.html"
"""The template of a page that names no other."""


@dataclass(frozen=True, slots=True)
class PageDetails:
    """The fields that only a page has."""

    template: str
    """The template that makes it."""
    menu: Menu
    """`header`, `footer` or `none`: the menu on every page that links to it."""
    order: int
    """Its position in that menu: smaller numbers come first."""


def page_details(details: object) -> PageDetails:
    """The details of a document that is a page."""
    assert isinstance(details, PageDetails)  # noqa: S101 -- by its kind
    return details
