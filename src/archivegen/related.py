"""Related articles: those that came shortly before and share topics.

Only a bounded neighbourhood is looked at, the few articles just before one in each of its topics,
so that a new article changes nothing of older ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING

from archivegen.catalog import VISIBLE

if TYPE_CHECKING:
    from collections.abc import Collection

    from archivegen.article import Article, Card
    from archivegen.catalog import Catalog

WINDOW = 6
"""Articles before one in each of its topics, among which related ones are looked for."""

MOST = 3
"""Related articles that are shown of one, at most."""

_BITS = (1 << 64) - 1

_BEFORE = f"""
    SELECT position FROM terms WHERE kind = 'topic' AND slug = :slug AND position < :position
    AND {VISIBLE} ORDER BY position DESC LIMIT {WINDOW}
"""  # noqa: S608 -- of constants


def related(catalog: Catalog, article: Article, shown: Collection[str] = ()) -> tuple[Card, ...]:
    """The related articles of one: those with most topics in common first, then the newest.

    `shown` are the paths of articles that its page shows already.
    """
    common: Counter[str] = Counter()
    for slug in {tag.slug for tag in article.tags}:
        rows = catalog.select(_BEFORE, slug=slug, position=catalog.position(article.card))
        common.update(str(position) for (position,) in rows)
    # By time first: the order of equal numbers of topics.
    ranked = sorted(sorted(common, reverse=True), key=common.__getitem__, reverse=True)
    paths = [path for position in ranked if (path := catalog.path_at(position)) not in shown]
    return tuple(map(catalog.card, paths[:MOST]))


def neighbourhoods(catalog: Catalog) -> dict[str, int]:
    """A number for each article with topics, by its position, that stands for its candidates.

    It is the sum of what stands for the cards before it in its topics.
    """
    found: dict[str, int] = defaultdict(int)
    query = f"""
        SELECT slug, position, hash FROM terms WHERE kind = 'topic' AND {VISIBLE}
        ORDER BY slug, position
    """  # noqa: S608 -- of constants
    topic, before, total = "", deque[int](), 0
    for slug, position, card in catalog.select(query):
        if slug != topic:
            topic, total = slug, 0
            before.clear()
        found[position] = (found[position] + total) & _BITS
        if len(before) == WINDOW:
            total -= before.popleft()
        before.append(card)
        total += card
    return found
