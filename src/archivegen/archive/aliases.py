"""Aliases: the addresses that articles had before, as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.queries import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.catalog import Catalog


_ALIASES = f"""
    SELECT alias, url, path FROM aliases JOIN articles USING (path) WHERE {visible()}
    ORDER BY path, alias
"""


def aliases(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """The aliases of published articles, by path: alias as written, the address now, path."""
    yield from catalog.select(_ALIASES)


def downloads(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The aliases that end as no page does: the path of the article, the alias as written."""
    query = f"""
        SELECT path, alias FROM aliases JOIN articles USING (path)
        WHERE {visible()} AND output NOT LIKE '%.html' AND output NOT LIKE '%.htm'
        ORDER BY path, alias
    """
    yield from catalog.select(query)
