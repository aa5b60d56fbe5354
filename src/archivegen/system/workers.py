"""Workers: the interface between a build and its workers, wherever they run.

A pool hands out jobs and yields the answers as they come. Its users cannot tell whether the
work is done in this process, by others, or on other machines. A worker opens what its jobs need
itself, once a run, and owns it. If a job kills a worker, it is split up until the culprit is
found; only the culprit is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from archivegen.model.problems import BuildError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from archivegen.system.progress import Progress

AHEAD = 3
"""Jobs that a worker has at a time: enough to keep it busy, few enough to bound memory."""

MOST_LOST = 20
"""Pieces of work that may kill their worker; with more, something else must be wrong."""


class Job(Protocol):
    """A piece of work, which can be cut to find the part that kills its worker.

    It is sent to others, who may see the site elsewhere: so it has to be picklable, and whole paths
    in it are of the type `Path`.
    """

    def parts(self) -> Sequence[Self]:
        """The same work in pieces as small as can be."""


T = TypeVar("T")
AnyJob = TypeVar("AnyJob", bound=Job)

Opener = Callable[[], AbstractContextManager[Callable[[AnyJob], T]]]
"""Opens what a worker needs for its jobs, such as databases, and gives what does a job.

It is sent to others, so it has to be picklable, as a partial of a module's function is.
"""


class WorkerPool(Protocol):
    """The workers of a build, and who is told how far they have come; a context manager.

    An error in the block ends them at once.
    """

    progress: Progress

    @property
    def size(self) -> int:
        """How many work at the same time."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...

    def close(self) -> None:
        """Let the workers end, since there is no more work for them, and wait until they have."""

    def run(
        self,
        opener: Opener[AnyJob, T],
        jobs: Iterable[AnyJob],
        lost: Callable[[AnyJob], T],
        apart: Sequence[AnyJob] = (),
    ) -> Generator[T, None, None]:
        """The answers to the jobs as they come, with no more than a few jobs handed out.

        Each worker opens once what it needs, keeps it open for all jobs of this run, and closes it
        itself. A job that kills its worker is done again piece by piece; `lost` answers for a piece
        that cannot be done. The jobs `apart` are never done in this process, unless there can be no
        other. Workers are ended if this is not gone through to its end. Raises what the work
        raises, and BuildError when too many workers die.
        """


@dataclass(frozen=True, slots=True)
class Task(Generic[AnyJob]):
    """A job to hand out; `is_piece` says that it is a part of one that killed its worker."""

    job: AnyJob
    is_piece: bool = False


class Losses(Generic[AnyJob]):
    """The jobs that must be repeated because workers died."""

    def __init__(self) -> None:
        self.again: deque[Task[AnyJob]] = deque()
        self._lost = 0

    def cut_up(self, task: Task[AnyJob]) -> bool:
        """Have the job that killed a worker done again in pieces; False for a piece, which is lost.

        Raises BuildError where too many are.
        """
        if not task.is_piece:
            self.again.extend(Task(part, is_piece=True) for part in task.job.parts())
            return True
        self._lost += 1
        if self._lost > MOST_LOST:
            raise BuildError(f"{self._lost} worker processes died, each while doing something else")
        return False
