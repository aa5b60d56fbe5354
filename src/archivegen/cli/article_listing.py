"""Articles as a listing: what programs are told of each, and what stands in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.cli.listings import Listing, cut
from archivegen.model.problems import visible
from archivegen.model.vocabulary.kinds import NEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.archive.find import Listed
    from archivegen.model.taxonomies import Taxonomy

NAMES = (
    "path", "url", "state", "date", "updated", "section", "headline", "authors", "tags", "language",
    "kind", "mark", "listed", "indexed", "print_date", "print_page", "identifiers",
)  # fmt: skip
"""What programs are told of an article, under these names."""

HEADLINE_WIDTH = 60
"""Columns of a headline in a table, at most; longer ones are cut."""

_DATE_WIDTH = len("2022-07-21 06:40")
_STATE_WIDTH = len("scheduled")


def listing_of(taxonomies: Sequence[Taxonomy], *, states: bool) -> Listing[Listed]:
    """The listing of articles, its table with their states or without.

    `taxonomies` are those of which programs are told beyond what `NAMES` has.
    """
    state = {"STATE": _STATE_WIDTH} if states else {}
    columns = {"DATE": _DATE_WIDTH, **state, "SECTION": 0, "HEADLINE": 0, "PATH": 0}
    names = (*NAMES, *(taxonomy.key for taxonomy in taxonomies))

    def values(item: Listed) -> tuple[Any, ...]:
        terms = item.article.terms
        others = (terms.get(taxonomy.name, ()) for taxonomy in taxonomies)
        return *_values(item), *([member.term.name for member in found] for found in others)

    return Listing(names, values, columns, _cells_with_state if states else _cells)


def _values(item: Listed) -> tuple[Any, ...]:
    """What `NAMES` name; times are those of RFC 3339."""
    card, place = item.article.card, item.article.print
    return (
        f"content/{card.path}",
        item.url,
        item.state,
        card.date.known,
        card.updated.rfc3339 if card.updated else None,
        card.section.path,
        card.headline,
        [author.name for author in card.authors],
        [tag.name for tag in item.article.tags],
        item.language,
        card.kind or NEWS,
        card.mark or None,
        item.article.listed,
        item.article.indexed,
        place.date.iso if place else None,
        place.page if place else None,
        [one.name for one in item.article.identifiers],
    )


def _cells(item: Listed) -> tuple[str, ...]:
    card = item.article.card
    local = card.date.local.isoformat(" ")[:_DATE_WIDTH]
    date = local if card.date.has_time else card.date.iso_date
    headline = cut(card.headline, HEADLINE_WIDTH)
    return date, card.section.path, headline, visible(f"content/{card.path}")


def _cells_with_state(item: Listed) -> tuple[str, ...]:
    date, *others = _cells(item)
    return date, item.state, *others
