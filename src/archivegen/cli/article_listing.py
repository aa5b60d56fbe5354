"""Articles as a listing: what programs are told of each, and what stands in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.cli.listings import Listing, cut
from archivegen.model.problems import visible
from archivegen.model.vocabulary.kinds import NEWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.archive.find import Listed
    from archivegen.model.article import PrintPlace
    from archivegen.model.taxonomies import Taxonomy

PRINTED = (
    "date", "publication", "edition", "volume", "number", "section", "page", "column", "headline",
)  # fmt: skip
"""What they are told of the place in print, if the article has one."""

NAMES = (
    "path", "url", "state", "date", "updated", "section", "headline", "authors", "tags", "language",
    "kind", "mark", "notices", "listed", "indexed", "template", "id", "licence", "rights",
    "published_by", "accessible", "audio", *(f"print_{name}" for name in PRINTED),
    "identifiers",
)  # fmt: skip
"""What programs are told of an article, under these names."""

HEADLINE_WIDTH = 60
"""Columns of a headline in a table, at most; longer ones are cut."""

_DATE_WIDTH = len("2022-07-21 06:40")
_STATE_WIDTH = len("scheduled")


def listing_of(taxonomies: Sequence[Taxonomy], *, states: bool) -> Listing[Listed]:
    """The listing of articles, its table with their states or without.

    `taxonomies` are those of which programs are told beyond what `NAMES` has, and of ordered ones
    also which parts it is.
    """
    state = {"STATE": _STATE_WIDTH} if states else {}
    columns = {"DATE": _DATE_WIDTH, **state, "SECTION": 0, "HEADLINE": 0, "PATH": 0}
    ordered = [taxonomy for taxonomy in taxonomies if taxonomy.ordered]
    parts = (f"{taxonomy.key}_part" for taxonomy in ordered)
    names = (*NAMES, *(taxonomy.key for taxonomy in taxonomies), *parts)

    def values(item: Listed) -> tuple[Any, ...]:
        terms = item.article.terms
        all_terms = ([one.term.name for one in terms.get(own.name, ())] for own in taxonomies)
        all_parts = ([one.part or None for one in terms.get(own.name, ())] for own in ordered)
        return *_values(item), *all_terms, *all_parts

    return Listing(names, values, columns, _cells_with_state if states else _cells)


def _values(item: Listed) -> tuple[Any, ...]:
    """What `NAMES` name; times are those of RFC 3339."""
    article, card, rights = item.article, item.article.card, item.article.rights
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
        [notice.type for notice in article.notices],
        article.listed,
        article.indexed,
        article.template or None,
        card.id or None,
        rights.licence or None,
        rights.notice or None,
        rights.publisher or None,
        rights.is_free,
        card.audio.src if card.audio else None,
        *_printed(article.print),
        [one.name for one in article.identifiers],
    )


def _printed(place: PrintPlace | None) -> Iterator[str | None]:
    """What `PRINTED` names."""
    for name in PRINTED:
        value = place.date.iso if place and name == "date" else getattr(place, name, None)
        yield value or None


def _cells(item: Listed) -> tuple[str, ...]:
    card = item.article.card
    local = card.date.local.isoformat(" ")[:_DATE_WIDTH]
    date = local if card.date.has_time else card.date.iso_date
    headline = cut(card.headline, HEADLINE_WIDTH)
    return date, card.section.path, headline, visible(f"content/{card.path}")


def _cells_with_state(item: Listed) -> tuple[str, ...]:
    date, *others = _cells(item)
    return date, item.state, *others
