"""Workers: the one place that knows about processes.

Gives an executor of the standard interface, whether the work is done here or by other
processes, so that no other module can tell the difference.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.report import Progress

P = ParamSpec("P")
T = TypeVar("T")
Job = TypeVar("Job")

AHEAD = 3
"""Jobs in flight for each worker: enough to keep it busy, few enough to bound memory."""


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


def start_executor(workers: int) -> Executor:
    """An executor with so many workers; with one, the work is done in this process.

    To be called while no SQLite connection is open, since a forked child would share its locks.
    """
    if workers <= 1:
        return InlineExecutor()
    context = multiprocessing.get_context(_start_method())
    # What a forked process shares with this one stays shared if its garbage is never looked for.
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=gc.freeze)
    # The processes start with the first call; it must not wait for a connection to be open.
    executor.submit(os.getpid).result()
    return executor


def _start_method() -> str:
    """`fork` shares what is imported, but only a process without other threads may do it."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "spawn"


@dataclass(frozen=True, slots=True)
class Crew:
    """The workers of a build, and who is told how far they have come."""

    executor: Executor
    size: int
    progress: Progress

    def disband(self) -> None:
        """Let the workers go: there is no more work for them."""
        self.executor.shutdown()

    def run(self, function: Callable[[Job], T], jobs: Iterable[Job]) -> Iterator[T]:
        """The answers to the jobs, in their order, with no more than a few jobs in flight."""
        waiting: deque[Future[T]] = deque()
        ahead = self.size * AHEAD if self.size > 1 else 1
        for job in jobs:
            waiting.append(self.executor.submit(function, job))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
