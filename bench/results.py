# ruff: noqa: RUF001 -- a ratio has a multiplication sign
"""Results: what was measured, as Markdown tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measure import Measurement

TITLES = {
    "cold": "cold",
    "nothing": "nothing changed",
    "body": "one body edited",
    "headline": "one headline changed",
    "new": "one new newest article",
    "template": "article template edited",
    "version": "`--version`",
}
"""The cases by the names that the tables have for them."""

BASES = {"cold": "cold", "template": "cold", "version": "version"}
"""What a case is compared with; where nothing is said, Hugo's build after one edit."""

HEAD = (
    "| | | median | fastest, slowest | × Hugo | CPU | files written | peak memory |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|"
)

WITH_WORKERS = {"load", "pictures", "render"}
"""The phases of a build in which other processes work; what is left, the first does alone."""


@dataclass(slots=True)
class Series:
    """All runs of one case with one generator."""

    runs: list[Measurement] = field(default_factory=list)
    written: int = 0

    @property
    def seconds(self) -> float:
        """The median."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the seconds that all processes worked."""
        return median(run.cpu for run in self.runs)

    @property
    def memory(self) -> int:
        """The highest peak, in bytes."""
        return max(run.memory for run in self.runs)


class Results:
    """Everything that was measured with one size, by case and generator."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.series: dict[tuple[str, str], Series] = defaultdict(Series)

    def add(self, case: str, generator: str, run: Measurement, written: int) -> None:
        """Take a run into its series."""
        series = self.series[case, generator]
        series.runs.append(run)
        series.written = written

    def table(self) -> str:
        """The table of this size: a row for each case and generator."""
        return f"### {self.size:,} articles\n\n{HEAD}\n" + "\n".join(self._rows())

    def _rows(self) -> Iterator[str]:
        last = ""
        for (case, generator), series in self.series.items():
            title = TITLES[case] if case != last else ""
            last = case
            seconds = sorted(run.seconds for run in series.runs)
            yield (
                f"| {title} | {generator} | {_seconds(series.seconds)} "
                f"| {_seconds(seconds[0])}, {_seconds(seconds[-1])} "
                f"| {self._ratio(case, series)} | {_seconds(series.cpu)} | {series.written:,} "
                f"| {series.memory / 2**20:,.0f} MB |"
            )

    def shares(self) -> str:
        """How the wall time of a first build goes to its phases: a row for each set-up.

        The first column is what is passed before and after them, and in those without workers.
        """
        rows = []
        for (case, generator), series in self.series.items():
            run = sorted(series.runs, key=lambda run: run.seconds)[len(series.runs) // 2]
            if case == "cold" and run.phases:
                told = sum(seconds for name, seconds in run.phases.items() if name in WITH_WORKERS)
                cells = [1 - told / run.seconds, *(at / run.seconds for at in run.phases.values())]
                rows.append(f"| {generator} | {' | '.join(f'{cell:.1%}' for cell in cells)} |")
                names = [*run.phases]
        if not rows:
            return ""
        head = f"| a first build | one process alone | {' | '.join(names)} |"
        return "\n".join([head, f"|---|---:|{'---:|' * len(names)}", *rows])

    def _ratio(self, case: str, series: Series) -> str:
        base = self.series.get((BASES.get(case, "body"), "hugo"))
        return f"{series.seconds / base.seconds:.3f}" if base else ""


def growth(sizes: list[Results]) -> str:
    """How the cost of one article grows with the archive: a row for each generator."""
    counts = [f"{results.size:,}" for results in sizes]
    heads = [f"cold, ms an article of {count}" for count in counts]
    heads += [f"files written for one more than {count}" for count in counts]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    for generator in dict.fromkeys(name for _, name in sizes[0].series):
        cells = [_per_article(results, generator) for results in sizes]
        cells += [_for_one_more(results, generator) for results in sizes]
        lines.append(f"| {generator} | {' | '.join(cells)} |")
    return "### Growth\n\n" + "\n".join(lines)


def _per_article(results: Results, generator: str) -> str:
    cold = results.series.get(("cold", generator))
    return f"{1000 * cold.seconds / results.size:.3f}" if cold else ""


def _for_one_more(results: Results, generator: str) -> str:
    new = results.series.get(("new", generator))
    return f"{new.written:,}" if new else ""


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"  # noqa: PLR2004
