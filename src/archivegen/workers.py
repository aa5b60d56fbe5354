"""Workers: the one place that knows about processes.

No other module can tell whether the work is done here or by other processes. A process that
dies costs the piece of work that killed it and no more.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, ParamSpec, Protocol, Self, TypeVar

from archivegen.problems import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archivegen.report import Progress

P = ParamSpec("P")
T = TypeVar("T")

AHEAD = 3
"""Jobs in flight for each worker: enough to keep it busy, few enough to bound memory."""

MOST_LOST = 20
"""Pieces of work that may kill their worker; with more, something else must be wrong."""


class InlineExecutor(Executor):
    """Runs each call at once, in this process: what a small site needs."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call and give the finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 -- the future carries it, as in any executor
            future.set_exception(error)
        return future


class Job(Protocol):
    """Work for a worker, which can be cut to find the part that kills it."""

    def parts(self) -> Sequence[Self]:
        """The same work in pieces as small as can be."""


AnyJob = TypeVar("AnyJob", bound=Job)


def default_workers() -> int:
    """How many workers use this machine well: its processors, as far as we may use them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def peak_memory_mb() -> float | None:
    """Megabytes that this process has used at most, and its largest worker; None if not known."""
    try:
        import resource  # noqa: PLC0415 -- only POSIX has it
    except ImportError:
        return None
    own, worker = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return round((own + worker) / unit, 1)


class Crew:
    """The workers of a build, and who is told how far they have come.

    A context manager; to be made while no SQLite connection is open, since a forked process
    would share its locks. With one worker, the work is done in this process.
    """

    def __init__(self, size: int, progress: Progress) -> None:
        self.progress = progress
        self._size = size
        self._lost = 0
        self._executor = _start_executor(size, _start_method())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.disband()
        else:
            self.abandon()

    def disband(self) -> None:
        """Let the workers go: there is no more work for them."""
        self._executor.shutdown()

    def abandon(self) -> None:
        """Stop the workers, whatever they are at."""
        if isinstance(self._executor, ProcessPoolExecutor):
            for process in multiprocessing.active_children():
                process.terminate()
        self._executor.shutdown(cancel_futures=True)

    def run(
        self,
        function: Callable[[AnyJob], T],
        jobs: Iterable[AnyJob],
        lost: Callable[[AnyJob], T],
    ) -> Iterator[T]:
        """The answers to the jobs, with no more than a few jobs in flight.

        Where a worker dies, the jobs without an answer are done again one by one, and the one
        that kills its worker piece by piece; `lost` answers for a piece that cannot be done.
        Raises BuildError when too many workers die.
        """
        waiting: deque[tuple[AnyJob, Future[T]]] = deque()
        ahead = self._size * AHEAD if self._size > 1 else 1
        for job in jobs:
            waiting.append((job, self._submit(function, job)))
            if len(waiting) >= ahead:
                yield from self._first_answers(function, waiting, lost)
        while waiting:
            yield from self._first_answers(function, waiting, lost)

    def _submit(self, function: Callable[[AnyJob], T], job: AnyJob) -> Future[T]:
        try:
            return self._executor.submit(function, job)
        except BrokenExecutor as error:
            future: Future[T] = Future()
            future.set_exception(error)
            return future

    def _first_answers(
        self,
        function: Callable[[AnyJob], T],
        waiting: deque[tuple[AnyJob, Future[T]]],
        lost: Callable[[AnyJob], T],
    ) -> Iterator[T]:
        """The answer to the first job; where its worker died, those to all that wait."""
        try:
            yield waiting[0][1].result()
            waiting.popleft()
        except BrokenExecutor:
            self._replace_workers()
            while waiting:
                job, future = waiting.popleft()
                try:
                    yield future.result()
                except BrokenExecutor:
                    yield from self._alone(function, job, lost)

    def _alone(
        self, function: Callable[[AnyJob], T], job: AnyJob, lost: Callable[[AnyJob], T]
    ) -> Iterator[T]:
        """The answers to a job, and if that kills its worker, to its parts."""
        try:
            yield self._submit(function, job).result()
        except BrokenExecutor:
            self._replace_workers()
            for part in job.parts():
                try:
                    yield self._submit(function, part).result()
                except BrokenExecutor:
                    self._replace_workers()
                    self._count_lost()
                    yield lost(part)

    def _replace_workers(self) -> None:
        self._executor.shutdown()
        # Connections are open by now, and another thread may be alive: no time to fork.
        self._executor = _start_executor(self._size, "spawn")

    def _count_lost(self) -> None:
        self._lost += 1
        if self._lost > MOST_LOST:
            raise BuildError(f"{self._lost} worker processes have died, each at other work")


def _start_executor(workers: int, method: str) -> Executor:
    if workers <= 1:
        return InlineExecutor()
    context = multiprocessing.get_context(method)
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_work)
    try:
        # The processes start with the first call; it must not wait for a connection to be open.
        executor.submit(os.getpid).result()
    except BrokenExecutor as error:
        raise BuildError("no worker process can be started; try --workers 1") from error
    return executor


def _start_method() -> str:
    """`fork` shares what is imported, but only a process without other threads may do it."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "spawn"


def _begin_work() -> None:
    """What a worker does first."""
    # What a forked process shares with its parent stays shared if garbage is never looked for.
    gc.freeze()
    # A terminal sends Ctrl+C to all processes; what becomes of it is for the parent to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)
