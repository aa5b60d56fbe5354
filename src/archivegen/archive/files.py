"""Files: what is known of the source files, and which articles and documents name the others.

A row may be made from other files than its own, such as the data of a table, which it `uses`. When
one of them is written, changed or removed, the file of that row must be read again. All rows are
made with the defaults of folders. These are stored, to tell for which files they have changed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from archivegen.archive.queries import is_nowhere, unpublished
from archivegen.config.defaults import FolderDefaults
from archivegen.model.links import is_article
from archivegen.system.database import UNREADABLE_SEAL, open_snapshot, seal_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.archive.queries import View
    from archivegen.archive.rows import KnownFile
    from archivegen.config.paths import SitePaths

SCHEMA = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INT, mtime_ns INT, ctime_ns INT, inode INT,
    scanned_ns INT, digest BLOB
) WITHOUT ROWID;
CREATE TABLE others (path TEXT PRIMARY KEY, digest BLOB, passed_over TEXT) WITHOUT ROWID;
CREATE TABLE uses (path TEXT, file TEXT, PRIMARY KEY (path, file)) WITHOUT ROWID;
CREATE INDEX use_file ON uses (file);
CREATE TABLE defaults (number INTEGER PRIMARY KEY, path TEXT, data TEXT);
"""


Reason = Literal["ending", "folder"]
"""Why a file of the content folder is neither read nor copied.

It begins like an article under another `ending`, or lies in a folder of documents of no kind.
"""


def known_files(paths: SitePaths) -> Iterator[KnownFile]:
    """What is known of each source file, in the order of the paths; nothing without a sealed state.

    Read without a check of the seal: a damaged row can only fail to match a file. Raises
    sqlite3.DatabaseError where it cannot be read.
    """
    path = paths.articles_db
    if not (path.is_file() and generation(paths)):
        return
    connection = open_snapshot(path)
    try:
        yield from connection.execute("SELECT * FROM files ORDER BY path")
    finally:
        connection.close()


def generation(paths: SitePaths) -> str:
    """A text that is another whenever the rows are others, from the seal; empty without rows."""
    try:
        return seal_of(paths.articles_db)
    except UNREADABLE_SEAL:
        return ""


def other_files(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The digests of the source files that are copied, by their paths.

    Those are all that are neither texts nor passed over.
    """
    return dict(connection.execute("SELECT path, digest FROM others WHERE passed_over IS NULL"))


def passed_over(connection: sqlite3.Connection, reason: Reason) -> list[str]:
    """The files of the content folder that are neither read nor copied, for this reason."""
    query = "SELECT path FROM others WHERE passed_over = ? ORDER BY path"
    return [str(path) for (path,) in connection.execute(query, (reason,))]


def shown_files(connection: sqlite3.Connection) -> set[str]:
    """The files of the output that articles and documents show, published or not."""
    rows = connection.execute("SELECT DISTINCT output FROM shows WHERE is_linked")
    return {str(output) for (output,) in rows}


def withheld_files(connection: sqlite3.Connection, view: View) -> set[str]:
    """The files of the output that only articles and documents name which are not published."""
    query = f"SELECT DISTINCT output FROM shows WHERE path IN ({unpublished()})"
    named = {str(output) for (output,) in connection.execute(query, view.values())}
    return named - published_files(connection, view, named)


def published_files(
    connection: sqlite3.Connection, view: View, outputs: Collection[str]
) -> set[str]:
    """Those of some files of the output that published articles and documents name."""
    query = f"""
        SELECT DISTINCT output FROM shows
        WHERE output IN (SELECT value FROM json_each(:outputs)) AND path NOT IN ({unpublished()})
    """
    values = {**view.values(), "outputs": json.dumps([*outputs])}
    return {str(output) for (output,) in connection.execute(query, values)}


class Targets(NamedTuple):
    """What published articles and documents lead to.

    `files` of the output, but for old addresses; and texts that are not there, `lost_texts`, with
    the file that leads to each: paths below the content folder.
    """

    files: set[str]
    lost_texts: list[tuple[str, str]]


def targets(
    connection: sqlite3.Connection, view: View, sources: Collection[str] | None = None
) -> Targets:
    """What published texts lead to: those in some files below the content folder, or all."""
    values = {**view.values(), "sources": json.dumps([*(sources or ())])}
    is_asked_for = f"path NOT IN ({unpublished()})"
    if sources is not None:
        is_asked_for += " AND path IN (SELECT value FROM json_each(:sources))"
    query = f"""
        SELECT DISTINCT output FROM shows
        WHERE is_linked AND output NOT IN (SELECT output FROM aliases) AND {is_asked_for}
    """
    files = {str(output) for (output,) in connection.execute(query, values)}
    query = f"""
        SELECT path, target FROM links WHERE {is_nowhere("target")} AND {is_asked_for}
        ORDER BY path, target
    """
    return Targets(files, connection.execute(query, values).fetchall())


def is_source(catalog: Catalog, path: str) -> bool:
    """Whether there is a source file at a path from the site's root."""
    return any(catalog.select("SELECT 1 FROM files WHERE path = :path", path=path))


def put_uses(connection: sqlite3.Connection, path: str, files: Iterable[str]) -> None:
    """Remember which files the row of a file is made from, in the place of those before.

    All paths are from the site's root.
    """
    connection.execute("DELETE FROM uses WHERE path = ?", (path,))
    connection.executemany("INSERT INTO uses VALUES (?, ?)", ((path, file) for file in files))


def texts(connection: sqlite3.Connection) -> Iterator[str]:
    """The files of the content folder that may be texts, by their paths below it, in order."""
    query = "SELECT substr(path, 9) FROM files WHERE path LIKE 'content/%' ORDER BY path"
    return (str(path) for (path,) in connection.execute(query) if is_article(path))


def known_defaults(connection: sqlite3.Connection) -> tuple[FolderDefaults, ...]:
    """The defaults of folders that the rows were made with."""
    rows = connection.execute("SELECT path, data FROM defaults ORDER BY number")
    return tuple(FolderDefaults(path, json.loads(data)) for path, data in rows)


def put_defaults(connection: sqlite3.Connection, defaults: Iterable[FolderDefaults]) -> None:
    """Remember the defaults of folders that the rows are made with now."""
    connection.execute("DELETE FROM defaults")
    rows = ((number, one.path, json.dumps(one.values)) for number, one in enumerate(defaults))
    connection.executemany("INSERT INTO defaults VALUES (?, ?, ?)", rows)


def users_of(connection: sqlite3.Connection, files: Iterable[str]) -> set[str]:
    """The files whose rows are made from any of these."""
    query = "SELECT path FROM uses WHERE file IN (SELECT value FROM json_each(?))"
    return {str(path) for (path,) in connection.execute(query, (json.dumps([*files]),))}
