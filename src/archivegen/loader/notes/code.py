"""Code in Markdown: a text with code and comments blanked out, so that all positions stay the same.

This is no parser, but what a parser takes for code is none of an author's words.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.tables import Engine

# Backticks in the line of a fence of backticks make it code within a line.
_FENCE = re.compile(
    r"^[ ]{0,3}(`{3,}+(?![^\n]*`)|~{3,}+)([^\n]*)(?:\n|\Z)"
    r".*?(?:(?P<end>^[ ]{0,3}\1[`~]*[ \t]*$)|\Z)",
    re.DOTALL | re.MULTILINE,
)
# An end may stand deeper in a list than its beginning.
_DEEP_END = re.compile(r"^[ \t]+(`{3,}+|~{3,}+)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TICKS = re.compile(r"`+")


class Fence(NamedTuple):
    """An opening fence: where it stands, its signs, and the text after it in its line."""

    at: int
    signs: str
    words: str
    has_end: bool


def without_fences(text: str, engine: Engine = "commonmark") -> str:
    """The text with blanks for fenced code; every other character in its place.

    After a fence without an end, all is code for CommonMark, and nothing for Python-Markdown.
    """
    if "```" not in text and "~~~" not in text:
        return text

    def blank(match: re.Match[str]) -> str:
        return _blank(match[0]) if match["end"] or engine == "commonmark" else match[0]

    return _FENCE.sub(blank, text)


def fences_of(text: str) -> Iterator[Fence]:
    """The opening fences of a text; after one without an end, there is no other."""
    if "```" in text or "~~~" in text:
        for match in _FENCE.finditer(text):
            has_end = match["end"] is not None or any(
                end[1].startswith(match[1]) for end in _DEEP_END.finditer(text, match.end(2))
            )
            yield Fence(match.start(1), match[1], match[2].strip(), has_end)


def without_code(text: str, engine: Engine = "commonmark", *, also_comments: bool = True) -> str:
    """The text with code and comments blanked out; all other characters keep their places.

    `engine` decides on fences without an end: see `without_fences`.
    """
    text = without_fences(text, engine)
    if also_comments and "<!--" in text:
        # What no `-->` ends is no comment, and is not looked for.
        end = text.rfind("-->") + 3
        text = _COMMENT.sub(lambda match: _blank(match[0]), text[:end]) + text[end:]
    if "`" not in text:
        return text
    pieces, end = [], 0
    for start, stop in _code_spans(text):
        pieces += [text[end:start], _blank(text[start:stop])]
        end = stop
    return "".join((*pieces, text[end:]))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of code in lines: between as many backticks, within one paragraph."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    runs_of_length: dict[int, list[int]] = defaultdict(list)
    for index, (start, end) in enumerate(runs):
        runs_of_length[end - start].append(index)
    index = 0
    while index < len(runs):
        start, end = runs[index]
        same = runs_of_length[end - start]
        nearest = bisect(same, index)
        if nearest < len(same) and text.find("\n\n", end, runs[same[nearest]][0]) < 0:
            index = same[nearest]
            yield start, runs[index][1]
        index += 1
