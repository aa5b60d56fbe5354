"""Series: the other parts of an article's series, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.terms.parts import MOST, Part, parts_of, shown_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article, Card, Term
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """A part of a series."""

    number: int
    """Its part number; 0 in a long series whose editors do not say."""
    card: Card
    """The article."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series that an article belongs to, or another ordered list."""

    taxonomy: Taxonomy
    """The taxonomy of the series."""
    term: Term
    """The series."""
    number: int
    """The article's part number; 0 in a long series whose editors do not say."""
    count: int
    """The number of parts; 0 for a long series, whose pages do not state it."""
    parts: tuple[SeriesPart, ...]
    """The parts in order, including the article itself: all, or those around it."""
    previous: Card | None
    """The previous part, if any."""
    next: Card | None
    """The next part, if any."""


def numbers_of(
    catalog: Catalog, taxonomy: Taxonomy, slug: str, cards: Sequence[Card]
) -> tuple[int, ...]:
    """Which part of a term each of some articles is, or 0; nothing without an order."""
    if not taxonomy.ordered:
        return ()
    parts = parts_of(catalog, taxonomy, slug)
    numbers = dict(zip((part.position for part in parts), _numbers(parts), strict=True))
    return tuple(numbers[catalog.position(card)] for card in cards)


def _numbers(parts: Sequence[Part]) -> list[int]:
    """Which part each of all parts of a term is: as its editor says, or as they are counted.

    In a long series nobody counts, since one more part would change most of the others.
    """
    is_long = len(parts) > MOST
    return [part.number or (0 if is_long else place) for place, part in enumerate(parts, 1)]


def series_of(planning: Planning, articles: Sequence[Article]) -> list[tuple[Series, ...]]:
    """The series that each of some articles is a part of."""
    lookup = _Lookup(planning)
    return [tuple(lookup.of(article)) if article.terms else () for article in articles]


class _Lookup:
    """Looks up series, the parts of each once."""

    def __init__(self, planning: Planning) -> None:
        self._catalog, self._taxonomies = planning.catalog, planning.config.taxonomies
        self._parts: dict[tuple[str, str], list[Part]] = {}

    def of(self, article: Article) -> Iterator[Series]:
        """The series that an article is a part of."""
        position = self._catalog.position(article.card)
        for name, members in article.terms.items():
            taxonomy = self._taxonomies[name]
            for member in members if taxonomy.ordered else ():
                parts = self._of_term(taxonomy, member.term.slug)
                at = next(at for at, part in enumerate(parts) if part.position == position)
                yield self._series(taxonomy, member.term, parts, at)

    def _of_term(self, taxonomy: Taxonomy, slug: str) -> list[Part]:
        key = taxonomy.name, slug
        if key not in self._parts:
            self._parts[key] = parts_of(self._catalog, taxonomy, slug)
        return self._parts[key]

    def _series(self, taxonomy: Taxonomy, term: Term, parts: list[Part], at: int) -> Series:
        is_long, numbers = len(parts) > MOST, _numbers(parts)
        paths = [self._catalog.path_of(part.position) for part in parts]
        places = shown_with(len(parts), at)
        cards = self._catalog.cards([paths[place] for place in places])
        shown = {place: SeriesPart(numbers[place], cards[paths[place]]) for place in places}
        before, after = shown.get(at - 1), shown.get(at + 1)
        return Series(
            taxonomy=taxonomy,
            term=term,
            number=numbers[at],
            count=0 if is_long else max(len(parts), *numbers),
            parts=tuple(shown.values()),
            previous=before.card if before else None,
            next=after.card if after else None,
        )
