"""JSON of other systems: values that may be of any type, and keys that an object has twice.

Whoever wrote it may write a number for a text, or an object for a list. Nothing here raises at such
a value: what is asked for is empty then.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.importer.item import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

Node = dict[str, Any]
"""An object of JSON."""

_SHOWN = 60
"""Characters of a value that are named."""


class Lost(NamedTuple):
    """A value that is not taken, as the same object has its key once more, further below."""

    key: str
    value: Any


class _Overwritten(dict[str, Any]):
    """An object that has keys twice: their last values, as all programs read it."""

    lost: tuple[Lost, ...] = ()


def read_json(data: str | bytes) -> Any:
    """The value that a text is. Raises ValueError and RecursionError for what is no JSON."""
    return json.loads(data, object_pairs_hook=_object)


def read_beginning(text: str) -> tuple[Any, int]:
    """The value with which a text begins, and where that ends. Raises as `read_json`."""
    found: tuple[Any, int] = json.JSONDecoder(object_pairs_hook=_object).raw_decode(text)
    return found


def lost_of(value: Any) -> tuple[Lost, ...]:
    """The values of an object that others of the same key took the place of."""
    return value.lost if isinstance(value, _Overwritten) else ()


def lost_in(value: Any) -> list[Lost]:
    """The same, of all objects in a value."""
    found: list[Lost] = []
    left = [value]
    while left:
        one = left.pop()
        found += lost_of(one)
        if isinstance(one, dict | list):
            left += reversed([*one.values()] if isinstance(one, dict) else one)
    return found


def notes_on_lost(value: Any) -> tuple[Note, ...]:
    """A note on each such value."""
    return tuple(
        Note(
            f"`{key}` stands twice in one object; this is not taken: {lost!s:.{_SHOWN}}",
            "attention",
            "keys that stand twice",
        )
        for key, lost in lost_in(value)
    )


def text_of(value: Any) -> str:
    """A text, or a number as one; empty for anything else."""
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value).strip() if is_text else ""


def text_at(node: Mapping[str, Any], key: str) -> str:
    """The text of a key, as `text_of` gives it."""
    return text_of(node.get(key))


def number_of(value: Any) -> int:
    """A whole number; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def nodes_of(value: Any) -> list[Node]:
    """The objects of a list, or of an object that gives each a name; none of anything else."""
    rows = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [row for row in rows if isinstance(row, dict)]


def as_front_matter(value: Any) -> Any:
    """A value as front matter has such: lists are tuples, numbers texts."""
    if isinstance(value, dict):
        return {key: as_front_matter(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(map(as_front_matter, value))
    return value if isinstance(value, bool | str) else "" if value is None else str(value)


def _object(pairs: list[tuple[str, Any]]) -> Node:
    node = dict(pairs)
    if len(node) == len(pairs):
        return node
    last = {key: at for at, (key, _) in enumerate(pairs)}
    overwritten = _Overwritten(node)
    overwritten.lost = tuple(
        Lost(key, value)
        for at, (key, value) in enumerate(pairs)
        if at != last[key] and value != node[key]
    )
    return overwritten
