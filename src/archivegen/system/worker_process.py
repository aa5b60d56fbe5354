"""A worker's side: a process that takes jobs from a pipe, and sends the answers back.

It opens what its jobs need itself, once a run, and owns it. It ends when it is told to, and when
its parent is gone.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from archivegen.model.problems import BuildError
from archivegen.system.resources import look_for_garbage_rarely
from archivegen.system.work_context import WorkContext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


def start_method() -> str:
    """`fork` shares what is imported, but only a process without other threads may do it."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "spawn"


def start(method: str) -> tuple[BaseProcess, Connection[Any, Any]]:
    """A new process that waits for work, and the pipe to it. Raises BuildError if there is none."""
    context: Any = multiprocessing.get_context(method)
    ours, theirs = context.Pipe()
    # A forked process has our end as well, and would not notice that we are gone.
    to_close = ours if method == "fork" else None
    process = context.Process(target=_work, args=(theirs, to_close), daemon=True)
    try:
        with _uninterrupted_from_birth():
            process.start()
    except (OSError, RuntimeError) as error:
        ours.close()
        raise BuildError(f"no worker can be started: {error}; try --workers 1") from error
    finally:
        theirs.close()
    return process, ours


@contextmanager
def _uninterrupted_from_birth() -> Iterator[None]:
    """A terminal sends Ctrl+C to all processes; what comes of it is for the parent to decide."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # A process starts with the mask of its parent.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection[Any, Any], to_close: Connection[Any, Any] | None) -> None:
    """What a worker does: one task after the other, until there is none or nobody to ask."""
    if to_close:
        to_close.close()
    # What a forked process shares with its parent stays shared if garbage is never looked for.
    gc.freeze()
    look_for_garbage_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGPROF"):
        # It ends a worker that does not stop when its time is over.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    tasks: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, tasks), daemon=True).start()
    context = WorkContext()
    while task := tasks.get():
        try:
            pipe.send(context.answer(*task))
        except OSError:
            os._exit(1)
    context.close()


def _receive(pipe: Connection[Any, Any], tasks: SimpleQueue[Any]) -> None:
    """Take what is sent, so that the parent never waits; end with it."""
    try:
        while task := pipe.recv():
            tasks.put(task)
    except (EOFError, OSError):
        os._exit(1)
    tasks.put(None)
