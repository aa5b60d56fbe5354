"""Aliases: the addresses that articles and documents had before, as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.queries import of_both, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.catalog import Catalog


_ALIASES = of_both("alias, url, aliases.path", "aliases", visible()) + "ORDER BY 3, 1"


def aliases(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """The aliases of published texts, by path: alias as written, current address, path."""
    yield from catalog.select(_ALIASES)


def downloads(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The aliases that end as no page does: the path of the file, the alias as written."""
    is_no_page = "output NOT LIKE '%.html' AND output NOT LIKE '%.htm'"
    query = of_both("aliases.path, alias", "aliases", f"{visible()} AND {is_no_page}")
    yield from catalog.select(f"{query} ORDER BY 1, 2")
