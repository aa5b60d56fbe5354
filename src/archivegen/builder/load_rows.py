"""The first stage of a build: the rows of the archive are brought up to what the sources hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.store import ArchiveStore
from archivegen.loader.sources import find_sources

if TYPE_CHECKING:
    from archivegen.builder.inputs import Inputs, Options
    from archivegen.model.problems import Problem
    from archivegen.system.workers import WorkerPool

MANY_FILES = 100
"""Files to work on for which other processes are worth their start."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What is wrong with sources, and whether nothing but bodies of articles became others.

    What could not be read is told here and is no row; warnings about rows are stored with them.
    """

    problems: tuple[Problem, ...]
    only_bodies: bool


def workers_for(options: Options, files: int) -> int:
    """How many processes are to work on so many files."""
    return options.workers if files > MANY_FILES else 1


def load_rows(inputs: Inputs, pool: WorkerPool) -> LoadResult:
    """Load what changed, going by rows whose seal was checked; the sources forget it then.

    Raises OSError, and sqlite3.DatabaseError where rows cannot be written.
    """
    store, sources = ArchiveStore(inputs.paths, inputs.config), inputs.sources
    try:
        is_first = store.is_empty()
        if is_first and sources.compared:
            # The rows were not to be trusted, or made with other settings.
            sources = find_sources(inputs.paths, (), inputs.config.exclude)
        if not sources.changed:
            return LoadResult(sources.problems, not is_first)
        # Imported here, since what parses articles is slow to import.
        from archivegen.loader.load import load  # noqa: PLC0415

        loaded = load(inputs.paths, inputs.config, sources, store, pool)
        # What is read need not be remembered while pages are rendered.
        for read in (sources, inputs.sources):
            read.to_read.clear()
        problems = (*sources.problems, *loaded.problems)
        return LoadResult(problems, loaded.only_bodies and not is_first)
    finally:
        store.close()
