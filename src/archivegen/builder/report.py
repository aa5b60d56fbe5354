"""The report of a build: what it did, in numbers, and what was wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivegen.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `seconds` is wall time, and `phases` those of each phase.

    `peak_memory_mb` is that of the process, and where there were workers, that of the largest
    of them added; None where the system does not say.
    `written_paths` and `removed_paths` are files of the output, sorted; `rendered` counts pages.
    `explanations` pairs each rendered page's output path with the reason; `waiting` pairs each
    scheduled article's path with its time, in seconds since 1970.
    """

    articles: int = 0
    pages: int = 0
    rendered: int = 0
    unchanged: int = 0
    written_paths: tuple[str, ...] = ()
    removed_paths: tuple[str, ...] = ()
    scheduled: int = 0
    drafts: int = 0
    seconds: float = 0.0
    phases: dict[str, float] = field(default_factory=dict)
    peak_memory_mb: float | None = None
    problems: tuple[Problem, ...] = ()
    explanations: tuple[tuple[str, str], ...] = field(default=())
    waiting: tuple[tuple[str, int], ...] = field(default=())

    @property
    def written(self) -> int:
        """How many files of the output are new or have other bytes."""
        return len(self.written_paths)

    @property
    def removed(self) -> int:
        """How many files of the output are gone."""
        return len(self.removed_paths)

    def count(self, severity: str) -> int:
        """How many problems there are of a severity."""
        return sum(problem.severity == severity for problem in self.problems)

    def to_json(self) -> str:
        """The numbers, and which files they are about, as a JSON object."""
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
            "advice": self.count("advice"),
            "seconds": round(self.seconds, 3),
            "phases": self.phases,
            "peak_memory_mb": self.peak_memory_mb,
            "written_paths": self.written_paths,
            "removed_paths": self.removed_paths,
        }
        return json.dumps(numbers, indent=2) + "\n"
