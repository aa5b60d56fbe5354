"""Last readable: the last readable version of files that cannot be read now.

No query of the archive sees it, so that a site with errors is the same whatever was known before.
Only `build --keep-going` and `serve` put it back among the articles and documents.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.documents.codec import document_from_bytes
from archivegen.archive.documents.rows import DocumentRow, document_row
from archivegen.archive.rows import ArticleRow, ShownFile, article_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

SCHEMA = """
CREATE TABLE last_readable (
    path TEXT PRIMARY KEY, draft INT, card BLOB, data BLOB, body BLOB, shows TEXT
) WITHOUT ROWID;
"""


def remember(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Remember the current rows of some files, by their paths below the content folder."""
    of_both = " UNION ALL ".join(
        f"""
        SELECT path, draft, {card}, {data}, body, (
            SELECT json_group_array(json_array(output, is_linked)) FROM
                (SELECT output, is_linked FROM shows WHERE path = {table}.path ORDER BY output)
        ) FROM {table} WHERE path = :path
        """
        for table, card, data in (("articles", "card", "article"), ("documents", "NULL", "data"))
    )
    query = f"INSERT OR REPLACE INTO last_readable {of_both}"
    connection.executemany(query, ({"path": path} for path in paths))


def forget_others(connection: sqlite3.Connection) -> None:
    """Forget what was in files that are gone, or can be read."""
    connection.execute("""
        DELETE FROM last_readable
        WHERE 'content/' || path NOT IN (SELECT path FROM files WHERE digest = x'')
    """)


def last_readable(
    connection: sqlite3.Connection, paths: Collection[str]
) -> Iterator[ArticleRow | DocumentRow]:
    """The remembered rows of some files, ready to be stored again.

    Warnings are left out: their positions are those of another text.
    """
    query = """
        SELECT draft, card, data, body, shows FROM last_readable
        WHERE path IN (SELECT value FROM json_each(?)) ORDER BY path
    """
    rows = connection.execute(query, (json.dumps(sorted(paths)),))
    for draft, card, data, body, shows in rows:
        files = tuple(ShownFile(*shown) for shown in json.loads(shows))
        if card is None:
            document = document_from_bytes(data, body)
            yield document_row(document, "", is_draft=bool(draft))._replace(shows=files)
        else:
            article = article_from_bytes(card_from_bytes(card), body, data)
            yield article_row(article, "", is_draft=bool(draft))._replace(shows=files)
