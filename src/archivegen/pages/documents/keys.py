"""Keys of documents: their part in the digest of a slice whose pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.documents.find import document_keys
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.documents.find import DocumentKey
    from archivegen.pages.page import Planning


def keys_of(planning: Planning, kind: str) -> Iterator[tuple[DocumentKey, bytes]]:
    """The documents of a kind by path, each with what represents all that is shown of it.

    That is the document, the targets of its links, and the pictures that it shows.
    """
    pictures = planning.pictures.digests() if planning.pictures else {}
    for key in document_keys(planning.catalog, kind):
        shown = [(output, pictures[output]) for output in key.shows if output in pictures]
        yield key, fingerprint((key.digest, sorted(key.links.items()), shown))
