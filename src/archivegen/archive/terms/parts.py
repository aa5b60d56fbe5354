"""Parts: the articles of a term that has an order, such as a series, in that order.

Numbered parts come first, by their number, and the others after them, oldest first. The page of a
part shows a bounded number of the others: all of them if they are few, otherwise those just before
and after it, so that one more part of a long series changes few of the others.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.queries import IN_ORDER, listed
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.taxonomies import Taxonomy

MOST = 24
"""Parts of a series that each of them shows all of, at most."""

AROUND = 3
"""Parts before one and after it that it shows of a longer series."""

_PARTS = f"""
    SELECT position, part FROM terms WHERE kind = :kind AND slug = :slug AND {listed()}
    ORDER BY {IN_ORDER}
"""

_ALL_PARTS = f"""
    SELECT slug, position, hash, hash_high FROM terms WHERE kind = :kind AND {listed()}
    ORDER BY slug, {IN_ORDER}
"""


class Part(NamedTuple):
    """The place of an article in the archive, and which part it is, as its editor says; or 0."""

    position: str
    number: int


def parts_of(catalog: Catalog, taxonomy: Taxonomy, slug: str) -> list[Part]:
    """All parts of a term, in order."""
    return [Part(*row) for row in catalog.select(_PARTS, kind=taxonomy.name, slug=slug)]


def shown_with(count: int, at: int) -> range:
    """The places, from 0, of the parts that a part shows, itself included, of so many in all."""
    if count <= MOST:
        return range(count)
    return range(max(0, at - AROUND), min(count, at + AROUND + 1))


def repeated_parts(catalog: Catalog, taxonomy: Taxonomy) -> Iterator[tuple[str, int, str, str]]:
    """The articles that are the same part as an earlier one: slug, number, paths of both."""
    query = f"""
        SELECT slug, part, first, position FROM (
            SELECT slug, part, position, min(position) OVER (PARTITION BY slug, part) AS first
            FROM terms WHERE kind = :kind AND part > 0 AND {listed()}
        ) WHERE position <> first ORDER BY slug, part, position
    """
    for slug, number, first, position in catalog.select(query, kind=taxonomy.name):
        yield slug, number, catalog.path_of(first), catalog.path_of(position)


def numbers_of_parts(catalog: Catalog, taxonomies: Iterable[Taxonomy]) -> dict[str, int]:
    """A number for each article that is a part of something, by its position.

    It represents all that the article's page shows of the other parts.
    """
    numbers: dict[str, int] = {}
    for taxonomy in taxonomies:
        rows = catalog.select(_ALL_PARTS, kind=taxonomy.name)
        for _, group in groupby(rows, key=lambda row: row[0]):
            parts = list(group)
            digests = _Digests(parts)
            for at, (_, position, *_) in enumerate(parts):
                number = digests.of(shown_with(len(parts), at))
                numbers[position] = numbers.get(position, 0) + number
    return numbers


class _Digests:
    """Digests of some of the parts of a term; those of all of them are one for each."""

    def __init__(self, parts: list[tuple[str, str, int, int]]) -> None:
        self._parts = parts
        self._known: dict[range, int] = {}

    def of(self, places: range) -> int:
        """A number that represents the parts at these places."""
        if places not in self._known:
            shown = tuple(self._parts[at] for at in places)
            self._known[places] = int.from_bytes(fingerprint(shown))
        return self._known[places]
