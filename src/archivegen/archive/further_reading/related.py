"""Related articles: those shortly before an article that have much in common with it.

In go articles; out come the cards of up to three related ones for each. Only the few articles just
before one in each of its topics and series are candidates, so that a new article changes nothing
about older ones. For the same reason, nothing is counted across the whole archive: the rarity of a
topic shows in how far back its few articles reach.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from itertools import islice
from typing import TYPE_CHECKING

from archivegen.archive.queries import listed
from archivegen.model.taxonomies import SERIES, TOPICS
from archivegen.model.times import position_at

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article, Card

WINDOW = 6
"""Articles before one in each of its topics, among which related ones are looked for."""

MOST = 3
"""Related articles that are shown of one, at most."""

CANDIDATES = 8
"""Articles with most topics and series in common, of which authors and sections are compared."""

_TOPIC, _RAREST, _OF_SERIES, _AUTHOR, _SECTION = 2, 8, 6, 3, 1
"""Points for having a topic in common, and as many more as it is rare; a series; and so on."""

_BITS = (1 << 128) - 1

_UP_TO = f"""
    SELECT position FROM terms WHERE kind = :kind AND slug = :slug AND position <= :last
    AND {listed()} ORDER BY position DESC
"""

_List = tuple[str, str]
"""A topic or a series: the name of its taxonomy, and its slug."""


class Related:
    """The related articles of some articles, which are given oldest first."""

    def __init__(self, catalog: Catalog, articles: Sequence[Article]) -> None:
        self._catalog = catalog
        self._places: Mapping[_List, list[str]] = {}
        lists = {one for article in articles for one in _lists(article)}
        if lists:
            first, last = (catalog.position(articles[at].card) for at in (0, -1))
            self._places = {one: _around(catalog, one, first, last) for one in sorted(lists)}

    def of(self, articles: Sequence[tuple[Article, Collection[str]]]) -> list[tuple[Card, ...]]:
        """The related articles of each: those with most in common first, then the newest.

        Beside each article stand the paths of those that its page shows already, and that are left
        out here.
        """
        points = [self._points(article, shown) for article, shown in articles]
        cards = self._catalog.cards({path for one in points for path in one})
        return [
            _closest(article, {cards[path]: common for path, common in one.items()})
            for (article, _), one in zip(articles, points, strict=True)
        ]

    def _points(self, article: Article, shown: Collection[str]) -> dict[str, int]:
        """The paths of candidates with the points of topics and series: most first, then newest."""
        points: Counter[str] = Counter()
        position = self._catalog.position(article.card)
        for one in _lists(article):
            places = self._places[one]
            at = bisect_left(places, position)
            window = places[max(0, at - WINDOW) : at]
            weight = _OF_SERIES if one[0] == SERIES else _TOPIC + _rarity(window, position)
            for place in window:
                points[place] += weight
        # By time first: the order of those with equally much in common.
        ranked = sorted(sorted(points, reverse=True), key=points.__getitem__, reverse=True)
        paths = {self._catalog.path_of(place): points[place] for place in ranked}
        return dict(islice((item for item in paths.items() if item[0] not in shown), CANDIDATES))


def _lists(article: Article) -> set[_List]:
    """The topics and series that an article is on."""
    series = article.terms.get(SERIES, ())
    return {(TOPICS, tag.slug) for tag in article.tags} | {
        (SERIES, member.term.slug) for member in series
    }


def _rarity(window: Sequence[str], position: str) -> int:
    """How rare a topic is by the articles just before one: 0 for many a day, up to `_RAREST`."""
    if len(window) < WINDOW:
        return _RAREST
    days = (_seconds(position) - _seconds(window[0])) // 86_400
    return min(_RAREST, (days // WINDOW).bit_length())


def _seconds(position: str) -> int:
    return int(position[: len(position_at(0))])


def _closest(article: Article, candidates: Mapping[Card, int]) -> tuple[Card, ...]:
    """Of candidates with their points, in their order, those that have most in common."""
    own = article.card
    authors = {author.slug for author in own.authors}
    points = {
        card: common
        + _AUTHOR * any(author.slug in authors for author in card.authors)
        + _SECTION * (card.section.slug == own.section.slug)
        for card, common in candidates.items()
    }
    return tuple(sorted(points, key=points.__getitem__, reverse=True)[:MOST])


def _around(catalog: Catalog, one: _List, first: str, last: str) -> list[str]:
    """The places in a list from a first to a last one, with the window before them, in order."""
    places: list[str] = []
    before = 0
    for (place,) in catalog.select(_UP_TO, kind=one[0], slug=one[1], last=last):
        before += place < first
        if before > WINDOW:
            break
        places.append(place)
    return places[::-1]


def neighbourhoods(catalog: Catalog) -> dict[str, int]:
    """A number for each article with topics or series, by position: it represents candidates.

    It is the sum, modulo 2**128, of the numbers of the cards just before it in these.
    """
    numbers: dict[str, int] = defaultdict(int)
    query = f"""
        SELECT kind, slug, position, hash, hash_high FROM terms
        WHERE kind IN ('{TOPICS}', '{SERIES}') AND {listed()} ORDER BY kind, slug, position
    """
    last, before, total = ("", ""), deque[int](), 0
    for kind, slug, position, low, high in catalog.select(query):
        if (kind, slug) != last:
            last, total = (kind, slug), 0
            before.clear()
        numbers[position] = (numbers[position] + total) & _BITS
        if len(before) == WINDOW:
            total -= before.popleft()
        card = low + (high << 64)
        before.append(card)
        total += card
    return numbers
