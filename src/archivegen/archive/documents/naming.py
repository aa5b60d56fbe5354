"""Naming: what the files of terms say about names, and which articles that concerns.

Drafts of such files never affect names: articles are read once for all views.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.documents.codec import document_from_bytes
from archivegen.archive.queries import path_of
from archivegen.model.documents.naming import Naming, naming_of
from archivegen.model.documents.term import KIND, TermDetails

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from archivegen.model.documents.naming import TermKey


def naming(connection: sqlite3.Connection) -> Naming:
    """What the files of terms say of names."""
    return naming_of(details for _, details in named_terms(connection))


def named_terms(connection: sqlite3.Connection) -> Iterator[tuple[str, TermDetails]]:
    """The files of terms that are no drafts, by path below the content folder."""
    query = "SELECT data, body FROM documents WHERE kind = ? AND NOT draft ORDER BY path"
    for row in connection.execute(query, (KIND,)):
        document = document_from_bytes(*row)
        if isinstance(document.details, TermDetails):
            yield document.path, document.details


def articles_with(connection: sqlite3.Connection, keys: Collection[TermKey]) -> set[str]:
    """The articles with one of some terms, or with one below it, as paths below content."""
    query = f"""
        WITH keys AS (
            SELECT json_extract(value, '$[0]') AS taxonomy, json_extract(value, '$[1]') AS own
            FROM json_each(?)
        )
        SELECT DISTINCT {path_of("position")} FROM keys JOIN terms
        ON kind = taxonomy AND (slug = own OR slug >= own || '/' AND slug < own || '0')
    """
    rows = connection.execute(query, (json.dumps(sorted(keys)),))
    return {str(path) for (path,) in rows}
