"""Faults: a build in a process of its own in which something goes wrong at a chosen moment.

The moments are the operations that change something on the disk: files opened for writing,
renamed, removed, folders made, and SQL statements that write.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from enum import IntEnum
from typing import Any

import pytest

from archivegen.builder import build
from archivegen.layout import MANIFEST_NAME
from archivegen.problems import BuildError, SiteError
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
STATEMENTS = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE", "CREATE")


class Ending(IntEnum):
    """How a process ended; below zero, by a signal."""

    KILLED = -9
    BUILT = 0
    WRONG_SITE = 10
    SYSTEM_FAILED = 11
    CRASHED = 12


class Watch:
    """Calls `act` when something is about to be changed for the n-th time, counted from 0.

    What happens inside SQLite cannot be refused, only be watched: `act` gets the reason.
    """

    def __init__(self, at: int, act: Callable[[str], None]) -> None:
        self.at, self.act, self.seen = at, act, 0

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
            self._count(event)

    def _on_statement(self, statement: str) -> None:
        if statement.lstrip().upper().startswith(STATEMENTS):
            self._count("sql")

    def _count(self, reason: str) -> None:
        self.seen += 1
        if self.seen > self.at:
            self.act(reason)


def in_a_process(site: Story, begin: Callable[[], None]) -> Ending:
    """Build in a forked process that does `begin` first."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return Ending(os.waitstatus_to_exitcode(status))
    ending = Ending.CRASHED
    try:
        begin()
        ending = attempt(site)
    finally:
        os._exit(ending)


def attempt(site: Story) -> Ending:
    """Build in this process."""
    try:
        build(site.layout, site.options, Silence())
    except SiteError:
        return Ending.WRONG_SITE
    except (BuildError, OSError):
        return Ending.SYSTEM_FAILED
    return Ending.BUILT


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


class TwoSites:
    """A site that goes to and fro between two sets of sources, and what each is published as."""

    def __init__(self, site: Story, *edits: Callable[[Story], object]) -> None:
        self.site, self.edits = site, edits
        self.expected: list[Snapshot] = []
        for edit in edits:
            edit(site)
            self.site.build().assert_clean()
            self.expected.append(Snapshot.of(site.layout.output))
        self.turn = len(edits) - 1
        self.old = self.expected[-1]

    def edit(self) -> None:
        """Change the sources to the other set."""
        self.turn = 1 - self.turn
        self.edits[self.turn](self.site)
        self.old = Snapshot.of(self.site.layout.output)

    @property
    def new(self) -> Snapshot:
        return self.expected[self.turn]

    def assert_whole(self) -> None:
        """What a server would serve now: only whole files, and links that lead somewhere.

        Pages that come or go may link to others that do, but no page that stays.
        """
        now = Snapshot.of(self.site.layout.output).files
        for path, data in now.items():
            if path == MANIFEST_NAME or path.startswith(".archivegen"):
                continue
            assert data in {self.old.files.get(path), self.new.files.get(path)}, path
            if path in self.old.files.keys() & self.new.files.keys() and path.endswith(".html"):
                assert not _dead_links(data.decode(), now), path

    def assert_old(self) -> None:
        assert Snapshot.of(self.site.layout.output).files == self.old.files

    def assert_finished(self) -> None:
        """A build finishes what was begun: the very bytes of a clean one, and no litter."""
        self.site.build()
        assert Snapshot.of(self.site.layout.output).files == self.new.files
        litter = [path.name for path in self.site.layout.state.rglob("*")
                  if re.search(r"staging|probe|\.new$|-journal$", path.name)]  # fmt: skip
        assert not litter
        self.site.build().assert_written()


def _dead_links(page: str, files: dict[str, bytes]) -> list[str]:
    targets = re.findall(r'(?:href|src)="/([^"#?]*)', page)
    return [
        target
        for target in targets
        if (f"{target}index.html" if not target or target.endswith("/") else target) not in files
    ]
