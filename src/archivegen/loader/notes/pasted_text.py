"""Pasted text: what looks like a list, a table or a paragraph in the source, but is none.

Word, mail programs and other Markdown dialects have their own notations. All notes here are
advice.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from archivegen.loader.notes.code import without_code, without_fences
from archivegen.model.body import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.config.tables import Engine

_ITEM = re.compile(r"(?P<indent> {0,3})(?:[-*+]|\d{1,3}\.)[ \t]+\S")
_BULLETS = "\u2022\u2023\u25aa\u25a0\u25cf\u25cb\u25e6\u2219\uf0b7"
_BULLET = re.compile(rf"\s{{0,3}}[{_BULLETS}][ \t\xa0]*\S")
_PARENTHESIS = re.compile(r" {0,3}\d{1,3}\)[ \t]+\S")
_STRUCK = re.compile(r"(?<![~\\])~~(?![\s~])[^~\n]*(?<!\s)~~(?!~)").search
_HASHTAG = re.compile(r"#(?P<word>\w[\w-]*)")
_RULER = re.compile(r"[ |]*:?-{2,}:?[ ]*\|[-:| ]*")
_INDENTED = re.compile(r" {4}|\t")
# What has blocks of its own kind: quotations, tables, HTML, notes, abbreviations, definitions.
_OTHER = re.compile(r" {0,3}(?:[>|<:]|\[\^|\*\[|\[[^\]]+\]:|!!!|\?\?\?)")
_OPENS = re.compile(r" {0,3}(?:(?:[-*+]|\d{1,3}[.)])\s|\[\^|:\s|!!!|\?\?\?)")
"""The start of a block to which indented ones after it belong."""

_HEADING = re.compile(r"#{1,6}|(?:=+|-+)\s*\Z")
_PROSE = re.compile(
    r"[\w\"'\u2018\u201c\u201e\xab(][^{};=<>|\\`]*[\w.,:!?\"'\u2019\u201d\xbb)\u2026]\Z"
)
_WORDS = 5
"""So many words make a line prose, and not code."""

# They begin with the end of the line before, which a search goes to at once.
_MAY_BE_INDENTED = re.compile(rf"\n(?:{_INDENTED.pattern})").search
_MAY_BE_BLOCK = re.compile(r"\n(?:[ ]{0,3}[-*+]\s|[ ]{0,3}\d{1,3}[.)]\s|#\w|[ |]*:?-{2,})").search


class _Line(NamedTuple):
    at: int
    text: str


def on_pasted_text(text: str, engine: Engine) -> Iterator[Note]:
    """Advice on the blocks of a body that an engine takes otherwise than they look."""
    if engine == "markdown" and "~~" in text and (struck := _STRUCK(without_code(text, engine))):
        message = "`~~` strikes nothing out: readers see it as text"
        yield Note(struck.start(), message, "write <s>...</s>", "advice", "strikethrough")
    if not _may_say(text, engine):
        return
    belongs = False
    for block in _blocks(without_fences(text, engine)):
        first = block[0].text
        if _INDENTED.match(first):
            if not belongs and _is_prose(first.strip()):
                yield _indented(block[0])
            continue
        belongs = any(_OPENS.match(line.text) for line in block)
        yield from _bullets(block)
        if engine == "markdown":
            yield from _hashtags(block)
            yield from _lists(block)
            yield from _numbers(block)
            yield from _nested(block)
            yield from _tables(block)


def _may_say(text: str, engine: Engine) -> bool:
    """Whether there may be something to say: of nearly all texts, there is nothing."""
    lines = f"\n{text}"
    if _MAY_BE_INDENTED(lines) or any(sign in text for sign in _BULLETS):
        return True
    return engine == "markdown" and _MAY_BE_BLOCK(lines) is not None


def _blocks(text: str) -> Iterator[list[_Line]]:
    """The lines of a text between empty ones."""
    block: list[_Line] = []
    index = 0
    for line in text.split("\n"):
        if line.strip():
            block.append(_Line(index, line))
        elif block:
            yield block
            block = []
        index += len(line) + 1
    if block:
        yield block


def _advice(line: _Line, message: str, hint: str, kind: str) -> Note:
    start = line.at + len(line.text) - len(line.text.lstrip())
    return Note(start, message, hint, "advice", kind)


def _is_prose(line: str) -> bool:
    return len(line.split()) >= _WORDS and _PROSE.match(line) is not None


def _indented(line: _Line) -> Note:
    message = "this is shown as code, since four blanks or a tab stand before it"
    return _advice(line, message, "take them away, if it is a paragraph", "indented paragraph")


def _bullets(block: Sequence[_Line]) -> Iterator[Note]:
    for line in block:
        if _BULLET.match(line.text):
            sign = line.text.lstrip()[0]
            hint = f"begin each line with `- ` in the place of `{sign}`"
            yield _advice(line, f"`{sign}` makes no list", hint, "list of bullets")
            return


def _hashtags(block: Sequence[_Line]) -> Iterator[Note]:
    for line in block:
        if found := _HASHTAG.match(line.text):
            word = found["word"]
            message = f"this line is a heading, since it begins with `#{word}`"
            hint = f"write `\\#{word}` for a hashtag, or `# {word}` for a heading"
            yield _advice(line, message, hint, "hashtag")


def _lists(block: Sequence[_Line]) -> Iterator[Note]:
    """A list that goes on a paragraph: at least two items, or one after a colon."""
    if _OTHER.match(block[0].text) or _OPENS.match(block[0].text):
        return
    for before, line in pairwise(block):
        if not _ITEM.match(line.text):
            continue
        if _HEADING.match(before.text):
            return
        items = sum(_ITEM.match(other.text) is not None for other in block)
        if items > 1 or before.text.rstrip().endswith((":", "\uff1a")):
            message = "this is no list: it goes on with the paragraph above"
            hint = "write an empty line before it"
            yield _advice(line, message, hint, "list without an empty line")
        return


def _numbers(block: Sequence[_Line]) -> Iterator[Note]:
    """A numbered list with parentheses, which the default engine does not know."""
    for line, after in pairwise(block):
        if _PARENTHESIS.match(line.text) and _PARENTHESIS.match(after.text):
            message = "a number with a parenthesis makes no list"
            hint = "write `1.` in the place of `1)`, and so on"
            yield _advice(line, message, hint, "list with parentheses")
            return


def _nested(block: Sequence[_Line]) -> Iterator[Note]:
    """A list in a list that is indented as other Markdown has it."""
    above = None
    for line in block:
        item = _ITEM.match(line.text)
        if not item:
            continue
        indent = len(item["indent"])
        if above is not None and indent >= above + 2:
            message = "this item is not below the one above"
            yield _advice(line, message, "indent it by four blanks", "list indented by two blanks")
            return
        above = indent


def _tables(block: Sequence[_Line]) -> Iterator[Note]:
    for at, line in enumerate(block[2:], 2):
        head = block[at - 1]
        if _RULER.fullmatch(line.text.rstrip()) and "|" in head.text:
            if "|" not in block[at - 2].text:
                message = "this is no table: it goes on with the paragraph above"
                hint = "write an empty line before it"
                yield _advice(head, message, hint, "table without an empty line")
            return
