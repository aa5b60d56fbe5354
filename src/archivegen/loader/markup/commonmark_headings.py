"""Headings of a CommonMark document: their levels and ids, which are known at its end."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.html_tags import without_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_IN_IDS = re.compile(r"[^\w\- ]")


@dataclass(slots=True)
class Heading:
    """A heading, the tags of which stand at two places of `parts`.

    `words` stood in braces after it and are no attributes.
    """

    parts: list[str]
    start: int
    end: int
    level: int
    id: str
    classes: tuple[str, ...]
    words: str


def write_tags(headings: Sequence[Heading]) -> None:
    """Put the tags in: the first level is that of the headline, and no id comes twice."""
    shift = 2 - min((heading.level for heading in headings), default=2)
    used: dict[str, int] = {}
    for heading in headings:
        level = min(heading.level + shift, 6)
        inner = "".join(heading.parts[heading.start : heading.end])
        name = _unused(heading.id or _heading_id(inner), used)
        named = f' id="{html.escape(name)}"' if name else ""
        styled = f' class="{html.escape(" ".join(heading.classes))}"' if heading.classes else ""
        heading.parts[heading.start] = f"<h{level}{named}{styled}>"
        heading.parts[heading.end] = f"</h{level}>\n"


def _heading_id(inner: str) -> str:
    """The id that GitHub gives to a heading of that HTML, so that old links lead to it."""
    text = html.unescape(without_tags(inner)).strip().lower()
    return _NOT_IN_IDS.sub("", text).replace(" ", "-")


def _unused(name: str, used: dict[str, int]) -> str:
    """A name that is not used, with a number if need be; the last number of each is in `used`."""
    candidate = name
    while candidate in used:
        used[name] += 1
        candidate = f"{name}-{used[name]}"
    if name:
        used[candidate] = 0
    return candidate
