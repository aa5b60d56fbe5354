"""The list of all terms of a taxonomy, such as all topics.

A list of more than `terms_limit` is divided by first letter. Its landing page then has the terms
with most articles, the letters with the parts below them, and the address of all names for the
script that filters them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from archivegen.model.taxonomies import AUTHORS, TOPICS
from archivegen.pages.page import Family, Page, PageTemplate, Slice, slice_name
from archivegen.pages.site import by_name, sort_names, with_list
from archivegen.pages.terms.counts import TermCount, counts_of
from archivegen.pages.terms.parts import parts_of
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning
    from archivegen.pages.terms.parts import Part

MOST_USED = 40
"""Terms with most articles that stand on the landing page of a list in parts."""

MOST_LISTS = 600
"""Parts below letters that a landing page links to, at most: with more, the letters lead there."""


@dataclass(frozen=True, slots=True)
class TermLetter:
    """A part of a long list of terms: those that begin with certain letters."""

    title: str
    """The letters: `S`, or `Sa` below it."""
    url: str
    """The address."""
    count: int
    """The number of its terms."""
    parts: tuple[TermLetter, ...] = ()
    """The parts below it that list terms, if it is divided, too: on its own page, and on the
    landing page unless there are very many."""


@dataclass(frozen=True, slots=True)
class TermsData:
    """All terms of a taxonomy, or a part of a long list of them."""

    taxonomy: Taxonomy
    """The taxonomy of the terms."""
    terms: tuple[TermCount, ...]
    """The terms, by name: all, or those of this part; empty on the landing page of a list in
    parts."""
    count: int
    """The number of terms on this page and below it."""
    letters: tuple[TermLetter, ...] = ()
    """The parts, by first letter; empty if the list is one page."""
    part: TermLetter | None = None
    """The part this page shows; none on the landing page."""
    most_used: tuple[TermCount, ...] = ()
    """The terms with the most articles, largest first; only on the landing page of a list in parts,
    or of a part that is divided itself."""
    older: TermLetter | None = None
    """The previous part, if any."""
    newer: TermLetter | None = None
    """The next part, if any."""


@dataclass(frozen=True, slots=True)
class TermNamesData:
    """The names of all terms of a taxonomy, for the script that looks for one."""

    taxonomy: Taxonomy
    """The taxonomy of the terms."""
    terms: tuple[TermCount, ...]
    """The terms, by name."""


NAMES = PageTemplate(
    "terms.json",
    TermNamesData,
    "The names of a list that is in parts, or that search suggests: `/topics/index.json`.",
)
TEMPLATES = (
    PageTemplate(
        "sections.html",
        TermsData,
        "The list of all sections, at `/sections/`, if there are more than the header shows.",
    ),
    PageTemplate(
        "topics.html", TermsData, "The list of all topics, at `/topics/` or `/topics/a-z/s/`."
    ),
    PageTemplate("authors.html", TermsData, "The list of all authors, at `/authors/`."),
    PageTemplate("terms.html", TermsData, "The list of all series or other terms, at `/series/`."),
    NAMES,
)


def is_in_parts(planning: Planning, taxonomy: Taxonomy) -> bool:
    """Whether the list of a taxonomy's terms is too long for one page."""
    return planning.catalog.has_more_terms(taxonomy, planning.config.terms_limit)


def has_names(planning: Planning, taxonomy: Taxonomy) -> bool:
    """Whether the names of a taxonomy's terms are there for a script.

    That of a list in parts looks for one; that of the search suggests topics and authors.
    """
    is_searched = planning.config.search.enabled and taxonomy.name in {TOPICS, AUTHORS}
    return is_searched or is_in_parts(planning, taxonomy)


