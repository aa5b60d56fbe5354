"""Workers: the one place that knows about processes.

No other module can tell whether the work is done here or by other processes. A process that
dies costs the piece of work that killed it and no more, and none outlives the build, however
that ends. Work that may never come back is done by a process of its own where there is but one,
so that it can be ended there, too. A worker owns what it has open for its jobs: it opens that
itself, once a run.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from archivegen.model.problems import BuildError
from archivegen.system.signals import leaving_when_told_twice
from archivegen.system.worker_process import Opener, start, start_method

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from archivegen.system.progress import Progress

AHEAD = 3
"""Jobs that a worker has at a time: enough to keep it busy, few enough to bound memory."""

MOST_WORKERS = 60
"""Windows cannot wait for more."""

MOST_LOST = 20
"""Pieces of work that may kill their worker; with more, something else must be wrong."""


T = TypeVar("T")
AnyJob = TypeVar("AnyJob", bound="Job")


class Job(Protocol):
    """A piece of work, which can be cut to find the part that kills its worker."""

    def parts(self) -> Sequence[Self]:
        """The same work in pieces as small as can be."""


@dataclass(frozen=True, slots=True)
class _Task(Generic[AnyJob]):
    """A job to hand out; `is_piece` says that it is a part of one that killed its worker."""

    job: AnyJob
    is_piece: bool = False


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, the pipe to it, and the tasks that it has: it is at the first of them."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    tasks: deque[_Task[Any]] = field(default_factory=deque)


class WorkerPool:
    """The workers of a build, and who is told how far they have come.

    A context manager; to be made while no SQLite connection is open, since a forked process
    would share its locks. With one worker, the work is done in this process, but for what is to be
    apart from it. Raises BuildError if no process can be started.
    """

    def __init__(self, size: int, progress: Progress) -> None:
        self.progress = progress
        self._lost = 0
        self._workers: list[_Worker] = []
        try:
            for _ in range(min(size, MOST_WORKERS) if size > 1 else 0):
                self._workers.append(_start(start_method()))
        except BaseException:
            self.terminate()
            raise

    @property
    def size(self) -> int:
        """How many work at the same time."""
        return len(self._workers) or 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.terminate()

    def close(self) -> None:
        """Let the workers end, since there is no more work for them, and wait until they have."""
        for worker in self._workers:
            with suppress(OSError):  # it died, with nothing to do
                worker.pipe.send(None)
            worker.pipe.close()
        self._join()

    def terminate(self) -> None:
        """Kill the workers, whatever they are at, and wait until they have ended."""
        for worker in self._workers:
            worker.process.kill()
            worker.pipe.close()
        self._join()

    def _join(self) -> None:
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def run(
        self,
        opener: Opener[AnyJob, T],
        jobs: Iterable[AnyJob],
        lost: Callable[[AnyJob], T],
        apart: Sequence[AnyJob] = (),
    ) -> Generator[T, None, None]:
        """The answers to the jobs as they come, with no more than a few jobs handed out.

        Each process opens once what it needs, keeps it open for all jobs of this run, and closes it
        itself. A job that kills its worker is done again piece by piece; `lost` answers for a piece
        that cannot be done. The jobs `apart` are never done in this process, unless there can be no
        other. Workers are terminated if this is not gone through to its end. Raises what the work
        raises, and BuildError when too many workers die.
        """
        if not self._workers:
            with leaving_when_told_twice(), opener() as work:
                yield from map(work, jobs)
            if apart:
                yield from self._run_apart(opener, apart, lost)
            return
        try:
            yield from self._run(opener, chain(apart, jobs), lost)
        except BaseException:
            self.terminate()
            raise

    def _run_apart(
        self,
        opener: Opener[AnyJob, T],
        jobs: Sequence[AnyJob],
        lost: Callable[[AnyJob], T],
    ) -> Iterator[T]:
        try:
            # Connections are open by now: no time to fork.
            worker = _start("spawn")
        except BuildError:
            yield from self.run(opener, jobs, lost)
            return
        with WorkerPool(1, self.progress) as pool:
            pool._workers.append(worker)
            yield from pool.run(opener, jobs, lost)

    def _run(
        self,
        opener: Opener[AnyJob, T],
        jobs: Iterable[AnyJob],
        lost: Callable[[AnyJob], T],
    ) -> Iterator[T]:
        # Imported here, so that a build of a few files does not pay for it.
        from multiprocessing.connection import wait  # noqa: PLC0415

        again: deque[_Task[AnyJob]] = deque()
        tasks = map(_Task, jobs)
        opened: set[Any] = set()

        def next_task() -> _Task[AnyJob] | None:
            return again.popleft() if again else next(tasks, None)

        def send(worker: _Worker, task: _Task[AnyJob]) -> None:
            first = worker.pipe not in opened
            opened.add(worker.pipe)
            with suppress(OSError):  # it is dead: its pipe will say so
                worker.pipe.send((opener if first else None, task.job))

        while busy := self._hand_out(send, next_task):
            for pipe in wait(list(busy)):
                worker = busy[pipe]
                try:
                    is_answer, value = worker.pipe.recv()
                except (EOFError, OSError):
                    yield from self._lost_tasks(worker, again, lost)
                    continue
                worker.tasks.popleft()
                if not is_answer:
                    raise value
                yield value

    def _hand_out(
        self,
        send: Callable[[_Worker, _Task[AnyJob]], None],
        next_task: Callable[[], _Task[AnyJob] | None],
    ) -> dict[Any, _Worker]:
        """Send each worker what it can take; gives those that have something to do, by pipe."""
        for _ in range(AHEAD):
            for worker in self._workers:
                if len(worker.tasks) < AHEAD and (task := next_task()):
                    worker.tasks.append(task)
                    send(worker, task)
        return {worker.pipe: worker for worker in self._workers if worker.tasks}

    def _lost_tasks(
        self, dead: _Worker, again: deque[_Task[AnyJob]], lost: Callable[[AnyJob], T]
    ) -> Iterator[T]:
        """Replace a dead worker: what killed it is cut up, and what it had besides is kept."""
        dead.process.join()
        dead.pipe.close()
        # Connections are open by now: no time to fork.
        self._workers[self._workers.index(dead)] = _start("spawn")
        killer, *others = dead.tasks
        again.extend(others)
        if not killer.is_piece:
            again.extend(_Task(part, is_piece=True) for part in killer.job.parts())
            return
        self._lost += 1
        if self._lost > MOST_LOST:
            raise BuildError(f"{self._lost} worker processes have died, each at other work")
        yield lost(killer.job)


def _start(method: str) -> _Worker:
    return _Worker(*start(method))
