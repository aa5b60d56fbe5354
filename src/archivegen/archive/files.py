"""Files: the source files that are no articles, and which articles name them, as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.queries import visible

if TYPE_CHECKING:
    import sqlite3

    from archivegen.archive.catalog import Catalog, View


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
