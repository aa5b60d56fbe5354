"""A site that is checked: what the checks say of it, as lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archivegen.builder.session import visit
from archivegen.checks.checker import CheckResult, check
from story import Silence, Story

if TYPE_CHECKING:
    from archivegen.model.problems import Problem


def checked(site: Story, **options: Any) -> CheckResult:
    """What a check finds, which writes nothing to the output."""
    before = site.paths.output.exists()
    done = visit(site.paths, replace(site.options, **options), Silence(), check)
    assert site.paths.output.exists() == before
    return done


def line(problem: Problem) -> str:
    """`severity path:line:column: message (hint)`."""
    hint = f" ({problem.hint})" if problem.hint else ""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return f"{problem.severity} {place}: {problem.message}{hint}"


def told(site: Story, kind: str = "", **options: Any) -> list[str]:
    """The problems that a check finds, or those whose kind has that word, but for summaries."""
    return [
        line(problem)
        for problem in checked(site, **options).problems
        if kind in problem.kind and (kind or problem.kind != "no summary")
    ]
