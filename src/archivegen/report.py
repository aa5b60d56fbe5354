"""The report of a build: what it did, in numbers, and what was wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from archivegen.problems import Problem


class Progress(Protocol):
    """Is told how far a build has come."""

    def phase(self, name: str, total: int) -> None:
        """A phase begins, with so many things to do."""

    def advance(self, done: int) -> None:
        """So many things more were done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `seconds` is wall time.

    `written` and `removed` count files of the output, `rendered` pages. `explanations` pairs
    each rendered page's output path with the reason; `waiting` pairs each scheduled article's
    path with its time, in seconds since 1970.
    """

    articles: int = 0
    pages: int = 0
    rendered: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    scheduled: int = 0
    drafts: int = 0
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    explanations: tuple[tuple[str, str], ...] = field(default=())
    waiting: tuple[tuple[str, int], ...] = field(default=())

    def count(self, severity: str) -> int:
        """How many problems there are of a severity."""
        return sum(problem.severity == severity for problem in self.problems)

    def to_json(self) -> str:
        """The numbers as a JSON object."""
        numbers = {
            "articles": self.articles,
            "pages": self.pages,
            "rendered": self.rendered,
            "written": self.written,
            "removed": self.removed,
            "scheduled": self.scheduled,
            "drafts": self.drafts,
            "warnings": self.count("warning"),
            "errors": self.count("error"),
            "seconds": round(self.seconds, 3),
        }
        return json.dumps(numbers, indent=2) + "\n"
