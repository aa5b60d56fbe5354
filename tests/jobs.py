"""Jobs for workers: a spawned one imports this module, and little else.

So it needs neither pytest nor a builder, which would take a second of CPU each time.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from archivegen.system import timeouts

if TYPE_CHECKING:
    from archivegen.system.workers import Opener

T = TypeVar("T")


@dataclass(frozen=True)
class Numbers:
    """A job; negative numbers kill the process that works on them."""

    numbers: tuple[int, ...]

    def parts(self) -> list[Numbers]:
        return [Numbers((number,)) for number in self.numbers]


@contextmanager
def opened(work: Callable[[Numbers], T]) -> Iterator[Callable[[Numbers], T]]:
    yield work


def opener_of(work: Callable[[Numbers], T]) -> Opener[Numbers, T]:
    return partial(opened, work)


def double(job: Numbers) -> list[int]:
    if min(job.numbers) < 0:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return [2 * number for number in job.numbers]


def lost(job: Numbers) -> Any:
    return [0 for _ in job.numbers]


def fail(job: Numbers) -> list[int]:
    raise KeyError(job.numbers)


@contextmanager
def counting(folder: Path) -> Iterator[Callable[[Numbers], int]]:
    (folder / f"opened-{os.getpid()}-{time.time_ns()}").touch()
    yield lambda job: os.getpid()
    (folder / f"closed-{os.getpid()}-{time.time_ns()}").touch()


LARGE = 1_000_000
"""Bytes of an answer that no pipe takes at once."""


def large(job: Numbers) -> bytes:
    if min(job.numbers) < 0:
        # Dies while it sends what came before.
        threading.Timer(0.2, os._exit, (9,)).start()
    return bytes(LARGE)


def lost_large(job: Numbers) -> bytes:
    return b""


def stubborn(job: Numbers) -> list[int]:
    timeouts.GRACE = 0.1
    with timeouts.keep_time() as keeper, keeper.limit(0.05):
        while min(job.numbers) < 0:
            with suppress(BaseException):
                sum(range(10_000))
    return double(job)


def process(job: Numbers) -> int:
    return os.getpid()
