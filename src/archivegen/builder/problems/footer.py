"""The footer line of every page: reports in the configuration what of it readers would not get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.config.read import CONFIG_NAME
from archivegen.config.toml_locations import locate
from archivegen.model.links import linked_article
from archivegen.model.problems import Problem
from archivegen.pages.site import footer_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.model.problems import Severity
    from archivegen.pages.page import Planning

FOOTER = "theme", "footer"
"""The key of the line."""


def footer_problems(planning: Planning, root: Path) -> Iterator[Problem]:
    """An error where the footer is no line; warnings for what is left out, and for its links."""
    if not planning.config.theme.footer.strip():
        return
    # Imported here, since Markdown takes its time to be imported.
    from archivegen.loader.markup.one_line import line_of  # noqa: PLC0415

    line = line_of(planning.config.theme.footer, planning.config)
    for message, hint in line.faults:
        severity: Severity = "warning" if line.is_line else "error"
        told = f"`footer`: {message}" if line.is_line else f"`footer` {message}"
        yield problem_at(root, FOOTER, told, hint, severity)
    for target in line.targets:
        if not footer_target(planning, target):
            file = linked_article("", target)
            message = f"`footer` leads to content/{file}, which is not there"
            yield problem_at(root, FOOTER, message, "write its path below content/", "warning")


def problem_at(
    root: Path, key: tuple[str, str], message: str, hint: str, severity: Severity
) -> Problem:
    """A problem at a key of the configuration, of a table."""
    text = (root / CONFIG_NAME).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    line, column = locate(text, key)
    excerpt = text.split("\n")[line - 1]
    return Problem(CONFIG_NAME, message, line, column, hint, severity, excerpt, "configuration")
