"""Issues: what stood in the printed issues of a newspaper, as a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.printed.rows import IssueKey
from archivegen.archive.queries import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article

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
