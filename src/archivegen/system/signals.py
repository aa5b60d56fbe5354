"""Signals: a build that is told to stop cleans up behind itself, and never stops half way.

Ctrl+C (SIGINT) and what a system sends to end a process (SIGTERM) become an exception. While
files take their places they are put off, until the second time.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object] | int | None

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StoppedError(BaseException):
    """The process was told to stop. No `Exception`, so that nothing goes on in spite of it."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise StoppedError in the block when the process is told to stop.

    A signal that the process was started to ignore stays ignored, as for jobs in the background.
    """

    def stop(number: int, _: object) -> None:
        raise StoppedError(number)

    before = _listen(stop)
    try:
        yield
    finally:
        _restore(before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Do the whole block first when the process is told to stop, unless it is told twice."""
    if threading.current_thread() is not threading.main_thread():
        # Signals come to the main thread only.
        yield
        return
    caught: list[int] = []

    def note(number: int, _: object) -> None:
        caught.append(number)
        if len(caught) > 1:
            _restore(before)
            signal.raise_signal(number)

    before = _listen(note)
    try:
        yield
    finally:
        _restore(before)
    if caught:
        signal.raise_signal(caught[0])


def _listen(handler: Callable[[int, FrameType | None], object]) -> dict[signal.Signals, Handler]:
    """Handle the signals that are not ignored; gives what handled them before."""
    heard = [number for number in SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    return {number: signal.signal(number, handler) for number in heard}


def _restore(before: Mapping[signal.Signals, Handler]) -> None:
    for number, handler in before.items():
        # What was not set from Python cannot be set again.
        signal.signal(number, signal.SIG_DFL if handler is None else handler)
