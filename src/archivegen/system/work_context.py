"""A work context: what a worker has open for its jobs, wherever it runs."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivegen.system.workers import Opener


class WorkContext:
    """What a worker has open for its jobs, for one run at a time."""

    def __init__(self) -> None:
        self._opener: Opener[Any, Any] | None = None
        self._work: Callable[[Any], Any] | None = None
        self._stack = ExitStack()

    def answer(self, opener: Opener[Any, Any] | None, job: Any) -> tuple[bool, Any]:
        """That there is an answer, and which; or that there is none, and why.

        A new opener, which comes with the first job of a run, closes what was open.
        """
        try:
            if opener is not None:
                self.close()
                self._opener = opener
            if self._work is None:
                assert self._opener is not None  # noqa: S101 -- the first job of a run has one
                self._work = self._stack.enter_context(self._opener())
            return True, self._work(job)
        except Exception as error:  # noqa: BLE001 -- raised again by the parent
            return False, error

    def close(self) -> None:
        """Close what is open, if anything is."""
        self._work = None
        self._stack.close()
