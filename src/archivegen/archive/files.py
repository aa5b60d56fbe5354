"""Files: the source files that are no articles, and which articles name them, as queries.

A row may be made from other files than its own, such as the data of a table, which it `uses`: when
one of them is written, changed or removed, the file of that row is to be read again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.queries import visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from archivegen.archive.catalog import Catalog, View

SCHEMA = """
CREATE TABLE uses (path TEXT, file TEXT, PRIMARY KEY (path, file)) WITHOUT ROWID;
CREATE INDEX use_file ON uses (file);
"""


def other_files(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The digests of the source files that are no articles, by their paths.

    Without those of the content folder that begin like an article under another ending, and
    articles that could not be read.
    """
    rows = connection.execute("""
        SELECT path, digest FROM files WHERE ((NOT EXISTS
            (SELECT 1 FROM articles WHERE articles.path = substr(files.path, 9))
            AND NOT EXISTS (SELECT 1 FROM misnamed WHERE misnamed.path = files.path))
            OR path LIKE 'static/%') AND digest <> x''
    """)
    return dict(rows)


def misnamed_files(connection: sqlite3.Connection) -> list[str]:
    """The files of the content folder that begin like an article under another ending."""
    return [str(path) for (path,) in connection.execute("SELECT path FROM misnamed ORDER BY path")]


def shown_files(connection: sqlite3.Connection) -> set[str]:
    """The files of the output that articles show, published or not, by their paths."""
    rows = connection.execute("SELECT DISTINCT output FROM shows WHERE is_linked")
    return {str(output) for (output,) in rows}


def withheld_files(connection: sqlite3.Connection, view: View) -> set[str]:
    """The files of the output that only articles name which are not published, by their paths."""
    query = f"""
        SELECT output FROM shows JOIN articles USING (path)
        GROUP BY output HAVING NOT max({visible()})
    """
    return {str(output) for (output,) in connection.execute(query, view.values())}


def published_files(connection: sqlite3.Connection, view: View) -> set[str]:
    """The files of the output that published articles name, by their paths."""
    query = f"SELECT DISTINCT output FROM shows JOIN articles USING (path) WHERE {visible()}"
    return {str(output) for (output,) in connection.execute(query, view.values())}


def linked_files(connection: sqlite3.Connection, view: View) -> set[str]:
    """The files of the output that published articles lead to, but for old addresses."""
    query = f"""
        SELECT DISTINCT output FROM shows JOIN articles USING (path)
        WHERE is_linked AND {visible()} AND output NOT IN (SELECT output FROM aliases)
    """
    return {str(output) for (output,) in connection.execute(query, view.values())}


def is_source(catalog: Catalog, path: str) -> bool:
    """Whether there is a source file at a path from the site's root."""
    return any(catalog.select("SELECT 1 FROM files WHERE path = :path", path=path))


def put_uses(connection: sqlite3.Connection, path: str, files: Iterable[str]) -> None:
    """Remember which files the row of a file is made from, in the place of those before.

    All paths are from the site's root.
    """
    connection.execute("DELETE FROM uses WHERE path = ?", (path,))
    connection.executemany("INSERT INTO uses VALUES (?, ?)", ((path, file) for file in files))


def users_of(connection: sqlite3.Connection, files: Iterable[str]) -> set[str]:
    """The files whose rows are made from any of these."""
    query = "SELECT path FROM uses WHERE file IN (SELECT value FROM json_each(?))"
    return {str(path) for (path,) in connection.execute(query, (json.dumps([*files]),))}
