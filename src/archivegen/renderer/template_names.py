"""Names of templates: those in a folder, and those that a template refers to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import jinja2
from jinja2 import meta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".html", ".json", ".xml", ".txt", ".jinja", ".j2")
"""The endings of templates: other files beside them may be notes."""

_NO_TEMPLATES = ("assets", "locales")
"""Folders beside templates that hold none."""


def template_names(folder: Path) -> Iterator[str]:
    """The names of all templates in a folder, in order."""
    for at, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if name not in _NO_TEMPLATES)
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                yield os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/")


def referred_to(folder: Path, names: Iterable[str]) -> Callable[[str], bool]:
    """Whether templates of a folder extend, include or import one, or what these refer to does.

    `names` are those to begin with. What cannot be told, such as an include whose name is computed,
    may be any template.
    """
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found, waiting = set[str](), [*names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        try:
            tree = environment.parse((folder / name).read_text(encoding="utf-8"))
        except OSError:
            continue
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError, RecursionError):
            # What is wrong with it is told when it is used.
            return lambda _: True
        for reference in meta.find_referenced_templates(tree):
            if reference is None:
                return lambda _: True
            waiting.append(reference)
    return found.__contains__
