"""CSV: a table for spreadsheets and statistics (RFC 4180), a row an article.

Columns are named as keys of front matter, so that an import knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.vocabulary.kinds import NEWS
from archivegen.renderer.plain_text import plain_text
from archivegen.system.csv_rows import csv_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.preservation.export.item import ExportItem, ExportSite

COLUMNS = (
    "id", "url", "headline", "date", "updated", "section", "authors", "tags", "language", "kind",
    "summary", "location", "listed", "text",
)  # fmt: skip


def parts(site: ExportSite, items: Iterable[ExportItem]) -> Iterator[bytes]:
    """The line of names, and a row for each article."""
    del site
    yield csv_row(COLUMNS).encode()
    for item in items:
        yield csv_row(_cells(item)).encode("utf-8", "backslashreplace")


def _cells(item: ExportItem) -> Iterator[object]:
    article, card = item.article, item.article.card
    yield item.id
    yield item.url
    yield card.headline
    yield card.date.known
    yield card.updated.known if card.updated else ""
    yield card.section.path
    yield [author.name for author in card.authors]
    yield [tag.name for tag in card.tags]
    yield item.language
    yield card.kind or NEWS
    yield article.summary
    yield article.location
    yield "true" if article.listed else "false"
    yield plain_text(item.html)
