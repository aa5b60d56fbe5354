"""Terms: sections that the configuration does not name, and names that may be one, misspelled."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from archivegen.archive.documents.terms import files_of_taxonomy
from archivegen.builder.problems.defaults import origin_of
from archivegen.checks.article_file import ArticleFile
from archivegen.checks.similar_names import Pair, similar
from archivegen.loader.frontmatter.advice import names_in
from archivegen.model.documents.folders import MARK
from archivegen.model.taxonomies import AUTHORS, BUILT_IN, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.archive.catalog import Catalog
    from archivegen.archive.inventory import Inventory
    from archivegen.config.settings import Config
    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.yaml_reader import KeyPath
    from archivegen.model.article import Card, Term
    from archivegen.model.documents.naming import Naming
    from archivegen.model.problems import Position, Problem
    from archivegen.model.slugs import Slugger
    from archivegen.model.taxonomies import Taxonomy

NEAR = 0.75
"""How alike two sections are, of which one may be a slip: difflib's ratio."""

MOST_SECTIONS = 200
"""Sections that are compared with one another, at most: with more, they are no sections."""


class KnownSections:
    """The sections that the configuration names, in a site whose files of terms are known."""

    def __init__(self, root: Path, config: Config, known: Naming) -> None:
        self._root, self._config = root, config
        names, slugger = config.sections, config.slugger
        slugs = ((BUILT_IN[SECTIONS].slug_of(name, slugger), name) for name in names)
        self._names = {known.of(SECTIONS, slug).slug: name for slug, name in slugs}

    def problems(self, file: ArticleFile, card: Card) -> Iterator[Problem]:
        """A problem, if an article is in another section; nothing, if no sections are named."""
        if not self._names or card.section.slug in self._names:
            return
        near = get_close_matches(card.section.slug, self._names, 1)
        hint = f"did you mean `{self._names[near[0]]}`? " if near else ""
        origin = origin_of(self._root, self._config, file.document.path, "section")
        yield file.document.problem(
            file.document.position_of(("section",)),
            f"unknown section `{card.section.path}`",
            f"{hint}`sections` in archivegen.toml names those that there are{origin}",
            severity="warning",
            kind="unknown section",
        )


def unknown_authors(
    catalog: Catalog, inventory: Inventory, root: Path, config: Config
) -> Iterator[Problem]:
    """A warning for each author without a file, at the first of the articles."""
    authors = config.taxonomies[AUTHORS]
    files = files_of_taxonomy(catalog, AUTHORS)
    for slug, author in catalog.terms(authors).items():
        if slug in files:
            continue
        document = ArticleFile(root, inventory.first_with(AUTHORS, slug)).document
        yield document.problem(
            document.position_of(*_paths(document, authors, slug, config.slugger)),
            f"there is no file of the author `{author.name}`",
            f"write content/{MARK}{AUTHORS}/{slug}.md, or put the name among another's `aliases`",
            severity="warning",
            kind="unknown author",
        )


def similar_terms(
    catalog: Catalog,
    inventory: Inventory,
    root: Path,
    slugger: Slugger,
    taxonomies: Iterable[Taxonomy],
) -> Iterator[Problem]:
    """Advice about names that are nearly the same, at the first article of the rarer one."""
    for taxonomy in taxonomies:
        tallies = catalog.term_tallies(taxonomy)
        counts = {slug: tally.articles for slug, tally in tallies.items()}
        terms = catalog.terms(taxonomy)
        pairs = _similar_sections(counts) if taxonomy.name == SECTIONS else similar(counts)
        for rare, common in pairs:
            pair = terms[rare], terms[common]
            if taxonomy.name == AUTHORS and any(names_in(author.name) for author in pair):
                # Their articles have a warning of their own: no name is to be spelt like several.
                continue
            document = ArticleFile(root, inventory.first_with(taxonomy.name, rare)).document
            place = document.position_of(*_paths(document, taxonomy, rare, slugger))
            yield _advice(document, place, taxonomy, pair, (counts[rare], counts[common]))


def _similar_sections(counts: Mapping[str, int]) -> Iterator[Pair]:
    """Sections of one article, each with the larger one that is nearly the same."""
    if len(counts) > MOST_SECTIONS:
        return
    for slug, count in counts.items():
        others = [other for other in counts if counts[other] > 1]
        near = get_close_matches(slug, others, 1, NEAR) if count == 1 else []
        yield from (Pair(slug, other) for other in near)


def _advice(
    document: Document,
    place: Position,
    taxonomy: Taxonomy,
    terms: tuple[Term, Term],
    counts: tuple[int, int],
) -> Problem:
    (rare, common), (few, many) = terms, counts
    return document.problem(
        place,
        f"the {taxonomy.noun} `{rare.path}` ({few}) may be the same as `{common.path}` ({many})",
        f"if so, write `{common.path}` in every article",
        severity="advice",
        kind=f"similar {taxonomy.name}",
    )


def _paths(
    document: Document, taxonomy: Taxonomy, slug: str, slugger: Slugger
) -> Iterator[KeyPath]:
    """Where a name may stand in the front matter, the nearest first."""
    key = taxonomy.key
    value: Any = document.values.get(key)
    for index, name in enumerate(value if isinstance(value, list) else ()):
        if isinstance(name, str) and taxonomy.slug_of(name, slugger) == slug:
            yield key, index
    yield (key,)
