"""Wording: what the command line says of a build, as text."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from archivegen.model.times import utc_moment
from archivegen.system.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from archivegen.builder.report import Report
    from archivegen.model.problems import Problem
    from archivegen.system.progress import Phase


MANY = 50
"""Things to do for which progress is shown."""

KEPT_GOING = "Articles that cannot be read keep the pages they had; new ones are left out."
"""What was done about errors over which a build went on."""

TITLES: Mapping[Phase, str] = {
    "scan": "Looking for changes",
    "load": "Reading articles",
    "plan": "Planning",
    "render": "Rendering pages",
    "pictures": "Processing pictures",
    "index": "Indexing for the search",
    "publish": "Publishing",
    "pack": "Packing",
    "verify": "Verifying",
    "import": "Importing",
    "send": "Sending",
}


class Lines(Progress):
    """Progress where there is no terminal: a line when a phase with much to do begins."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def phase(self, phase: Phase, total: int) -> None:
        """Say that a phase begins, if it will take a while."""
        if total >= MANY:
            self._say(f"{TITLES[phase]} ({total})")

    def wait(self, process: int) -> None:
        """Say who is waited for."""
        self._say(waiting(process))

    def do_without_state(self, reason: str) -> None:
        """Say why the next build will take as long as this one."""
        self._say(no_state(reason))


def waiting(process: int) -> str:
    """What is said when another build is at work."""
    which = f" (process {process})" if process else ""
    return f"Waiting for another build of this site to end{which}"


def no_state(reason: str) -> str:
    """What is said when nothing can be kept for the next build."""
    return f"Building without what is kept between builds: {reason}"


def summary(done: Report, folder: str) -> str:
    """The closing line of a build into a folder."""
    parts = [
        plural(done.articles, "article"),
        plural(done.pages, "page"),
        f"{done.written} written",
        f"{done.unchanged} unchanged",
        f"{done.removed} removed",
    ]
    if done.scheduled:
        parts.append(f"{done.scheduled} scheduled")
    if done.drafts:
        parts.append(plural(done.drafts, "draft") + " left out")
    parts += faults(done)
    return f"{folder}: {', '.join(parts)} in {done.seconds:.2f} s"


def faults(done: Report) -> list[str]:
    """How many errors and warnings a build went on over, if any."""
    kinds = ("error", "warning")
    return [plural(count, kind) for kind in kinds if (count := done.count(kind))]


def scheduled(done: Report) -> list[str]:
    """A line for each article that waits for its time."""
    return [
        f"scheduled: content/{path} ({utc_moment(instant).rfc3339})"
        for path, instant in done.waiting
    ]


def failure(problems: Sequence[Problem], *, strict: bool) -> str:
    """The closing line of a build that was given up."""
    counts = Counter(problem.severity for problem in problems)
    text = f"{plural(counts['error'], 'error')}, {plural(counts['warning'], 'warning')}"
    if strict and not counts["error"]:
        text += " (--strict)"
    return f"{text}; nothing was published"


def plural(count: int, noun: str) -> str:
    """The number with its noun: `1 page`, `2 pages`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shown(path: os.PathLike[str], start: str | None = None) -> str:
    """The path as seen from a folder, usually the one that the command runs in."""
    try:
        return os.path.relpath(path, start)
    except ValueError:  # another drive
        return str(path)
