"""Workers: what kills one is found, the rest is done, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from archivegen.model.problems import BuildError
from archivegen.system import process_pool, workers
from archivegen.system.process_pool import ProcessPool
from archivegen.system.workers import WorkerPool
from jobs import (
    LARGE,
    Numbers,
    counting,
    double,
    fail,
    large,
    lost,
    lost_large,
    opener_of,
    process,
    stubborn,
)
from story import Silence


@pytest.fixture(params=[1, 2])
def pool(request: pytest.FixtureRequest) -> Iterator[WorkerPool]:
    with ProcessPool(request.param, Silence()) as pool:
        yield pool
    assert not multiprocessing.active_children()


def run(pool: WorkerPool, *jobs: tuple[int, ...]) -> list[int]:
    answers = pool.run(opener_of(double), map(Numbers, jobs), lost)
    return sorted(number for answer in answers for number in answer)


def test_all_jobs_are_answered(pool: WorkerPool) -> None:
    assert run(pool, *((number, number + 1) for number in range(0, 40, 2))) == [*range(0, 80, 2)]


def test_what_fails_is_raised(pool: WorkerPool) -> None:
    with pytest.raises(KeyError):
        list(pool.run(opener_of(fail), [Numbers((1,))], lost))


def test_each_process_opens_what_it_needs_once_a_run_and_closes_it(
    tmp_path: Path, pool: WorkerPool
) -> None:
    processes = set()
    for _ in range(2):
        jobs = [Numbers((number,)) for number in range(40)]
        processes |= set(pool.run(partial(counting, tmp_path), jobs, lost))
    pool.close()
    marks = sorted(path.name.split("-")[:2] for path in tmp_path.iterdir())
    for what in ("closed", "opened"):
        assert {int(process) for name, process in marks if name == what} == processes
        assert sum(name == what for name, _ in marks) == 2 * len(processes)


def test_workers_that_are_stopped_in_the_midst_of_an_answer() -> None:
    pool = ProcessPool(2, Silence())
    answers = pool.run(opener_of(large), (Numbers((number,)) for number in range(20)), lost_large)
    assert len(next(answers)) == LARGE
    time.sleep(0.3)
    pool.terminate()
    assert not multiprocessing.active_children()


def test_worker_that_dies_in_the_midst_of_an_answer() -> None:
    with ProcessPool(2, Silence()) as pool:
        answers = pool.run(
            opener_of(large), (Numbers((number,)) for number in (1, -1, 2, -2, 3)), lost_large
        )
        sizes = []
        for answer in answers:
            sizes.append(len(answer))
            time.sleep(0.5)
    assert len(sizes) == 5
    assert sizes.count(LARGE) >= 3
    assert not multiprocessing.active_children()


def test_worker_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    start = process_pool._start

    def fail_second(method: str) -> object:
        if started:
            raise BuildError("no worker can be started")
        started.append(start(method))
        return started[0]

    monkeypatch.setattr(process_pool, "_start", fail_second)
    with pytest.raises(BuildError, match="no worker can be started"):
        ProcessPool(2, Silence())
    assert started
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("killers", [1, 3])
def test_what_kills_a_worker_is_found(killers: int) -> None:
    with ProcessPool(2, Silence()) as pool:
        jobs = [(number, number + 1, number + 2) for number in range(1, 60, 3)]
        for at in range(killers):
            jobs[4 * at + 2] = (1000, -1, 2000)
        answers = run(pool, *jobs)
        assert answers.count(0) == killers
        assert answers.count(2000) == killers
        assert answers.count(4000) == killers
        assert len(answers) == 60
        assert run(pool, (5,)) == [10]
    assert not multiprocessing.active_children()


@pytest.mark.skipif(os.name == "nt", reason="nothing ends a process there for its time")
@pytest.mark.parametrize("size", [1, 2])
def test_a_worker_that_does_not_stop_is_ended(size: int) -> None:
    with ProcessPool(size, Silence()) as pool:
        jobs, apart = [Numbers((1, 2)), Numbers((5,))], [Numbers((3, -1, 4))]
        answers = pool.run(opener_of(stubborn), jobs, lost, apart)
        assert sorted(number for answer in answers for number in answer) == [0, 2, 4, 6, 8, 10]
    assert not multiprocessing.active_children()


def test_work_that_is_to_be_apart_is_done_here_if_there_is_no_other_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(method: str) -> object:
        raise BuildError("no worker can be started")

    monkeypatch.setattr(process_pool, "_start", refuse)
    with ProcessPool(1, Silence()) as pool:
        assert [*pool.run(opener_of(process), [], lost, [Numbers((1,))])] == [os.getpid()]


def test_too_many_deaths_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_LOST", 3)
    with (
        pytest.raises(BuildError, match="4 worker processes died"),
        ProcessPool(2, Silence()) as pool,
    ):
        run(pool, tuple(-number for number in range(1, 6)))
    assert not multiprocessing.active_children()


ORPHANS = """
import multiprocessing, os, signal, sys, time
from contextlib import nullcontext
from functools import partial
from archivegen.system.process_pool import ProcessPool
from story import Silence

if __name__ == "__main__":
    pool = ProcessPool(2, Silence())
    pool._workers[0].pipe.send((partial(nullcontext, time.sleep), 60))
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_workers_of_a_killed_build_go_away(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE, env=environment, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    workers = [int(number) for number in done.stdout.split()]
    assert len(workers) == 2
    for _ in range(600):
        if not any(map(_is_alive, workers)):
            return
        time.sleep(0.1)
    raise AssertionError("a worker is left behind")


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        pass
    else:
        # A zombie is dead; who collects it depends on the system.
        return state.rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return not Path("/proc/self").exists()
