"""Pages that are no articles: `content/_pages/legal/imprint.md` is at `/legal/imprint/`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from archivegen.loader.documents.heads import DocumentHead
from archivegen.loader.documents.kind import DocumentKind, Identity
from archivegen.loader.documents.texts import head_advice
from archivegen.loader.frontmatter.contract import Contract
from archivegen.loader.frontmatter.fields import (  # noqa: TC001 -- pydantic evaluates them
    MenuName,
    OwnAddress,
    TemplateName,
    Text,
    WholeNumber,
)
from archivegen.model.documents.page import KIND, TEMPLATE, PageDetails
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archivegen.config.read import Config
    from archivegen.loader.documents.kind import DocumentSource
    from archivegen.loader.frontmatter.document import Document as FileDocument
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.documents.document import Document
    from archivegen.model.problems import Problem

FOLDER = "_pages"
"""The folder of pages in the content folder."""


class PageHead(DocumentHead):
    """The head of a page, as the contract has it."""

    headline: Text
    """The headline; put it in quotes if it contains a colon."""
    url: OwnAddress = None
    """Its address, such as `/about/`; by default, the path of its file below `_pages/`."""
    template: TemplateName = None
    """The template of the page, if not `page.html`."""
    menu: MenuName = "none"
    """The menu on every page that links to it: `header`, `footer` or `none`."""
    order: WholeNumber = 0
    """Its position in the menu: smaller numbers come first, equal ones by headline."""


def _advice(document: FileDocument, front: PageHead, _: Setting) -> Iterator[Problem]:
    yield from head_advice(document, front, {"headline": front.headline})


def _make(source: DocumentSource, front: PageHead) -> Document:
    """The page; its address is that of its file, unless it says another."""
    slug_of = partial(source.config.slugger.of_text, language=front.language or "")
    url = front.url or _address(source.below, slug_of)
    output = alias_path(url) or ""
    address = source.urls.at(output.removesuffix("index.html"))
    details = PageDetails(front.template or TEMPLATE, front.menu, front.order)
    return source.document(Identity(KIND, source.below, front.headline, address, details), front)


def _address(below: str, slug_of: Callable[[str], str]) -> str:
    """The address of a file below the folder of pages; one called `index` has its folder's."""
    *folders, name = below.rpartition(".")[0].split("/")
    parts = folders if name == "index" else [*folders, name]
    return "/".join(["", *map(slug_of, parts), ""])


def _folders(_: Config) -> tuple[str, ...]:
    return (FOLDER,)


PAGES = DocumentKind(
    _folders,
    Contract(
        PageHead,
        "page",
        _advice,
        lists=("aliases",),
        synonyms={
            "permalink": "url",
            "slug": "url",
            "path": "url",
            "weight": "order",
            "position": "order",
        },
    ),
    _make,
)
"""The kind of documents that pages are."""
