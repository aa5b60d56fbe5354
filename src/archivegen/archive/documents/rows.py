"""Rows: a document in the form that workers send to be stored, flat and ready for the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.documents.codec import document_digest, document_to_bytes
from archivegen.archive.rows import AliasRow, ShownFile, links_among, shown_files
from archivegen.model.documents.page import PageDetails
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.documents.document import Document


class DocumentRow(NamedTuple):
    """A document as it is stored. `path` and the links are paths below the content folder.

    `name` tells it from others of its `kind`, `digest` is that of the whole document, `data` is the
    document itself, and `body` the digest of its body. The rest is as in the row of an article.
    """

    path: str
    kind: str
    name: str
    url: str
    draft: bool
    digest: bytes
    data: bytes
    body: bytes
    warnings: str
    links: tuple[str, ...]
    aliases: tuple[AliasRow, ...]
    original: str
    template: str
    shows: tuple[ShownFile, ...]


def document_row(
    document: Document,
    warnings: str,
    *,
    is_draft: bool,
    lead_image: str = "",
    named: Iterable[str] = (),
) -> DocumentRow:
    """A document as it is stored, with its warnings as JSON; `lead_image` is as it is written.

    `named` are paths from the site's root that it names by whole addresses.
    """
    data, details = document_to_bytes(document), document.details
    return DocumentRow(
        path=document.path,
        kind=document.kind,
        name=document.name,
        url=document.url,
        draft=is_draft,
        digest=document_digest(data, document.body),
        data=data,
        body=document.body,
        warnings=warnings,
        links=links_among(document.path, document.targets),
        aliases=tuple(AliasRow(alias, alias_path(alias) or "") for alias in document.aliases),
        original=document.translation_of,
        template=details.template if isinstance(details, PageDetails) else "",
        shows=shown_files(
            document.path, (lead_image, *document.targets), named=named, extra=document.extra
        ),
    )
