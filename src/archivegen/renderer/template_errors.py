"""Template errors: a template's exception becomes a problem at the innermost line that was running.

The messages are worded for template authors.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import jinja2

from archivegen.model.problems import Problem
from archivegen.renderer.environment import THEME_PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType


SHOWN = 300
"""Characters of an error's own words that a problem repeats, at most."""


def problem_of(
    error: Exception, folders: Sequence[Path], template: str, shown_by: str = ""
) -> Problem:
    """The problem that made a template fail, at the innermost line of a template that was running.

    `folders` are those of templates, the site's own first; `shown_by` is the article or the
    address whose page it was.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line = error.filename or _file(error.name or "", folders), error.lineno
    elif isinstance(error, SyntaxError):
        # Of the Python that a template becomes, the lines are others.
        path, line = error.filename or "", 1
    else:
        path, line = _innermost(error.__traceback__, folders)
    path = path or _file(template, folders)
    return Problem(
        _shown(path, folders),
        _reason(error) + (f" (in the page of {shown_by})" if shown_by else ""),
        line or 1,
        1,
        hint=_hint(error),
        excerpt=_line_of(path, line or 1),
        kind="template",
    )


def _reason(error: Exception) -> str:
    """What an error says, in words for who writes templates."""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, RecursionError):
        return "this includes, extends or calls itself without end"
    text = str(error) or type(error).__name__
    if isinstance(error, jinja2.TemplateSyntaxError):
        text = error.message or text
    elif isinstance(error, SyntaxError):
        text = error.msg
    return text if len(text) <= SHOWN else text[:SHOWN] + "\u2026"


def _hint(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return (
            "to add to the theme's own template, extend it by the name it has in the theme: "
            f'{{% extends "{THEME_PREFIX}/base.html" %}}'
        )
    if isinstance(error, jinja2.TemplateNotFound):
        return "see the names with: archivegen theme list"
    return ""


def _innermost(traceback: TracebackType | None, folders: Sequence[Path]) -> tuple[str, int]:
    path, line = "", 0
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if any(name.startswith(f"{folder}{os.sep}") for folder in folders):
            path, line = name, traceback.tb_lineno
        traceback = traceback.tb_next
    return path, line


def _file(name: str, folders: Sequence[Path]) -> str:
    """The file of a template, the site's own before the theme's."""
    paths = (str(folder / name) for folder in folders if (folder / name).is_file())
    return next(paths, f"templates/{name}")


def _shown(path: str, folders: Sequence[Path]) -> str:
    """The path of a template as an editor knows it: below `templates/`."""
    for folder in folders:
        if path.startswith(f"{folder}{os.sep}"):
            return "templates" + path[len(str(folder)) :].replace("\\", "/")
    return path


def _line_of(path: str, line: int) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().split("\n")[line - 1]
    except (OSError, IndexError):
        return ""
