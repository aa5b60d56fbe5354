"""Language versions: an article and its translations, as `translation_of` links them.

A group is all articles that lead to one another that way, over whatever steps; what is seen of it
are the published ones.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from archivegen.archive.queries import visible
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Card

_GROUP = f"""
    WITH RECURSIVE linked(path) AS (
        VALUES (:path)
        UNION SELECT original FROM translations JOIN linked USING (path)
        UNION SELECT translations.path FROM translations JOIN linked ON original = linked.path
    )
    SELECT articles.path, (SELECT original FROM translations WHERE path = articles.path)
    FROM linked JOIN articles USING (path) WHERE {visible()} ORDER BY articles.path
"""


Versions = tuple[tuple["Card", ...], "Card | None"]
"""The published articles of a group, and that which all others translate, if there is one."""

ALONE: Versions = (), None
"""The versions of an article that has no other."""


def versions_of(catalog: Catalog, paths: Collection[str]) -> dict[str, Versions]:
    """The versions of those of some articles that have others, by their paths."""
    query = """
        SELECT DISTINCT value FROM json_each(:paths) JOIN translations
            ON value IN (translations.path, original)
        ORDER BY value
    """
    linked = [path for (path,) in catalog.select(query, paths=json.dumps(sorted(paths)))]
    return {path: _versions(catalog, path) for path in linked}


def _versions(catalog: Catalog, path: str) -> Versions:
    rows = list(catalog.select(_GROUP, path=path))
    if len(rows) < 2:  # noqa: PLR2004 -- nothing to choose from
        return ALONE
    originals = [path for path, original in rows if original is None]
    cards = catalog.cards({path for path, _ in rows})
    original = cards[originals[0]] if len(originals) == 1 else None
    return tuple(cards[path] for path, _ in rows), original


def language_groups(catalog: Catalog) -> dict[str, int]:
    """A number for each published article with versions, by its position.

    It stands for all that its page shows of them.
    """
    found: dict[str, int] = {}
    for group in _groups(catalog):
        query = f"SELECT position, card_hash FROM articles WHERE path = :path AND {visible()}"
        members = [row for path in group for row in catalog.select(query, path=path)]
        key = fingerprint((sorted(members), sorted(_links(catalog, group))))
        for position, _ in members:
            found[position] = int.from_bytes(key[:8])
    return found


def _links(catalog: Catalog, group: list[str]) -> Iterator[tuple[str, str]]:
    query = "SELECT path, original FROM translations WHERE path = :path"
    for path in group:
        yield from catalog.select(query, path=path)


def _groups(catalog: Catalog) -> Iterator[list[str]]:
    """The paths of each group, whether there are such articles or not."""
    linked: dict[str, set[str]] = defaultdict(set)
    for path, original in catalog.select("SELECT path, original FROM translations"):
        linked[path].add(original)
        linked[original].add(path)
    while linked:
        group, waiting = [], [next(iter(linked))]
        while waiting:
            path = waiting.pop()
            if path in linked:
                group.append(path)
                waiting += linked.pop(path)
        yield group
