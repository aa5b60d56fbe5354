"""Timeouts: code that takes too long is interrupted, in any thread and on every system.

Processor time is measured, so that neither a pause nor other programs make a text slow. In the main
thread of a POSIX process, a timer's signal checks it, which stops even a running regular
expression. Elsewhere, a second thread raises the exception in the first, which gets it before its
next instruction of Python. Both check only now and then, so that a limit that is not reached costs
next to nothing.

Code in another language does not react to an exception. In a worker, the system ends the
process some time later, so that its parent can say what it was working on.
"""

from __future__ import annotations

import ctypes
import math
import multiprocessing
import signal
import threading
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from typing import Self

TICK = 0.05
"""Seconds between two looks at the clock."""

AGAIN = 0.5
"""Seconds after which the exception is raised once more, should the code have swallowed it."""

WAITING = 6
"""How many times its seconds a block may take that does nothing but wait."""

GRACE = 5.0
"""Seconds after which a worker is ended that has not stopped for the exception."""


class TimeoutReachedError(BaseException):
    """The time is over. No `Exception`, so that code which catches any does not go on."""


class Timekeeper:
    """Limits the time of blocks of code, one after the other, in one thread."""

    def __init__(self, lock: threading.Lock | None = None, *, ends_process: bool = False) -> None:
        self._end, self._looks = math.inf, math.inf
        self._thread, self._lock, self._ends_process = threading.get_ident(), lock, ends_process

    def limit(self, seconds: float) -> Self:
        """This, for a `with` block that raises TimeoutReachedError when it takes longer.

        It may come late by a tick or two.
        """
        # Looks that a paused process has missed are not made up for, as time would be.
        self._looks = WAITING * seconds / TICK
        self._end = process_time() + seconds
        self._end_process_in(seconds + GRACE)
        return self

    def __enter__(self) -> None:
        """The time runs since `limit` was called."""

    def __exit__(self, *_: object) -> None:
        # The exception may come here, too, but not twice so soon.
        try:
            self._end = self._looks = math.inf
        finally:
            self._end = self._looks = math.inf
            self._end_process_in(0)
            if self._lock:
                with self._lock:
                    # What was raised but did not come in time is taken back.
                    _raise_in(self._thread, None)

    def is_over(self) -> bool:
        """Whether the exception is due at this look; some time later it is again."""
        now = process_time()
        self._looks -= 1
        if now < self._end and self._looks > 0:
            return False
        self._end, self._looks = now + AGAIN, AGAIN / TICK
        return True

    def interrupt(self) -> None:
        """Raise the exception in the thread of the block, from another one, if it is due."""
        if self.is_over():
            _raise_in(self._thread, TimeoutReachedError)

    def _end_process_in(self, seconds: float) -> None:
        """Have the system end this process by SIGPROF after so much more work; 0: no longer."""
        if self._ends_process:
            signal.setitimer(signal.ITIMER_PROF, seconds)


def keep_time() -> AbstractContextManager[Timekeeper]:
    """A timekeeper for the code of a block."""
    is_main = threading.current_thread() is threading.main_thread()
    return _by_signals() if is_main and hasattr(signal, "setitimer") else _by_a_thread()


@contextmanager
def _by_signals() -> Iterator[Timekeeper]:
    keeper = Timekeeper(ends_process=multiprocessing.parent_process() is not None)

    def look(*_: object) -> None:
        if keeper.is_over():
            raise TimeoutReachedError

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
    try:
        yield keeper
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # One that was sent may still be to come, and where nobody looks, it ends the process: so
        # the last look stays, which does nothing while no time runs.
        if before not in {None, signal.SIG_DFL}:
            signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_a_thread() -> Iterator[Timekeeper]:
    lock, is_done = threading.Lock(), threading.Event()
    keeper = Timekeeper(lock)

    def watch() -> None:
        while not is_done.wait(TICK):
            with lock:
                keeper.interrupt()

    watcher = threading.Thread(target=watch, name="watch", daemon=True)
    watcher.start()
    try:
        yield keeper
    finally:
        is_done.set()
        watcher.join()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an exception in a thread, or take back the one that waits.

    https://docs.python.org/3/c-api/init.html#c.PyThreadState_SetAsyncExc
    """
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
