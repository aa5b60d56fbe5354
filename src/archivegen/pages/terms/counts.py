"""Terms with their numbers of articles, as lists of terms show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Term
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with the number of its articles."""

    term: Term
    """The section, topic or other term."""
    count: int
    """The number of its articles."""


def counts_of(planning: Planning, taxonomy: Taxonomy) -> Iterator[TermCount]:
    """All terms of a taxonomy with their articles counted, in the order of their slugs."""
    terms = planning.catalog.terms(taxonomy)
    for slug, tally in planning.catalog.term_tallies(taxonomy).items():
        yield TermCount(terms[slug], tally.articles)
