"""Errors of unreadable YAML, in an editor's words.

A YAML parser says what it expected, but an editor wants to know what to change. The wording is
found by looking at the line, since two YAML parsers word the same error differently.
"""

from __future__ import annotations

import re

from archivegen.model.problems import Position
from archivegen.model.text import UNSEEN, unseen

_KEY = re.compile(
    r"(?P<indent>[ \t]*(?:- +)*)(?P<key>[^\s:#'\"-][^:]*):(?P<gap>[ \t]+)(?P<value>\S.*)"
)
_QUOTED = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*(?:#.*)?")
_COLON = re.compile(r":(?=\s|\Z)")
_TAB = re.compile(r" *\t")
_UNSEEN = re.compile(rf"(?:[ \t]*(?:- +)*|[\w-]+:[ \t]*)(?P<unseen>[{UNSEEN}])")
"""Where YAML needs a blank, or nothing, and something else stands that looks like it."""
_GLUED = re.compile(r"(?P<key>[ \t]*[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)")
_LINES_ABOVE = 50
"""Lines in which a text without an end is looked for, at most."""

USE_A_BLANK = "remove it, or put a plain blank in its place"
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
    match = _KEY.match(line)
    if "nesting depth" in message:
        # Parsers that look ahead have a limit of their own, far beyond.
        at = Position(position.line, match.start("value") + 1) if match else position
        return Fault(at, TOO_DEEP)
    return (
        _bad_blank(position.line, line)
        or (_bad_line(position, match) if match else None)
        or _cause_above(lines, position.line)
        or _unknown(position, line, began[0] if began else "", message)
    )


def _unknown(position: Position, line: str, began: str, message: str) -> Fault:
    if "simple key" in began and line.strip():
        hint = "indent it if it continues the text above"
        return Fault(position, "a line without `key: value`", hint)
    return Fault(position, f"not YAML: {message}")


def _bad_line(position: Position, match: re.Match[str]) -> Fault | None:
    """What is wrong with a line that has a key and a value."""
    indent = match["indent"]
    if indent and not indent.strip() and position.column <= match.end("key") + 1:
        return Fault(
            Position(position.line, match.start("key") + 1),
            "this line stands farther in than the one above",
            "begin it right below the other keys",
        )
    return _bad_value(position.line, match)


def no_mapping(lines: list[str], position: Position) -> Fault:
    """The fault of a front matter that is YAML, but no keys with values."""
    line = lines[position.line - 1]
    return _bad_blank(position.line, line) or Fault(
        position, "the front matter is not a list of `key: value` lines"
    )


def _bad_blank(number: int, line: str) -> Fault | None:
    """A blank that is missing behind a key, or something else in the place of one."""
    if tab := _TAB.match(line):
        return Fault(Position(number, tab.end()), "a tab", "YAML is indented with spaces")
    if found := _UNSEEN.match(line):
        message = f"a character that cannot be seen ({unseen(found['unseen'])})"
        return Fault(Position(number, found.start("unseen") + 1), message, USE_A_BLANK)
    if found := _GLUED.fullmatch(line):
        key = found["key"].strip()
        hint = f"write {key}: {found['value']}"
        return Fault(Position(number, found.start("value") + 1), f"no blank behind `{key}:`", hint)
    return None


def _cause_above(lines: list[str], number: int) -> Fault | None:
    """What is wrong in a line above the one where a parser noticed: what has no end there."""
    if found := _GLUED.fullmatch(lines[number - 2]):
        return _bad_blank(number - 1, found[0])
    for above in range(number - 1, max(number - _LINES_ABOVE, 1), -1):
        line = lines[above - 1]
        match = _KEY.match(line)
        quote = match["value"][0] if match else ""
        if match and quote in "\"'" and quote in lines[number - 1]:
            # A text of several lines that ends above is in order.
            ends = any(quote in between for between in lines[above : number - 1])
            return None if ends else _bad_value(above, match)
    return None


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
    if value.count(first) > 1 and value.endswith(first) and not _is_closed_early(value):
        key = hint.partition(": ")[2].partition(":")[0]
        meant = value[1:-1].replace(f"\\{first}", first).replace(first * 2, first)
        return Fault(
            at, "quotes stand inside a text between quotes", f"write {key}: {_in_quotes(meant)}"
        )
    if value.count(first) == 1:
        message = f"a text begins with `{first}` and does not end with it"
        return Fault(at, message, f"end it with `{first}`, or {hint}")
    return Fault(at, "a text goes on behind its quotes", hint)


def _is_closed_early(value: str) -> bool:
    """Whether a value with quotes at both ends has several texts between quotes.

    `"Yes" and "no"` has; `"He said "no" again"` was meant as one, since its second one opens.
    """
    first = value[0]
    inner = value.find(first, 1)
    opens = value[inner - 1].isspace()
    joins = value[inner - 1].isalnum() and value[inner + 1 : inner + 2].isalnum()
    return value.count(first) % 2 == 0 and not opens and not joins


def _in_quotes(text: str) -> str:
    """The text as YAML has it between quotes, double ones where they do."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
