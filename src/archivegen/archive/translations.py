"""Translations: the language versions of articles, as `translation_of` links their files.

In go paths of articles; out come the cards of their versions, and numbers that represent what is
shown of these. A group is all articles that `translation_of` connects, over any number of steps in
either direction, even through unpublished ones. Only its published articles are versions.
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

_LINKED = """
    WITH RECURSIVE linked(path) AS (
        VALUES (:path)
        UNION SELECT original FROM translations JOIN linked USING (path)
        UNION SELECT translations.path FROM translations JOIN linked ON original = linked.path
    )
"""
_GROUP = f"""
    {_LINKED}
    SELECT articles.path, (SELECT original FROM translations WHERE path = articles.path)
    FROM linked JOIN articles USING (path) WHERE {visible()} ORDER BY articles.path
"""


Versions = tuple[tuple["Card", ...], "Card | None"]
"""The cards of a group's published articles by path, and the original, if there is exactly one.

The original is the article that has no `translation_of` itself.
"""

ALONE: Versions = (), None
"""The versions of an article that has no other."""


def versions_of(catalog: Catalog, paths: Collection[str]) -> dict[str, Versions]:
    """The versions of some articles, by path; without those that no `translation_of` links."""
    query = """
        SELECT value FROM json_each(:paths)
        WHERE EXISTS (SELECT 1 FROM translations WHERE path = value)
        OR EXISTS (SELECT 1 FROM translations WHERE original = value)
    """
    linked = [path for (path,) in catalog.select(query, paths=json.dumps(sorted(paths)))]
    return {path: _versions(catalog, path) for path in linked}


def other_languages(catalog: Catalog) -> list[str]:
    """The languages of listed articles that are not in that of the site, as tags."""
    query = f"""
        SELECT DISTINCT language FROM articles
        WHERE language <> '' AND listed AND {visible()} ORDER BY language
    """
    return [str(language) for (language,) in catalog.select(query)]


def linked_by_translation(catalog: Catalog, path: str) -> list[str]:
    """A path, and those of all files that `translation_of` connects with it."""
    return [str(one) for (one,) in catalog.select(f"{_LINKED} SELECT path FROM linked", path=path)]


def _versions(catalog: Catalog, path: str) -> Versions:
    rows = list(catalog.select(_GROUP, path=path))
    if len(rows) < 2:  # noqa: PLR2004 -- nothing to choose from
        return ALONE
    originals = [path for path, original in rows if original is None]
    cards = catalog.cards({path for path, _ in rows})
    original = cards[originals[0]] if len(originals) == 1 else None
    return tuple(cards[path] for path, _ in rows), original


def language_groups(catalog: Catalog) -> dict[str, int]:
    """A number for each published article of a group, by its position.

    It is equal exactly where the group's cards and links are, so it belongs into the digests of
    slices that show versions.
    """
    numbers: dict[str, int] = {}
    for group in _groups(catalog):
        query = f"""
            SELECT position, card_hash, card_hash_high FROM articles
            WHERE path = :path AND {visible()}
        """
        members = [row for path in group for row in catalog.select(query, path=path)]
        key = fingerprint((sorted(members), sorted(_links(catalog, group))))
        for position, *_ in members:
            numbers[position] = int.from_bytes(key)
    return numbers


def large_groups(catalog: Catalog, most: int) -> Iterator[tuple[int, str]]:
    """Groups of more articles than that: how many, and the path of the first that is too many."""
    paths = {path for (path,) in catalog.select("SELECT path FROM translations")}
    if len(paths) < most:
        return
    for group in _groups(catalog):
        if len(group) > most:
            # One of those that can be taken away: an original names no other.
            yield len(group), sorted(paths.intersection(group))[most - 1]


def _links(catalog: Catalog, group: list[str]) -> Iterator[tuple[str, str]]:
    """The paths of the translations in a group, each with that of the article it names."""
    query = "SELECT path, original FROM translations WHERE path = :path"
    for path in group:
        yield from catalog.select(query, path=path)


def _groups(catalog: Catalog) -> Iterator[list[str]]:
    """The paths of each group, also those of articles that do not exist or are not published."""
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
