"""Texts of the classic editor: blank lines part paragraphs, and other line ends are line breaks.

WordPress stores such a text as it was typed, and makes paragraphs of it whenever it is shown
(`wpautop`). What stands here makes the same elements, so that readers find the same paragraphs.
Texts of the block editor have theirs already, and must not go this way.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WITHOUT_PARAGRAPHS = _names(
    "p h1 h2 h3 h4 h5 h6 figure figcaption caption legend summary dt hgroup"
)
"""Blocks whose text gets line breaks, but no paragraph."""

_WITHOUT_TEXT = _names("table thead tbody tfoot tr colgroup ul ol dl menu map math")
"""Blocks in which line ends are nothing but layout."""

_FLOW = _names(
    "div blockquote address section article aside header footer nav details fieldset form li dd td"
    " th center"
)
_EMPTY = _names("hr col area")
_BLOCKS = _WITHOUT_PARAGRAPHS | _WITHOUT_TEXT | _FLOW | _EMPTY

_ENDED_BY_THE_SAME = _names("li dd dt td th tr p")
"""Elements whose end may be left out where the next of them begins."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>")

_WHOLE = _names("pre script style textarea svg iframe video audio object select")
"""Elements that are kept to the letter."""

_OWN_BLOCKS = frozenset({"pre", "script", "style"})
"""Those of them that stand in no line of a text."""

_KEPT = re.compile("\x02([0-9]+)\x03")
_KEPT_ALONE = re.compile("(?:\x02[0-9]+\x03\\s*)+")
_BREAK = r"<br\s*/?>"
_BREAKS = re.compile(rf"{_BREAK}\s*{_BREAK}", re.IGNORECASE)
_BREAK_AT_THE_END = re.compile(rf"{_BREAK}\s*\Z", re.IGNORECASE)
_TAG_OF_LINES = re.compile(r"<[a-zA-Z/][^<>\n]*\n[^<>]*>")
_BLANK_LINE = re.compile(r"\n\s*\n")
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


def paragraphs(text: str) -> str:
    """The HTML that WordPress shows of a classic text.

    After `wpautop` of WordPress, wp-includes/formatting.php: what matters to readers is the same.
    An element that it would leave open, or close twice, is closed once here.
    """
    if not text.strip():
        return ""
    text = text.replace("\x02", "").replace("\x03", "").replace("\r\n", "\n").replace("\r", "\n")
    written = _Written()
    position = 0
    for start, end, name, is_end in _blocks_in(text):
        written.text(text[position:start])
        if name not in _WHOLE:
            written.tag(text[start:end], name, is_end=is_end)
        elif name in _OWN_BLOCKS:
            written.block(text[start:end])
        else:
            written.whole(text[start:end])
        position = end
    written.text(text[position:])
    return written.html()


def _blocks_in(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Where tags of blocks and whole elements begin and end, what they are, whether they end it."""
    position, without_end = 0, set[str]()
    while match := _TAG.search(text, position):
        start, position = match.span()
        name, is_end = match["name"].lower(), bool(match["end"])
        if name in _BLOCKS:
            yield start, position, name, is_end
        elif name in _WHOLE - without_end and not is_end:
            if closing := _closing(name).search(text, position):
                position = closing.end()
                yield start, position, name, False
            else:
                without_end.add(name)


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)


class _Written:
    """What was written so far, and in which blocks it stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._text: list[str] = []
        self._wholes: list[str] = []
        self._open: list[str] = []
        self._follows_a_start = False

    def text(self, text: str) -> None:
        """Text, and elements that stand in a line of it."""
        self._text.append(text)

    def whole(self, element: str) -> None:
        """An element that may stand in a line, and is kept to the letter."""
        self._text.append(f"\x02{len(self._wholes)}\x03")
        self._wholes.append(element)

    def block(self, element: str) -> None:
        """A block that is kept to the letter."""
        self._end_of_text()
        self._parts.append(element)
        self._follows_a_start = False

    def tag(self, tag: str, name: str, *, is_end: bool) -> None:
        """The start or the end of a block."""
        self._end_of_text()
        if is_end:
            if name in self._open:
                while self._open.pop() != name:
                    pass
        elif name not in _EMPTY:
            if self._open and (
                self._open[-1] == "p" or (name in _ENDED_BY_THE_SAME and self._open[-1] == name)
            ):
                self._open.pop()
            self._open.append(name)
        self._parts.append(tag)
        self._follows_a_start = not is_end and name not in _EMPTY

    def html(self) -> str:
        """All of it."""
        self._end_of_text()
        joined = _EMPTY_PARAGRAPH.sub("", "\n".join(self._parts))
        return _KEPT.sub(lambda match: self._wholes[int(match[1])], joined)

    def _end_of_text(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            self._parts += self._blocks_of(_BREAKS.sub("\n\n", text))

    def _blocks_of(self, text: str) -> Iterator[str]:
        inside = self._open[-1] if self._open else ""
        if inside in _WITHOUT_TEXT:
            yield text.strip()
            return
        found = list(filter(None, map(_with_breaks, _BLANK_LINE.split(text))))
        if inside == "p":
            yield "</p>\n<p>".join(found)
        elif inside in _WITHOUT_PARAGRAPHS:
            yield "<br>\n".join(found)
        elif inside and inside != "blockquote" and len(found) == 1 and self._follows_a_start:
            yield found[0]
        else:
            yield from (it if _KEPT_ALONE.fullmatch(it) else f"<p>{it}</p>" for it in found)


def _with_breaks(paragraph: str) -> str:
    """A paragraph's text with a line break at the end of each line that has none."""
    stripped = paragraph.strip()
    while match := _BREAK_AT_THE_END.search(stripped):
        stripped = stripped[: match.start()].rstrip()
    if "\n" not in stripped:
        return stripped
    lines = _TAG_OF_LINES.sub(lambda tag: tag[0].replace("\n", " "), stripped).split("\n")
    broken = (line if _BREAK_AT_THE_END.search(line) else f"{line.rstrip()}<br>" for line in lines)
    return "\n".join([*broken]).removesuffix("<br>")
