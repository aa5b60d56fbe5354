"""Parts of series: warnings where two articles claim to be the same part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.terms.parts import repeated_parts
from archivegen.loader.frontmatter.document import at_key
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.pages.page import Planning


def part_problems(planning: Planning, root: Path) -> Iterator[Problem]:
    """Warnings for articles that claim a part which an earlier one already has."""
    for taxonomy in planning.config.taxonomies.values():
        if not (taxonomy.ordered and planning.catalog.terms(taxonomy)):
            continue
        names = planning.catalog.terms(taxonomy)
        for slug, number, first, path in repeated_parts(planning.catalog, taxonomy):
            problem = Problem(
                f"content/{path}",
                f"part {number} of `{names[slug].name}` is content/{first}, too",
                hint="give one of them another `part`",
                severity="warning",
                kind="part",
            )
            yield at_key(root, problem, taxonomy.key)
