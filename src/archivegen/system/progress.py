"""Progress: how far a build has come, reported while it runs, and how long each phase took."""

from __future__ import annotations

from time import perf_counter
from typing import Literal, get_args

BuildPhase = Literal["scan", "load", "pictures", "plan", "render", "index", "publish"]
"""The phases of a build, in their order."""

Phase = BuildPhase | Literal["pack", "verify", "import", "send"]
"""What takes its time: the phases of a build, and of what is done with a built site or for one."""


class Progress:
    """What a build calls while it runs. It does nothing; subclasses show progress."""

    def phase(self, phase: Phase, total: int) -> None:
        """A phase begins, with so many things to do; the one before it is over."""

    def advance(self, done: int) -> None:
        """So many more things of the phase are done."""

    def wait(self, process: int) -> None:
        """Another build of the site is waited for, in that process; 0 if it is not known which."""

    def do_without_state(self, reason: str) -> None:
        """Nothing can be kept for the next build, for that reason."""


class Stopwatch(Progress):
    """Takes the time of each phase, and passes everything on to another progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._started = perf_counter()
        self._phase: Phase = "scan"
        self._seconds: dict[Phase, float] = dict.fromkeys(get_args(BuildPhase), 0.0)

    def phase(self, phase: Phase, total: int) -> None:
        """Add what has passed to the phase that is over."""
        self._lap()
        self._phase = phase
        self._progress.phase(phase, total)

    def advance(self, done: int) -> None:
        """Pass it on."""
        self._progress.advance(done)

    def wait(self, process: int) -> None:
        """Pass it on."""
        self._progress.wait(process)

    def do_without_state(self, reason: str) -> None:
        """Pass it on."""
        self._progress.do_without_state(reason)

    def stop(self) -> dict[str, float]:
        """The wall seconds of each phase so far, to three decimals, in their order."""
        self._lap()
        return {phase: round(seconds, 3) for phase, seconds in self._seconds.items()}

    def _lap(self) -> None:
        """Add the time since the last lap to the current phase."""
        now = perf_counter()
        self._seconds[self._phase] += now - self._started
        self._started = now