def has_lists_in_parts(planning: Planning) -> bool:
    """Whether the list of any taxonomy is."""
    return any(is_in_parts(planning, taxonomy) for taxonomy in with_list(planning))


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each list of all terms of a taxonomy."""
    for taxonomy in with_list(planning):
        counted = tuple(counts_of(planning, taxonomy))
        order = sorted(sort_names(planning, taxonomy, [one.term for one in counted]).items())
        yield Slice(slice_name("terms", taxonomy.name), fingerprint((counted, order)))


def pages(planning: Planning, taxonomy_name: str) -> Iterator[Page]:
    """The list of all terms of a taxonomy: one page, or one for each part and a landing page."""
    taxonomy, urls = planning.config.taxonomies[taxonomy_name], planning.urls
    by_term = {one.term: one for one in counts_of(planning, taxonomy)}
    counts = tuple(by_term[term] for term in by_name(planning, taxonomy, by_term))
    url, names = urls.terms(taxonomy), urls.term_names(taxonomy)
    if has_names(planning, taxonomy):
        yield Page(names, urls.output(names), NAMES.name, TermNamesData(taxonomy, counts))
    if not is_in_parts(planning, taxonomy):
        data = TermsData(taxonomy, counts, len(counts))
        yield Page(url, urls.output(url), taxonomy.list_template, data)
        return
    parts = parts_of(planning, taxonomy, counts)
    letters = tuple(_letter_with_lists(planning, taxonomy, part) for part in parts)
    if sum(len(letter.parts) for letter in letters) > MOST_LISTS:
        letters = _letters(planning, taxonomy, parts)
    landing = TermsData(taxonomy, (), len(counts), letters, most_used=_most_used(counts))
    yield Page(url, urls.output(url), taxonomy.list_template, landing)
    yield from _pages_of_parts(planning, taxonomy, parts)


def _pages_of_parts(
    planning: Planning, taxonomy: Taxonomy, parts: Sequence[Part]
) -> Iterator[Page]:
    """A page for each part of a list, and for those below it."""
    letters = _letters(planning, taxonomy, parts)
    walked = list(chain.from_iterable(part.walk() for part in parts))
    links = _letters(planning, taxonomy, walked)
    for at, (part, link) in enumerate(zip(walked, links, strict=True)):
        all_terms = chain.from_iterable(one.terms for one in part.walk())
        data = TermsData(
            taxonomy, part.terms, part.count, letters, _letter_with_lists(planning, taxonomy, part),
            most_used=_most_used(all_terms) if part.parts else (),
            older=links[at - 1] if at else None,
            newer=links[at + 1] if at + 1 < len(links) else None,
        )  # fmt: skip
        yield Page(link.url, planning.urls.output(link.url), taxonomy.list_template, data)


def order_of(planning: Planning, taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """What represents the parts of a taxonomy's list: its terms and the names that sort them."""
    terms = planning.catalog.terms(taxonomy).values()
    return sorted(sort_names(planning, taxonomy, terms).items())


def addresses_of_parts(planning: Planning, taxonomy: Taxonomy) -> list[str]:
    """The addresses of all parts of a long list, in the order of their terms."""
    by_term = {one.term: one for one in counts_of(planning, taxonomy)}
    counts = [by_term[term] for term in by_name(planning, taxonomy, by_term)]
    walked = chain.from_iterable(part.walk() for part in parts_of(planning, taxonomy, counts))
    return [planning.urls.terms_part(taxonomy, part.headings) for part in walked]


def _most_used(counts: Iterable[TermCount]) -> tuple[TermCount, ...]:
    """The terms with most articles; in the order of their names, where they have equally many."""
    return tuple(sorted(counts, key=lambda one: -one.count)[:MOST_USED])


def _letters(
    planning: Planning, taxonomy: Taxonomy, parts: Iterable[Part]
) -> tuple[TermLetter, ...]:
    return tuple(_letter(planning, taxonomy, part) for part in parts)


def _letter(planning: Planning, taxonomy: Taxonomy, part: Part) -> TermLetter:
    url = planning.urls.terms_part(taxonomy, part.headings)
    return TermLetter(part.title, url, part.count)


def _letter_with_lists(planning: Planning, taxonomy: Taxonomy, part: Part) -> TermLetter:
    letter = _letter(planning, taxonomy, part)
    return replace(letter, parts=_letters(planning, taxonomy, part.lists()))


FAMILY = Family("terms", slices, pages, TEMPLATES)
