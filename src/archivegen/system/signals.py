"""Signals: a build that is told to stop cleans up after itself, and never stops half way.

Ctrl+C (SIGINT) and the request to end a process (SIGTERM) become an exception. While files move
into place, they are deferred, until the second time. After the exception, another signal ends the
process at once, as a kill would.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
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
    """Raise StoppedError in the block when the process is told to stop; exit at the second time.

    A signal that the process was started to ignore stays ignored, as for jobs in the background.
    """
    told: list[int] = []

    def stop(number: int, _: object) -> None:
        told.append(number)
        if len(told) > 1:
            _leave(number)
        raise StoppedError(number)

    before = _listen(stop)
    try:
        yield
    finally:
        _restore(before)


def leave_when_told() -> None:
    """From now on, exit at once when told to stop, because the process is already ending."""
    _listen(lambda number, _: _leave(number))


@contextmanager
def leaving_when_told_twice() -> Iterator[None]:
    """Exit when the process is told to stop twice in the block, whatever it is doing.

    Python handles a signal between two of its instructions, so code of another language that does
    not come back would keep it from being heard.
    """
    if threading.current_thread() is not threading.main_thread():
        # Signals come to the main thread only.
        yield
        return
    # Imported here, so that a build with nothing to do does not pay for it.
    import socket  # noqa: PLC0415

    here, there = socket.socketpair()
    there.settimeout(0)
    before = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    listener = threading.Thread(target=_leave_at_second, args=(here,), name="stop", daemon=True)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        there.close()
        listener.join()
        here.close()


def _leave_at_second(told: socket.socket) -> None:
    """Read the numbers of signals, a byte for each, until nobody sends them any more."""
    count = 0
    while numbers := told.recv(64):
        for number in numbers:
            count += number in SIGNALS
            if count > 1:
                _leave(number)


def _leave(number: int) -> None:
    """End this process as a shell tells of one that a signal ended."""
    if os.isatty(2):
        # Whoever shows progress hides the cursor.
        os.write(2, b"\x1b[?25h\n")
    os._exit(128 + number)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Finish the block before the process stops, unless it is told to stop twice."""
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
