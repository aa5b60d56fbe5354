"""Faults of the system: told in one line, the old site stands, and the next build is right."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from faults import (
    SQL,
    TORTURE,
    Ending,
    TwoSites,
    Watch,
    command,
    in_a_process,
    needs_fork,
    to_and_fro,
)
from story import Story

pytestmark = [needs_fork, pytest.mark.usefixtures("compiled_templates")]

STEP = 1 if TORTURE else 29
"""Every so many operations something fails."""

OPERATIONS = 2_000
"""More than any build here has."""

MOST = 320
"""Where a build here is at its end, if nothing fails."""

ENDINGS = {Ending.BUILT, Ending.WRONG_SITE, Ending.SYSTEM_FAILED, Ending.UNFINISHED}
"""A file that cannot be read is told as what is wrong with the site."""


def _refuse(number: int, path: str) -> None:
    if path != SQL:
        raise OSError(number, os.strerror(number), path)


def _remove(folder: Path, _: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _stop(number: int, _: str) -> None:
    os.kill(os.getpid(), number)


def _assert_sound(sites: TwoSites, ending: Ending) -> None:
    """After a fault: all files are whole, and if none was moved, the site is the old one."""
    assert ending in ENDINGS
    sites.assert_whole()
    if ending in {Ending.SYSTEM_FAILED, Ending.WRONG_SITE}:
        assert sites.is_old()
    if ending == Ending.BUILT:
        assert sites.is_new()
    sites.assert_finished()


FAULTS = [(errno.ENOSPC, False), (errno.EIO, True)]
MORE_FAULTS = [(errno.ENOSPC, True), (errno.EIO, False), (errno.EMFILE, True), (errno.EROFS, False)]


@pytest.mark.parametrize(("number", "once"), FAULTS + MORE_FAULTS if TORTURE else FAULTS)
def test_operations_that_fail(site: Story, number: int, once: bool) -> None:
    sites = to_and_fro(site)
    endings = []
    for at in range(0, OPERATIONS, STEP):
        sites.edit()
        endings.append(in_a_process(site, Watch(at, partial(_refuse, number), once=once).start))
        _assert_sound(sites, endings[-1])
        if endings[-3:] == [Ending.BUILT] * 3 and at > MOST:
            break
    assert Ending.SYSTEM_FAILED in endings
    assert endings[-1] == Ending.BUILT


def test_files_that_cannot_take_their_place(site: Story) -> None:
    """The changes of the output fail one after the other: half of the site is published then."""
    sites = to_and_fro(site)
    endings = []
    for number in range(0, 60, 1 if TORTURE else 8):
        sites.edit()
        waits = iter(range(number))

        def refuse(path: str, waits: Iterator[int] = waits) -> None:
            if path.startswith(f"{site.paths.output}{os.sep}") and next(waits, None) is None:
                _refuse(errno.EIO, path)

        endings.append(in_a_process(site, Watch(0, refuse).start))
        _assert_sound(sites, endings[-1])
    assert {Ending.SYSTEM_FAILED, Ending.UNFINISHED} <= set(endings)


@pytest.mark.parametrize(
    "bytes_",
    [0, 300, 1_000, 3_000, 6_000, 12_000, 30_000, 60_000, 100_000, 150_000, 200_000]
    if TORTURE
    else [0, 1_000, 12_000, 60_000, 100_000],
)
def test_files_that_cannot_grow(site: Story, bytes_: int) -> None:
    """As on a full disk: a write fails, of Python as of SQLite, in the midst of a file."""
    import resource  # noqa: PLC0415 -- only POSIX has it

    sites = to_and_fro(site)
    sites.edit()
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (bytes_, bytes_))
    _assert_sound(sites, in_a_process(site, limit))


@pytest.mark.parametrize("more", range(0, 30, 1 if TORTURE else 7))
def test_too_many_open_files(site: Story, more: int) -> None:
    import resource  # noqa: PLC0415 -- only POSIX has it

    sites = to_and_fro(site)
    sites.edit()

    def limit() -> None:
        first_free = os.dup(0)
        os.close(first_free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (first_free + more, first_free + more))

    _assert_sound(sites, in_a_process(site, limit))


@pytest.mark.usefixtures("forgetful_of_files")
@pytest.mark.parametrize("name", ["output", "state"])
def test_folder_that_goes_away_in_the_midst_of_it(site: Story, name: str) -> None:
    sites = to_and_fro(site)
    for at in range(0, MOST, 3 * STEP):
        sites.edit()
        remove = partial(_remove, getattr(site.paths, name))
        ending = in_a_process(site, Watch(at, remove, once=True).start)
        assert ending in ENDINGS
        sites.assert_finished()


def test_read_only_output(site: Story) -> None:
    sites = to_and_fro(site)
    sites.edit()

    def refuse(path: str) -> None:
        if path.startswith(str(site.paths.output)):
            _refuse(errno.EROFS, path)

    assert in_a_process(site, Watch(0, refuse).start) == Ending.SYSTEM_FAILED
    assert sites.is_old()
    sites.assert_finished()


def test_read_only_state(site: Story) -> None:
    """A clean build, with the same bytes; what was known before stays."""
    sites = to_and_fro(site)
    known = _files(site.paths.state)
    sites.edit()

    def refuse(path: str) -> None:
        if path.startswith(str(site.paths.state)):
            _refuse(errno.EROFS, path)

    assert in_a_process(site, Watch(0, refuse).start) == Ending.BUILT
    assert sites.is_new()
    assert _files(site.paths.state) == known
    sites.assert_finished()


def test_file_where_the_state_should_be(site: Story) -> None:
    site.article("a.md").write(".archivegen", "a file").build().assert_clean()
    assert (site.root / ".archivegen").read_text() == "a file"
    site.build().assert_written()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("once", [True, False])
def test_faults_are_told_in_one_line(
    site: Story, capfd: pytest.CaptureFixture[str], once: bool
) -> None:
    sites = to_and_fro(site)
    told = set()
    for at in range(0, MOST, STEP):
        sites.edit()
        watch = Watch(at, partial(_refuse, errno.ENOSPC), once=once)
        ending = in_a_process(site, watch.start, command)
        lines = capfd.readouterr().err.splitlines()
        assert ending in {Ending.BUILT, Ending.FAILED}
        assert len(lines) == (ending == Ending.FAILED)
        told.update(lines)
        sites.assert_finished()
    assert told
    for line in told:
        assert line.startswith("Error: ")
        assert "No space left on device" in line
        assert line.endswith(("; nothing was published", "build again to finish"))


def test_signal_that_is_ignored(site: Story) -> None:
    """As for a job in the background of a shell's script."""
    sites = to_and_fro(site)
    sites.edit()

    def begin() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Watch(0, partial(_stop, signal.SIGINT)).start()

    assert in_a_process(site, begin, command) == Ending.BUILT
    assert sites.is_new()


