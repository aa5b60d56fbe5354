"""Broadcast: the latest bulletin of the builds, for all connections that wait for it."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from archivegen.preview.events import Bulletin

SILENCE = 15.0
"""Seconds after which a connection gets something to send: only so is a closed one noticed."""


class Board:
    """Holds the latest bulletin. Any thread may replace it, and any event loop may wait for it."""

    def __init__(self, first: Bulletin) -> None:
        self._latest = first
        self._is_closed = False
        self._lock = threading.Lock()
        self._wakeups: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def latest(self) -> Bulletin:
        """The bulletin that was put last."""
        return self._latest

    def put(self, bulletin: Bulletin) -> None:
        """Replace the bulletin, and wake all that wait in `news`."""
        self._latest = bulletin
        self._wake()

    def close(self) -> None:
        """End every `news`."""
        self._is_closed = True
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            for wakeup, loop in self._wakeups.items():
                loop.call_soon_threadsafe(wakeup.set)

    async def news(self) -> AsyncGenerator[Bulletin | None, None]:
        """The latest bulletin, and again the latest whenever there is another one.

        None after `SILENCE` seconds without one. Ends when the board is closed.
        """
        wakeup, seen = asyncio.Event(), None
        with self._lock:
            self._wakeups[wakeup] = asyncio.get_running_loop()
        try:
            while not self._is_closed:
                # Cleared before the look, so that nothing that is put after it goes unnoticed.
                wakeup.clear()
                if (latest := self._latest) is not seen:
                    seen = latest
                    yield latest
                elif not await _is_woken(wakeup):
                    yield None
        finally:
            with self._lock:
                del self._wakeups[wakeup]


async def _is_woken(wakeup: asyncio.Event) -> bool:
    """Whether the event is set within `SILENCE` seconds; waits for it."""
    try:
        async with asyncio.timeout(SILENCE):
            await wakeup.wait()
    except TimeoutError:
        return False
    return True
