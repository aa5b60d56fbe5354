"""Headings of a CommonMark document: their levels and ids, which are known at its end."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.html_tags import without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_IN_IDS = re.compile(r"[^\w\- ]")
_PLAIN = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


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
    shift = _shift(heading.level for heading in headings)
    used: dict[str, int] = {}
    for heading in headings:
        level = min(heading.level + shift, 6)
        inner = "".join(heading.parts[heading.start : heading.end])
        named = _named(heading.id or _heading_id(inner), used)
        styled = f' class="{html.escape(" ".join(heading.classes))}"' if heading.classes else ""
        heading.parts[heading.start] = f"<h{level}{named}{styled}>"
        heading.parts[heading.end] = f"</h{level}>\n"


def with_ids(made: str) -> str:
    """The HTML, in which headings without attributes have the tags that `write_tags` writes."""
    shift = _shift(int(heading[1]) for heading in _PLAIN.finditer(made))
    used: dict[str, int] = {}

    def written(heading: re.Match[str]) -> str:
        level, inner = min(int(heading[1]) + shift, 6), heading[2]
        return f"<h{level}{_named(_heading_id(inner), used)}>{inner}</h{level}>"

    return _PLAIN.sub(written, made)


def _shift(levels: Iterable[int]) -> int:
    return 2 - min(levels, default=2)


def _named(wanted: str, used: dict[str, int]) -> str:
    """The attribute with the id of a heading."""
    name = _unused(wanted, used)
    return f' id="{html.escape(name)}"' if name else ""


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
