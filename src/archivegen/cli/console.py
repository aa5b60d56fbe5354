"""The console: what every command prints alike, and how far a build has come."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli.listings import Listing, cut
from archivegen.cli.wording import MANY, TITLES, Lines, no_state, shown, waiting
from archivegen.model.problems import (
    Kind,
    as_github,
    as_json,
    as_text,
    select_for_display,
    visible,
)
from archivegen.system.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem, Role
    from archivegen.system.progress import Phase

MAX_KIND = 80
"""Columns of the name of a kind that a table shows, at most."""

FORMATS = ("text", "json", "github")
"""The forms of problems."""

_KINDS: Listing[Kind] = Listing(
    Kind._fields,
    lambda kind: kind,
    {"number": 0, "severity": 0, "kind": 0},
    lambda kind: (str(kind.problems), kind.severity, cut(visible(kind.name), MAX_KIND)),
)

_STYLES: Mapping[Role, Mapping[str, Any]] = {
    "location": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "advice": {"fg": "cyan", "bold": True},
    "caret": {"fg": "green", "bold": True},
    "hint": {"fg": "green"},
}


def say(text: str) -> None:
    """Print what happened."""
    click.echo(text)


def say_nothing(text: str) -> None:
    """Takes the place of `say` where only problems are wanted."""


def paint(text: str, role: Role) -> str:
    """A part of a problem in its colour; click leaves colours out where no terminal is."""
    return click.style(text, **_STYLES[role])


def show(
    problems: Sequence[Problem], form: str, paths: SitePaths, *, everything: bool = False
) -> None:
    """Print problems: as JSON or as commands for GitHub to standard output, else to the error.

    Of each kind the first few, but in JSON, and where `everything` is asked for. Where some are
    left out, people first see a table of all kinds.
    """
    if form == "json":
        click.echo(as_json(problems))
        return
    selected, kinds = (problems, []) if everything else select_for_display(problems)
    left_out = [kind for kind in kinds if kind.left_out]
    more = [
        f"... and {kind.left_out} more like these ({visible(kind.name)}); "
        "archivegen check --all names them"
        for kind in left_out
    ]
    if form == "github":
        folder = _folder_of(paths)
        lines = chain(
            (as_github(one, folder) for one in selected), map("::notice::{}".format, more)
        )
    else:
        table = _KINDS.as_table(lambda: kinds) if left_out and len(kinds) > 1 else ()
        rows = (line.removesuffix("\n") for line in table)
        lines = chain(rows, (as_text(one, paint) for one in selected), more)
    for line in lines:
        click.echo(line, err=form == "text")


def _folder_of(paths: SitePaths) -> str:
    """The site's path from the root of the repository that GitHub checked out."""
    workspace = os.environ.get("GITHUB_WORKSPACE") or os.getcwd()
    path = shown(paths.root, os.path.realpath(workspace)).replace(os.sep, "/")
    return "" if path.startswith((".", "/")) else path


class _Bars(Progress):
    """Progress on a terminal: a bar for each phase with much to do, gone when all is done."""

    def __init__(self) -> None:
        self._bars: Any = None
        self._task: Any = None

    def phase(self, phase: Phase, total: int) -> None:
        self.close()
        if total < MANY:
            return
        from rich.progress import Progress as RichProgress  # noqa: PLC0415 -- slow

        self._bars = RichProgress(transient=True)
        self._bars.start()
        self._task = self._bars.add_task(TITLES[phase], total=total)

    def advance(self, done: int) -> None:
        if self._bars:
            self._bars.advance(self._task, done)

    def wait(self, process: int) -> None:
        say(waiting(process))

    def do_without_state(self, reason: str) -> None:
        say(no_state(reason))

    def close(self) -> None:
        if self._bars:
            self._bars.stop()
            self._bars = None


@contextmanager
def progress(tell: Callable[[str], None]) -> Iterator[Progress]:
    """What shows how far a build has come: bars on a terminal, else lines given to `tell`."""
    if tell is say and sys.stdout and sys.stdout.isatty():
        bars = _Bars()
        try:
            yield bars
        finally:
            bars.close()
    else:
        yield Lines(tell)
