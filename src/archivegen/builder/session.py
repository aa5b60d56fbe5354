"""The session: a loaded site, for commands that look at it and publish nothing.

It loads as a build does, into the same rows behind the same lock, so each benefits from what the
other has read.
"""

from __future__ import annotations

import errno
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from archivegen.builder.inputs import Inputs, Options, read_inputs
from archivegen.builder.load_rows import LoadResult, load_rows
from archivegen.builder.recovery import with_sound_state
from archivegen.builder.state_folder import clear_the_way, require_short
from archivegen.system.locks import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archivegen.archive.queries import View
    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem
    from archivegen.system.progress import Progress
    from archivegen.system.workers import WorkerPool

T = TypeVar("T")

_NOT_WRITABLE = {
    errno.EACCES, errno.EEXIST, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOTDIR,
    errno.ENOTEMPTY, errno.EPERM, errno.EROFS,
}  # fmt: skip
"""What a system says of a folder where nothing can be kept, whoever tries, and how often."""


@dataclass(frozen=True, slots=True)
class Session:
    """A site whose articles are rows of `inputs.paths.articles_db`.

    `loaded` says what is wrong with its files: what could not be read is told there and is no row.
    Warnings about articles that are rows are stored with them (`Inventory.warnings`). `pool` are
    the workers that loaded it, which may do more.
    """

    inputs: Inputs
    loaded: LoadResult
    pool: WorkerPool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of its files."""
        return self.loaded.problems

    @property
    def view(self) -> View:
        """Which articles are published."""
        return self.inputs.view


def visit(
    paths: SitePaths, options: Options, progress: Progress, work: Callable[[Session], T]
) -> T:
    """What `work` makes of the site, while no build changes it.

    `work` is called a second time if the state turns out to be damaged. Raises SiteError for a
    configuration that is wrong, BuildError where the system fails, and whatever `work` raises.
    """
    with alone(paths, progress) as own:
        return with_sound_state(own, partial(_visit, own, options, progress, work))


@contextmanager
def alone(paths: SitePaths, progress: Progress) -> Iterator[SitePaths]:
    """Keep builds and other sessions of the site out.

    The state is a passing one where none can be written.
    """
    with ExitStack() as stack:
        try:
            require_short(paths)
            stack.enter_context(locked(paths.lock, progress.wait))
            clear_the_way(paths)
        except OSError as error:
            if error.errno not in _NOT_WRITABLE:
                raise
            from tempfile import TemporaryDirectory  # noqa: PLC0415 -- hardly ever needed

            progress.do_without_state(f"{paths.state}: {error.strerror}")
            folder = stack.enter_context(TemporaryDirectory(prefix="archivegen-"))
            paths = replace(paths, kept=Path(folder))
        yield paths


@contextmanager
def with_one_state(paths: SitePaths, progress: Progress) -> Iterator[SitePaths]:
    """The folders of a site for what takes several steps, which all go by the same state.

    Where none can be written, it is a passing one that is gone after the block.
    """
    with ExitStack() as stack:
        own = stack.enter_context(alone(paths, progress))
        if own.kept == paths.kept:
            # Each step locks the site for itself.
            stack.close()
        yield own


def _visit(
    paths: SitePaths, options: Options, progress: Progress, work: Callable[[Session], T]
) -> T:
    # Imported here, since a build with nothing to do goes by `alone`, and starts no process.
    from archivegen.builder.pools import open_pool  # noqa: PLC0415

    progress.phase("scan", 0)
    inputs = read_inputs(paths, options)
    with open_pool(inputs, len(inputs.sources.to_read), progress) as pool:
        loaded = load_rows(inputs, pool)
        return work(Session(inputs, loaded, pool))
