"""The text of a CommonMark document: typography, bare addresses, emphasis in Chinese and Japanese.

pulldown-cmark sets quotes without knowing the language, makes no links of bare addresses, and has
CommonMark's rule of what opens and closes emphasis, which looks for blanks.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from archivegen.loader.markup.typography import Piece, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyromark import Markdown

    from archivegen.loader.markup.quotation_marks import Marks

LETTER = "\ufdd0"
"""A character that no text has, which the parser takes for a letter."""

_CJK = (
    r"\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff"
)
_SIGN = (
    r"\xa1-\xbf\u2010-\u2027\u2030-\u205e\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_CLOSING = re.compile(rf"(?<=[{_SIGN})\"'.!?,:;\]%])(?=\*{{1,3}}[{_CJK}])")
_OPENING = re.compile(rf"(?<=[{_CJK}])(\*{{1,3}})(?=[{_SIGN}(\"'\[$])")
_LITERAL = re.compile(r"\\[\"'.\-]|&(?:#|quot;|apos;|period;|hyphen;|dash;)")


def with_emphasis(text: str) -> str:
    r"""A text in which `**A\u3002**B` is bold for letters of these scripts, unlike in CommonMark.

    Beside a Chinese, Japanese or Korean character, emphasis may open before a sign and close after
    one: there, the sign gets a `LETTER` between it and the asterisks.
    https://github.com/tats-u/markdown-cjk-friendly
    """
    if "*" not in text or text.isascii():
        return text
    return _OPENING.sub(rf"\1{LETTER}", _CLOSING.sub(LETTER, text))


def events_of(markdown: Markdown, text: str) -> Iterable[Any]:
    """The parser's events; characters that are not to be set are `Literal`s apart from `Text`."""
    return _with_literals(markdown, text) if _LITERAL.search(text) else markdown.events(text)


def has_literals(text: str) -> bool:
    """Whether the author wrote characters in a way that says: as it is."""
    return _LITERAL.search(text) is not None


def _with_literals(markdown: Markdown, text: str) -> Iterator[Any]:
    source = text.encode()
    gathered = ""
    for event, place in markdown.events_with_range(text):
        if not isinstance(event, dict) or "Text" not in event:
            if gathered:
                yield {"Text": gathered}
                gathered = ""
            yield event
            continue
        value, start = event["Text"], place["start"]
        is_escaped = start > 0 and source[start - 1] == ord("\\") and value[0] in "\"'.-"
        if not is_escaped and not (len(value) == 1 and source[start] == ord("&")):
            gathered += value
            continue
        if gathered:
            yield {"Text": gathered}
        yield {"Literal": value[0]}
        gathered = value[1:]
    if gathered:
        yield {"Text": gathered}


class BlockText:
    """The text of the block that is being written, of which the pieces are set together."""

    def __init__(self, marks: Marks | None) -> None:
        self._marks = marks
        self._places: list[tuple[list[str], int]] = []
        self._pieces: list[Piece] = []

    def add(self, parts: list[str], text: str, look: str | None = None) -> None:
        """Write text as the next of the parts; with a look, it stays as it is."""
        if LETTER in text:
            text = text.replace(LETTER, "")
        if self._marks is not None:
            self._places.append((parts, len(parts)))
            self._pieces.append(Piece(text, look))
        parts.append(html.escape(text, quote=False))

    def see(self, look: str) -> None:
        """Let the text around it see something that is no text."""
        self.add([], "", look)

    def finish(self) -> None:
        """The block has ended: set its text."""
        if self._pieces and self._marks is not None:
            for (parts, index), text in zip(
                self._places, typeset(self._pieces, self._marks), strict=True
            ):
                parts[index] = html.escape(text, quote=False)
            self._places.clear()
            self._pieces.clear()
