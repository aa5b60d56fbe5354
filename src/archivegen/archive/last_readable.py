"""Last readable: articles whose files cannot be read now, as they were when they could be.

No query of the archive sees them, so that a site with errors is the same whatever was known before;
only who asks for it (`build --keep-going`) puts them back among the articles.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.rows import ArticleRow, ShownFile, article_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

SCHEMA = """
CREATE TABLE last_readable (
    path TEXT PRIMARY KEY, draft INT, card BLOB, article BLOB, body BLOB, shows TEXT
) WITHOUT ROWID;
"""


def remember(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Remember the articles in some files, by their paths below the content folder, as they are."""
    query = """
        INSERT OR REPLACE INTO last_readable
        SELECT path, draft, card, article, body, (
            SELECT json_group_array(json_array(output, is_linked)) FROM
                (SELECT output, is_linked FROM shows WHERE path = articles.path ORDER BY output)
        ) FROM articles WHERE path = ?
    """
    connection.executemany(query, ((path,) for path in paths))


def forget_others(connection: sqlite3.Connection) -> None:
    """Forget the articles in files that are gone, or can be read."""
    connection.execute("""
        DELETE FROM last_readable
        WHERE 'content/' || path NOT IN (SELECT path FROM files WHERE digest = x'')
    """)


def last_readable(connection: sqlite3.Connection, paths: Collection[str]) -> Iterator[ArticleRow]:
    """The articles that are remembered of some files, as they could be stored again.

    Without their warnings: the places of these are those of another text.
    """
    query = """
        SELECT draft, card, article, body, shows FROM last_readable
        WHERE path IN (SELECT value FROM json_each(?)) ORDER BY path
    """
    rows = connection.execute(query, (json.dumps(sorted(paths)),))
    for draft, card, data, body, shows in rows:
        article = article_from_bytes(card_from_bytes(card), body, data)
        row = article_row(article, "", is_draft=bool(draft))
        yield row._replace(shows=tuple(ShownFile(*shown) for shown in json.loads(shows)))
