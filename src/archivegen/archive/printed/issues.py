"""Issues: queries for the contents of printed newspaper issues, and for their files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.documents.codec import document_from_bytes
from archivegen.archive.printed.rows import IssueKey, key_of
from archivegen.archive.queries import visible
from archivegen.model.documents.issue import KIND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article
    from archivegen.model.documents.document import Document

_ARTICLES = f"""
    SELECT edition, issued, card, body, article FROM printed JOIN articles USING (path)
    WHERE publication = :publication AND issued BETWEEN :first AND :last AND {visible("articles")}
    ORDER BY position
"""


def articles_of_issues(
    catalog: Catalog, publication: str, first: int, last: int
) -> Iterator[tuple[IssueKey, Article]]:
    """The articles of a publication's issues of some days, each with its issue, oldest first."""
    rows = catalog.select(_ARTICLES, publication=publication, first=first, last=last)
    for edition, issued, card, body, data in rows:
        article = article_from_bytes(card_from_bytes(card), body, data)
        yield IssueKey(publication, issued, edition), article


def has_page_one(catalog: Catalog) -> bool:
    """Whether any article stood on the first page of its issue."""
    query = f"SELECT 1 FROM printed WHERE page_one AND {visible()} LIMIT 1"
    return any(catalog.select(query))


def files_of_issues(catalog: Catalog, keys: Iterable[IssueKey]) -> dict[IssueKey, Document]:
    """The files of some issues, as far as these have one."""
    names = sorted({key.name for key in keys})
    query = f"""
        SELECT data, body FROM json_each(:names) JOIN documents ON kind = :kind AND name = value
        WHERE {visible()} ORDER BY documents.path DESC
    """
    rows = catalog.select(query, kind=KIND, names=json.dumps(names)) if names else ()
    files = (document_from_bytes(*row) for row in rows)
    # Of two files of one issue, which is an error, the first counts.
    return {key_of(file): file for file in files}


def positions_of_issue(catalog: Catalog, key: IssueKey) -> Iterator[str]:
    """The positions of the articles that were printed in an issue."""
    query = f"""
        SELECT position FROM printed JOIN articles USING (path)
        WHERE publication = :publication AND issued = :day AND edition = :edition
        AND {visible("articles")}
    """
    for (position,) in catalog.select(query, **key._asdict()):
        yield str(position)
