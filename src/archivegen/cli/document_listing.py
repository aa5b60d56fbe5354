"""Documents as a listing: pages, files of terms and what else is no article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.cli.listings import Listing, cut
from archivegen.model.documents.folders import MARK, folder_of
from archivegen.model.problems import visible

if TYPE_CHECKING:
    from archivegen.model.documents.document import Document

NAMES = ("path", "folder", "title", "url", "state", "language", "listed", "indexed", "aliases")
"""What programs are told of a document, under these names."""

TITLE_WIDTH = 60
"""Columns of a title in a table, at most; longer ones are cut."""


class ListedDocument(NamedTuple):
    """A document as it is listed; its `url` has the host, if the site has one."""

    document: Document
    state: str
    url: str
    language: str


def _values(item: ListedDocument) -> tuple[Any, ...]:
    """What `NAMES` name."""
    document = item.document
    return (
        f"content/{document.path}",
        _folder(document),
        document.title,
        item.url,
        item.state,
        item.language,
        document.listed,
        document.indexed,
        [*document.aliases],
    )


def _cells(item: ListedDocument) -> tuple[str, ...]:
    document = item.document
    title = cut(document.title, TITLE_WIDTH)
    return _folder(document), title, visible(f"content/{document.path}")


def _folder(document: Document) -> str:
    """The folder that says what it is: `pages`, `authors`."""
    return folder_of(document.path).removeprefix(MARK)


DOCUMENTS = Listing(NAMES, _values, {"FOLDER": 0, "TITLE": 0, "PATH": 0}, _cells)
"""How documents are listed."""
