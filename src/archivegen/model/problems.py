"""Problems: what is wrong with a site, where, and what to do about it.

Every stage collects problems instead of stopping at the first. Only the command line prints
them. A problem is a value; this module also defines its three written forms.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Severity = Literal["error", "warning", "advice"]
"""An error keeps the site from being published, a warning with `--strict`; advice never does.

Nor does a warning about a draft, with `--strict` either.
"""

Role = Literal["location", "error", "warning", "advice", "caret", "hint"]
"""What a part of a problem's text is, for whoever gives it a colour."""

LINE_LENGTH = 120
"""Characters of a line that are shown, at most."""

SHOWN_PER_KIND = 5
"""So many warnings of one kind are shown whole; the rest are counted."""

ERRORS_PER_KIND = 20
"""So many errors of one kind are: each has to be mended, and a few more can be by hand."""

_QUOTED = re.compile(r"(^`[^`]*`)|`[^`]*`")
"""What a message quotes: a name, if it begins with that, and values."""

_Sort = tuple[Severity, str]

_GRAVEST_FIRST = get_args(Severity)

TOLD_ONCE = frozenset({"no summary", "unknown key"})
"""Kinds of which equal ones are one line with a count: the places say no more than the first."""


class Position(NamedTuple):
    """A line and a column of a file, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one position of a file.

    `path` is relative to the site's root, with forward slashes; `line` and `column` count
    from 1, and 0 means that the whole file is meant. `excerpt` is the text of that line.
    `kind` groups problems of one sort, so that a thousand equal warnings need not be shown.
    `draft` says that it is about a draft that is left out: such a warning never stops a build.
    """

    path: str
    message: str
    line: int = 0
    column: int = 0
    hint: str = ""
    severity: Severity = "error"
    excerpt: str = ""
    kind: str = ""
    draft: bool = False


_FIELDS = tuple(field.name for field in fields(Problem))


def as_dict(problem: Problem) -> dict[str, Any]:
    """The problem as a dictionary: an archive may have thousands, and all values are plain."""
    return {name: getattr(problem, name) for name in _FIELDS}


class Kind(NamedTuple):
    """The problems of one sort: how many there are, and how many of them are not shown."""

    severity: Severity
    name: str
    problems: int
    left_out: int


class SiteError(Exception):
    """The site cannot be built; carries the problems, at least one of them an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class BuildError(Exception):
    """The build cannot go on, for a reason outside the site's sources."""


class UnfinishedError(BuildError):
    """The build cannot go on, and may have published some files; the next build finishes that."""


def forbid_errors(
    problems: Iterable[Problem],
    *,
    strict: bool = False,
    passed_over: frozenset[Problem] = frozenset(),
) -> None:
    """Raise SiteError with all the problems if one is an error; with `strict`, also a warning.

    Those that are `passed_over` are told with the others, and stop nothing.
    """
    ordered = in_order(problems)
    if is_forbidden((one for one in ordered if one not in passed_over), strict=strict):
        raise SiteError(ordered)


