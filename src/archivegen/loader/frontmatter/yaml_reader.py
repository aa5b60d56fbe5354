"""YAML, read event by event into values with positions.

It works without recursion, so that the depth, aliases and tags of a hostile file cost
nothing. The schema decides what a scalar means, so that no value is silently changed
(`headline: no` stays the text `no`, marked as one that YAML takes for yes or no).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from archivegen.loader.frontmatter.yaml_errors import (
    MAX_DEPTH,
    TOO_DEEP,
    USE_A_BLANK,
    Fault,
    explain,
    no_mapping,
)
from archivegen.model.problems import Position
from archivegen.model.text import CONTROL, UNSEEN, unseen

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


MOST_FAULTS = 100
"""Mistakes of one sort that are told of a file, at most: more of them are a machine's."""

KeyPath = tuple[str | int, ...]
"""Where a value stands in the front matter: `("corrections", 0, "date")`."""

_KINDS = {
    "tag:yaml.org,2002:bool": "yes or no",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}
_NUMBER = re.compile(r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
"""Numbers of YAML 1.2 too, which PyYAML takes for text (`1e3`)."""

_UNSEEN_AROUND = re.compile(f"^[{UNSEEN}]+|[{UNSEEN}]+$")
_NEXT_KEY = re.compile(r"[A-Za-z_][\w-]*:(?!/)")
_COMMENT = re.compile(r"[ \t]+#\S")


@dataclass(frozen=True, slots=True)
class Untyped:
    """A scalar without quotes that YAML does not take for text."""

    text: str
    kind: str


@dataclass(slots=True)
class Values:
    """The values of a mapping, and the positions of values and of keys.

    `faults` and `doubts` are errors and warnings that did not stop the reading.
    """

    values: dict[str, Any] = field(default_factory=dict)
    positions: dict[KeyPath, Position] = field(default_factory=dict)
    key_positions: dict[KeyPath, Position] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)


def read_yaml(head: str, into: Values, lines: list[str]) -> bool:
    """Read a mapping; `head` begins in the second of the file's lines. Says whether all was read.

    Behind a mistake it goes on at the next key that stands at the margin, so that all mistakes
    are told of which none follows from another; what could be read stands in `into`.
    """
    reader, rest, first = _Reader(into, lines), head.split("\n"), 0
    while True:
        try:
            reader.read("\n".join(rest[first:]), first)
        except Fault as fault:
            into.faults.append(fault)
            # The file's lines count from 1, and the head's first is the second of them.
            behind = max(first + 1, fault.position.line - 1)
            keys = (at for at in range(behind, len(rest)) if _NEXT_KEY.match(rest[at]))
            first = next(keys, 0)
            if not first or len(into.faults) >= MOST_FAULTS:
                return False
        else:
            return not first


