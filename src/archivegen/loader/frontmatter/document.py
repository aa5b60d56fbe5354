"""Front matter: an article file, split into the values of its head and its body.

Everything that can be wrong with the file itself is found here: its encoding, its fences, its
YAML. What the values mean is for the schema to say.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, replace

from archivegen.loader.frontmatter.simple_yaml import read_simply
from archivegen.loader.frontmatter.yaml_errors import Fault, Position
from archivegen.loader.frontmatter.yaml_reader import CONTROL, KeyPath, Untyped, Values, read_yaml
from archivegen.model.problems import Problem

__all__ = ["Document", "KeyPath", "Position", "Untyped", "point_at", "read"]

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LINE_BREAKS = ("\x85", "\u2028", "\u2029")
"""What YAML takes for the end of a line, and no editor does."""


@dataclass(slots=True)
class Document(Values):
    """An article file: the values of its head, their places, and its body."""

    text: str = ""
    body: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.split("\n")

    def problem(self, path: str, place: Position, message: str, hint: str = "") -> Problem:
        """An error at a place of this file."""
        lines = self.lines
        excerpt = lines[place.line - 1] if place.line <= len(lines) else ""
        return Problem(path, message, place.line, place.column, hint, excerpt=excerpt)

    def place_of(self, path: KeyPath) -> Position:
        """Where the value at `path` stands, or the nearest one around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Position(1, 1))

    def found(self, path: str) -> list[Problem]:
        """The problems that did not stop the reading."""
        return [
            *(self._of(path, fault) for fault in self.faults),
            *(
                replace(self._of(path, doubt), severity="warning", kind="comment")
                for doubt in self.doubts
            ),
        ]

    def _of(self, path: str, fault: Fault) -> Problem:
        return self.problem(path, fault.place, fault.message, fault.hint)


def read(path: str, data: bytes, limit: int) -> tuple[Document, list[Problem]]:
    """Split an article file and read its front matter, which has at most `limit` bytes.

    `path` is for the problems; with one, the file cannot be read on, and the document holds what
    could be read.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Document(), [_not_utf8(path, data, error)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    document = Document(text=text)
    try:
        head, document.body = _split(text, limit)
        for character in _LINE_BREAKS:
            head = head.replace(character, " ")
        if not read_simply(head, document):
            read_yaml(head, document, document.lines)
    except Fault as fault:
        problem = document.problem(path, fault.place, fault.message, fault.hint)
        return document, [*document.found(path), problem]
    return document, []


def point_at(path: str, data: bytes, keys: tuple[str, ...], problem: Problem) -> Problem:
    """The problem, with the place of the first of these keys that stands in the file."""
    document, _ = read(path, data, len(data))
    place = next((document.keys[key,] for key in keys if (key,) in document.keys), Position(1, 1))
    found = document.problem(path, place, problem.message, problem.hint)
    return replace(found, severity=problem.severity, kind=problem.kind)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, "the file is UTF-16", 1, 1, "save it as UTF-8")
    before, after = (
        part.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        for part in (data[: error.start], data[error.start :])
    )
    line = before.count("\n") + 1
    start = before[before.rfind("\n") + 1 :]
    column = len(start) + 1
    excerpt = start + after.partition("\n")[0]
    message = f"byte 0x{data[error.start]:02x} is not UTF-8"
    return Problem(path, message, line, column, "save the file as UTF-8", excerpt=excerpt)


def _split(text: str, limit: int) -> tuple[str, str]:
    if not text.strip():
        raise Fault(Position(1, 1), "the file is empty", "an article begins with front matter")
    if "\x00" in text:
        hint = "an article is a text file; give another file another ending than .md"
        raise Fault(_place_at(text, text.index("\x00")), "a NUL byte", hint)
    opening = _FENCE.match(text)
    if not opening:
        raise Fault(Position(1, 1), "no front matter", _why_none(text.partition("\n")[0]))
    closing = _FENCE.search(text, opening.end())
    if not closing:
        raise Fault(Position(1, 1), "the front matter does not end", "close it with a line `---`")
    head = text[opening.end() + 1 : closing.start()]
    if len(head.encode()) > limit:
        hint = "or raise `front_matter_kilobytes` under [limits] in archivegen.toml"
        message = f"the front matter is larger than {limit // 1024} kB"
        raise Fault(Position(1, 1), message, f"shorten it, {hint}")
    if found := CONTROL.search(head):
        place = _place_at(text, opening.end() + 1 + found.start())
        raise Fault(place, "a control character", "remove it")
    return head, text[closing.end() + 1 :]


def _why_none(first_line: str) -> str:
    if first_line.strip() == "+++":
        return "this looks like TOML; front matter here is YAML, between lines `---`"
    if not first_line.strip() or first_line.strip() == "---":
        return "the line `---` must be the very first, with nothing before it"
    return "an article begins with a line `---`, then `headline: ...`"


def _place_at(text: str, index: int) -> Position:
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
