"""A cluster builds what one process builds, wherever its workers see the site, or says why not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from distributed.utils import LoopRunner

from archivegen.model.problems import BuildError
from archivegen.system.cluster.client import connected
from archivegen.system.cluster.pool import ClusterPool
from archivegen.system.cluster.portable import dumps, loads
from archivegen.system.cluster.worker import Call, Makers, Run, _opener_of
from archivegen.system.workers import Task
from faults import TORTURE
from story import Silence, Snapshot, Story

resource = pytest.importorskip("resource", reason="its processes are limited, and sent signals")

TESTS = Path(__file__).parents[1]
PATIENCE = 60


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, each a process in a folder of its own."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "scheduler.json").read_bytes())["address"])


def start(program: str, folder: Path, *options: str, **variables: str) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join([str(TESTS), str(TESTS / "system"), *sys.path])
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    }
    command = [sys.executable, "-m", f"distributed.cli.{program}", *options, "--no-dashboard"]
    return subprocess.Popen(
        command, cwd=folder, env={**environment, **variables},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def cluster_in(
    folder: Path, roots: Mapping[str, Path], *, has_nannies: bool = False, patience: int = 300
) -> Iterator[Cluster]:
    """A cluster with a worker for each name, which sees the site at that path.

    A worker that has not been heard of for `patience` seconds is given up.
    """
    file = folder / "scheduler.json"
    common = ("--scheduler-file", str(file), "--host", "127.0.0.1")
    given_up = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": f"{patience}s"}
    scheduler = start("dask_scheduler", folder, *common, "--port", "0", **given_up)
    # A nanny starts a worker again that was killed.
    kind = ("--nthreads", "1", "--nanny" if has_nannies else "--no-nanny")
    workers = tuple(
        start(
            "dask_worker", folder / name, *common, *kind, "--name", name,
            ARCHIVEGEN_ROOT=str(root), TZ="Asia/Tokyo", PYTHONHASHSEED="7", LC_ALL="C",
        )
        for name, root in roots.items()
    )  # fmt: skip
    try:
        wait_for(lambda: file.is_file() and file.read_bytes().endswith(b"}"))
        yield Cluster(folder, scheduler, workers)
    finally:
        # Nothing of theirs is kept, and to take leave of each other may take them a minute.
        for process in (*workers, scheduler):
            process.kill()
        for process in (*workers, scheduler):
            process.wait()


def wait_for(condition: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    """Two workers, of which each sees the site at a path of its own."""
    (folder / "site").mkdir()
    (folder / "mounted").symlink_to(folder / "site")
    roots = {"one": folder / "site", "two": folder / "mounted"}
    with cluster_in(folder, roots) as cluster:
        with connected(cluster.address) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield cluster


@pytest.fixture
def pool(cluster: Cluster) -> Iterator[ClusterPool]:
    root = cluster.folder / "site"
    (root / "state").mkdir(exist_ok=True)
    with ClusterPool(cluster.address, root, root / "state" / "cluster", same, Silence()) as pool:
        yield pool
    assert not [*(root / "state").iterdir()]


@dataclass(frozen=True)
class Numbers:
    numbers: tuple[int, ...]

    def parts(self) -> list[Numbers]:
        return [Numbers((number,)) for number in self.numbers]


@contextmanager
def doubling(folder: Path) -> Iterator[Any]:
    """Leave a mark as it opens and as it closes; a negative number kills the process."""
    mark = f"{os.getpid()}-{time.time_ns()}"
    (folder / f"opened-{mark}").touch()

    def double(job: Numbers) -> list[int]:
        if min(job.numbers) < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if max(job.numbers) > 1000:
            raise KeyError(job.numbers)
        return [2 * number for number in job.numbers]

    yield double
    (folder / f"closed-{mark}").touch()


def lost(job: Numbers) -> list[int]:
    return [0 for _ in job.numbers]


def same() -> Makers:
    return {"the theme": b"1"}


def run(pool: ClusterPool, folder: Path, *jobs: tuple[int, ...]) -> list[int]:
    answers = pool.run(partial(doubling, folder), map(Numbers, jobs), lost)
    return sorted(number for answer in answers for number in answer)


def test_all_jobs_are_answered_and_what_is_opened_is_closed(
    pool: ClusterPool, tmp_path: Path
) -> None:
    for _ in range(2):
        assert run(pool, tmp_path, *((n, n + 1) for n in range(0, 40, 2))) == [*range(0, 80, 2)]
    with pytest.raises(KeyError):
        run(pool, tmp_path, (1,), (1001,))
    pool.close()
    marks = [path.name.split("-", 1) for path in tmp_path.iterdir()]
    opened, closed = ({mark for what, mark in marks if what == it} for it in ("opened", "closed"))
    assert opened == closed
    assert len({mark.split("-")[0] for mark in opened}) == 2


@dataclass(frozen=True)
class Place:
    path: Path

    def parts(self) -> list[Place]:
        return [self]


@contextmanager
def placing() -> Iterator[Any]:
    yield lambda job: (os.fspath(job.path), f"{os.environ['ARCHIVEGEN_ROOT']}/a.jpg")


def test_a_file_that_a_job_names_is_where_its_worker_sees_it(pool: ClusterPool) -> None:
    jobs = [Place(pool._root / "a.jpg") for _ in range(24)]
    found = [*pool.run(placing, jobs, lambda _: ("", "lost"))]
    assert len(found) == 24
    assert all(path == seen for path, seen in found)
    assert len(set(found)) == 2


class Failed:
    """What the scheduler gives where it cannot read what it is sent."""

    def result(self) -> Any:
        raise RuntimeError("Error during deserialization of the task graph.\nFor more, see ...")


def test_a_cluster_that_cannot_do_the_work_is_an_error_in_words(pool: ClusterPool) -> None:
    with pytest.raises(BuildError, match="its scheduler and its workers need the archivegen"):
        list(pool._answer(Failed(), Task(Numbers((1,))), lost))  # type: ignore[arg-type]


def test_a_site_is_built_byte_for_byte(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archivegen.builder.pools.MANY_FILES", 0)
    site = Story(cluster.folder / "site")
    for number in range(12):
        site.article(f"{number}.md", f"See [the next]({(number + 1) % 12}.md).", tags=["Harbour"])
    site.build(cluster=cluster.address)
    assert site.report.articles == 12
    site.options = replace(site.options, cluster="")
    site.assert_clean()
    site.article("3.md", "Another text.", tags=["Harbour", "Bridges"]).build(
        cluster=cluster.address
    )
    site.options = replace(site.options, cluster="")
    site.assert_clean()
    assert not site.build().written


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, others cannot be limited")
def test_where_a_machine_has_no_room_the_site_stands(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archivegen.builder.pools.MANY_FILES", 0)
    site = Story(cluster.folder / "site")
    site.article("storm.md", "Before.").build()
    before = Snapshot.of(site.paths.output)
    site.article("storm.md", "After.")
    with unable_to_write(cluster.workers), pytest.raises(OSError, match="File too large"):
        site.build(cluster=cluster.address)
    assert not Snapshot.of(site.paths.output).changed_since(before)
    site.build(cluster=cluster.address)
    site.options = replace(site.options, cluster="")
    site.assert_clean()


@contextmanager
def unable_to_write(processes: Iterable[subprocess.Popen[bytes]]) -> Iterator[None]:
    """As where the disk of their machine is full, for the block."""
    limits = {one: resource.prlimit(one.pid, resource.RLIMIT_FSIZE) for one in processes}
    try:
        for one, (_, most) in limits.items():
            resource.prlimit(one.pid, resource.RLIMIT_FSIZE, (0, most))
        yield
    finally:
        for one, limit in limits.items():
            resource.prlimit(one.pid, resource.RLIMIT_FSIZE, limit)


def test_no_job_holds_a_path_of_this_machine(tmp_path: Path) -> None:
    value = {"root": tmp_path / "a", "files": [tmp_path / "a" / "b.md", Path("/elsewhere")]}
    data = dumps(value, tmp_path / "a")
    assert str(tmp_path).encode() not in data
    there = loads(data, Path("/there"))
    assert there == {"root": Path("/there"), "files": [Path("/there/b.md"), Path("/elsewhere")]}


def call(root: Path, makers: Any = same) -> Call:
    return Call(str(root), "run", makers, dumps(Numbers((1,)), root))


def other() -> Makers:
    return {"the theme": b"2"}


def test_a_worker_that_is_not_fit_says_why(tmp_path: Path) -> None:
    run_file = Run(same(), dumps(partial(doubling, tmp_path), tmp_path))
    (tmp_path / "run").write_bytes(dumps(run_file, tmp_path))
    assert _opener_of(call(tmp_path), tmp_path, "tcp://a:1", 1).args == (tmp_path,)
    with pytest.raises(BuildError, match=r"tcp://a:1 works in 4 threads; .* --nthreads 1"):
        _opener_of(call(tmp_path), tmp_path, "tcp://a:1", 4)
    with pytest.raises(BuildError, match="another version of the theme than this build"):
        _opener_of(call(tmp_path, other), tmp_path, "tcp://a:1", 1)
    nowhere = tmp_path / "nowhere"
    with pytest.raises(BuildError, match=r"cannot find the site in .*nowhere.*ARCHIVEGEN_ROOT"):
        _opener_of(call(tmp_path), nowhere, "tcp://a:1", 1)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archivegen.system.cluster.client.PATIENCE", 0.2)
    with (
        pytest.raises(BuildError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
        connected("tcp://127.0.0.1:9"),
    ):
        pass
    # That of a client without a scheduler would go on for ever.
    for _, runner in list(LoopRunner._all_loops.values()):
        assert runner
        runner.stop()


@contextmanager
def killing(process: int) -> Iterator[Any]:
    def kill(job: Numbers) -> list[int]:
        os.kill(process, signal.SIGKILL)
        time.sleep(PATIENCE)
        return []

    yield kill


def test_a_worker_is_killed_and_then_the_scheduler(tmp_path: Path) -> None:
    with cluster_in(tmp_path, {"one": tmp_path}, has_nannies=True) as cluster:
        pool = ClusterPool(cluster.address, tmp_path, tmp_path / "shared", same, Silence())
        with pool:
            # Of pieces that wait at the same worker, none is blamed for another.
            assert run(pool, tmp_path, (1, 2), (3, -1, 4), (5,)) == [0, 2, 4, 6, 8, 10]
            opener = partial(killing, cluster.scheduler.pid)
            with pytest.raises(BuildError, match="scheduler is gone"):
                list(pool.run(opener, [Numbers((1,))], lost))


@contextmanager
def pausing(folder: Path) -> Iterator[Any]:
    """The first worker at the number 0 stops there: it neither ends nor answers."""

    def double(job: Numbers) -> list[int]:
        with suppress(FileExistsError):
            if 0 in job.numbers:
                (folder / "paused").touch(exist_ok=False)
                os.kill(os.getpid(), signal.SIGSTOP)
        return [2 * number for number in job.numbers]

    yield double


@pytest.mark.skipif(not TORTURE, reason="a worker is given up after half a minute")
def test_a_worker_that_is_cut_off_is_done_without(tmp_path: Path) -> None:
    roots = {"one": tmp_path, "two": tmp_path}
    with cluster_in(tmp_path, roots, patience=20) as cluster:
        with connected(cluster.address) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        with ClusterPool(cluster.address, tmp_path, tmp_path / "shared", same, Silence()) as pool:
            jobs = map(Numbers, [(1,), (0, 2), (3,)])
            answers = pool.run(partial(pausing, tmp_path), jobs, lost)
            assert sorted(number for answer in answers for number in answer) == [0, 2, 4, 6]
