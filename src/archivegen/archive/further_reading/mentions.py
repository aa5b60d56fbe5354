"""Mentions: the later articles whose texts link to an article.

In go articles; out come the cards of the newest few for each. A new article changes no more pages
than it has links.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from archivegen.archive.queries import listed
from archivegen.model.vocabulary.notices import STATUS
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article, Card

MOST = 4
"""Articles that are shown of those which link to one, at most: the newest."""

_OF_SOME = f"""
    SELECT target, position FROM links JOIN articles ON articles.path = links.path
    WHERE target IN (SELECT value FROM json_each(:paths)) AND {listed()}
"""

# From the links: else SQLite reads the rows of all articles, those without a link too.
_OF_ALL = f"""
    SELECT other.position, own.position, own.card_hash, own.card_hash_high FROM links
    CROSS JOIN articles AS own ON own.path = links.path AND {listed("own")}
    CROSS JOIN articles AS other ON other.path = target AND {listed("other")}
    WHERE own.position > other.position
"""


def mentions_of(catalog: Catalog, articles: Sequence[Article]) -> list[tuple[Card, ...]]:
    """The newest listed articles that came after each and link to it, oldest first.

    Of these none that does not stand any more: one that another has superseded leads to that, but
    is no news of it.
    """
    positions = {article.card.path: catalog.position(article.card) for article in articles}
    later: dict[str, list[str]] = defaultdict(list)
    for target, position in catalog.select(_OF_SOME, paths=json.dumps([*positions])):
        if position > positions[target]:
            later[target].append(position)
    shown = {
        target: [catalog.path_of(position) for position in sorted(found)[-MOST:]]
        for target, found in later.items()
    }
    cards = catalog.cards({path for paths in shown.values() for path in paths})
    standing = {path: card for path, card in cards.items() if card.mark not in STATUS}
    return [
        tuple(standing[path] for path in shown.get(target, ()) if path in standing)
        for target in positions
    ]


def numbers_of_mentions(catalog: Catalog) -> dict[str, int]:
    """A number for each article that is linked to, by position; it represents what is shown."""
    later: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for target, *mention in catalog.select(_OF_ALL):
        later[target].append(tuple(mention))
    return {
        target: int.from_bytes(fingerprint(tuple(sorted(found)[-MOST:])))
        for target, found in later.items()
    }
