"""Events: the bulletin that a browser gets after each build, as a server-sent event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.model.problems import select_for_display, visible

if TYPE_CHECKING:
    from archivegen.model.problems import Problem

_NEAR = 160
"""Characters of a line that are shown before its spot, and after it, at most."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What came of a build, for browsers that show the site.

    `edition` names the state of the output's files: it is another one whenever a file changed.
    `build` counts the builds, also those that changed no file. `base` is the path of the site's
    address (`/paper/`). `failure` is the error of the system that ended the build; else empty.
    """

    edition: str
    build: int = 0
    base: str = "/"
    problems: tuple[Problem, ...] = ()
    failure: str = ""


def as_event(bulletin: Bulletin) -> bytes:
    """The bulletin as one server-sent event named `bulletin`, its data an object of JSON.

    Errors come first. Advice is for those who publish, and left to the command line.
    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    problems = [problem for problem in bulletin.problems if problem.severity != "advice"]
    shown, kinds = select_for_display(sorted(problems, key=lambda p: p.severity != "error"))
    data = {
        "edition": bulletin.edition,
        "build": bulletin.build,
        "failure": bulletin.failure,
        "problems": [_as_object(problem) for problem in shown],
        "more": [
            f"... and {kind.left_out} more like these ({kind.name})"
            for kind in kinds
            if kind.left_out
        ],
    }
    # In ASCII, nothing is left that could end a line.
    return f"event: bulletin\ndata: {json.dumps(data)}\n\n".encode()


def _as_object(problem: Problem) -> dict[str, Any]:
    place = [problem.path]
    if problem.line:
        place += [str(problem.line), str(problem.column)]
    return {
        "severity": problem.severity,
        "place": visible(":".join(place)),
        "message": visible(problem.message),
        "excerpt": _excerpt(problem),
        "hint": visible(problem.hint),
    }


def _excerpt(problem: Problem) -> list[str]:
    """What stands before the spot in its line, at the spot, and after it; empty without a line."""
    if not problem.excerpt or not problem.line:
        return []
    line, at = problem.excerpt, max(problem.column - 1, 0)
    start, end = max(at - _NEAR, 0), at + 1 + _NEAR
    before = ("\u2026" if start else "") + line[start:at]
    after = line[at + 1 : end] + ("\u2026" if end < len(line) else "")
    return [visible(before), visible(line[at : at + 1]), visible(after)]
