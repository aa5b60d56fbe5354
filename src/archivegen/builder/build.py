"""The builder's entry point: one build at a time, with an early exit if there is nothing to do.

Whatever has not changed is skipped at the first gate that shows so. Nothing is published while
there is an error, and the existing output stays until every new file is ready.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from archivegen.archive.files import generation
from archivegen.builder.inputs import read_inputs
from archivegen.builder.output.previous import previous_output
from archivegen.builder.output.safety import refusal
from archivegen.builder.output.staging import clear_staging
from archivegen.builder.output.state import OutputState
from archivegen.builder.recovery import with_sound_state
from archivegen.builder.report import Report
from archivegen.builder.session import alone
from archivegen.model.problems import BuildError, Problem, UnfinishedError, forbid_errors
from archivegen.system.locks import locked_folder
from archivegen.system.progress import Stopwatch
from archivegen.system.resources import peak_memory_mb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.builder.inputs import Inputs, Options
    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.config.paths import SitePaths
    from archivegen.system.progress import Progress


class RefusedError(BuildError):
    """The output folder cannot be what was asked for."""


def build(paths: SitePaths, options: Options, progress: Progress) -> Report:
    """Bring the output up to date.

    Raises SiteError or RefusedError, and then has published nothing; BuildError and OSError where
    the system fails, and then the next build finishes what may have been begun.
    """
    if why := refusal(paths):
        raise RefusedError(why)
    started, watch = time.perf_counter(), Stopwatch(progress)
    with _alone(paths, watch) as own:
        clear_staging(own)
        report = with_sound_state(own, partial(_build, own, options, watch), _unfinished)
    seconds = time.perf_counter() - started
    return replace(report, seconds=seconds, phases=watch.stop(), peak_memory_mb=peak_memory_mb())


@contextmanager
def _alone(paths: SitePaths, progress: Progress) -> Iterator[SitePaths]:
    """Keep other builds out, of the site and into the output."""
    with alone(paths, progress) as own:
        own.output.mkdir(parents=True, exist_ok=True)
        with locked_folder(own.output, progress.wait):
            yield own


def _unfinished(reason: str) -> UnfinishedError:
    return UnfinishedError(f"{reason}; build again to finish")


def _build(paths: SitePaths, options: Options, progress: Progress) -> Report:
    progress.phase("scan", 0)
    inputs = read_inputs(paths, options)
    previous = previous_output(paths)
    was_right = _was_right(inputs, previous)
    if was_right and not inputs.sources.changed and not previous.damaged:
        return _nothing_to_do(inputs, previous)
    # Imported here, so that a build with nothing to do does not pay for Jinja and what it needs.
    from archivegen.builder.pipeline import bring_up_to_date  # noqa: PLC0415

    return bring_up_to_date(inputs, previous, progress, was_right=was_right)


def _was_right(inputs: Inputs, previous: PreviousOutput) -> bool:
    """Whether the output was made from the rows as they are, for such a "now", in this way.

    And held to the list of addresses as it is.
    """
    facts = previous.facts
    made_from = inputs.digest, inputs.ledger, generation(inputs.paths)
    if tuple(facts.get(name) for name in ("inputs", "ledger", "rows")) != made_from:
        return False
    if inputs.options.reindex and not facts["is_indexed"]:
        return False
    first, last = facts["right_between"]
    return bool(first <= inputs.options.now < last)


def _nothing_to_do(inputs: Inputs, previous: PreviousOutput) -> Report:
    problems = [Problem(**problem) for problem in previous.facts["warnings"]]
    forbid_errors(problems, strict=inputs.options.strict)
    if previous.refreshed:
        _refresh(inputs.paths, previous)
    numbers: dict[str, Any] = previous.facts["numbers"]
    waiting = tuple((path, instant) for path, instant in previous.facts["waiting"])
    unchanged = previous.count - 1  # but for the list of files
    return Report(**numbers, unchanged=unchanged, waiting=waiting, problems=tuple(problems))


def _refresh(paths: SitePaths, previous: PreviousOutput) -> None:
    """Note the stats that were taken again, so that the next build need not."""
    state = OutputState(paths.outputs_db)
    try:
        state.begin()
        for path, (stat, seen_ns) in previous.refreshed.items():
            state.refresh(path, stat, seen_ns)
        state.commit(previous.facts, previous.facts)
    finally:
        state.close()
