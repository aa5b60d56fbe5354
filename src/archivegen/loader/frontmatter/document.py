"""An article file: the values of its front matter, its body, and the position of each.

Everything that can be wrong with the file itself is reported here: its encoding, its fences, its
YAML. The schema decides what the values mean. A `Document` also has the one way to name a
position of the file in a problem; code that reports about an article gets one from
`article_document`.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.simple_yaml import read_simply
from archivegen.loader.frontmatter.yaml_errors import Fault
from archivegen.loader.frontmatter.yaml_reader import Values, read_yaml
from archivegen.model.picture import is_picture
from archivegen.model.problems import Position, Problem, Severity
from archivegen.model.text import CONTROL, tidy, unseen, without_unseen
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archivegen.loader.frontmatter.yaml_reader import KeyPath

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(
    rb"(---|\+\+\+)[ \t]*\r?\n(?=[ \t\r\n]*[A-Za-z_][\w -]*[:=])"
    rb"(?:(?!\1)[^\n]*\n)+\1[ \t]*(?:\r?\n|\r?\Z)"
)
_HEAD_BYTES = 16_384
"""Of a file that may begin with front matter, what is looked at."""
_DATA_SUFFIXES = {".yaml", ".yml"}
"""The endings of files in which lines `---` are no fences."""
_LINE_BREAKS = ("\x85", "\u2028", "\u2029")
"""What YAML takes for the end of a line, and no editor does."""


ADDRESS_KEYS = ("url", "slug", "headline")
"""The keys that decide of an address, the first that there is in a file before others."""


@dataclass(slots=True)
class Document(Values):
    """An article file: its path from the site's root, its text, and what was read of that.

    Of a file that cannot be read, it holds what could be read: the text without a body, or nothing.
    """

    path: str = ""
    text: str = ""
    body: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.split("\n")

    def problem(
        self,
        position: Position,
        message: str,
        hint: str = "",
        *,
        severity: Severity = "error",
        kind: str = "",
    ) -> Problem:
        """A problem at a position of this file, with the text of that line."""
        excerpt = self.line_at(position)
        return Problem(self.path, message, *position, hint, severity, excerpt, kind)

    def line_at(self, position: Position) -> str:
        """The text of the line with a position; empty where the file could not be read."""
        lines = self.lines
        return lines[position.line - 1] if position.line <= len(lines) else ""

    def position_of(self, *values: KeyPath) -> Position:
        """The position of the first of these values in the front matter, or else of its key.

        Without any of them, the position of the nearest value around the first.
        """
        for value in values:
            if position := self.positions.get(value) or self.key_positions.get(value):
                return position
        around = values[0][:-1]
        return self.position_of(around) if around else Position(1, 1)

    def position_of_key(self, *keys: str) -> Position:
        """The position of the first of these keys in the front matter."""
        positions = (self.key_positions.get((key,)) for key in keys)
        return next(filter(None, positions), Position(1, 1))

    def position_of_item(self, key: str, text: str) -> Position:
        """The position of the list item under a key that is this text, or else of that value."""
        value = self.values.get(key)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str) and tidy(item) == text:
                return self.position_of((key, index))
        return self.position_of((key,))

    def position_of_text(self, *texts: str) -> Position:
        """The first position of any of these texts: the first line that has one."""
        for number, line in enumerate(self.lines, 1):
            for text in texts:
                if (index := line.find(text)) >= 0:
                    return Position(number, index + 1)
        return Position(1, 1)

    def position_in_body(self, index: int) -> Position:
        """The position in the file of the character with that index in the body."""
        line = self.text.count("\n") + 1 - self.body.count("\n", index)
        return Position(line, index - self.body.rfind("\n", 0, index))

    def problems(self) -> list[Problem]:
        """The errors and warnings of YAML that did not stop the reading."""
        errors = [self.problem_of(fault) for fault in self.faults]
        return errors + [
            self.problem(
                doubt.position, doubt.message, doubt.hint, severity="warning", kind="comment"
            )
            for doubt in self.doubts
        ]

    def problem_of(self, fault: Fault) -> Problem:
        """A fault of this file as an error."""
        return self.problem(fault.position, fault.message, fault.hint)


def read(path: str, data: bytes, limit: int) -> tuple[Document, list[Problem]]:
    """Split an article file and read its front matter, which has at most `limit` bytes.

    `path` is the file's, from the site's root. With a problem, the file cannot be read on, and the
    document holds what could be read.
    """
    data = data.removeprefix(BOM_UTF8)
    document = Document(path=path)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return document, [_not_utf8(path, data, error)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    document.text = text
    try:
        head, document.body = _split(text, limit)
        for character in _LINE_BREAKS:
            head = head.replace(character, " ")
    except Fault as fault:
        return document, [document.problem_of(fault)]
    if not read_simply(head, document) and not read_yaml(head, document, document.lines):
        return document, document.problems()
    return document, []


def article_document(root: Path, path: str) -> Document | None:
    """The document of the file at a path from the site's root; None if it no longer exists."""
    try:
        data = located(root, path).read_bytes()
    except OSError:
        return None
    return read(path, data, len(data))[0]


def begins_like_article(path: Path) -> bool:
    """Whether a file begins with front matter: lines `key:` between two fences.

    Those of YAML, and those of TOML, which other generators know. Raises OSError.
    """
    if path.suffix.lower() in _DATA_SUFFIXES or is_picture(path.name):
        return False
    with path.open("rb") as file:
        head = file.read(len(BOM_UTF8) + 3).removeprefix(BOM_UTF8)
        if not head.startswith((b"---", b"+++")):
            return False
        head += file.read(_HEAD_BYTES)
    return _FRONT_MATTER.match(head) is not None


def at_key(root: Path, problem: Problem, *keys: str) -> Problem:
    """The problem with the position of the first of these keys in the file that it is about.

    Unchanged, if there is no such file: not every owner of a page is one.
    """
    return _placed(root, problem, lambda document: document.position_of_key(*keys))


def at_item(root: Path, problem: Problem, key: str, text: str) -> Problem:
    """The problem with the position of a text under a key in the file that it is about."""
    return _placed(root, problem, lambda document: document.position_of_item(key, text))


def _placed(root: Path, problem: Problem, place: Callable[[Document], Position]) -> Problem:
    document = article_document(root, problem.path)
    if document is None:
        return problem
    there = document.problem(place(document), problem.message, problem.hint)
    return replace(there, severity=problem.severity, kind=problem.kind)


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
        raise Fault(_position_at(text, text.index("\x00")), "a NUL byte", hint)
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
    if control := CONTROL.search(head):
        position = _position_at(text, opening.end() + 1 + control.start())
        raise Fault(position, "a control character", "remove it")
    return head, text[closing.end() + 1 :]


def _why_none(first_line: str) -> str:
    if unseen(first_line) and without_unseen(first_line).strip() == "---":
        return f"before `---` is a character that cannot be seen ({unseen(first_line)}); remove it"
    if first_line.strip() == "+++":
        return "this looks like TOML; front matter here is YAML, between lines `---`"
    if not first_line.strip() or first_line.strip() == "---":
        return "the line `---` must be the very first, with nothing before it"
    return "an article begins with a line `---`, then `headline: ...`"


def _position_at(text: str, index: int) -> Position:
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
