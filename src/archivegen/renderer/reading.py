"""Reading: the minutes that a body takes to read, and the list of its headings.

Pure functions of the HTML of bodies, used by templates as filters.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from archivegen.model.html_tags import without_tags
from archivegen.renderer.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS_A_MINUTE = 230
"""Of silent reading (Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047: 238 in English)."""

CHARACTERS_A_MINUTE = 400
"""The same in scripts that set no blanks between words."""

LONG = 600
"""Words of an article that has a list of its contents, at least."""

FEWEST = 3
"""Headings that are worth a list."""

_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_HEADING = re.compile(r'<h([2-6])\b[^>]*?\sid="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body."""

    id: str
    """The fragment that links to it, without `#`."""
    title: str
    """Its text."""
    parts: tuple[Heading, ...] = ()
    """The headings one level below it."""


def reading_filters() -> dict[str, Callable[..., object]]:
    """The filters for bodies, by the names that templates use."""
    return {"minutes": as_minutes, "contents": as_contents, "plain_text": as_plain_text}


def as_plain_text(body: str) -> str:
    """The text of a body without HTML, with a blank line between blocks."""
    return _plain_text(str(body))


# The files beside a page want the same words, one after the other.
_plain_text = lru_cache(maxsize=1)(plain_text)


def as_minutes(body: str) -> int:
    """The reading time of a body in minutes; 0 for less than one."""
    words, characters = _length(body)
    return round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE)


def as_contents(body: str) -> tuple[Heading, ...]:
    """The headings of a long body, in two levels; empty if it is short or has few headings."""
    if body.count("<h") < FEWEST:
        return ()
    titled = ((int(level), id_, _title(inner)) for level, id_, inner in _HEADING.findall(body))
    headings = [heading for heading in titled if heading[2]]
    if len(headings) < FEWEST or not _is_long(body):
        return ()
    return _in_two_levels(headings)


def _in_two_levels(headings: list[tuple[int, str, str]]) -> tuple[Heading, ...]:
    """The headings of the highest level, with those of the next level below them.

    In go level, id and title of each, in the order of the body.
    """
    top = min(level for level, _, _ in headings)
    groups: list[tuple[tuple[int, str, str], list[Heading]]] = []
    for heading in headings:
        if heading[0] == top or not groups:
            groups.append((heading, []))
        elif heading[0] == top + 1:
            groups[-1][1].append(Heading(heading[1], heading[2]))
    return tuple(Heading(id_, title, tuple(parts)) for (_, id_, title), parts in groups)


def _title(inner: str) -> str:
    """The words of a heading, without the marks of footnotes."""
    return " ".join(html.unescape(without_tags(_NOTE.sub("", inner))).split())


def _is_long(body: str) -> bool:
    words, characters = _length(body)
    return words + characters * WORDS_A_MINUTE / CHARACTERS_A_MINUTE >= LONG


def _length(body: str) -> tuple[int, int]:
    """Words between blanks, and characters of scripts without them."""
    text = without_tags(body)
    if text.isascii() or not _WITHOUT_BLANKS.search(text):
        return len(text.split()), 0
    characters = len(_WITHOUT_BLANKS.findall(text))
    return len(_WITHOUT_BLANKS.sub("", text).split()), characters
