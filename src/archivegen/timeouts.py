"""Timeouts: code that takes too long is interrupted, in any thread and on every system.

In the main thread of a POSIX process a timer's signal does it, which stops even a regular
expression at work. Elsewhere a second thread raises the exception in the first, which gets it
before its next instruction of Python.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

AGAIN = 0.5
"""Seconds after which the exception is raised once more, should the code have swallowed it."""


class TimeoutReachedError(BaseException):
    """The time is over. No `Exception`, so that code which catches any does not go on."""


def timeout(seconds: float) -> AbstractContextManager[None]:
    """A block that raises TimeoutReachedError when its code takes longer."""
    is_main = threading.current_thread() is threading.main_thread()
    return _timer(seconds) if is_main and hasattr(signal, "setitimer") else _watched(seconds)


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    is_over = False

    def stop(*_: object) -> None:
        if not is_over:
            raise TimeoutReachedError

    before = signal.signal(signal.SIGALRM, stop)
    try:
        # The exception may come at any point, in the inner `finally` too, but not twice so soon.
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
            yield
        finally:
            is_over = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    thread, lock, is_over = threading.get_ident(), threading.Lock(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not is_over.wait(wait):
            with lock:
                if not is_over.is_set():
                    _raise_in(thread, TimeoutReachedError)
            wait = AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        try:
            yield
        finally:
            is_over.set()
    finally:
        is_over.set()
        with lock:
            # What was raised but did not come in time.
            _raise_in(thread, None)
        watcher.join()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an exception in a thread, or take back the one that waits.

    https://docs.python.org/3/c-api/init.html#c.PyThreadState_SetAsyncExc
    """
    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
