"""Faults: a build in a process of its own in which something goes wrong at a chosen moment.

The moments are the operations that change something on the disk: files opened for writing,
renamed, removed, folders made, and SQL statements that write.
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from enum import IntEnum
from itertools import chain
from typing import Any

import pytest

from archivegen.builder.build import build
from archivegen.builder.inputs import Options
from archivegen.cli.main import main
from archivegen.model.problems import BuildError, SiteError, UnfinishedError
from story import Silence, Snapshot, Story

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="only POSIX has processes like this"
)

TORTURE = "ARCHIVEGEN_TORTURE" in os.environ

CHANGES = {
    "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.utime", "os.link",
    "os.symlink", "sqlite3.connect",
}  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
SQL = "SQL"
STATEMENTS = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE", "CREATE")


class Ending(IntEnum):
    """How a process ended; below zero, by a signal."""

    KILLED = -9
    BUILT = 0
    FAILED = 1
    WRONG_SITE = 10
    SYSTEM_FAILED = 11
    UNFINISHED = 12
    CRASHED = 13
    STOPPED = 130
    TERMINATED = 143


class Watch:
    """Calls `act` when something is about to be changed for the n-th time, counted from 0.

    And then each time, if it is not to be `once`. `act` gets the path; for what happens inside
    SQLite, which cannot be refused but only be watched, that is `SQL`.
    """

    def __init__(self, at: int, act: Callable[[str], None], *, once: bool = False) -> None:
        self.at, self.act, self.once = at, act, once
        self.seen, self.is_acting = 0, False

    def start(self) -> None:
        """To be called in a process that ends soon: it cannot be undone."""
        connect = sqlite3.connect

        def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self._on_statement)
            return connection

        sqlite3.connect = watched  # type: ignore[assignment]
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, details: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and details[2] & WRITES):
            path = details[1] if event == "os.rename" else details[0]
            self._count(str(path))

    def _on_statement(self, statement: str) -> None:
        if statement.lstrip().upper().startswith(STATEMENTS):
            self._count(SQL)

    def _count(self, path: str) -> None:
        if self.is_acting:
            return
        self.seen += 1
        if self.seen == self.at + 1 if self.once else self.seen > self.at:
            self.is_acting = True
            try:
                self.act(path)
            finally:
                self.is_acting = False


def kill(_: str) -> None:
    """End this process as if the power had failed."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_a_process(
    site: Story, begin: Callable[[], object], run: Callable[[Story], Ending] | None = None
) -> Ending:
    """Build in a forked process that does `begin` first."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return Ending(os.waitstatus_to_exitcode(status))
    ending = Ending.CRASHED
    try:
        begin()
        ending = (run or attempt)(site)
    finally:
        os._exit(ending)


def attempt(site: Story) -> Ending:
    """Build in this process."""
    try:
        build(site.paths, site.options, Silence())
    except SiteError:
        return Ending.WRONG_SITE
    except UnfinishedError:
        return Ending.UNFINISHED
    except (BuildError, OSError):
        return Ending.SYSTEM_FAILED
    return Ending.BUILT


def command(site: Story, options: Sequence[str] = ()) -> Ending:
    """Build in this process as the command does, and say how it would end."""
    try:
        main(
            ["build", "--site", str(site.root), "--now", "2025-06-15T15:06:40Z", *options],
            prog_name="archivegen",
        )
    except SystemExit as error:
        return Ending(int(error.code or 0))
    return Ending.CRASHED


def killed_after(site: Story, seconds: float) -> Ending:
    """Build in a forked process that is killed after some time, wherever it is then."""
    child = os.fork()
    if not child:
        try:
            attempt(site)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    return Ending(os.waitstatus_to_exitcode(status))


SMALL = """
listing_limit = 3
[indexes]
days = false
on_this_day = false
json = false
[feeds]
rss = false
json = false
archive = false
page = false
[taxonomies.authors]
feed = false
[taxonomies.topics]
feed = false
"""
"""One family of each way to write files: what a build does is cut in finer steps for it."""


def _first(site: Story) -> None:
    site.configure(SMALL)
    site.article("a.md", "A [link](b.md) and ![p](p.png).", tags=["T"], aliases=["/old/a/"])
    site.article("b.md", section="Sport", date="2023-12-31", tags=["T", "U"])
    site.article("c.md", authors=["Ann"]).write("content/p.png", b"one")
    site.write("static/x.txt", "User-agent: *\n")


def _second(site: Story) -> None:
    site.configure(f'description = "Other"\n{SMALL}')
    site.article("a.md", "Changed, ![p](p.png).", tags=["V"]).write("content/p.png", b"two")
    site.article("d/e.md", "New, see [c](../c.md).", section="World", tags=["T"])
    site.article("c.md", authors=["Bob"], aliases=["/old/a/index.html"])


def to_and_fro(site: Story) -> TwoSites:
    """A small site and an edit of nearly all that it has."""

    def first(site: Story) -> None:
        (site.root / "content/d/e.md").unlink(missing_ok=True)
        _first(site)

    def second(site: Story) -> None:
        (site.root / "content/b.md").unlink(missing_ok=True)
        _second(site)

    return TwoSites(site, first, second)


class TwoSites:
    """A site that goes to and fro between two sets of sources, and what each is published as."""

    def __init__(self, site: Story, *edits: Callable[[Story], object]) -> None:
        self.site, self.edits = site, edits
        self.expected: list[Snapshot] = []
        for edit in edits:
            edit(site)
            self.site.build()
            self.expected.append(Snapshot.of(site.paths.output))
            assert_clean_once(site, self.expected[-1])
        self.turn = len(edits) - 1
        self.old = self.expected[-1]

    def edit(self) -> None:
        """Change the sources to the other set."""
        self.turn = 1 - self.turn
        self.edits[self.turn](self.site)
        self.old = Snapshot.of(self.site.paths.output)

    @property
    def new(self) -> Snapshot:
        return self.expected[self.turn]

    def assert_whole(self) -> None:
        """What a server would serve now: only whole files, and links that lead somewhere.

        Pages that come or go may link to others that do, but no page that stays.
        """
        now = _served(Snapshot.of(self.site.paths.output))
        stays = self.old.files.keys() & self.new.files.keys()
        assert {path for path in stays if not path.startswith(".archivegen")} <= now.keys()
        for path, data in now.items():
            assert data in {self.old.files.get(path), self.new.files.get(path)}, path
            if path in stays and path.endswith(".html"):
                assert not _dead_links(data.decode(), now), path

    def is_old(self) -> bool:
        """Whether the output is as it was before the last edit, but for files of our own.

        The list names the files to come before they do.
        """
        now = Snapshot.of(self.site.paths.output)
        return _served(now) == _served(self.old)

    def is_new(self) -> bool:
        """Whether the output is what the sources say."""
        return Snapshot.of(self.site.paths.output).files == self.new.files

    def assert_finished(self) -> None:
        """A build finishes what was begun: the very bytes of a clean one, and no litter."""
        self.site.build()
        assert self.is_new()
        self.assert_no_litter()
        self.site.build().assert_written()

    def assert_no_litter(self) -> None:
        """Nothing passing is left in the folder of the state or in the output."""
        paths = self.site.paths
        walks = (os.walk(at) for at in (paths.state, paths.output))
        names = [name for walk in walks for _, *both in walk for name in chain(*both)]
        assert not [name for name in names if re.search(r"staging|probe|\.new$|-journal$", name)]


_CLEAN: dict[tuple[frozenset[tuple[str, bytes]], Options], Snapshot] = {}
"""What a clean build makes of some sources, which many tests have."""


def assert_clean_once(site: Story, built: Snapshot) -> None:
    """The output is what a clean build makes of the sources, which is asked once for the same."""
    state, output = f"{site.paths.state.name}/", f"{site.paths.output.name}/"
    files = Snapshot.of(site.root).files.items()
    sources = frozenset(file for file in files if not file[0].startswith((state, output)))
    key = sources, site.options
    if key not in _CLEAN:
        site.assert_clean()
        _CLEAN[key] = built
    assert built == _CLEAN[key]


def _served(snapshot: Snapshot) -> dict[str, bytes]:
    """The files of an output that are not our own."""
    return {
        path: data for path, data in snapshot.files.items() if not path.startswith(".archivegen")
    }


def _dead_links(page: str, files: dict[str, bytes]) -> list[str]:
    targets = re.findall(r'(?:href|src)="/([^"#?]*)', page)
    return [
        target
        for target in targets
        if (f"{target}index.html" if not target or target.endswith("/") else target) not in files
    ]
