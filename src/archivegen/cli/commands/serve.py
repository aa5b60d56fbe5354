"""`archivegen serve`: the site in a browser, built anew whenever a file of it is saved.

The server and the watcher are imported after the first build, since that may start processes, and
what they are made of may start threads.
"""

from __future__ import annotations

import os
import secrets
import sys
import webbrowser
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.builder.inputs import Options
from archivegen.builder.state_folder import clear_the_way
from archivegen.cli import wording
from archivegen.cli.console import progress, say, say_nothing, show
from archivegen.cli.editing import editing_address, editing_page, say_how_to_edit
from archivegen.cli.exit_errors import reason, stopping
from archivegen.cli.options import check_output, now_of, paths_of, site_option
from archivegen.preview.broadcast import Board
from archivegen.preview.events import Bulletin
from archivegen.preview.listen import PORT, listen, names_of, urls
from archivegen.preview.rebuild import attempt, bulletin_after
from archivegen.system.locks import locked
from archivegen.system.resources import default_workers
from archivegen.system.signals import StoppedError

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Sequence

    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem
    from archivegen.preview.rebuild import Attempt

HOST = "127.0.0.1"

TICK = 1.0
"""Seconds between two looks whether a scheduled article's time has come."""


@click.command("serve")
@site_option
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port (default: 8000, or the next free one)."
)
@click.option(
    "--host", default=HOST, metavar="NAME", help=f"Address to listen on (default: {HOST})."
)
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@click.option("--edit", is_flag=True, help="Write in the browser, too (Chrome or Edge).")
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@click.option("--future", is_flag=True, help="Show scheduled articles, too.")
@click.option("--output", type=click.Path(), help="Folder to build into (never public).")
@stopping()
def command(
    site: str | None,
    port: int | None,
    host: str,
    output: str | None,
    *,
    opens: bool,
    edit: bool,
    drafts: bool,
    future: bool,
) -> None:
    """Preview the site in the browser while you write.

    The preview is built into a folder of its own, which is never published. When you save a file,
    open pages reload and show any problems. Only this computer can connect, unless --host says
    otherwise: with 0.0.0.0, a phone on the same network can, too. Press Ctrl+C to stop.

    With --edit, there is a page for writing articles, pages and profiles: the browser asks you for
    the folder of the site, and saves into it.

    Example: archivegen serve --open --drafts
    """
    paths = paths_of(site, output)
    if output is None:
        paths = replace(paths, output=paths.preview)
    check_output(paths)
    _check_unpublished(paths)
    _Preview(paths, drafts=drafts, future=future).run(host, port, opens=opens, edits=edit)


