"""The first stage of a build: brings the rows of the archive up to date with the sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.archive.files import known_defaults
from archivegen.builder.problems.defaults import check_defaults
from archivegen.loader.sources import find_sources
from archivegen.model.problems import files_with_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.builder.inputs import Inputs
    from archivegen.loader.unread import UnreadFile
    from archivegen.model.problems import Problem
    from archivegen.system.workers import WorkerPool


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What is wrong with sources, and whether nothing but bodies of articles became others.

    What could not be read is told here and is no row; warnings about rows are stored with them.
    `unread` are the paths of such files, `articles` the articles among them, and `words` what their
    texts are made of. `parsed` are the paths of the articles whose bodies became others, where
    nothing else did. `passed_over` are the problems over which a build goes on.
    """

    problems: tuple[Problem, ...]
    only_bodies: bool
    unread: frozenset[str]
    articles: tuple[UnreadFile, ...]
    words: frozenset[str]
    parsed: frozenset[str] = frozenset()
    passed_over: frozenset[Problem] = frozenset()


def load_rows(inputs: Inputs, pool: WorkerPool) -> LoadResult:
    """Load what changed, going by rows whose seal was checked; the sources forget it then.

    Raises SiteError where the defaults of folders cannot be, OSError, and sqlite3.DatabaseError
    where rows cannot be written.
    """
    # Imported here, since a build with nothing to do writes no rows.
    from archivegen.archive.store import ArchiveStore  # noqa: PLC0415

    store, sources = ArchiveStore(inputs.paths, inputs.config), inputs.sources
    try:
        is_first = store.is_empty()
        if is_first and sources.compared:
            # The rows were not to be trusted, or made with other settings.
            sources = find_sources(inputs.paths, (), inputs.config.exclude)
        check_defaults(inputs.paths, inputs.config)
        if not sources.changed and known_defaults(store.articles) == inputs.config.defaults:
            return _result(inputs, sources.problems, (), only_bodies=not is_first)
        # Imported here, since what parses articles is slow to import.
        from archivegen.loader.load import load  # noqa: PLC0415

        loaded = load(inputs.paths, inputs.config, sources, store, pool)
        # What is read need not be remembered while pages are rendered.
        for read in (sources, inputs.sources):
            read.to_read.clear()
        problems = (*sources.problems, *loaded.problems)
        only_bodies = loaded.only_bodies and not is_first
        result = _result(inputs, problems, loaded.unread, only_bodies=only_bodies)
        return replace(result, parsed=loaded.parsed)
    finally:
        store.close()


def _result(
    inputs: Inputs,
    problems: Sequence[Problem],
    unread: Sequence[UnreadFile],
    *,
    only_bodies: bool,
) -> LoadResult:
    told = (problem for file in unread for problem in file.told(inputs.view))
    return LoadResult(
        (*problems, *told),
        only_bodies,
        files_with_errors(problems) | {file.path for file in unread},
        tuple(unread),
        frozenset[str]().union(*(file.words or () for file in unread)),
    )
