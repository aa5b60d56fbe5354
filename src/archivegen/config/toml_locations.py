"""TOML locations: the line and column of a key or table in the text of a file, for messages.

The standard library's parser gives values without their positions.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KeyPath = tuple[str | int, ...]
"""Where a value stands: `("theme", "navigation", 1, "url")`."""

_TEXT = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*", re.DOTALL
)
_NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_NAMES = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAMES})\s*\]")
_KEY = re.compile(rf"\s*({_NAMES})\s*=")


def locate(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    """The line and column of a key or table, from 1.

    Where the file does not have it, those of the nearest table around it; else of its first line.
    """
    wanted = tuple(path)
    best, location = 0, (1, 1)
    for key, line, column in _locations(text):
        common = min(len(key), len(wanted))
        if common > best and key[:common] == wanted[:common]:
            best, location = common, (line, column)
    return location


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line of a key or table, from 1; 0 where the file does not have it."""
    return next((line for key, line, _ in _locations(text) if key == tuple(path)), 0)


def how_to_set(text: str, key: str, value: str) -> str:
    """What to do so that a key that stands in no table has a value, written as in TOML."""
    if line := line_of(text, [key]):
        return f"set `{key}` in line {line}: {key} = {value}"
    for names, line, column in _locations(text):
        name = ".".join(part for part in names if isinstance(part, str))
        if text.split("\n")[line - 1][column - 1 :].startswith("["):
            return f"add a line above [{name}], which is line {line}: {key} = {value}"
    return f"add a line: {key} = {value}"


@lru_cache(maxsize=1)
def _locations(text: str) -> tuple[tuple[KeyPath, int, int], ...]:
    return tuple(_find(text))


def _find(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """The tables and keys of a file with their lines and columns, in order."""
    table: KeyPath = ()
    depth = 0
    arrays: Counter[KeyPath] = Counter()
    for number, line in enumerate(_TEXT.sub(_hidden, text).split("\n"), 1):
        value = line
        if depth == 0 and (header := _HEADER.match(line)):
            table = _names(header[2])
            if header[1] == "[[":
                arrays[table] += 1
                table = (*table, arrays[table] - 1)
            yield table, number, header.start(1) + 1
            continue
        if depth == 0 and (key := _KEY.match(line)):
            yield (*table, *_names(key[1])), number, key.start(1) + 1
            value = line[key.end() :]
        depth += sum((char in "[{") - (char in "]}") for char in value)


def _hidden(match: re.Match[str]) -> str:
    """A comment or a text of several lines as blanks; another one without what looks like TOML."""
    if match[0].startswith(("#", '"""', "'''")):
        return re.sub(r"[^\n]", " ", match[0])
    return re.sub(r"[\[\]{}=]", "_", match[0])


def _names(text: str) -> KeyPath:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, text))
