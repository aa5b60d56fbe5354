"""A cluster's worker: opens what a run needs from the shared folder, and does its jobs.

Before it opens anything, it checks that it is the same generator as the build's, and that it sees
the very same folder. Otherwise its pages would silently differ.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import get_worker

from archivegen.model.problems import BuildError
from archivegen.system.cluster.portable import loads
from archivegen.system.work_context import WorkContext

ROOT = "ARCHIVEGEN_ROOT"
"""The variable that says where a worker sees the site; without it, where the build does."""

Makers = Mapping[str, bytes]
"""What makes bytes besides the sources: the digest of each, by the name that people give it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What all jobs of a run share, as its file in the site's folder has it.

    `opener` is pickled by itself, so that a generator of another version need not understand it.
    """

    makers: Makers
    opener: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A job on its way to a worker.

    `root` is the site's folder where the build sees it, `run` the file of a `Run` below it,
    `makers` says what makes bytes where it is called, and `job` is pickled as `portable` does.
    """

    root: str
    run: str
    makers: Callable[[], Makers]
    job: bytes


def answer(call: Call) -> tuple[bool, Any]:
    """That there is an answer to a job, and which; or that there is none, and the error."""
    worker: Any = get_worker()
    run, context = getattr(worker, "archivegen", ("", WorkContext()))
    root, opener = Path(os.environ.get(ROOT) or call.root), None
    if run != call.run:
        worker.archivegen = (call.run, context)
        try:
            opener = _opener_of(call, root, worker.address, worker.state.nthreads)
        except BuildError as error:
            worker.archivegen = ("", context)
            return False, error
    return context.answer(opener, loads(call.job, root))


def leave(run: str) -> None:
    """Close what is open for a run, unless another has taken its place since."""
    worker: Any = get_worker()
    held, context = getattr(worker, "archivegen", ("", None))
    if context and held == run:
        context.close()
        worker.archivegen = ("", context)


def _opener_of(call: Call, root: Path, address: str, threads: int) -> Any:
    """The opener of a run on the site in `root`. Raises BuildError where this worker is not fit."""
    who = f"the worker at {address}"
    if threads != 1:
        raise BuildError(f"{who} works in {threads} threads; start it with --nthreads 1")
    try:
        run: Run = loads((root / call.run).read_bytes(), root)
    except OSError as error:
        raise BuildError(
            f"{who} cannot find the site in {root} ({error.strerror}); it needs the very folder "
            f"in which the build runs: start it with {ROOT} set to where that is on its machine"
        ) from error
    here = call.makers()
    if others := [name for name, key in run.makers.items() if here.get(name) != key]:
        raise BuildError(f"{who} has another version of {', '.join(others)} than this build")
    return loads(run.opener, root)
