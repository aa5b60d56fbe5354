"""Tombstones: `content/_tombstones/2024-11-03-tide.md` says why an address has nothing any more.

The file names the address. Its own name, and the folders around it, are for editors to organise
their files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, WithJsonSchema

from archivegen.loader.documents.heads import DocumentHead
from archivegen.loader.documents.kind import DocumentKind, Identity
from archivegen.loader.documents.texts import head_advice, without_effect
from archivegen.loader.documents.values import PartOfTime  # noqa: TC001 -- pydantic evaluates it
from archivegen.loader.frontmatter.contract import Contract
from archivegen.loader.frontmatter.fields import (  # noqa: TC001 -- pydantic evaluates them
    OptionalText,
    Text,
)
from archivegen.loader.frontmatter.validators import own_address_of
from archivegen.model.documents.tombstone import FOLDER, KIND, TombstoneDetails
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.loader.documents.kind import DocumentSource
    from archivegen.loader.frontmatter.document import Document as FileDocument
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.documents.document import Document
    from archivegen.model.problems import Problem


class TombstoneHead(DocumentHead):
    """The head of a tombstone, as the contract has it."""

    url: Annotated[
        str,
        BeforeValidator(own_address_of),
        WithJsonSchema({"type": "string", "pattern": r"^\s*(?!//)\S"}),
    ]
    """The address at which something stood, such as `/2024/11/03/tide/`."""
    reason: Text
    """Why it is gone, in a sentence; anything more to say is the text of the file."""
    headline: OptionalText = None
    """The headline of what stood there."""
    removed: PartOfTime = None
    """When it was removed: a year, a month or a day."""


WITHOUT_EFFECT = ("listed", "indexed", "translation_of")
"""Keys that other documents have, and that say nothing of a tombstone."""


def _advice(document: FileDocument, front: TombstoneHead, _: Setting) -> Iterator[Problem]:
    texts = {"headline": front.headline or "", "reason": front.reason}
    yield from head_advice(document, front, texts)
    why = "a tombstone is in no list, and search engines are asked not to show it"
    yield from without_effect(document, WITHOUT_EFFECT, why)


def _make(source: DocumentSource, front: TombstoneHead) -> Document:
    """The tombstone at the address that the file names."""
    output = alias_path(front.url) or ""
    url = source.urls.at(output.removesuffix("index.html"))
    details = TombstoneDetails(front.headline or "", front.reason, front.removed or "")
    title = front.headline or source.urls.path_of(url)
    document = source.document(Identity(KIND, source.below, title, url, details), front)
    return replace(document, listed=False, indexed=False)


def _folders(_: Config) -> tuple[str, ...]:
    return (FOLDER,)


TOMBSTONES = DocumentKind(
    _folders,
    Contract(
        TombstoneHead,
        "tombstone",
        _advice,
        lists=("aliases",),
        without_effect=WITHOUT_EFFECT,
        synonyms={
            "permalink": "url",
            "path": "url",
            "address": "url",
            "why": "reason",
            "retired": "removed",
            "date": "removed",
        },
    ),
    _make,
)
"""The kind of documents that tombstones are."""
