# ruff: noqa: RUF001 -- a ratio has a multiplication sign
"""Checking: whether builds take more than they did at an earlier revision.

Both are run on the same machine and in turn, the earlier one from a worktree of its own. What is
compared is the least CPU time of some runs, which a busy machine disturbs least; or the number of
instructions, which is the same in every run.
"""

from __future__ import annotations

import subprocess
import tempfile
from compileall import compile_dir
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.results import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bench.generators import Generator
    from bench.results import Results, Series

MOST = 1.05
"""How many times what it took before a case may take."""

_ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def earlier(revision: str) -> Iterator[Path]:
    """The sources of a revision of this repository, for the block."""
    with tempfile.TemporaryDirectory(prefix="archivegen-bench-") as folder:
        tree = Path(folder) / "tree"
        _git("worktree", "add", "--detach", "--quiet", str(tree), revision)
        try:
            # Else the first run of each would compile what the later ones need not.
            for sources in (_ROOT / "src", tree / "src"):
                compile_dir(sources, quiet=1)
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    subprocess.run(("git", "-C", str(_ROOT), *arguments), check=True)  # noqa: S603, S607


def in_pairs(generators: Iterable[Generator], tree: Path, revision: str) -> Iterator[Generator]:
    """Each set-up as it is here, and as it is in a tree of another revision."""
    for one in generators:
        yield replace(one, source=_ROOT / "src")
        yield replace(one, name=_then(one.name, revision), source=tree / "src")


def _then(name: str, revision: str) -> str:
    return f"{name}, {revision}"


def comparison(sizes: Iterable[Results], revision: str) -> tuple[str, bool]:
    """A table of all cases with what they take now and then, and whether none takes too much."""
    lines = [f"| | | {revision} | now | × |", "|---|---|---:|---:|---:|"]
    is_right = True
    for results in sizes:
        for (case, name), series in results.series.items():
            before = results.series.get((case, _then(name, revision)))
            if before is None:
                continue
            then, now = _least(before), _least(series)
            is_right = is_right and now <= MOST * then
            mark = "" if now <= MOST * then else " **too much**"
            title = f"{TITLES[case]}, {results.size:,}"
            lines.append(
                f"| {title} | {name} | {then:,.2f} | {now:,.2f} | {now / then:.3f}{mark} |"
            )
    return "\n".join(lines), is_right


def _least(series: Series) -> float:
    """Million instructions where they were counted, and else seconds."""
    return min(run.instructions / 1e6 or run.cpu for run in series.runs)