def _check_unpublished(paths: SitePaths) -> None:
    """Raise click.UsageError if what is built could be deployed."""
    public = paths.root / "public"
    output, folder = Path(os.path.realpath(paths.output)), Path(os.path.realpath(public))
    if any(_is_same(at, folder) for at in (output, *output.parents)) or any(
        _is_same(at, output) for at in folder.parents
    ):
        raise click.UsageError(
            f"{paths.output}: a preview may hold drafts, and {public.name}/ is what you publish; "
            "leave out --output, or name another folder"
        )


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths mean one folder, also where the file system does not tell cases apart."""
    with suppress(OSError):
        return os.path.samefile(one, other)
    return str(one).casefold() == str(other).casefold()


class _Preview:
    """A preview from its first build to its end."""

    def __init__(self, paths: SitePaths, *, drafts: bool, future: bool) -> None:
        self._paths, self._drafts, self._future = paths, drafts, future
        self._told_problems: frozenset[Problem] = frozenset()
        self._due: dict[str, int] = {}

    def run(self, host: str, port: int | None, *, opens: bool, edits: bool) -> None:
        """Build, serve, watch, until the process is told to stop."""
        with ExitStack() as stack:
            _keep_out_others(self._paths, stack)
            listening = stack.enter_context(_listen(host, port))
            names = names_of(listening, host)
            page = editing_page(self._paths, names) if edits else None
            # Before there is another thread, so that it may use all processors.
            done = self._build(say, reindex=True)
            self._tell(done, "")
            # Pages of another run are loaded again.
            board = Board(bulletin_after(Bulletin(f"{secrets.token_hex(4)}-0"), done))
            # From here on, to be told to stop is the usual end, as of other servers.
            stack.enter_context(suppress(StoppedError))
            from archivegen.preview.server import Server  # noqa: PLC0415 -- see above
            from archivegen.preview.watcher import Watcher  # noqa: PLC0415 -- see above

            stack.enter_context(Server(self._paths.output, board, listening, names, page))
            watcher = stack.enter_context(Watcher(self._paths))
            addresses = urls(listening, names, board.latest.base)
            bound = listening.getsockname()[1]
            _say_where(addresses, bound, port)
            editing = editing_address(bound, board.latest.base) if edits else ""
            if editing:
                say_how_to_edit(self._paths, editing)
            if opens:
                _open(editing or addresses[0])
            # What was saved during the first build is not known to the watcher.
            self._rebuild(board, "")
            while True:
                if why := _cause(watcher.wait(TICK)) or self._what_is_due():
                    self._rebuild(board, why)

    def _build(self, tell: Callable[[str], None], *, reindex: bool) -> Attempt:
        options = Options(
            now=now_of(None, self._paths),
            drafts=self._drafts,
            future=self._future,
            workers=default_workers(),
            reindex=reindex,
            # Who writes one article sees the others, whatever is wrong with those.
            keep_going=True,
        )
        with progress(tell) as watch:
            done = attempt(self._paths, options, watch)
        self._due = dict(done.report.waiting) if done.report else {}
        return done

    def _rebuild(self, board: Board, why: str) -> None:
        # In a file of what was printed, a line for each build is enough.
        # An index takes too long to be made after each keystroke: that of the start will do.
        done = self._build(say if sys.stdout.isatty() else say_nothing, reindex=False)
        board.put(bulletin_after(board.latest, done))
        if why or done.wrote or frozenset(done.problems) != self._told_problems:
            self._tell(done, why)

    def _what_is_due(self) -> str:
        """The scheduled article whose time has come since the last build, if one's has."""
        now = now_of(None, self._paths)
        due = [path for path, instant in self._due.items() if instant <= now]
        return _cause([f"content/{path}" for path in due])

    def _tell(self, done: Attempt, why: str) -> None:
        """Print what came of a build: warnings that are there to stay only once."""
        new = [p for p in done.problems if p.severity == "error" or p not in self._told_problems]
        show(new, "text", self._paths)
        self._told_problems = frozenset(done.problems)
        begin = f"{why}: " if why else ""
        if done.failure:
            click.echo(click.style(f"Error: {begin}{done.failure}", fg="red"), err=True)
        elif done.report is None:
            counts = wording.failure(done.problems, strict=False).partition(";")[0]
            say(f"{begin}{counts}; the preview stays as it was")
        elif why:
            say(begin + _what_was_done(done))
        else:
            for line in wording.scheduled(done.report):
                say(line)
            say(wording.summary(done.report, wording.shown(self._paths.output)))


def _keep_out_others(paths: SitePaths, stack: ExitStack) -> None:
    """Have this output alone: another preview with other options would undo what this one does."""

    def refuse(process: int) -> None:
        which = f" (process {process})" if process else ""
        raise click.ClickException(
            f"this site has a preview already{which}; end that first, or take another folder "
            "with --output"
        )

    with suppress(OSError):  # where nothing can be kept, there is nothing to lock
        clear_the_way(paths)
        stack.enter_context(locked(paths.preview_lock, refuse))


def _listen(host: str, port: int | None) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        where = host if port is None else f"{host}, port {port}"
        raise click.ClickException(
            f"{where}: {reason(error)}; another program may use it, or this computer "
            "has no such address: try another --port or --host"
        ) from error


def _say_where(addresses: Sequence[str], port: int, asked_for: int | None) -> None:
    if asked_for is None and port != PORT:
        say(f"Port {PORT} is taken; this is the next one that is free.")
    where = " and ".join(click.style(address, bold=True) for address in addresses)
    say(f"Showing the site at {where} - Ctrl+C ends it")


def _open(address: str) -> None:
    if not webbrowser.open(address):
        say(f"No browser could be started; open {address} in one.")


def _cause(paths: Sequence[str]) -> str:
    """The files because of which there is a build."""
    if len(paths) <= 1:
        return "".join(paths)
    return f"{paths[0]} and {len(paths) - 1} more"


def _what_was_done(done: Attempt) -> str:
    assert done.report is not None  # noqa: S101 -- for the types alone
    report = done.report
    parts = [f"{wording.plural(report.written, 'file')} written"] if report.written else []
    if report.removed:
        parts.append(f"{report.removed} removed")
    parts = parts or ["nothing to write"]
    parts += wording.faults(report)
    return f"{', '.join(parts)} in {report.seconds:.2f} s"
