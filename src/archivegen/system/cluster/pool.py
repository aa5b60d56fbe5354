"""The pool of a cluster: sends jobs to the Dask scheduler, and receives their answers.

What the jobs of a run share is in a file of the site's folder, which every worker has to see
anyway. So a worker that joins later finds it, too, and one that sees another folder is detected.
The scheduler reassigns the jobs of a lost worker. A job that has killed several is split up.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import ExitStack, suppress
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Self, TypeVar

from distributed import CancelledError, Future, KilledWorker, wait

from archivegen.model.problems import BuildError
from archivegen.system.cluster.client import connected
from archivegen.system.cluster.portable import dumps
from archivegen.system.cluster.worker import Call, Run, answer, leave
from archivegen.system.files import replace_file
from archivegen.system.workers import AHEAD, AnyJob, Losses, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from archivegen.system.cluster.worker import Makers
    from archivegen.system.progress import Progress
    from archivegen.system.workers import Opener

T = TypeVar("T")

LOOK = 20
"""Seconds without an answer after which we look whether there are workers at all."""

SAME_ENVIRONMENT = "(its scheduler and its workers need the archivegen and libraries of this build)"
"""What may be wrong where a cluster fails at what is not the work itself."""


class ClusterPool:
    """Workers of a Dask cluster (`WorkerPool`).

    `root` is the site's folder, and `folder` one of this build below it, for what the runs share;
    `makers` says what makes bytes where it is called, on a worker as here. Raises BuildError if no
    scheduler answers at `address`, or it has no workers.
    """

    def __init__(
        self,
        address: str,
        root: Path,
        folder: Path,
        makers: Callable[[], Makers],
        progress: Progress,
    ) -> None:
        self.progress = progress
        self._root, self._makers = root, makers
        self._folder, self._name, self._numbers = folder, secrets.token_hex(8), count()
        self._run = ""
        self._losses: Losses[Any] = Losses()
        self._stack = ExitStack()
        self._client = self._stack.enter_context(connected(address))
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        self._size = len(self._client.nthreads())

    @property
    def size(self) -> int:
        """How many work at the same time."""
        return self._size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Have the workers close what they have open, and take leave of the scheduler."""
        if self._run:
            with suppress(OSError, CancelledError, KilledWorker):
                self._leave()
            self._run = ""
        self._stack.close()

    def run(
        self,
        opener: Opener[AnyJob, T],
        jobs: Iterable[AnyJob],
        lost: Callable[[AnyJob], T],
        apart: Sequence[AnyJob] = (),
    ) -> Generator[T, None, None]:
        """The answers to the jobs, as `WorkerPool` says: none is done in this process."""
        self._begin(opener)
        tasks = map(Task, chain(apart, jobs))
        waiting: dict[Future[Any], Task[AnyJob]] = {}
        try:
            while self._hand_out(tasks, waiting):
                for future in self._done(waiting):
                    yield from self._answer(future, waiting.pop(future), lost)
        except CancelledError as error:
            # There is nobody to take leave of.
            self._run = ""
            raise BuildError("the cluster's scheduler is gone") from error
        except BaseException:
            self._client.cancel([*waiting], force=True)
            raise

    def _answer(
        self, future: Future[Any], task: Task[AnyJob], lost: Callable[[AnyJob], T]
    ) -> Iterator[T]:
        """The answer to a task, or none where it is cut up.

        Raises what the work raised, and BuildError where the cluster cannot do it at all.
        """
        try:
            is_answer, value = future.result()
        except CancelledError:
            raise
        except KilledWorker:
            if not self._losses.cut_up(task):
                yield lost(task.job)
            return
        except Exception as error:  # What the work raises is a value: this is the cluster's own.
            first, *_ = str(error).splitlines() or [type(error).__name__]
            raise BuildError(
                f"the cluster cannot do this work: {first} {SAME_ENVIRONMENT}"
            ) from error
        if not is_answer:
            raise value
        yield value

    def _begin(self, opener: Opener[Any, Any]) -> None:
        """Write what the jobs of a run share to where all workers see it. Raises OSError."""
        self._folder.mkdir(exist_ok=True)
        path = self._folder / f"{self._name}-{next(self._numbers)}"
        run = Run(self._makers(), dumps(opener, self._root))
        replace_file(path, dumps(run, self._root))
        self._run = path.relative_to(self._root).as_posix()

    def _hand_out(
        self, tasks: Iterator[Task[AnyJob]], waiting: dict[Future[Any], Task[AnyJob]]
    ) -> bool:
        """Submit as many tasks as the workers can take; says whether any are waited for."""
        again = self._losses.again
        while self._has_room(waiting.values()):
            task = again.popleft() if again else next(tasks, None)
            if task is None:
                break
            job = dumps(task.job, self._root)
            call = Call(str(self._root), self._run, self._makers, job)
            waiting[self._client.submit(answer, call, pure=False)] = task
        return bool(waiting)

    def _has_room(self, waiting: Collection[Task[Any]]) -> bool:
        """Whether one more task may be handed out.

        Pieces are, each, when nothing else is: whatever waits at a worker is blamed for its death.
        """
        if self._losses.again or any(task.is_piece for task in waiting):
            return not waiting
        return len(waiting) < AHEAD * self._size

    def _done(self, waiting: Iterable[Future[Any]]) -> Iterable[Future[Any]]:
        """Those that are done of some that are waited for. Raises BuildError without workers."""
        while True:
            with suppress(TimeoutError):
                done: Iterable[Future[Any]] = wait(
                    [*waiting], timeout=LOOK, return_when="FIRST_COMPLETED"
                ).done
                return done
            self._size = len(self._client.nthreads())
            if not self._size:
                message = "the cluster has no workers any more; their output says why"
                raise BuildError(f"{message} {SAME_ENVIRONMENT}")

    def _leave(self) -> None:
        """Have each worker close what it has open for the last run."""
        workers = self._client.nthreads()
        calls = [
            self._client.submit(leave, self._run, pure=False, workers=[worker])
            for worker in workers
        ]
        with suppress(TimeoutError):
            wait(calls, timeout=LOOK)
