"""Code in Markdown: a text with code and comments blanked out, so that all positions stay the same.

This is no parser, but what a parser takes for code is none of an author's words.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(
    r"^[ ]{0,3}(`{3,}+|~{3,}+)([^\n]*)\n.*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TICKS = re.compile(r"`+")


def without_fences(text: str) -> str:
    """The text with blanks for fenced code; every other character in its place."""
    if "```" not in text and "~~~" not in text:
        return text
    return _FENCE.sub(lambda match: _blank(match[0]), text)


def fences_of(text: str) -> Iterator[tuple[int, str]]:
    """Where the code between fences begins, and the text after each opening fence."""
    if "```" in text or "~~~" in text:
        for match in _FENCE.finditer(text):
            yield match.start(1), match[2].strip()


def without_code(text: str, *, also_comments: bool = True) -> str:
    """The text with code and comments blanked out; all other characters keep their places."""
    text = without_fences(text)
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