class _Reader:
    """Builds the values from YAML's events, with a stack of its own."""

    def __init__(self, into: Values, lines: list[str]) -> None:
        self.into, self.lines = into, lines
        self.stack: list[tuple[KeyPath, dict[str, Any] | list[Any]]] = []
        self.key: str | None = None
        self.skipped = 0

    def read(self, head: str, skipped: int) -> None:
        """Read the lines of a head behind those that were skipped."""
        self.stack, self.key, self.skipped = [], None, skipped
        documents = 0
        try:
            for event in yaml.parse(head, Loader=Loader):
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    raise Fault(
                        self._position(event.start_mark), "a second document in the front matter"
                    )
                if isinstance(event, yaml.NodeEvent):
                    self._node(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self.stack.pop()
        except yaml.MarkedYAMLError as error:
            problem = error.problem_mark or error.context_mark
            context = error.context_mark or problem
            raise explain(
                self.lines,
                self._position(problem),
                self._position(context),
                str(error.problem),
                error.context,
            ) from error
        except yaml.YAMLError as error:
            raise Fault(Position(self.skipped + 2, 1), f"not YAML: {error}") from error

    def _position(self, mark: Any) -> Position:
        # The head's first line is the file's second.
        return Position(mark.line + self.skipped + 2, mark.column + 1)

    def _node(self, event: yaml.NodeEvent) -> None:
        position = self._position(event.start_mark)
        self._refuse(event, position)
        if self._is_key():
            self._take_key(event, position)
            return
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, position)
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
            if not self.stack and value == {}:
                # What is read behind a mistake belongs to the same mapping.
                value = self.into.values
        path = self._put(value, position)
        if isinstance(value, (dict, list)):
            if len(self.stack) >= MAX_DEPTH:
                raise Fault(self.into.positions[path[:1]], TOO_DEEP)
            self.stack.append((path, value))

    def _refuse(self, event: yaml.NodeEvent, position: Position) -> None:
        """Raise for the parts of YAML that front matter has no use for."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            hint = "write the value out; quote a text that begins with `&` or `*`"
            raise Fault(position, "anchors and aliases have no place in front matter", hint)
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            hint = "remove it; quote a text that begins with `!`"
            raise Fault(position, f"a tag ({tag}) has no place in front matter", hint)

    def _is_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][1], dict) and self.key is None

    def _take_key(self, event: yaml.NodeEvent, position: Position) -> None:
        path, mapping = self.stack[-1]
        if not isinstance(event, yaml.ScalarEvent):
            message = "a list or mapping cannot be a key"
            raise explain(self.lines, position, position, message, "flow mapping")
        if event.value == "<<":
            raise Fault(
                position, "merge keys have no place in front matter", "write the values out"
            )
        self.key = self._seen(event.value, position)
        where = (*path, self.key)
        if self.key in mapping:
            if len(self.into.faults) >= MOST_FAULTS:
                raise Fault(position, f"more than {MOST_FAULTS} keys stand here a second time")
            first = self.into.key_positions[where].line
            hint = f"it stands in line {first} already; remove one"
            self.into.faults.append(
                Fault(position, f"`{self.key}` stands here a second time", hint)
            )
        else:
            self.into.key_positions[where] = position

    def _seen(self, key: str, position: Position) -> str:
        """A key without what cannot be seen around it, which is told."""
        # Inside, some join the letters of a word.
        seen = _UNSEEN_AROUND.sub("", key)
        if seen != key and len(self.into.faults) < MOST_FAULTS:
            message = f"a character beside `{seen}` that cannot be seen ({unseen(key)})"
            self.into.faults.append(Fault(position, message, USE_A_BLANK))
        return seen

    def _scalar(self, event: yaml.ScalarEvent, position: Position) -> str | Untyped | None:
        text: str = event.value
        if CONTROL.search(text):
            raise Fault(position, "a control character in a text", "remove it")
        if not event.implicit[0]:
            return text
        end = self._position(event.end_mark)
        line = self.lines[end.line - 1]
        comment = _COMMENT.match(line, end.column - 1)
        if comment and len(self.into.doubts) < MOST_FAULTS:
            self.into.doubts.append(
                Fault(
                    Position(end.line, comment.end() - 1),
                    "what follows ` #` is a comment, and no part of the text",
                    "quote the text, or write a space after the `#` of a comment",
                )
            )
        return meaning(text)

    def _put(self, value: Any, position: Position) -> KeyPath:
        if not self.stack:
            if isinstance(value, dict):
                self.into.values = value
            elif value is not None:
                raise no_mapping(self.lines, position)
            return ()
        path, holder = self.stack[-1]
        if isinstance(holder, dict):
            path = (*path, self.key or "")
            # Of a key that stands twice, the first is kept.
            holder.setdefault(self.key or "", value)
            self.key = None
        else:
            path = (*path, len(holder))
            holder.append(value)
        self.into.positions.setdefault(path, position)
        return path


def meaning(text: str) -> str | Untyped | None:
    """What YAML takes a plain scalar for; the text itself where it takes it for text."""
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = Loader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(text[:1], ()):
        if pattern.match(text):
            if tag.endswith(":null"):
                return None
            return Untyped(text, _KINDS[tag]) if tag in _KINDS else text
    return Untyped(text, "a number") if _NUMBER.fullmatch(text) else text
