"""Boxes in a text: the lines `::: fact Title` and `:::` become words that no engine changes.

This happens before an engine reads the text, so that each box is the same with every engine. The
content and title of a box are Markdown like the rest. `symbols` finds the words in the engine's
HTML.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from archivegen.loader.boxes.data import attributes_of, data_box, unreadable
from archivegen.loader.notes.code import without_code
from archivegen.model.body import Box, Note
from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

KIND = "box"
"""The kind of the notes on boxes."""

MOST_NESTED = 5
"""Boxes inside one another, at most."""

_LINE = re.compile(
    r"^[ ]{0,3}:{3,}[ \t]*(?:(?P<name>[A-Za-z][\w-]*)(?=[\s\[]|$)(?P<title>[^\n]*))?[ \t]*$",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(r"\[(.*)\]")


class WrittenBox(NamedTuple):
    """A box as written: the content of its first line, and where that line begins."""

    box: Box
    at: int


class Boxes(NamedTuple):
    """The boxes of a text, in which words replace their first and last lines."""

    text: str
    word: str
    written: tuple[WrittenBox, ...]
    notes: tuple[Note, ...] = ()

    def first(self, number: int) -> str:
        """The word for the first line of a box, without its title."""
        return f"{self.word}x{number}z"

    def last(self, number: int) -> str:
        """The word for the last line of a box."""
        return f"{self.word}y{number}z"


def find_boxes(
    text: str, names: Collection[str], files: Mapping[str, bytes | None] | None = None
) -> Boxes:
    """The boxes of a text whose names are known; others are reported.

    `files` are the data files that it names, as far as they exist.
    """
    if ":::" not in text and "[!" not in text:
        return Boxes(text, "", ())
    # An author cannot write a word that depends on all that is written.
    boxes = Boxes(text, f"b{digest(text.encode('utf-8', 'replace')).hex()}", ())
    return _Finder(boxes, names, files or {}).found()


class _Finder:
    """Goes through the lines of a text in which boxes begin or end."""

    def __init__(
        self, boxes: Boxes, names: Collection[str], files: Mapping[str, bytes | None]
    ) -> None:
        self._boxes, self._names, self._files = boxes, names, files
        self._written: list[WrittenBox] = []
        self._notes: list[Note] = []
        # The number of each box that is open; None for one that is none.
        self._open: list[int | None] = []
        # Where a box ended that has no lines of its own.
        self._data_end = -1

    def found(self) -> Boxes:
        """The boxes, and what to report about them."""
        text = self._boxes.text
        parts, end = [], 0
        for line in _LINE.finditer(without_code(text)):
            parts += [text[end : line.start()], self._line(line) or text[slice(*line.span())]]
            end = line.end()
        parts.append(text[end:])
        for number in reversed(self._open):
            if number is not None:
                message = f"the box `::: {self._written[number].box.name}` has no end"
                self._tell(self._written[number].at, message, "write `:::` on the line after it")
                parts.append(self._alone(self._boxes.last(number)))
        notes = tuple(sorted(self._notes))
        return self._boxes._replace(text="".join(parts), written=tuple(self._written), notes=notes)

    def _line(self, line: re.Match[str]) -> str:
        """What stands for a line; empty for one that stays as it is."""
        if line["name"]:
            return self._first(line, line["name"].lower())
        if not self._open and self._data_end >= 0:
            between = self._boxes.text[self._data_end : line.start()]
            self._data_end = -1
            if not between.strip():
                return "\n"
        if not self._open:
            hint = "take it away, or begin a box above it, such as `::: fact Title`"
            self._tell(line.start(), "`:::` ends no box", hint)
            return ""
        number = self._open.pop()
        return "" if number is None else self._alone(self._boxes.last(number))

    def _first(self, line: re.Match[str], name: str) -> str:
        if name not in self._names or len(self._open) >= MOST_NESTED:
            self._open.append(None)
            self._tell(line.start(), *self._why_none(name))
            return ""
        number = len(self._written)
        title = self._boxes.text[slice(*line.span("title"))].strip().rstrip(":").rstrip()
        if attributes := attributes_of(title):
            return self._data(line, name, attributes)
        if error := unreadable(name, title):
            message = f"`::: {name}`: {error.message}, and readers see the line as text"
            self._tell(line.start(), message, error.hint)
            self._data_end = line.end()
            return ""
        self._written.append(WrittenBox(Box(name), line.start()))
        self._open.append(number)
        if bracketed := _IN_BRACKETS.fullmatch(title):
            title = bracketed[1]
        return self._alone(f"{self._boxes.first(number)} {title}".rstrip())

    def _data(self, line: re.Match[str], name: str, attributes: dict[str, str]) -> str:
        """A box that is made of a file, and so ends on its line."""
        number = len(self._written)
        box, wrong = data_box(name, attributes, self._files)
        for error in wrong:
            self._tell(line.start(), f"`::: {name}`: {error.message}", error.hint)
        self._written.append(WrittenBox(box, line.start()))
        self._data_end = line.end()
        return self._alone(self._boxes.first(number)) + self._alone(self._boxes.last(number))

    def _why_none(self, name: str) -> tuple[str, str]:
        if name in self._names:
            message = f"`::: {name}` is in {MOST_NESTED} other boxes: readers see it as text"
            return message, "end one of them before it"
        near = get_close_matches(name, sorted(self._names), 1, 0.6)
        hint = f"did you mean `::: {near[0]}`? " if near else ""
        known = ", ".join(sorted(self._names))
        return f"there is no box `{name}`: readers see the line as text", f"{hint}there are {known}"

    def _tell(self, at: int, message: str, hint: str) -> None:
        self._notes.append(Note(at, message, hint, "warning", KIND))

    def _alone(self, line: str) -> str:
        return f"\n\n{line}\n\n"
