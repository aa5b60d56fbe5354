"""Files of terms: two that claim one name, and those that no article uses.

What they say about names is known once all sources are loaded, whatever is published when.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from archivegen.archive.documents.naming import named_terms
from archivegen.archive.term_names import term_names
from archivegen.loader.frontmatter.document import article_document, at_item, at_key
from archivegen.model.documents.folders import MARK
from archivegen.model.documents.naming import claims_of
from archivegen.model.own_paths import fault_of_section
from archivegen.model.problems import Problem
from archivegen.model.taxonomies import SECTIONS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archivegen.config.read import Config
    from archivegen.model.documents.naming import TermKey
    from archivegen.model.taxonomies import Taxonomy


def term_file_problems(
    connection: sqlite3.Connection, config: Config, root: Path
) -> Iterator[Problem]:
    """What is wrong with the files of terms as a whole."""
    owners: dict[TermKey, str] = {}
    files = list(named_terms(connection))
    for path, details in files:
        for slug in claims_of(details):
            owner = owners.setdefault((details.taxonomy, slug), path)
            if owner != path:
                yield _claimed(config, root, path, owner, (details.taxonomy, slug))
        if details.taxonomy == SECTIONS:
            yield from _in_place_of_own_pages(config, root, path, details.slug)
    for name in dict.fromkeys(details.taxonomy for _, details in files):
        names, _ = term_names(connection, name)
        for path, details in files:
            if details.taxonomy == name and details.slug not in names:
                problem = _without_articles(config.taxonomies[name], path, details.slug, names)
                yield at_key(root, problem, "slug", "name")


def _in_place_of_own_pages(config: Config, root: Path, path: str, slug: str) -> Iterator[Problem]:
    """An error for a section that its file puts where the site's own pages are."""
    if fault := fault_of_section(slug, slug, config.folders):
        problem = Problem(f"content/{path}", f"`{slug}` {fault.message}", hint=fault.hint)
        yield at_key(root, problem, "slug", "name")


def _claimed(config: Config, root: Path, path: str, owner: str, key: TermKey) -> Problem:
    """The error for a name that another file has, at the alias that says it or at the name."""
    taxonomy, slug = config.taxonomies[key[0]], key[1]
    problem = Problem(
        f"content/{path}",
        f"content/{owner} is already the file of the {taxonomy.noun} `{slug}`",
        hint="put everything into one file, or take the name out of one of them",
    )
    document = article_document(root, problem.path)
    written = document.values.get("aliases") if document else None
    aliases = written if isinstance(written, list) else [written]
    for alias in filter(None, aliases):
        if isinstance(alias, str) and taxonomy.slug_of(alias, config.slugger) == slug:
            return at_item(root, problem, "aliases", alias)
    return at_key(root, problem, "slug", "name")


def _without_articles(
    taxonomy: Taxonomy, path: str, slug: str, names: Mapping[str, str]
) -> Problem:
    """The warning for a file of a term that no article has, published or not."""
    near = get_close_matches(slug, names, 1)
    hint = f"a file is named as the {taxonomy.noun} is in addresses, or has its `name`"
    if near:
        hint = f"did you mean `{names[near[0]]}`? the file of that is "
        hint += f"content/{MARK}{taxonomy.name}/{near[0]}.md"
    return Problem(
        f"content/{path}",
        f"no article has the {taxonomy.noun} `{slug}`, so nobody sees this file",
        hint=hint,
        severity="warning",
        kind="term without articles",
    )
