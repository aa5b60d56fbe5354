"""The theme's pictures: reports in the configuration which of them are no files of the site."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from archivegen.builder.problems.footer import problem_at
from archivegen.model.links import has_scheme, near_path, output_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from archivegen.model.problems import Problem
    from archivegen.pages.page import Planning

_HINT = "it is a path from the site's root, as in the output"


def theme_picture_problems(
    planning: Planning, root: Path, outputs: Collection[str]
) -> Iterator[Problem]:
    """A warning for each; `outputs` are the paths in the output of all files that are copied."""
    theme = planning.config.theme
    for name, target in (
        ("logo", theme.logo),
        ("favicon", theme.favicon),
        ("social_image", theme.social_image),
    ):
        if not target or has_scheme(target) or target.startswith(("//", "#")):
            continue
        path = output_named("", f"/{target.lstrip('/')}") or ""
        if path not in outputs:
            where = planning.urls.from_root(target)
            message = f"`theme.{name}` leads to {where}, where the site has nothing"
            beside = (other for other in outputs if dirname(other) == dirname(path))
            near = near_path(path, beside)
            hint = f"did you mean {near}?" if near else _HINT
            yield problem_at(root, ("theme", name), message, hint, "warning")
