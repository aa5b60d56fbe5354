"""YAML, read event by event into values that know where they stand.

Works without recursion, so that neither depth nor aliases nor tags of a hostile file cost
anything. What a scalar means is left to the schema, so that no value is silently changed
(`headline: no` stays the text `no`, marked as one that YAML takes for yes or no).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from archivegen.loader.frontmatter.yaml_errors import MAX_DEPTH, TOO_DEEP, Fault, Position, explain
from archivegen.model.text import CONTROL

__all__ = ["CONTROL", "MOST_FAULTS", "KeyPath", "Untyped", "Values", "meaning", "read_yaml"]

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

_COMMENT = re.compile(r"[ \t]+#\S")


@dataclass(frozen=True, slots=True)
class Untyped:
    """A scalar that stands without quotes and that YAML does not take for text."""

    text: str
    kind: str


@dataclass(slots=True)
class Values:
    """The values of a mapping, and the places of values and of keys.

    `faults` and `doubts` are errors and warnings that did not stop the reading.
    """

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)


def read_yaml(head: str, into: Values, lines: list[str]) -> None:
    """Read a mapping; `head` begins in the second of the file's lines.

    Raises Fault where the text cannot be read on; what was read before stands in `into`.
    """
    _Reader(into, lines).read(head)


class _Reader:
    """Builds the values from YAML's events, with a stack of its own."""

    def __init__(self, into: Values, lines: list[str]) -> None:
        self.into, self.lines = into, lines
        self.stack: list[tuple[KeyPath, dict[str, Any] | list[Any]]] = []
        self.key: str | None = None

    def read(self, head: str) -> None:
        documents = 0
        try:
            for event in yaml.parse(head, Loader=Loader):
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    raise Fault(_place(event.start_mark), "a second document in the front matter")
                if isinstance(event, yaml.NodeEvent):
                    self._node(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self.stack.pop()
        except yaml.MarkedYAMLError as error:
            problem = error.problem_mark or error.context_mark
            context = error.context_mark or problem
            raise explain(
                self.lines, _place(problem), _place(context), str(error.problem), error.context
            ) from error
        except yaml.YAMLError as error:
            raise Fault(Position(2, 1), f"not YAML: {error}") from error

    def _node(self, event: yaml.NodeEvent) -> None:
        place = _place(event.start_mark)
        self._refuse(event, place)
        if self._is_key():
            self._take_key(event, place)
            return
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, place)
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._put(value, place)
        if isinstance(value, (dict, list)):
            if len(self.stack) >= MAX_DEPTH:
                raise Fault(self.into.places[path[:1]], TOO_DEEP)
            self.stack.append((path, value))

    def _refuse(self, event: yaml.NodeEvent, place: Position) -> None:
        """Raise for the parts of YAML that front matter has no use for."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            hint = "write the value out; quote a text that begins with `&` or `*`"
            raise Fault(place, "anchors and aliases have no place in front matter", hint)
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            hint = "remove it; quote a text that begins with `!`"
            raise Fault(place, f"a tag ({tag}) has no place in front matter", hint)

    def _is_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][1], dict) and self.key is None

    def _take_key(self, event: yaml.NodeEvent, place: Position) -> None:
        path, mapping = self.stack[-1]
        if not isinstance(event, yaml.ScalarEvent):
            message = "a list or mapping cannot be a key"
            raise explain(self.lines, place, place, message, "flow mapping")
        if event.value == "<<":
            raise Fault(place, "merge keys have no place in front matter", "write the values out")
        self.key = event.value
        where = (*path, self.key)
        if self.key in mapping:
            if len(self.into.faults) >= MOST_FAULTS:
                raise Fault(place, f"more than {MOST_FAULTS} keys stand here a second time")
            first = self.into.keys[where].line
            hint = f"it stands in line {first} already; remove one"
            self.into.faults.append(Fault(place, f"`{self.key}` stands here a second time", hint))
        else:
            self.into.keys[where] = place

    def _scalar(self, event: yaml.ScalarEvent, place: Position) -> str | Untyped | None:
        text: str = event.value
        if CONTROL.search(text):
            raise Fault(place, "a control character in a text", "remove it")
        if not event.implicit[0]:
            return text
        end = _place(event.end_mark)
        line = self.lines[end.line - 1]
        found = _COMMENT.match(line, end.column - 1)
        if found and len(self.into.doubts) < MOST_FAULTS:
            self.into.doubts.append(
                Fault(
                    Position(end.line, found.end() - 1),
                    "what follows ` #` is a comment, and no part of the text",
                    "quote the text, or write a space after the `#` of a comment",
                )
            )
        return meaning(text)

    def _put(self, value: Any, place: Position) -> KeyPath:
        if not self.stack:
            if isinstance(value, dict):
                self.into.values = value
            elif value is not None:
                raise Fault(place, "the front matter is not a list of `key: value` lines")
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
        self.into.places.setdefault(path, place)
        return path


def _place(mark: Any) -> Position:
    # The head's first line is the file's second.
    return Position(mark.line + 2, mark.column + 1)


def meaning(text: str) -> str | Untyped | None:
    """What YAML takes a plain scalar for; the text itself where it takes it for text."""
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = Loader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(text[:1], ()):
        if pattern.match(text):
            if tag.endswith(":null"):
                return None
            return Untyped(text, _KINDS[tag]) if tag in _KINDS else text
    return Untyped(text, "a number") if _NUMBER.fullmatch(text) else text
