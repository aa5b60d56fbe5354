"""The head of a file of another generator, and the text below it.

A head is YAML between `---`, TOML between `+++`, a JSON object, lines `Key: value` (Pelican,
MultiMarkdown) or lines `.. key: value` (Nikola). Nothing of it is followed or made: YAML is read
event by event, and has neither anchors nor tags.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from archivegen.importer.sources.shared.json_values import lost_in, read_beginning
from archivegen.loader.frontmatter.yaml_reader import Untyped, Values, read_yaml

MOST_CHARACTERS = 256 * 1024
"""Characters of a head, at most."""

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n")
_END = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*)|[ \t]*)\Z")
_NIKOLA = re.compile(r"\.\.[ \t]+([a-z_]+):[ \t]*(.*)\Z")
_MORE = re.compile(r"[ \t]+(\S.*)\Z")


@dataclass(slots=True)
class Head:
    """What a file says of itself; all values are texts, truths, tuples and mappings of such."""

    values: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    fault: str = ""
    """What is wrong with the head; empty for one that can be read."""


def head_of(text: str) -> Head:
    """The head and the body of a file. Never raises."""
    text = text.lstrip("\ufeff")
    if fence := _FENCED.match(text):
        end = _END[fence[1]].search(text, fence.end())
        if end is None:
            return Head(body=text, fault="its head has no end")
        return _fenced(fence[1], text[fence.end() : end.start()], text[end.end() :])
    if re.match(r"\{\s*\"", text):
        return _json(text)
    return _lines(text)


def _fenced(fence: str, written: str, body: str) -> Head:
    if len(written) > MOST_CHARACTERS:
        return Head(body=body, fault=f"its head has more than {MOST_CHARACTERS} characters")
    if fence == "---":
        values = Values()
        is_whole = read_yaml(written, values, ["---", *written.split("\n")])
        faults = values.faults
        fault = f"line {faults[0].position.line}: {faults[0].message}" if faults else ""
        return Head(_plain(values.values), body, fault or ("" if is_whole else "it is not YAML"))
    try:
        return Head(_plain(tomllib.loads(written)), body)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Head(body=body, fault=f"its head is not TOML: {error}")


def _json(text: str) -> Head:
    try:
        values, end = read_beginning(text[:MOST_CHARACTERS])
    except (ValueError, RecursionError) as error:
        return Head(body=text, fault=f"its head is not JSON: {error}")
    twice = next(iter(lost_in(values)), None)
    return Head(_plain(values), text[end:], f"`{twice.key}` stands twice" if twice else "")


def _lines(text: str) -> Head:
    """Lines `Key: value` or `.. key: value` up to the first empty one."""
    values: dict[str, Any] = {}
    lines = text.split("\n")
    at, last = 0, ""
    is_comment = bool(lines) and lines[0].strip() == "<!--"
    for at, line in enumerate(lines[is_comment:], is_comment):  # noqa: B007 -- used below
        if match := _NIKOLA.match(line) or _LINE.match(line):
            last = match[1].strip()
            values[last] = (match[2] or "").strip()
        elif last and (more := _MORE.match(line)):
            values[last] = f"{values[last]} {more[1]}".strip()
        else:
            break
    is_head = values and (not lines[at].strip() or lines[at].strip() == "-->")
    if not is_head:
        return Head(body=text, fault="it has no head")
    return Head(values, "\n".join(lines[at + 1 :]))


def _plain(value: Any) -> Any:
    """A value without what is of one notation alone."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    if isinstance(value, Untyped):
        if value.kind == "yes or no":
            return value.text.lower() in {"true", "yes", "on"}
        return value.text
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, bool) else "" if value is None else str(value)
