"""The templates of articles: the table `[templates]`, by kind and by section.

It works on values that are not validated yet, so that all problems are reported together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from archivegen.config.own_folders import KeyFault
from archivegen.config.rules import Rule
from archivegen.model.vocabulary.kinds import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

BY_SECTION = "section"
"""The key of the table by sections, among those of kinds."""

_NAME = re.compile(r"(?!\.)[\w. -]+(/(?!\.)[\w. -]+)*\.html")
_HINT = 'it is a file of templates/, such as "opinion.html"'


@dataclass(frozen=True, slots=True)
class TemplatesConfig:
    """Which templates make the pages of articles, where not `article.html`."""

    kinds: dict[str, str] = field(default_factory=dict)
    """Templates for a kind of articles, by its name."""
    sections: dict[str, str] = field(default_factory=dict)
    """Templates for a section, by its name as articles write it."""

    def places(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """All of them, each with its key in the file."""
        for name, template in self.kinds.items():
            yield ("templates", name), template
        for name, template in self.sections.items():
            yield ("templates", BY_SECTION, name), template


def is_template_name(value: object) -> bool:
    """Whether a value is the name of a template that can make a page."""
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def completed_templates(table: object) -> object:
    """The table by kind and by section, as far as it is right; what is no table is left as it is.

    Faults are for `faults_of_templates` to tell.
    """
    if table is None or not isinstance(table, dict):
        return {} if table is None else table
    sections = table.get(BY_SECTION)
    return {
        "kinds": _right({name: item for name, item in table.items() if name != BY_SECTION}),
        "sections": _right(sections if isinstance(sections, dict) else {}),
    }


def _right(table: dict[str, Any]) -> dict[str, str]:
    return {name: item for name, item in table.items() if is_template_name(item)}


def faults_of_templates(table: object, own_kinds: object) -> Iterator[KeyFault]:
    """What is wrong with the table as it is written, on a site with a table of kinds of its own."""
    own = own_kinds if isinstance(own_kinds, dict) else {}
    known = [*TYPES, *(name for name in own if name not in TYPES)]
    for name, value in (table if isinstance(table, dict) else {}).items():
        at = ("templates", name)
        if name == BY_SECTION:
            yield from _faults_of_sections(value)
            continue
        if name not in known:
            near = get_close_matches(name, [BY_SECTION, *known], 1)
            hint = f"did you mean `{near[0]}`?" if near else f"one is: {', '.join(known)}"
            yield KeyFault(at, "there is no kind of articles of this name", hint)
        if not is_template_name(value):
            yield KeyFault(at, f"{value!r} is not the name of a template", _HINT)


def _faults_of_sections(table: object) -> Iterator[KeyFault]:
    at = ("templates", BY_SECTION)
    if not isinstance(table, dict):
        hint = 'name the section, too: section.sport = "sport.html"'
        yield KeyFault(at, "is not a table of sections", hint)
        return
    for name, value in table.items():
        if not is_template_name(value):
            yield KeyFault((*at, name), f"{value!r} is not the name of a template", _HINT)


def _anything(_: object) -> None:
    """A check that passes all: faults are told where the table is read."""


_FORM = {"type": "string", "pattern": r"\.html$"}
AS_WRITTEN = Rule(
    _anything,
    {
        "properties": {
            BY_SECTION: {
                "type": "object",
                "additionalProperties": _FORM,
                "description": "Those of articles of a section, by its name.",
            }
        },
        "additionalProperties": _FORM,
    },
)
"""What a JSON Schema says of the table as editors write it."""
