"""The published documents of a site, as queries of the catalog."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.documents.codec import document_from_bytes
from archivegen.archive.queries import of_both, visible
from archivegen.archive.translations import linked_by_translation
from archivegen.model.documents.document import Document

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article


class LinkingFile(NamedTuple):
    """A file of the content folder, as far as it leads to others: by its picture, by its text.

    `path` is below the content folder, `image` the address of its picture or empty, and `targets`
    are the links of its text, as they are written.
    """

    path: str
    image: str
    targets: tuple[str, ...]

    @classmethod
    def of(cls, one: Article | Document) -> LinkingFile:
        """That of an article or a document."""
        own = one if isinstance(one, Document) else one.card
        return cls(own.path, own.image.src if own.image else "", one.targets)


class DocumentKey(NamedTuple):
    """What represents a document in the digest of a slice: its file, name, digest and links.

    `links` are the files with text that it links to, with their addresses, as far as published;
    `shows` are the files of the output that it names.
    """

    path: str
    name: str
    digest: bytes
    links: dict[str, str]
    shows: tuple[str, ...]


def documents(catalog: Catalog, kind: str) -> list[Document]:
    """The documents of a kind, by their paths."""
    query = f"SELECT data, body FROM documents WHERE kind = :kind AND {visible()} ORDER BY path"
    return [document_from_bytes(*row) for row in catalog.select(query, kind=kind)]


def documents_at(catalog: Catalog, paths: Iterable[str]) -> tuple[Document, ...]:
    """The published documents in some files below the content folder, by their paths."""
    query = f"""
        SELECT data, body FROM documents
        WHERE path IN (SELECT value FROM json_each(:paths)) AND {visible()} ORDER BY path
    """
    rows = catalog.select(query, paths=json.dumps([*paths]))
    return tuple(document_from_bytes(*row) for row in rows)


def linked_addresses(catalog: Catalog, path: str) -> dict[str, str]:
    """The addresses of the articles and documents that a file links to, by their paths.

    As far as these are published.
    """
    query = f"""
        SELECT target, coalesce(articles.url, documents.url) FROM links
        LEFT JOIN articles ON articles.path = target AND {visible("articles")}
        LEFT JOIN documents ON documents.path = target AND {visible("documents")}
        WHERE links.path = :path
    """
    return {str(target): str(url) for target, url in catalog.select(query, path=path) if url}


def address_of(catalog: Catalog, path: str) -> str:
    """The address of the published article or document in a file; empty if there is none."""
    query = f"""
        SELECT url FROM articles WHERE path = :path AND {visible()}
        UNION ALL SELECT url FROM documents WHERE path = :path AND {visible()}
    """
    return next((str(url) for (url,) in catalog.select(query, path=path)), "")


def language_versions(catalog: Catalog, path: str) -> tuple[Document, ...]:
    """The document in a file and its translations, by path; none where it is alone."""
    paths = linked_by_translation(catalog, path)
    versions = documents_at(catalog, paths) if len(paths) > 1 else ()
    return versions if len(versions) > 1 else ()


def document_keys(catalog: Catalog, kind: str) -> Iterator[DocumentKey]:
    """The key of each document of a kind, by path."""
    query = (
        f"SELECT path, name, hash FROM documents WHERE kind = :kind AND {visible()} ORDER BY path"
    )
    shown = "SELECT output FROM shows WHERE path = :path ORDER BY output"
    for path, name, key in catalog.select(query, kind=kind):
        shows = tuple(str(output) for (output,) in catalog.select(shown, path=path))
        yield DocumentKey(path, name, key, linked_addresses(catalog, path), shows)


def named_templates(catalog: Catalog) -> dict[str, str]:
    """The templates that files name, each with the first published file that does, or nothing."""
    named = of_both(f"template, templates.path AS file, {visible()} AS is_visible", "templates")
    query = f"""
        SELECT template, min(CASE WHEN is_visible THEN file END) FROM ({named})
        GROUP BY template ORDER BY template
    """
    return {str(template): str(file or "") for template, file in catalog.select(query)}


def linking_document(connection: sqlite3.Connection, path: str) -> LinkingFile | None:
    """The links of the document in a file, published or not; None if there is none."""
    query = "SELECT data, body FROM documents WHERE path = ?"
    row = connection.execute(query, (path,)).fetchone()
    return LinkingFile.of(document_from_bytes(*row)) if row else None


def all_documents(connection: sqlite3.Connection) -> Iterator[tuple[Document, bool]]:
    """All documents by path, published or not, and whether each is a draft."""
    for data, body, draft in connection.execute(
        "SELECT data, body, draft FROM documents ORDER BY path"
    ):
        yield document_from_bytes(data, body), bool(draft)