def is_forbidden(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether there is an error among the problems; with `strict`, or a warning."""
    return any(
        problem.severity == "error"
        or (strict and problem.severity == "warning" and not problem.draft)
        for problem in problems
    )


def files_with_errors(problems: Iterable[Problem]) -> frozenset[str]:
    """The paths of the files that have an error."""
    return frozenset(problem.path for problem in problems if problem.severity == "error")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems sorted by file and position, without duplicates, in whatever order they came."""
    return sorted(
        set(problems), key=lambda p: (p.path, p.line, p.column, p.severity, p.message, p.hint)
    )


def select_for_display(problems: Sequence[Problem]) -> tuple[list[Problem], list[Kind]]:
    """The first few problems of each kind; and all kinds, errors and the commonest first."""
    shown: list[Problem] = []
    counts, seen, left_out = Counter[_Sort](), Counter[_Sort](), Counter[_Sort]()
    for problem, count in _told_once(problems):
        sort = problem.severity, _kind_of(problem)
        counts[sort] += count
        seen[sort] += 1
        if seen[sort] > (ERRORS_PER_KIND if problem.severity == "error" else SHOWN_PER_KIND):
            left_out[sort] += count
            continue
        more = f" (and {count - 1} more)" if count > 1 else ""
        shown.append(replace(problem, message=problem.message + more) if more else problem)
    kinds = [Kind(*sort, count, left_out[sort]) for sort, count in counts.most_common()]
    return shown, sorted(kinds, key=lambda kind: _GRAVEST_FIRST.index(kind.severity))


def _kind_of(problem: Problem) -> str:
    """The kind of a problem; else all are one that say the same but for the values they quote."""
    return problem.kind or _QUOTED.sub(lambda quoted: quoted[1] or "\u2026", problem.message)


def _told_once(problems: Sequence[Problem]) -> list[tuple[Problem, int]]:
    """The problems with their numbers: those that are told once stand for all that say the same."""
    first: dict[object, Problem] = {}
    counts: Counter[object] = Counter()
    for problem in problems:
        is_once = problem.kind in TOLD_ONCE and problem.severity != "error"
        same = (problem.kind, problem.message, problem.hint) if is_once else len(counts)
        first.setdefault(same, problem)
        counts[same] += 1
    return [(problem, counts[same]) for same, problem in first.items()]


def _location(problem: Problem) -> str:
    if not problem.line:
        return problem.path
    return f"{problem.path}:{problem.line}:{problem.column}"


def _plain(text: str, _role: Role) -> str:
    return text


def as_text(problem: Problem, paint: Callable[[str, Role], str] = _plain) -> str:
    """The problem as a compiler prints it: position and message, the line, a caret, the hint.

    `paint` gives a part of the text its colour.
    """
    location, severity = paint(visible(_location(problem)), "location"), problem.severity
    message = visible(problem.message).replace("##[", "##\ufffd")
    lines = [f"{location}: {paint(severity, severity)}: {message}"]
    if problem.excerpt and problem.line:
        before, after = _window(problem.excerpt, max(problem.column - 1, 0))
        lines += [f"    {before}{after}", f"    {' ' * width(before)}{paint('^', 'caret')}"]
    if problem.hint:
        hint = visible(problem.hint).replace("##[", "##\ufffd")
        lines.append(f"    {paint('hint', 'hint')}: {hint}")
    return "\n".join(lines)


def _window(line: str, at: int) -> tuple[str, str]:
    """What stands before and after an index of a line; of a long line, the text near it."""
    start = at - LINE_LENGTH // 2 if at > LINE_LENGTH * 3 // 4 else 0
    end = start + LINE_LENGTH
    # GitHub Actions would go by a line that begins so, or that has `##[` anywhere.
    line = line.replace("##[", "##\ufffd")
    mark = "\u2026" if start else "| " if line.lstrip().startswith("::") else ""
    before, after = line[start:at], line[at:end]
    return mark + visible(before), visible(after) + ("\u2026" if end < len(line) else "")


def visible(text: str) -> str:
    """`text` with what cannot be seen shown or named, so that the caret fits."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    category = unicodedata.category(char)
    if char == "\t" or category == "Zs":
        return " "
    return f"<U+{ord(char):04X}>" if category == "Cf" else "\ufffd"


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON array of objects, one key for each field."""
    return json.dumps([as_dict(problem) for problem in problems], indent=2)


def as_github(problem: Problem, folder: str = "") -> str:
    """The problem as a GitHub Actions workflow command, which annotates the file's line.

    `folder` is the site's path from the repository's root, where it is not that root.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    path = f"{folder}/{problem.path}" if folder else problem.path
    properties = {"file": path, "title": problem.message}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    written = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    command = "notice" if problem.severity == "advice" else problem.severity
    return f"::{command} {written}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
