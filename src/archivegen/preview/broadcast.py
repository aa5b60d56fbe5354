"""The board: where the latest bulletin hangs, for all who serve and all who wait for news."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from archivegen.preview.events import Bulletin

SILENCE = 15.0
"""Seconds after which a reader gets a sign of life: only so is it noticed that one has gone."""


class Board:
    """The latest bulletin. Any thread may put one up, and any event loop may wait for it."""

    def __init__(self, first: Bulletin) -> None:
        self._latest = first
        self._is_closed = False
        self._lock = threading.Lock()
        self._bells: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def latest(self) -> Bulletin:
        """The bulletin that hangs there now."""
        return self._latest

    def put(self, bulletin: Bulletin) -> None:
        """Put a bulletin up and tell all who wait."""
        self._latest = bulletin
        self._ring()

    def close(self) -> None:
        """Let all who wait go."""
        self._is_closed = True
        self._ring()

    def _ring(self) -> None:
        with self._lock:
            for bell, loop in self._bells.items():
                loop.call_soon_threadsafe(bell.set)

    async def news(self) -> AsyncGenerator[Bulletin | None, None]:
        """The bulletin that hangs there, and each later one that is there to be seen.

        Now and then None, as a sign of life. Ends when the board is closed.
        """
        bell, seen = asyncio.Event(), None
        with self._lock:
            self._bells[bell] = asyncio.get_running_loop()
        try:
            while not self._is_closed:
                # Cleared before the look, so that nothing put up after it goes unheard.
                bell.clear()
                if (latest := self._latest) is not seen:
                    seen = latest
                    yield latest
                elif not await _is_rung(bell):
                    yield None
        finally:
            with self._lock:
                del self._bells[bell]


async def _is_rung(bell: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(SILENCE):
            await bell.wait()
    except TimeoutError:
        return False
    return True
