"""Walks through HTML from tag to tag as browsers do, to rewrite it.

Tags are read by https://html.spec.whatwg.org/multipage/parsing.html#tokenization. Where that
recovers from a `<` within a tag, from an unfinished tag or from an unfinished comment, the
characters are treated as text and escaped. The time grows only with the length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

BLANK = r"[\t\n\f\r ]"
VALUE = r"\"[^\"]*\"|'[^']*'|[^\t\n\f\r >\"'<][^\t\n\f\r ><]*+"
"""What stands around and after the `=` of an attribute."""

_ATTRIBUTES = (
    r"(?:[\t\n\f\r /]++|[^\t\n\f\r />=<][^\t\n\f\r />=<]*+"
    rf"(?:{BLANK}*+={BLANK}*+(?:{VALUE}|(?=>)))?)*+"
)
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>[A-Za-z][^\t\n\f\r /><]*+)(?P<attributes>{_ATTRIBUTES})>")
# As a whole, since a quotation mark without its second takes all that follows for a value.
_END = re.compile(rf"</([A-Za-z][^\t\n\f\r />]*)(?=[\t\n\f\r />]){_ATTRIBUTES}>")
_START = re.compile(r"<(svg|source)(?=[\t\n\f\r />])", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype[^<>]*>", re.IGNORECASE)
_TEXT_IN_VALUE = re.compile(r">\W*+\w[^<]*+<")
_COMMENT_END = re.compile("--!?>")


class Walk:
    """Goes through HTML from one `<` to the next; what a subclass writes is in `parts`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []

    def run(self) -> str:
        """The text that comes out."""
        text, position = self.text, 0
        while (start := text.find("<", position)) >= 0:
            self.parts.append(text[position:start])
            position = self._piece(start)
        self.parts.append(text[position:])
        return "".join(self.parts)

    def tag(self, tag: re.Match[str], name: str) -> int:
        """Write what becomes of a tag; the position from which to go on."""
        raise NotImplementedError

    def escape(self, start: int) -> int:
        """Write a `<` as text; what follows it may hold tags, also within quotes."""
        self.parts.append("&lt;")
        return start + 1

    def keep(self, start: int, end: int) -> int:
        """Write it as it is."""
        self.parts.append(self.text[start:end])
        return end

    def end_of(self, name: str, position: int) -> int:
        """Where the next end of such an element begins; -1 if it has none."""
        return next_place(self._ends[name], position)

    def after_end(self, name: str, position: int) -> int:
        """The position after the next end of such an element, which there is."""
        return self.text.find(">", self.end_of(name, position)) + 1 or len(self.text)

    def after_drawing(self, position: int) -> int:
        """The position after the end of a drawing, which may hold others."""
        depth, end = 1, position
        while depth and self.end_of("svg", end) >= 0:
            inner, outer = next_place(self.starts["svg"], end), self.end_of("svg", end)
            is_inner = 0 <= inner < outer
            depth += 1 if is_inner else -1
            end = (inner if is_inner else outer) + 1
        return self.text.find(">", end) + 1 or len(self.text)

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        return _places(_END, self.text)

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """Where the elements begin of which it has to be known beforehand."""
        return _places(_START, self.text)

    @cached_property
    def _last_comment_end(self) -> int:
        return max(self.text.rfind("-->"), self.text.rfind("--!>"))

    def _piece(self, start: int) -> int:
        if self.text.startswith("<!--", start):
            return self._comment(start)
        if self.text.startswith("<!", start) and (doctype := _DOCTYPE.match(self.text, start)):
            return self.keep(start, doctype.end())
        tag = _TAG.match(self.text, start)
        if tag is None:
            return self.escape(start)
        if _is_no_tag(tag):
            return self.escape(start)
        return self.tag(tag, tag["name"].lower())

    def _comment(self, start: int) -> int:
        if self.text.startswith((">", "->"), start + 4):
            return self.keep(start, self.text.find(">", start) + 1)
        if self._last_comment_end < start + 4:
            return self.escape(start)
        end = _COMMENT_END.search(self.text, start + 4)
        return self.keep(start, end.end()) if end else self.escape(start)


def _is_no_tag(tag: re.Match[str]) -> bool:
    """Whether it is an end with more than a name, or a quotation mark took text for a value."""
    if tag["end"]:
        return any(map(str.isalnum, tag["attributes"]))
    return _TEXT_IN_VALUE.search(tag["attributes"]) is not None


def _places(pattern: re.Pattern[str], text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for match in pattern.finditer(text):
        places[match[1].lower()].append(match.start())
    return places


def next_place(places: list[int], position: int) -> int:
    """The first of some places in their order that is not before a position; -1 without any."""
    index = bisect_left(places, position)
    return places[index] if index < len(places) else -1
