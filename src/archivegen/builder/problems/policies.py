"""The publisher's policies: reports in the configuration which of them are missing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from archivegen.builder.problems.footer import problem_at
from archivegen.model.links import linked_article
from archivegen.pages.site import footer_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.model.problems import Problem
    from archivegen.pages.page import Planning


def policy_problems(planning: Planning, root: Path) -> Iterator[Problem]:
    """Warnings for policies in files that are not there, or not published."""
    for key, target in asdict(planning.config.publisher).items():
        if target and not footer_target(planning, target):
            file = linked_article("", target)
            message = f"`{key}` leads to content/{file}, which is not there"
            hint = "write its path below content/, such as _pages/about.md"
            yield problem_at(root, ("publisher", key), message, hint, "warning")
