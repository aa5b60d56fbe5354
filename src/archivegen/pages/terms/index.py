"""The list of all terms of a taxonomy, such as all topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.page import Family, Page, PageTemplate, Slice, slice_name
from archivegen.pages.site import by_name, sort_names, with_list
from archivegen.pages.terms.counts import TermCount, counts_of
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class TermsData:
    """All terms of a taxonomy."""

    taxonomy: Taxonomy
    """What the terms are."""
    terms: tuple[TermCount, ...]
    """The terms, by name."""


TEMPLATES = (
    PageTemplate(
        "sections.html",
        TermsData,
        "The list of all sections, at `/sections/`, where there are more than in the header.",
    ),
    PageTemplate("topics.html", TermsData, "The list of all topics, at `/topics/`."),
    PageTemplate("authors.html", TermsData, "The list of all authors, at `/authors/`."),
    PageTemplate("terms.html", TermsData, "The list of all series, or others, at `/series/`."),
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each list of all terms of a taxonomy."""
    for taxonomy in with_list(planning):
        counted = tuple(counts_of(planning, taxonomy))
        order = sorted(sort_names(planning, taxonomy).items())
        yield Slice(slice_name("terms", taxonomy.name), fingerprint((counted, order)))


def pages(planning: Planning, taxonomy_name: str) -> Iterator[Page]:
    """The list of all terms of a taxonomy."""
    taxonomy = planning.config.taxonomies[taxonomy_name]
    url = planning.urls.terms(taxonomy)
    counts = {count.term: count for count in counts_of(planning, taxonomy)}
    data = TermsData(taxonomy, tuple(counts[term] for term in by_name(planning, taxonomy, counts)))
    yield Page(url, planning.urls.output(url), taxonomy.list_template, data)


FAMILY = Family("terms", slices, pages, TEMPLATES)