@pytest.mark.parametrize(
    ("number", "expected"), [(signal.SIGINT, Ending.STOPPED), (signal.SIGTERM, Ending.TERMINATED)]
)
def test_told_to_stop(site: Story, number: int, expected: Ending) -> None:
    """The site is the old one or the new one, and nothing is left lying about."""
    sites = to_and_fro(site)
    endings = []
    for at in range(0, OPERATIONS, STEP):
        sites.edit()
        watch = Watch(at, partial(_stop, number), once=True)

        def begin(watch: Watch = watch) -> None:
            # Whoever runs the tests may have it ignored.
            signal.signal(number, signal.default_int_handler)
            watch.start()

        endings.append(in_a_process(site, begin, command))
        assert sites.is_old() or sites.is_new()
        sites.assert_no_litter()
        sites.assert_finished()
        if endings[-1] == Ending.BUILT:
            break
    assert set(endings[:-1]) == {expected}


def test_told_to_stop_twice(site: Story) -> None:
    """Whoever insists need not wait until all is published; the next build finishes it."""
    sites = to_and_fro(site)
    for at in range(80, 240, 3 * STEP):
        sites.edit()
        watch = Watch(at, partial(_stop, signal.SIGTERM))
        assert in_a_process(site, watch.start, command) in {Ending.TERMINATED, Ending.BUILT}
        sites.assert_whole()
        sites.assert_finished()
