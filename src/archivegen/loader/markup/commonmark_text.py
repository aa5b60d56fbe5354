"""The text of a CommonMark document: typography, bare addresses, emphasis in Chinese and Japanese.

pulldown-cmark sets quotes regardless of the language, does not link bare addresses, and follows
CommonMark's rule of what opens and closes emphasis, which looks for spaces.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from archivegen.loader.markup.typography import Piece, may_change, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyromark import Markdown

    from archivegen.loader.markup.quotation_marks import Marks

LETTER = "\ufdd0"
"""A character that no text has, which the parser takes for a letter."""

_BRACES = re.compile(r"\{[^{}\n]*\}(?=[ \t]*#*[ \t]*$)", re.MULTILINE).sub
_LONE = re.compile(r"(?<=[\s{])\w(?=[\s}])").sub

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
# It begins with the character that a search goes to at once.
_IS_BESIDE = re.compile(rf"\*(?:(?=[{_CJK}])|(?<=[{_CJK}]\*))").search
# Apart, since a search goes at once to a character that all begin with.
_ESCAPED_SIGN = re.compile(r"\\[\"'.\-]").search
_NAMED_SIGN = re.compile(r"&(?:#|quot;|apos;|period;|hyphen;|dash;)").search


def with_emphasis(text: str) -> str:
    r"""A text in which `**A\u3002**B` is bold for letters of these scripts, unlike in CommonMark.

    Beside a Chinese, Japanese or Korean character, emphasis may open before a sign and close after
    one: there, the sign gets a `LETTER` between it and the asterisks.
    https://github.com/tats-u/markdown-cjk-friendly
    """
    if text.isascii() or not _IS_BESIDE(text):
        return text
    return _OPENING.sub(rf"\1{LETTER}", _CLOSING.sub(LETTER, text))


def with_lone_letters(text: str) -> str:
    """The text, in which a word of one letter, in braces at the end of a line, is one of two.

    The parser forgets such a word where it takes the braces for the attributes of a heading.
    """
    if "}" not in text:
        return text
    return _BRACES(lambda braces: _LONE(rf"\g<0>{LETTER}", braces[0]), text)


def events_of(markdown: Markdown, text: str) -> Iterable[Any]:
    """The parser's events; characters that are not to be set are `Literal`s apart from `Text`."""
    return _with_literals(markdown, text) if has_literals(text) else markdown.events(text)


def has_literals(text: str) -> bool:
    """Whether the author wrote characters in a way that says: as it is."""
    return bool(_ESCAPED_SIGN(text) or _NAMED_SIGN(text))


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
    """The text of the block that is being written to some parts: its pieces are set together."""

    def __init__(self, parts: list[str], marks: Marks | None) -> None:
        self._parts, self._marks = parts, marks
        # With the index of each among the parts; most blocks have nothing to set.
        self._pieces: list[tuple[int, str, str | None]] = []
        self._may_change = False

    def add(self, text: str, look: str | None = None) -> None:
        """Write text as the next of the parts; with a look, it stays as it is."""
        if LETTER in text:
            text = text.replace(LETTER, "")
        if self._marks is not None:
            self._pieces.append((len(self._parts), text, look))
            if look is None and not self._may_change:
                self._may_change = may_change(text)
        self._parts.append(escaped(text))

    def see(self, look: str) -> None:
        """Let the text around it see something that is no text."""
        if self._marks is not None:
            self._pieces.append((0, "", look))

    def finish(self) -> None:
        """The block has ended: set its text."""
        if not self._pieces:
            return
        if self._may_change and self._marks is not None:
            self._may_change = False
            texts = typeset([Piece(text, look) for _, text, look in self._pieces], self._marks)
            for (index, _, look), text in zip(self._pieces, texts, strict=True):
                if look is None:
                    self._parts[index] = escaped(text)
        self._pieces.clear()


def escaped(text: str) -> str:
    """Text escaped for HTML. Most has nothing to escape, which a quick test shows."""
    if "&" in text or "<" in text or ">" in text:
        return html.escape(text, quote=False)
    return text


def text_of_image(remaining: Iterator[Any]) -> str:
    """The text up to the end of an image that has begun: what it shows, in words."""
    words = []
    depth = 1
    for event in remaining:
        if isinstance(event, str):
            words.append(" ")
        elif not {"Text", "Literal", "Code"}.isdisjoint(event):
            words += event.values()
        elif event == {"End": "Image"}:
            depth -= 1
        elif isinstance(event.get("Start"), dict) and "Image" in event["Start"]:
            depth += 1
        if not depth:
            break
    return "".join(words)
