"""A session: a site, loaded, for commands that look at it and publish nothing.

It loads as a build does, into the same rows behind the same lock, so what was read for one is read
for the other. Damaged rows are discarded, and the work begins anew without them, once.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from archivegen.archive import store
from archivegen.archive.catalog import FOREVER, View
from archivegen.builder.inputs import Inputs, Options
from archivegen.config.read import read_config
from archivegen.loader.sources import find_sources
from archivegen.model.problems import BuildError, Problem
from archivegen.system.database import StateDamagedError, is_full
from archivegen.system.locks import locked
from archivegen.system.workers import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archivegen.config.paths import SitePaths
    from archivegen.system.progress import Progress

T = TypeVar("T")

_NOT_WRITABLE = {errno.EACCES, errno.EEXIST, errno.ENOTDIR, errno.EPERM, errno.EROFS}
"""What a system says of a folder where nothing can be kept, whoever tries, and how often."""

MANY_FILES = 100
"""Files to work on for which other processes are worth their start."""


@dataclass(frozen=True, slots=True)
class Session:
    """A site whose articles are rows of `inputs.paths.state`, seen as `view` says.

    `problems` are those of its files: what could not be read is told here and is no row. Warnings
    about articles that are rows are stored with them (`store.stored_warnings`). `pool` are the
    workers that loaded it, which may do more.
    """

    inputs: Inputs
    view: View
    problems: tuple[Problem, ...]
    pool: WorkerPool


def visit(
    paths: SitePaths, options: Options, progress: Progress, work: Callable[[Session], T]
) -> T:
    """What `work` makes of the site, while no build changes it.

    `work` is called a second time if the state turns out to be damaged. Raises SiteError for a
    configuration that is wrong, BuildError where the system fails, and whatever `work` raises.
    """
    with alone(paths, progress) as own:
        try:
            return _visit(own, options, progress, work)
        except (StateDamagedError, sqlite3.DatabaseError) as error:
            if is_full(error):
                raise BuildError(f"{own.state}: {error}") from error
        store.discard_state(own)
        try:
            return _visit(own, options, progress, work)
        except (StateDamagedError, sqlite3.DatabaseError) as error:
            raise BuildError(f"{own.state}: {error}") from error


@contextmanager
def alone(paths: SitePaths, progress: Progress) -> Iterator[SitePaths]:
    """Keep builds and other sessions of the site out.

    The state is a passing one where none can be written.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(paths.lock, progress.wait))
        except OSError as error:
            if error.errno not in _NOT_WRITABLE:
                raise
            from tempfile import TemporaryDirectory  # noqa: PLC0415 -- hardly ever needed

            progress.do_without_state(f"{paths.state}: {error.strerror}")
            folder = stack.enter_context(TemporaryDirectory(prefix="archivegen-"))
            paths = replace(paths, kept=Path(folder))
        yield paths


def view_of(options: Options) -> View:
    """Which articles these options publish."""
    return View(FOREVER if options.future else options.now, options.drafts, options.now)


def load_rows(inputs: Inputs, pool: WorkerPool) -> tuple[list[Problem], bool]:
    """Load what changed, going by rows whose seal was checked.

    Gives the problems found, and whether nothing but bodies of articles was stored.
    """
    archive = store.ArchiveStore(inputs.paths, inputs.config)
    try:
        is_first = archive.is_empty()
        if is_first and inputs.sources.compared:
            # The rows were not to be trusted, or made with other settings.
            inputs = replace(inputs, sources=find_sources(inputs.paths, ()))
        if not inputs.sources.changed:
            return [], not is_first
        from archivegen.loader.load import load  # noqa: PLC0415

        problems = load(inputs.paths, inputs.config, inputs.sources, archive, pool)
        return problems, archive.only_bodies and not is_first
    finally:
        archive.close()


def _visit(
    paths: SitePaths, options: Options, progress: Progress, work: Callable[[Session], T]
) -> T:
    progress.phase("scan", 0)
    config = read_config(paths.config, paths.config_cache)
    sources = find_sources(paths, store.known_files(paths))
    inputs = Inputs(paths, options, config, sources, digest="")
    workers = options.workers if len(sources.to_read) > MANY_FILES else 1
    with WorkerPool(workers, progress) as pool:
        problems, _ = load_rows(inputs, pool)
        return work(Session(inputs, view_of(options), (*sources.problems, *problems), pool))
