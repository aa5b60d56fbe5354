"""Articles that are not published, with the reason; and such as have no summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.checks.article_file import ArticleFile
from archivegen.model.problems import Problem
from archivegen.model.times import utc_moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.archive.inventory import Inventory
    from archivegen.model.article import Article


def unpublished(inventory: Inventory, root: Path) -> Iterator[Problem]:
    """Advice for each article that is no page of the site: drafts, then by their times."""
    for path, is_draft, instant in inventory.unpublished():
        document = ArticleFile(root, path).document
        if is_draft:
            yield document.problem(
                document.position_of(("draft",)),
                "not published: `draft: true`",
                "take that line out to publish it",
                severity="advice",
                kind="draft",
            )
        else:
            yield document.problem(
                document.position_of(("date",)),
                f"not published: scheduled for {utc_moment(instant).rfc3339}, in the future",
                "the first build after that time publishes it",
                severity="advice",
                kind="scheduled",
            )


def without_summary(article: Article) -> Iterator[Problem]:
    """Advice, if listings have to take the first paragraph for a summary."""
    if not article.summary:
        # The file is not read for an excerpt: an archive may have many of them.
        yield Problem(
            f"content/{article.card.path}",
            "no `summary`: listings show the first paragraph",
            line=1,
            column=1,
            hint="add a line: summary: ...",
            severity="advice",
            kind="no summary",
        )
