"""Rendering: hands the slices that must be made again to the workers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from archivegen.builder.render_worker import (
    OutputFile,
    RenderContext,
    RenderResult,
    SliceJob,
    lost_slices,
    one_for_each_line,
    open_renderer,
)
from archivegen.pages.families import common_templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archivegen.model.problems import Problem
    from archivegen.system.workers import WorkerPool

BATCH = 24
"""Slices that a worker renders at a time, at most."""

LAST = 16
"""Jobs that what is left is cut into, at least, when the slices come to an end."""


def render_slices(
    context: RenderContext, names: Sequence[str], damaged: Mapping[str, str], pool: WorkerPool
) -> RenderResult:
    """Render the slices with these names, and stage the files that changed.

    `damaged` are the files that changed since they were written, with their slices. Raises
    StateDamagedError, BuildError.
    """
    pool.progress.phase("render", len(names))
    files: list[OutputFile] = []
    problems: list[tuple[int, Problem]] = []
    context = replace(context, common=common_templates(names))
    places = {name: place for place, name in enumerate(names)}
    jobs = _jobs(names, damaged)
    # Closed in any case: else workers would go on to stage files where nobody waits for them.
    with closing(pool.run(partial(open_renderer, context), jobs, lost_slices)) as answers:
        for answer in answers:
            files += answer.files
            problems += ((places[answer.first], problem) for problem in answer.problems)
            pool.progress.advance(answer.slices)
    # They hold much that they remember, and publishing needs memory of its own.
    pool.close()
    # In the order of the slices, not of the answers.
    in_order = (problem for _, problem in sorted(problems, key=itemgetter(0)))
    return RenderResult("", len(names), tuple(files), one_for_each_line(in_order))


def _jobs(names: Sequence[str], damaged: Mapping[str, str]) -> Iterator[SliceJob]:
    """The jobs, each with the files of its slices that do not stand."""
    files: dict[str, list[str]] = {}
    for path, name in damaged.items():
        files.setdefault(name, []).append(path)
    at = 0
    while at < len(names):
        # Smaller ones towards the end, so that no process has much to do when others have nothing.
        batch = tuple(names[at : at + min(BATCH, 1 + (len(names) - at) // LAST)])
        at += len(batch)
        yield SliceJob(batch, frozenset(path for name in batch for path in files.get(name, ())))
