"""Related articles: those that came shortly before and share topics.

In go articles, out come the cards of up to three related ones for each. Only the few articles just
before one in each of its topics are candidates, so that a new article changes nothing of older
ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING

from archivegen.archive.queries import listed
from archivegen.model.taxonomies import TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article, Card

WINDOW = 6
"""Articles before one in each of its topics, among which related ones are looked for."""

MOST = 3
"""Related articles that are shown of one, at most."""

_BITS = (1 << 128) - 1

_UP_TO = f"""
    SELECT position FROM terms WHERE kind = '{TOPICS}' AND slug = :slug AND position <= :last
    AND {listed()} ORDER BY position DESC
"""


class Related:
    """The related articles of some articles, which are given oldest first."""

    def __init__(self, catalog: Catalog, articles: Sequence[Article]) -> None:
        self._catalog = catalog
        self._topics: Mapping[str, list[str]] = {}
        slugs = {tag.slug for article in articles for tag in article.tags}
        if slugs:
            first, last = (catalog.position(articles[at].card) for at in (0, -1))
            self._topics = {slug: _around(catalog, slug, first, last) for slug in sorted(slugs)}

    def of(self, articles: Sequence[tuple[Article, Card | None]]) -> list[tuple[Card, ...]]:
        """The related articles of each: those with most topics in common first, then the newest.

        Beside each article stands a card that its page shows already, and that is left out here.
        """
        chosen = [self._paths(article, shown) for article, shown in articles]
        cards = self._catalog.cards({path for paths in chosen for path in paths})
        return [tuple(cards[path] for path in paths) for paths in chosen]

    def _paths(self, article: Article, shown: Card | None) -> list[str]:
        common: Counter[str] = Counter()
        position = self._catalog.position(article.card)
        for slug in {tag.slug for tag in article.tags}:
            places = self._topics[slug]
            at = bisect_left(places, position)
            common.update(places[max(0, at - WINDOW) : at])
        # By time first: the order of those with equal numbers of topics.
        ranked = sorted(sorted(common, reverse=True), key=common.__getitem__, reverse=True)
        paths = [self._catalog.path_of(place) for place in ranked]
        return [path for path in paths if not shown or path != shown.path][:MOST]


def _around(catalog: Catalog, slug: str, first: str, last: str) -> list[str]:
    """The places in a topic from a first to a last one, with the window before them, in order."""
    places: list[str] = []
    before = 0
    for (place,) in catalog.select(_UP_TO, slug=slug, last=last):
        before += place < first
        if before > WINDOW:
            break
        places.append(place)
    return places[::-1]


def neighbourhoods(catalog: Catalog) -> dict[str, int]:
    """A number for each article with topics, by its position, that stands for its candidates.

    It is the sum, modulo 2**128, of the numbers of the cards just before it in its topics.
    """
    numbers: dict[str, int] = defaultdict(int)
    query = f"""
        SELECT slug, position, hash, hash_high FROM terms WHERE kind = '{TOPICS}' AND {listed()}
        ORDER BY slug, position
    """
    topic, before, total = "", deque[int](), 0
    for slug, position, low, high in catalog.select(query):
        if slug != topic:
            topic, total = slug, 0
            before.clear()
        numbers[position] = (numbers[position] + total) & _BITS
        if len(before) == WINDOW:
            total -= before.popleft()
        card = low + (high << 64)
        before.append(card)
        total += card
    return numbers
