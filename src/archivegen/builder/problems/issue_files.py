"""Files of print issues: advice where one says that no copy survives, but articles are from it.

That may be intended, as for an article known from a clipping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.document import at_key
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.archive.catalog import Catalog


def issue_file_problems(catalog: Catalog, root: Path) -> Iterator[Problem]:
    """Advice about the files of missing issues of which the site has articles."""
    for issue in catalog.issues.values():
        if issue.is_missing and issue.articles:
            say = "an article says" if issue.articles == 1 else f"{issue.articles} articles say"
            problem = Problem(
                f"content/{issue.file}",
                f"no copy of this issue survives, but {say} to have been printed in it",
                hint="take `missing` out, unless what is known of it comes from clippings",
                severity="advice",
                kind="missing issue",
            )
            yield at_key(root, problem, "missing")
