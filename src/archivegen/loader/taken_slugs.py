"""Taken slugs: names that now mean another term, because its file took their slug.

`slug: world` in the file of Town gives Town everything named World. Unless the file says that the
two are one, the articles with that name are reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.documents.folders import MARK
from archivegen.model.taxonomies import AUTHORS, SECTIONS, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.make_article import ArticleHead
    from archivegen.model.documents.naming import Naming
    from archivegen.model.problems import Problem


def taken_slugs(
    document: Document, head: ArticleHead, config: Config, names: Naming
) -> Iterator[Problem]:
    """Warnings for such names of an article."""
    front = head.front
    written = {
        SECTIONS: (front.section or "",),
        AUTHORS: front.authors,
        TOPICS: front.tags,
        **{name: [one.name for one in members] for name, members in head.members.items()},
    }
    for kind, own in written.items():
        taxonomy = config.taxonomies[kind]
        for name in own:
            slug = taxonomy.slug_of(name, config.slugger)
            term = names.of(kind, slug)
            if term.is_taken:
                called = term.name or slug
                yield document.problem(
                    document.position_of_item(taxonomy.key, name),
                    f"`{name}` is listed as `{called}`, whose file has the slug `{slug}`",
                    f"if they are one, add `{name}` to the `aliases` of that file in "
                    f"content/{MARK}{kind}/; if not, give it another `slug`",
                    severity="warning",
                    kind="address of names",
                )
