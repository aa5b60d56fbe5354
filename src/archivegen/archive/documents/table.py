"""The table of documents. Like all tables of the store, it is written only by the loader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.documents import references
from archivegen.archive.documents.references import has_equal_files, put_references

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from archivegen.archive.documents.rows import DocumentRow

ALWAYS = -(1 << 60)
"""The time from which a document is published, in seconds since 1970: it waits for none."""

SCHEMA = """
CREATE TABLE documents (
    path TEXT PRIMARY KEY, kind TEXT, name TEXT, url TEXT, draft INT, instant INT, hash BLOB,
    data BLOB, body BLOB, warnings TEXT
);
CREATE INDEX document_kind ON documents (kind, name);
CREATE INDEX document_url ON documents (url, path, draft, instant);
"""


def replace_documents(connection: sqlite3.Connection, rows: Iterable[DocumentRow]) -> bool:
    """Store documents; those that are there already included.

    Says whether any of them is new or differs in more than its body.
    """
    others = [row for row in rows if not _has_only_another_body(connection, row)]
    remove_documents(connection, (row.path for row in others))
    connection.executemany(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (row.path, row.kind, row.name, row.url, row.draft, ALWAYS, row.digest, row.data,
             row.body, row.warnings)
            for row in others
        ),
    )  # fmt: skip
    put_references(connection, others)
    return bool(others)


def _has_only_another_body(connection: sqlite3.Connection, row: DocumentRow) -> bool:
    """Whether the document is there with another body at most; then it gets that."""
    query = "SELECT kind, draft, data, warnings FROM documents WHERE path = ?"
    stored = connection.execute(query, (row.path,)).fetchone()
    if stored != (row.kind, row.draft, row.data, row.warnings):
        return False
    if not has_equal_files(connection, row):
        return False
    query = "UPDATE documents SET body = ?, hash = ? WHERE path = ?"
    connection.execute(query, (row.body, row.digest, row.path))
    return True


def remove_documents(connection: sqlite3.Connection, names: Iterable[str]) -> bool:
    """Forget documents, by their paths below the content folder; says whether any was there."""
    removed = 0
    for name in names:
        query = "DELETE FROM documents WHERE path = ?"
        if count := connection.execute(query, (name,)).rowcount:
            removed += count
            for table in references.TABLES:
                connection.execute(f"DELETE FROM {table} WHERE path = ?", (name,))
    return bool(removed)
