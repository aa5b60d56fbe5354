"""References: the tables that articles and documents share, since they are keyed by path alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from archivegen.archive.rows import AliasRow, ShownFile

SCHEMA = """
CREATE TABLE links (path TEXT, target TEXT, PRIMARY KEY (path, target)) WITHOUT ROWID;
CREATE INDEX link_target ON links (target, path);
CREATE TABLE aliases (
    path TEXT, alias TEXT, output TEXT, PRIMARY KEY (path, alias)
) WITHOUT ROWID;
CREATE INDEX alias_output ON aliases (output, path);
CREATE TABLE shows (
    path TEXT, output TEXT, is_linked INT, PRIMARY KEY (path, output)
) WITHOUT ROWID;
CREATE INDEX show_output ON shows (output, is_linked);
CREATE TABLE translations (path TEXT PRIMARY KEY, original TEXT) WITHOUT ROWID;
CREATE INDEX translation_original ON translations (original);
CREATE TABLE templates (path TEXT PRIMARY KEY, template TEXT) WITHOUT ROWID;
"""

TABLES = ("links", "aliases", "translations", "templates", "shows")
"""The tables."""


class Referring(Protocol):
    """What has references: the row of an article or of a document."""

    @property
    def path(self) -> str:
        """The file's path below the content folder."""

    @property
    def links(self) -> tuple[str, ...]:
        """The files with text that it links to."""

    @property
    def aliases(self) -> tuple[AliasRow, ...]:
        """Its old addresses."""

    @property
    def original(self) -> str:
        """The file that it is a translation of, or empty."""

    @property
    def template(self) -> str:
        """The template that makes its page, if it names one; or empty."""

    @property
    def shows(self) -> tuple[ShownFile, ...]:
        """The files of the output that it names."""


def put_references(connection: sqlite3.Connection, rows: Sequence[Referring]) -> None:
    """Store the references of articles or documents that have none in the tables."""
    connection.executemany(
        "INSERT INTO links VALUES (?, ?)",
        ((row.path, link) for row in rows for link in row.links),
    )
    connection.executemany(
        "INSERT INTO aliases VALUES (?, ?, ?)",
        ((row.path, old.alias, old.output) for row in rows for old in row.aliases),
    )
    connection.executemany(
        "INSERT INTO shows VALUES (?, ?, ?)",
        ((row.path, *shown) for row in rows for shown in row.shows),
    )
    connection.executemany(
        "INSERT INTO translations VALUES (?, ?)",
        ((row.path, row.original) for row in rows if row.original),
    )
    connection.executemany(
        "INSERT INTO templates VALUES (?, ?)",
        ((row.path, row.template) for row in rows if row.template),
    )


def has_equal_files(connection: sqlite3.Connection, row: Referring) -> bool:
    """Whether the files that it names are those that are stored of it."""
    query = "SELECT output, is_linked FROM shows WHERE path = ? ORDER BY output"
    return tuple(connection.execute(query, (row.path,))) == row.shows
