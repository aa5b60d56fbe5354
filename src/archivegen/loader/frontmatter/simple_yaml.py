"""Simple YAML: the front matter of most articles, read without a full YAML parser.

It reads `key: value` lines, and lists with an item on each line. Whatever YAML could read otherwise
is left to the full reader, which finds the same values at the same positions.
"""

from __future__ import annotations

import re
from typing import Any

from archivegen.loader.frontmatter.yaml_reader import KeyPath, Values, meaning
from archivegen.model.problems import Position

# Without an indicator at its start, and without what ends a plain scalar or begins a comment.
_PLAIN = (
    r"[^\s?:,\[\]{}#&*!|>'\"%@`\ufeff-]"
    r"[^\n\t:#\ufeff]*(?:(?::(?=[^\s\ufeff])|(?<! )#)[^\n\t:#\ufeff]*)*(?<! )"
)
_DOUBLE = r"\"[^\"\\\n\t\ufeff]*(?:\\[\"\\][^\"\\\n\t\ufeff]*)*\""
_QUOTED = rf"{_DOUBLE}|'[^'\n\t\ufeff]*'"
_ESCAPED = re.compile(r"\\(.)")
_LINE = re.compile(
    rf"^(?:([a-z][a-z_]*):(?: ({_PLAIN}|{_QUOTED}))?|  - ({_PLAIN}|{_QUOTED}))\n", re.MULTILINE
)
_LONGEST_WORD = 5
"""Characters of the longest word that YAML does not take for text: `false`."""


def read_simply(head: str, into: Values) -> bool:
    """Read a front matter that begins in the file's second line; false if it is not simple."""
    lines = _LINE.findall(head)
    if len(lines) != head.count("\n"):
        return False
    values: dict[str, Any] = {}
    positions: dict[KeyPath, Position] = {}
    key_positions: dict[KeyPath, Position] = {}
    items: list[Any] | None = None
    key = ""
    for number, (name, value, item) in enumerate(lines, 2):
        if item:
            if items is None:
                return False
            positions.setdefault((key,), Position(number, 3))
            positions[key, len(items)] = Position(number, 5)
            items.append(_scalar(item))
            continue
        if name in values or items == []:
            return False
        key, items = name, None
        key_positions[key,] = Position(number, 1)
        if value:
            positions[key,] = Position(number, len(key) + 3)
            values[key] = _scalar(value)
        else:
            values[key] = items = []
    if items == [] or not values:
        return False
    into.values, into.positions, into.key_positions = values, positions, key_positions
    return True


def _scalar(text: str) -> Any:
    if text[0] == '"':
        return _ESCAPED.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1]
    if text[0] == "'":
        return text[1:-1]
    if len(text) > _LONGEST_WORD and text[0].isalpha():
        return text
    return meaning(text)
