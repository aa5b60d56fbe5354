"""Front matter: the head of an article file, read into values that know where they stand.

YAML is read event by event, without recursion, so that neither depth nor aliases nor tags of a
hostile file cost anything; what a scalar means is left to the schema, so that no value is
silently changed (`headline: no` stays the text `no`, marked as one that YAML takes for a truth
value).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from archivegen.problems import Problem

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 64 * 1024
"""Bytes of a front matter, at most."""

MAX_DEPTH = 16
"""Lists and mappings inside one another, at most."""

Path = tuple[str | int, ...]
"""Where a value stands in the front matter: `("corrections", 0, "date")`."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_KINDS = {
    "tag:yaml.org,2002:bool": "yes or no",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:merge": "a merge key",
    "tag:yaml.org,2002:value": "a default key",
}
_NUMBER = re.compile(r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
"""Numbers of YAML 1.2 too, which PyYAML takes for text (`1e3`)."""


@dataclass(frozen=True, slots=True)
class Untyped:
    """A scalar that stands without quotes and that YAML does not take for text."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column of the file, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Document:
    """An article file, split: the values of its head, their places, and its body."""

    lines: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    body: str = ""

    def problem(self, path: str, place: Place, message: str, hint: str = "") -> Problem:
        """An error at a place of this file."""
        excerpt = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        return Problem(path, message, place.line, place.column, hint, excerpt=excerpt)

    def place_of(self, path: Path) -> Place:
        """Where the value at `path` stands, or the nearest one around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))


def read(path: str, data: bytes) -> tuple[Document, list[Problem]]:
    """Split an article file and read its front matter; `path` is for the problems.

    With problems, the document holds what could be read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Document([]), [_not_utf8(path, data, error)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    document = Document(text.split("\n"))
    try:
        head, document.body = _split(text)
        _Reader(document).read(head)
    except _Bad as bad:
        return document, [document.problem(path, bad.place, bad.message, bad.hint)]
    return document, []


def point_at(path: str, data: bytes, keys: tuple[str, ...], problem: Problem) -> Problem:
    """The problem, with the place of the first of these keys that stands in the file."""
    document, _ = read(path, data)
    place = next((document.keys[key,] for key in keys if (key,) in document.keys), Place(1, 1))
    found = document.problem(path, place, problem.message, problem.hint)
    return replace(found, severity=problem.severity, kind=problem.kind)


class _Bad(Exception):  # noqa: N818 -- internal, and always turned into a problem
    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place, self.message, self.hint = place, message, hint


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode("utf-8", "replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    excerpt = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")
    message = f"byte 0x{data[error.start]:02x} is not UTF-8"
    return Problem(path, message, line, column, "save the file as UTF-8", excerpt=excerpt)


def _split(text: str) -> tuple[str, str]:
    if not text.strip():
        raise _Bad(Place(1, 1), "the file is empty", "an article begins with front matter")
    if "\x00" in text:
        raise _Bad(_place_at(text, text.index("\x00")), "a NUL byte; is this a text file?")
    opening = _FENCE.match(text)
    if not opening:
        hint = "an article begins with a line `---`, then `headline: ...`"
        raise _Bad(Place(1, 1), "no front matter", hint)
    closing = _FENCE.search(text, opening.end())
    if not closing:
        raise _Bad(Place(1, 1), "the front matter does not end", "close it with a line `---`")
    head = text[opening.end() + 1 : closing.start()]
    if len(head.encode()) > MAX_BYTES:
        raise _Bad(Place(1, 1), f"the front matter is larger than {MAX_BYTES // 1024} kB")
    for pattern, message, hint in (
        (_CONTROL, "a control character", "remove it"),
        (_TAB_INDENT, "a tab", "YAML is indented with spaces"),
    ):
        if found := pattern.search(head):
            raise _Bad(_place_at(text, opening.end() + found.end()), message, hint)
    return head, text[closing.end() + 1 :]


def _place_at(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


class _Reader:
    """Builds the values from YAML's events, with a stack of its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[tuple[Path, dict[str, Any] | list[Any]]] = []
        self.key: str | None = None

    def read(self, head: str) -> None:
        documents = 0
        try:
            for event in yaml.parse(head, Loader=Loader):
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    raise _Bad(_place(event.start_mark), "a second document in the front matter")
                if isinstance(event, yaml.NodeEvent):
                    self._node(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self.stack.pop()
        except yaml.MarkedYAMLError as error:
            raise self._yaml_problem(error) from error
        except yaml.YAMLError as error:
            raise _Bad(Place(2, 1), f"not YAML: {error}") from error

    def _yaml_problem(self, error: yaml.MarkedYAMLError) -> _Bad:
        place = _place(error.problem_mark or error.context_mark)
        message = f"not YAML: {error.problem or error.context}"
        line = self.document.lines[place.line - 1] if place.line <= len(self.document.lines) else ""
        if "mapping values are not allowed" in message:
            key, _, value = line.partition(":")
            return _Bad(
                place,
                "a colon in a text without quotes",
                f'quote it: {key.strip()}: "{value.strip()}"',
            )
        if "cannot start any token" in message:
            return _Bad(
                place, f"a text cannot begin with {line[place.column - 1 :][:1]!r}", "quote it"
            )
        return _Bad(place, message)

    def _node(self, event: yaml.NodeEvent) -> None:
        place = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Bad(
                place, "anchors and aliases have no place in front matter", "write the value out"
            )
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            raise _Bad(place, f"a tag ({tag}) has no place in front matter", "remove it")
        if self._is_key():
            self._take_key(event, place)
            return
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._put(value, place)
        if isinstance(value, (dict, list)):
            if len(self.stack) >= MAX_DEPTH:
                raise _Bad(place, f"more than {MAX_DEPTH} lists or mappings inside one another")
            self.stack.append((path, value))

    def _is_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][1], dict) and self.key is None

    def _take_key(self, event: yaml.NodeEvent, place: Place) -> None:
        path, mapping = self.stack[-1]
        if not isinstance(event, yaml.ScalarEvent):
            raise _Bad(place, "a list or mapping cannot be a key")
        if event.value == "<<":
            raise _Bad(place, "merge keys have no place in front matter", "write the values out")
        if event.value in mapping:
            first = self.document.keys[(*path, event.value)].line
            raise _Bad(
                place,
                f"`{event.value}` stands here a second time",
                f"it stands in line {first} already; remove one",
            )
        self.key = event.value
        self.document.keys[(*path, event.value)] = place

    def _put(self, value: Any, place: Place) -> Path:
        if not self.stack:
            if isinstance(value, dict):
                self.document.values = value
            elif value is not None:
                raise _Bad(place, "the front matter is not a list of `key: value` lines")
            return ()
        path, holder = self.stack[-1]
        if isinstance(holder, dict):
            path = (*path, self.key or "")
            holder[self.key or ""] = value
            self.key = None
        else:
            path = (*path, len(holder))
            holder.append(value)
        self.document.places[path] = place
        return path


def _place(mark: Any) -> Place:
    # The head's first line is the file's second.
    return Place(mark.line + 2, mark.column + 1)


def _scalar(event: yaml.ScalarEvent) -> str | Untyped | None:
    text: str = event.value
    if not event.implicit[0]:
        return text
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = Loader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(text[:1], ()):
        if pattern.match(text):
            return None if tag.endswith(":null") else Untyped(text, _KINDS[tag])
    return Untyped(text, "a number") if _NUMBER.fullmatch(text) else text
