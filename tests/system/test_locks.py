"""One build of a site at a time: the second waits for the first, however that ends."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archivegen.builder.build import build
from archivegen.system.locks import locked, locked_folder
from story import Silence, Story


class Witness(Silence):
    """Notes which process is waited for."""

    def __init__(self) -> None:
        self.waited: list[int] = []
        self.began_to_wait = threading.Event()

    def wait(self, process: int) -> None:
        self.waited.append(process)
        self.began_to_wait.set()


def _nobody(process: int) -> None:
    raise AssertionError(process)


def test_lock_can_be_had_again(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "new" / "lock", _nobody):
            assert (tmp_path / "new" / "lock").read_text() == str(os.getpid())


def test_second_build_waits_for_the_first(site: Story) -> None:
    site.article("a.md")
    witness = Witness()
    second = threading.Thread(target=build, args=(site.paths, site.options, witness))
    with locked(site.paths.state / "lock", _nobody):
        second.start()
        assert witness.began_to_wait.wait(60)
        assert not site.has("index.html")
    second.join()
    assert site.has("index.html")
    assert witness.waited == [os.getpid()]


def test_builds_at_once_are_as_good_as_one(site: Story) -> None:
    for number in range(30):
        site.article(f"n{number}.md", section=f"S{number % 3}")
    context = multiprocessing.get_context("spawn")
    builds = [
        context.Process(target=build, args=(site.paths, site.options, Silence())) for _ in range(3)
    ]
    for process in builds:
        process.start()
    for process in builds:
        process.join()
        assert process.exitcode == 0
    site.build().assert_written().assert_clean()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_two_sites_do_not_write_to_one_output_at_once(site: Story) -> None:
    site.article("a.md").paths.output.mkdir()
    witness = Witness()
    second = threading.Thread(target=build, args=(site.paths, site.options, witness))
    with locked_folder(site.paths.output, _nobody):
        second.start()
        assert witness.began_to_wait.wait(60)
        assert not site.has("index.html")
    second.join()
    assert site.has("index.html")


DEAD = """
import os, sys
from pathlib import Path
from archivegen.system.locks import locked
with locked(Path(sys.argv[1]), print):
    os._exit(9)
"""


def test_lock_of_a_dead_builder_is_free(site: Story) -> None:
    lock = site.paths.state / "lock"
    subprocess.run([sys.executable, "-c", DEAD, str(lock)], check=False)
    assert lock.read_text()
    witness = Witness()
    build(site.article("a.md").paths, site.options, witness)
    assert not witness.waited


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is another there")
def test_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl  # noqa: PLC0415 -- only POSIX has it

    def no_locks(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with locked(tmp_path / "lock", _nobody):
        pass


def test_the_command_says_who_is_waited_for(site: Story) -> None:
    site.article("a.md")
    command = [sys.executable, "-m", "archivegen", "build", "--site", str(site.root)]
    with (
        locked(site.paths.state / "lock", _nobody),
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout
        line = process.stdout.readline()
        process.terminate()
    assert line == f"Waiting for another build of this site to end (process {os.getpid()})\n"
    assert process.returncode == (1 if os.name == "nt" else 143)
