"""Measuring: one process from its start to its end, and the memory of its whole tree.

Memory is the sum over the tree of the proportional set size (PSS), so that a page that forked
workers share counts once. It is sampled, and sampling costs time in the kernel; so it rests ten
times as long as it took.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

INTERVAL = 0.05
"""Seconds between two samples, at least."""

REST = 10
"""How many times its own duration a sample is followed by a pause."""

TAIL = 2000
"""Characters of a failed command's output that its error shows."""

_PROC = Path("/proc")

_VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_INSTRUCTIONS = re.compile(r"I\s+refs:\s+([\d,]+)")


class FailedError(Exception):
    """A command did not end with 0, or its result is not what it has to be."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Wall seconds from spawn to reap; peak memory in bytes, 0 where nothing tells it.

    `cpu` are the seconds that all processes of the tree worked, and `instructions` those that
    Valgrind counted, if it was asked. `phases` are the wall seconds of each phase of a build, as it
    told them.
    """

    seconds: float
    memory: int
    cpu: float
    instructions: int = 0
    phases: Mapping[str, float] = field(default_factory=dict)


def measure(
    command: Sequence[str],
    folder: Path,
    source: Path | None = None,
    count: bool = False,  # noqa: FBT001, FBT002
) -> Measurement:
    """Run a command in a folder. Raises FailedError if it fails.

    Python imports from `source` first. With `count`, it is run by Valgrind.
    """
    os.sync()
    log = folder / "bench.log"
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    if source:
        environment["PYTHONPATH"] = os.fspath(source)
    if count:
        command = (*_VALGRIND, *command)
        # The order of sets is a matter of chance, and with it a little of the work.
        environment["PYTHONHASHSEED"] = "0"
        # Under Valgrind a last tick of a timer can come when nobody takes it any more.
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
    used = _cpu_of_children()
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- the commands are the benchmark's own
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with _Sampler(process.pid) as sampler:
            code = process.wait()
            seconds = time.perf_counter() - started
    if code:
        tail = log.read_text(encoding="utf-8", errors="replace")[-TAIL:]
        raise FailedError(f"{' '.join(command)}: ended with {code}\n{tail}")
    cpu = _cpu_of_children() - used
    counted = _INSTRUCTIONS.search(log.read_text(encoding="utf-8", errors="replace"))
    instructions = int(counted[1].replace(",", "")) if counted else 0
    return Measurement(seconds, sampler.peak, cpu, instructions)


def _cpu_of_children() -> float:
    """Seconds that the processes worked which have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Sampler:
    """Samples the memory of a process tree in a thread, while the block runs."""

    def __init__(self, root: int) -> None:
        self.peak = 0
        self._root = root
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        pause = 0.0
        while not self._done.wait(pause):
            started = time.perf_counter()
            self.peak = max(self.peak, sum(map(_memory, _tree(self._root))))
            pause = max(INTERVAL, REST * (time.perf_counter() - started))


def _tree(root: int) -> Iterator[int]:
    """A process and all below it."""
    yield root
    with suppress(OSError):
        for tasks in list((_PROC / str(root) / "task").iterdir()):
            with suppress(OSError):
                for child in (tasks / "children").read_text().split():
                    yield from _tree(int(child))


def _memory(pid: int) -> int:
    """A process's PSS in bytes; its RSS where the kernel has no PSS; 0 when it is gone."""
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        with suppress(OSError):
            for line in (_PROC / str(pid) / name).read_text().splitlines():
                if line.startswith(key):
                    return int(line.split()[1]) * 1024
    return 0
