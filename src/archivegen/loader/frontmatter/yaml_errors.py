"""What is wrong with YAML that cannot be read, in an editor's words.

A YAML parser says what it expected; an editor wants to know what to change. The words are
found by looking at the line, since two parsers of YAML word the same error differently.
"""

from __future__ import annotations

import re

from archivegen.model.problems import Position

_KEY = re.compile(
    r"(?P<indent>[ \t]*(?:- +)*)(?P<key>[^\s:#'\"-][^:]*):(?P<gap>[ \t]+)(?P<value>\S.*)"
)
_QUOTED = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*(?:#.*)?")
_COLON = re.compile(r":(?=\s|\Z)")
_TAB = re.compile(r" *\t")
_OPENING = {"[": "]", "{": "}"}

MAX_DEPTH = 16
"""Lists and mappings inside one another, at most."""

TOO_DEEP = f"more than {MAX_DEPTH} lists or mappings inside one another"


class Fault(Exception):  # noqa: N818 -- always turned into a problem
    """Something wrong at a position of a file."""

    def __init__(self, position: Position, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.position, self.message, self.hint = position, message, hint


def explain(
    lines: list[str], problem: Position, context: Position, message: str, doing: str | None
) -> Fault:
    """The fault, given where a parser stopped, what it was `doing`, and where that began."""
    # Of what is opened and not closed, and of a line without a colon, only the beginning helps.
    began = re.search(r"quoted|flow|simple key", doing or "")
    position = context if began else problem
    line = lines[position.line - 1] if position.line <= len(lines) else ""
    if tab := _TAB.match(line):
        return Fault(Position(position.line, tab.end()), "a tab", "YAML is indented with spaces")
    match = _KEY.match(line)
    if "nesting depth" in message:
        # Parsers that look ahead have a limit of their own, far beyond.
        return Fault(
            Position(position.line, match.start("value") + 1) if match else position, TOO_DEEP
        )
    if match:
        if (
            match["indent"]
            and not match["indent"].strip()
            and position.column <= match.end("key") + 1
        ):
            return Fault(
                Position(position.line, match.start("key") + 1),
                "this line stands farther in than the one above",
                "begin it right below the other keys",
            )
        if fault := _bad_value(position.line, match):
            return fault
    if began and "simple key" in began[0] and line.strip():
        return Fault(
            position,
            "a line without `key: value`",
            "indent it if it continues the text above",
        )
    return Fault(position, f"not YAML: {message}")


def _bad_value(number: int, match: re.Match[str]) -> Fault | None:
    """What is wrong with a line's value, if it is one of the things that happen to texts."""
    value = match["value"].rstrip()
    first = value[0]
    at = Position(number, match.start("value") + 1)
    hint = f"quote it: {match['key']}: {_in_quotes(value)}"
    if first in "\"'":
        return _bad_quotes(at, value, hint)
    if first in _OPENING:
        if not value.endswith(_OPENING[first]):
            hint = f"close it with `{_OPENING[first]}`, or {hint}"
        return Fault(at, f"what begins with `{first}` is not a text", hint)
    if first in "@`%*&!|>?-,]}":
        name = "a backtick" if first == "`" else f"`{first}`"
        return Fault(at, f"a text cannot begin with {name}", hint)
    if colon := _COLON.search(value):
        position = Position(number, at.column + colon.start())
        return Fault(position, "a colon in a text without quotes", hint)
    return None


def _bad_quotes(at: Position, value: str, hint: str) -> Fault | None:
    if _QUOTED.fullmatch(value):
        return None
    first = value[0]
    if value.count(first) == 1:
        message = f"a text begins with `{first}` and does not end with it"
        return Fault(at, message, f"end it with `{first}`, or {hint}")
    return Fault(at, "a text goes on behind its quotes", hint)


def _in_quotes(text: str) -> str:
    """The text as YAML has it between quotes, double ones where they do."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
