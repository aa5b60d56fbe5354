"""Parts of a long list of terms: by first letter, and a long part by the following letters.

A term is under its own letters, however many others there are, so that a new one changes only its
own part and those that link there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.collation import index_path
from archivegen.pages.site import sort_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning
    from archivegen.pages.terms.counts import TermCount

OF_A_LIST = 2
"""How many times `terms_limit` a part may have before it is in parts itself."""

_SIGN, _SIGNS = "_", "#"


@dataclass(frozen=True, slots=True)
class Part:
    """The terms below some headings: those that stand here, and those of the parts below it."""

    headings: tuple[str, ...]
    count: int
    terms: tuple[TermCount, ...]
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """The headings in a row: `S`, or `Sa` below it."""
        first, *others = self.headings
        if first == "0-9":
            return "".join(others) or "0\u20139"
        words = "".join(others).replace(_SIGN, " ")
        return (first.upper() if first != _SIGN else _SIGNS if not words else "") + words

    def walk(self) -> Iterator[Part]:
        """The part, and all below it, in the order of their terms."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def lists(self) -> Iterator[Part]:
        """The parts below it that have terms of their own, however far below: one click away."""
        for part in self.parts:
            yield from (one for one in part.walk() if one.terms)


def parts_of(
    planning: Planning, taxonomy: Taxonomy, counts: Sequence[TermCount]
) -> tuple[Part, ...]:
    """The parts of a list of terms, which are in their order."""
    names = sort_names(planning, taxonomy, {one.term.parent or one.term for one in counts})
    language, limit = planning.config.language, OF_A_LIST * planning.config.terms_limit
    rows = [
        (index_path(names[(one.term.parent or one.term).slug], language), one) for one in counts
    ]
    return tuple(_part(path, group, limit) for path, group in _groups(rows, 0).items())


_Rows = list[tuple[tuple[str, ...], "TermCount"]]


def _groups(rows: _Rows, depth: int) -> dict[tuple[str, ...], _Rows]:
    """The terms by their headings down to some depth, and one more where they have it."""
    groups: dict[tuple[str, ...], _Rows] = {}
    for row in rows:
        groups.setdefault(row[0][: depth + 1], []).append(row)
    return groups


def _part(headings: tuple[str, ...], rows: _Rows, limit: int) -> Part:
    depth, longest = len(headings), max(len(path) for path, _ in rows)
    while len(rows) > limit and depth < longest:
        groups = _groups(rows, depth)
        depth += 1
        # Where all go on alike, as "Flood 1" and "Flood 2", the first letter that tells them apart.
        if len(groups) > 1:
            own = tuple(one for path, one in rows if len(path) < depth)
            below = (_part(at, group, limit) for at, group in groups.items() if len(at) == depth)
            return Part(headings, len(rows), own, tuple(below))
    return Part(headings, len(rows), tuple(one for _, one in rows), ())
