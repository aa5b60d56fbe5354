"""Boxes in HTML: the words that represent their lines become symbols, which a page resolves.

GitHub alerts, which engines turn into quotations with a class, are boxes as well. If the first and
last lines of a box ended up in different elements, it cannot be one: its lines become text again,
which is reported. So the symbols of a body are always whole and nested, whatever HTML surrounds
them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.loader.boxes.lines import KIND, Boxes, WrittenBox
from archivegen.loader.safe_html.elements import VOID
from archivegen.model.body import END, MARK, Box, Note, opening

if TYPE_CHECKING:
    from collections.abc import Iterator

ALERT = "alert"
"""The class of a quotation that is an alert; its kind comes after it."""

ALERTS = ("note", "tip", "important", "warning", "caution")
"""The kinds of alerts; each is the name of a box."""

_HAS_ALERT = f'<blockquote class="{ALERT} '
_QUOTATION = re.compile(
    rf"<blockquote class=\"{ALERT} (?P<alert>{'|'.join(ALERTS)})\">|<(?P<end>/?)blockquote\b[^>]*>"
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:[^\">]|\"[^\"]*\")*+>")


def with_alerts(converted: str, boxes: Boxes) -> tuple[str, Boxes]:
    """The HTML of an engine with words for the first and last lines of alerts, too."""
    if not boxes.word or _HAS_ALERT not in converted:
        return converted, boxes
    written, opened = [*boxes.written], list[tuple[int, int] | None]()
    edits: list[tuple[int, int, str]] = []
    for tag in _QUOTATION.finditer(converted):
        if not tag["end"]:
            is_alert = tag["alert"] is not None
            opened.append((*tag.span(),) if is_alert else None)
        elif opened and (start := opened.pop()):
            number = len(written)
            name = converted[start[0] + len(_HAS_ALERT) : start[1]].partition('"')[0]
            written.append(WrittenBox(Box(name), 0))
            edits.append((*start, f"<p>{boxes.first(number)}</p>"))
            edits.append((*tag.span(), f"<p>{boxes.last(number)}</p>"))
    parts, end = list[str](), 0
    for first, last, line in sorted(edits):
        parts += [converted[end:first], line]
        end = last
    return "".join((*parts, converted[end:])), boxes._replace(written=tuple(written))


def outside(converted: str, boxes: Boxes) -> str:
    """The HTML without its boxes, as far as these end."""
    if not boxes.written:
        return converted
    parts, depth, end = list[str](), 0, 0
    for line in _line_of(boxes).finditer(converted):
        if not depth:
            parts.append(converted[end : line.start()])
        depth = max(depth + (1 if line["kind"] == "x" else -1), 0)
        end = line.end()
    return "".join((*parts, "" if depth else converted[end:]))


def without_words(converted: str, boxes: Boxes) -> str:
    """The HTML without the words for the lines of boxes, but with their titles."""
    return re.sub(rf"{boxes.word}[xy]\d+z ?", "", converted) if boxes.written else converted


def with_symbols(converted: str, boxes: Boxes) -> tuple[str, tuple[str, ...], tuple[Note, ...]]:
    """The HTML with a symbol for each box, the files that these lead to, and notes on others."""
    if not boxes.written:
        return converted, (), ()
    whole = {*_whole(converted, boxes)}

    def symbol(line: re.Match[str]) -> str:
        number, is_first = int(line["number"]), line["kind"] == "x"
        if number not in whole:
            return line[0]
        if not is_first:
            return END
        box = boxes.written[number].box
        link = f"{MARK}{box.link}{MARK}" if box.link else ""
        return opening(replace(box, title=box.title or (line["title"] or "").strip(), link=link))

    def text(word: re.Match[str]) -> str:
        return f"::: {boxes.written[int(word[2])].box.name}" if word[1] == "x" else ":::"

    made = _line_of(boxes).sub(symbol, converted)
    if boxes.word in made:
        made = re.sub(rf"{boxes.word}([xy])(\d+)z", text, made)
    links = dict.fromkeys(boxes.written[number].box.link for number in sorted(whole))
    lost = (box for number, box in enumerate(boxes.written) if number not in whole)
    return made, tuple(filter(None, links)), tuple(map(_note, lost))


def _line_of(boxes: Boxes) -> re.Pattern[str]:
    return re.compile(rf"<p>{boxes.word}(?P<kind>[xy])(?P<number>\d+)z(?: (?P<title>.*?))?</p>\n?")


def _whole(converted: str, boxes: Boxes) -> Iterator[int]:
    """The numbers of the boxes whose first and last lines are in the same element."""
    opened: list[re.Match[str]] = []
    for line in _line_of(boxes).finditer(converted):
        if line["kind"] == "x":
            opened.append(line)
            continue
        while opened and opened[-1]["number"] != line["number"]:
            opened.pop()
        if opened and _is_balanced(converted[opened.pop().end() : line.start()]):
            yield int(line["number"])


def _is_balanced(converted: str) -> bool:
    """Whether all elements that begin in a part of whole HTML end in it, and the reverse."""
    depth = 0
    for slash, name in _TAG.findall(converted):
        if name not in VOID:
            depth += -1 if slash else 1
        if depth < 0:
            return False
    return depth == 0


def _note(written: WrittenBox) -> Note:
    message = f"`::: {written.box.name}` is no box here: readers see its lines as text"
    hint = "a box begins and ends at the beginning of a line, and not within HTML"
    return Note(written.at, message, hint, "warning", KIND)
