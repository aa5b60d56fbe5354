"""How far a build has come, as it is told while it runs, and how long each phase took."""

from __future__ import annotations

from time import perf_counter
from typing import Literal, Protocol, get_args

Phase = Literal["scan", "load", "pictures", "plan", "render", "index", "publish"]
"""The phases of a build, in their order."""


class Progress(Protocol):
    """Is told how far a build has come."""

    def phase(self, phase: Phase, total: int) -> None:
        """A phase begins, with so many things to do."""

    def advance(self, done: int) -> None:
        """So many things more were done."""

    def wait(self, process: int) -> None:
        """Another build of the site is at work, in that process; 0 if it is not known which."""

    def do_without_state(self, reason: str) -> None:
        """Nothing can be kept for the next build, for that reason."""


class Stopwatch:
    """Progress that takes the time of each phase, and tells another."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._started = perf_counter()
        self._phase: Phase = "scan"
        self._seconds: dict[Phase, float] = dict.fromkeys(get_args(Phase), 0.0)

    def phase(self, phase: Phase, total: int) -> None:
        """The phase before ends here."""
        now = perf_counter()
        self._seconds[self._phase] += now - self._started
        self._phase, self._started = phase, now
        self._progress.phase(phase, total)

    def advance(self, done: int) -> None:
        """Nothing ends."""
        self._progress.advance(done)

    def wait(self, process: int) -> None:
        """Nothing ends."""
        self._progress.wait(process)

    def do_without_state(self, reason: str) -> None:
        """Nothing ends."""
        self._progress.do_without_state(reason)

    def stop(self) -> dict[str, float]:
        """Wall seconds of each phase so far."""
        now = perf_counter()
        self._seconds[self._phase] += now - self._started
        self._started = now
        return {phase: round(seconds, 3) for phase, seconds in self._seconds.items()}
