"""The pool of processes: the workers of a build as processes of this machine.

A process that dies costs only the piece of work that killed it, and no process outlives the build,
however that ends. Even where one process would do, work that may never return runs in a separate
process, so that it can be ended.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Self, TypeVar

from archivegen.model.problems import BuildError
from archivegen.system.signals import leaving_when_told_twice
from archivegen.system.worker_process import start, start_method
from archivegen.system.workers import AHEAD, AnyJob, Losses, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from archivegen.system.progress import Progress
    from archivegen.system.workers import Opener

MOST_WORKERS = 60
"""Windows cannot wait for more."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, the pipe to it, and the tasks that it has: it is at the first of them."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    tasks: deque[Task[Any]] = field(default_factory=deque)


class ProcessPool:
    """Workers that are processes of this machine (`WorkerPool`).

    To be made while no SQLite connection is open, since a forked process
    would share its locks. With one worker, the work is done in this process, but for what is to be
    apart from it. Raises BuildError if no process can be started.
    """

    def __init__(self, size: int, progress: Progress) -> None:
        self.progress = progress
        self._losses: Losses[Any] = Losses()
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
        """The answers to the jobs, as `WorkerPool` says."""
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
        with ProcessPool(1, self.progress) as pool:
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

        again, tasks = self._losses.again, map(Task, jobs)
        opened: set[Any] = set()

        def next_task() -> Task[AnyJob] | None:
            return again.popleft() if again else next(tasks, None)

        def send(worker: _Worker, task: Task[AnyJob]) -> None:
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
                    yield from self._lost_tasks(worker, lost)
                    continue
                worker.tasks.popleft()
                if not is_answer:
                    raise value
                yield value

    def _hand_out(
        self,
        send: Callable[[_Worker, Task[AnyJob]], None],
        next_task: Callable[[], Task[AnyJob] | None],
    ) -> dict[Any, _Worker]:
        """Send each worker what it can take; gives those that have something to do, by pipe."""
        for _ in range(AHEAD):
            for worker in self._workers:
                if len(worker.tasks) < AHEAD and (task := next_task()):
                    worker.tasks.append(task)
                    send(worker, task)
        return {worker.pipe: worker for worker in self._workers if worker.tasks}

    def _lost_tasks(self, dead: _Worker, lost: Callable[[AnyJob], T]) -> Iterator[T]:
        """Replace a dead worker: what killed it is cut up, and what it had besides is kept."""
        dead.process.join()
        dead.pipe.close()
        # Connections are open by now: no time to fork.
        self._workers[self._workers.index(dead)] = _start("spawn")
        killer, *others = dead.tasks
        self._losses.again.extend(others)
        if not self._losses.cut_up(killer):
            yield lost(killer.job)


def _start(method: str) -> _Worker:
    return _Worker(*start(method))
