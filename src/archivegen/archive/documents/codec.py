"""Documents as bytes, as their rows hold them; equal values give equal bytes."""

from __future__ import annotations

import marshal
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from archivegen.model.article import Image
from archivegen.model.documents import issue, page, term, tombstone
from archivegen.model.documents.document import Document
from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

_DETAILS: Mapping[str, type[Any]] = {
    page.KIND: page.PageDetails,
    term.KIND: term.TermDetails,
    issue.KIND: issue.IssueDetails,
    tombstone.KIND: tombstone.TombstoneDetails,
}
"""The type of the details of each kind: a dataclass of texts, numbers, and tuples of these."""


def document_to_bytes(document: Document) -> bytes:
    """The document as it is stored, without its body's digest and its own."""
    one = document
    values: Any = (
        one.kind, one.name, one.path, one.url, one.title, one.summary,
        astuple(one.image) if one.image else None, one.language, one.direction,
        astuple(one.details), one.targets, one.aliases, one.translation_of, one.listed,
        one.indexed, one.extra, one.boxes,
    )  # fmt: skip
    # Version 2 writes no references, so equal values give equal bytes.
    return marshal.dumps(values, 2)


def document_from_bytes(data: bytes, body: bytes) -> Document:
    """The document that `document_to_bytes` wrote, with the digest of its body and its own."""
    # Written by the same version of Python, and read behind the seal of the database.
    values = marshal.loads(data)  # noqa: S302
    (
        kind, name, path, url, title, summary, image, language, direction, details, targets,
        aliases, original, listed, indexed, extra, boxes,
    ) = values  # fmt: skip
    return Document(
        kind, name, path, url, title, summary, Image(*image) if image else None, language,
        direction, _DETAILS[kind](*details), body, targets, aliases, original, listed, indexed,
        extra, boxes, document_digest(data, body),
    )  # fmt: skip


def document_digest(data: bytes, body: bytes) -> bytes:
    """The digest of a document, from that of its body and from its stored bytes."""
    return digest(body + data)
