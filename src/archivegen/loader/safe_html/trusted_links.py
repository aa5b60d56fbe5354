"""Links in trusted HTML: paths to files become symbolic, however the author wrote them.

Such HTML may be anything that a browser reads: attributes in other quotes or none, names in
capitals, `srcset`. So it is parsed, but nothing in the text changes except the values that are
paths.
"""

from __future__ import annotations

import html
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING

from archivegen.model.body import MARK
from archivegen.model.html_tags import ATTRIBUTE, CANDIDATE
from archivegen.model.links import has_scheme

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_PATHS = {"href", "poster", "src", "srcset"}
_OF_ONE_ELEMENT = {("data", "object"), ("background", "body")}


def with_symbolic_links(converted: str) -> tuple[str, tuple[str, ...]]:
    """The HTML with symbolic links, and the paths that they are of, in their order."""
    parser = _Parser(converted)
    return parser.result(), tuple(parser.targets)


def is_path(target: str) -> bool:
    """Whether an address is a path to something in the site."""
    return bool(target) and not target.startswith(("//", "#", "?", MARK)) and not has_scheme(target)


class _Parser(HTMLParser):
    """Finds the start tags, and what each of them becomes."""

    def __init__(self, converted: str) -> None:
        super().__init__(convert_charrefs=False)
        self.targets: dict[str, None] = {}
        self._converted = converted
        self._lines = [0, *accumulate(len(line) + 1 for line in converted.split("\n"))]
        self._edits: list[tuple[int, int, str]] = []
        try:
            self.feed(converted)
            self.close()
        except AssertionError:
            # It raises that for a declaration that is none, such as `<![x`. What comes after stays.
            return

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        """Remember what a tag becomes that leads to a file. The arguments are the parser's own."""
        written = self.get_starttag_text()
        if written and any(self._is_path(tag, name) for name, value in attrs if value):
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            made = ATTRIBUTE.sub(lambda match: self._attribute(tag, match), written)
            self._edits.append((start, start + len(written), made))

    handle_startendtag = handle_starttag

    def result(self) -> str:
        """The HTML with what the tags became."""
        parts: list[str] = []
        position = 0
        for start, end, made in self._edits:
            parts += (self._converted[position:start], made)
            position = end
        return "".join((*parts, self._converted[position:]))

    def _is_path(self, tag: str, name: str) -> bool:
        return name in _PATHS or (name, tag) in _OF_ONE_ELEMENT

    def _attribute(self, tag: str, attribute: re.Match[str]) -> str:
        name = attribute["name"].lower()
        value = next(filter(None, attribute.group("double", "single", "bare")), "")
        if not self._is_path(tag, name):
            return attribute[0]
        value = html.unescape(value).strip()
        if name == "srcset":
            made = CANDIDATE.sub(self._candidate, value)
        elif is_path(value):
            made = self._symbolic(value)
        else:
            return attribute[0]
        return f'{attribute["name"]}="{made}"' if MARK in made else attribute[0]

    def _candidate(self, candidate: re.Match[str]) -> str:
        address = candidate["address"]
        made = self._symbolic(address) if is_path(address) else html.escape(address)
        return candidate["before"] + made + html.escape(candidate["rest"])

    def _symbolic(self, target: str) -> str:
        self.targets[target] = None
        return f"{MARK}{target}{MARK}"
