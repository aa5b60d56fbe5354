"""The command line: the only module that prints, reads the clock's time or exits.

Exit codes: 0 done, 1 problems in content, templates or configuration or with the system, 2 wrong
usage, 130 and 143 stopped by SIGINT and SIGTERM. What a command needs is imported when it runs,
so that `--version` and `--help` do not wait for it.
"""

from __future__ import annotations

import io
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from archivegen import __version__
from archivegen.endings import building, reason, stopping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archivegen.layout import Layout
    from archivegen.problems import Problem
    from archivegen.report import Phase, Progress, Report

FORMATS = ("text", "json", "github")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="archivegen")
def main() -> None:
    """Turn a folder of Markdown articles into a browsable news archive.

    Example: archivegen build --output public
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number instead of a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.option("--site", type=click.Path(), help="The site's folder.")
@click.option("--output", type=click.Path(), help="The folder to write to (default: public).")
@click.option("--drafts", is_flag=True, help="Publish drafts too.")
@click.option("--future", is_flag=True, help="Publish scheduled articles too.")
@click.option("--now", metavar="TIME", help="Build as if it were this time.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a processor).")
@click.option("--explain", is_flag=True, help="Say of each page rendered why it was.")
@click.option("--report", type=click.Path(dir_okay=False), help="Write the numbers as JSON.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="For problems.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@stopping()
def build(
    site: str | None,
    output: str | None,
    now: str | None,
    workers: int | None,
    report: str | None,
    form: str,
    *,
    drafts: bool,
    future: bool,
    strict: bool,
    explain: bool,
    quiet: bool,
) -> None:
    """Build the site.

    Only pages that changed are rendered, and only files that changed are written.

    Example: archivegen build --strict --format github
    """
    from archivegen import builder, wording  # noqa: PLC0415
    from archivegen.inputs import Options  # noqa: PLC0415
    from archivegen.layout import refusal  # noqa: PLC0415
    from archivegen.problems import SiteError  # noqa: PLC0415
    from archivegen.report import Report  # noqa: PLC0415
    from archivegen.times import utc_moment  # noqa: PLC0415
    from archivegen.workers import default_workers  # noqa: PLC0415

    layout = _layout(site, output)
    if why := refusal(layout):
        raise click.UsageError(f"{layout.output}: {why}")
    _check_report(report)
    say = _say if not quiet and form == "text" else _say_nothing
    started = time.perf_counter()
    try:
        options = Options(
            now=_now(now, layout),
            drafts=drafts,
            future=future,
            strict=strict,
            workers=workers or default_workers(),
        )
        with building(), _progress(say) as progress:
            done = builder.build(layout, options, progress)
    except SiteError as error:
        _show(error.problems, form, layout)
        seconds = time.perf_counter() - started
        _write_report(report, Report(problems=error.problems, seconds=seconds))
        say(wording.failure(error.problems, strict=strict))
        sys.exit(1)
    _show(done.problems, form, layout)
    _write_report(report, done)
    if explain:
        for path, reason in sorted(done.explanations):
            # JSON stays alone on its stream.
            click.echo(f"{path}: {reason}", err=form == "json")
    for path, instant in done.waiting:
        say(f"scheduled: content/{path} ({utc_moment(instant).rfc3339})")
    say(wording.summary(done, wording.shown(layout.output)))


def _layout(site: str | None, output: str | None) -> Layout:
    from pathlib import Path  # noqa: PLC0415

    from archivegen.config import CONFIG_NAME  # noqa: PLC0415
    from archivegen.layout import Layout, find_root  # noqa: PLC0415

    root = Path(os.path.realpath(site)) if site is not None else find_root(Path.cwd())
    if root is None:
        raise click.UsageError(
            f"there is no {CONFIG_NAME} here or in a folder above; name the site with --site"
        )
    if not (root / CONFIG_NAME).is_file():
        raise click.UsageError(f"there is no {CONFIG_NAME} in {root}")
    # Not resolved: an output that is a link stays the link, and only what it names is written to.
    return Layout(root, Path(os.path.abspath(output)) if output is not None else root / "public")


def _now(text: str | None, layout: Layout) -> int:
    """Seconds since 1970: as the command says, or SOURCE_DATE_EPOCH, or the clock."""
    from archivegen.config import read_config  # noqa: PLC0415
    from archivegen.times import parse_moment, utc_moment, zone_of  # noqa: PLC0415

    if text is not None:
        config = read_config(layout.config, layout.state / "config.json")
        try:
            return parse_moment(text, zone_of(config.timezone)).instant
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--now") from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return utc_moment(int(epoch)).instant
        except (ValueError, OverflowError) as error:
            raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds") from error
    return int(time.time())


def _say(text: str) -> None:
    click.echo(text)


def _say_nothing(text: str) -> None:
    """Takes the place of `_say` where only problems are wanted."""


def _show(problems: Sequence[Problem], form: str, layout: Layout) -> None:
    """Print problems: as JSON or as commands for GitHub to standard output, else to the error."""
    from archivegen.problems import (  # noqa: PLC0415
        as_github,
        as_json,
        as_text,
        select_for_display,
    )

    if form == "json":
        click.echo(as_json(problems))
        return
    shown, left_out = select_for_display(problems)
    for problem in shown:
        if form == "github":
            click.echo(as_github(problem, _folder_of(layout)))
        else:
            click.echo(as_text(problem), err=True)
    for kind, count in left_out.items():
        click.echo(f"... and {count} more like these ({kind})", err=True)


def _folder_of(layout: Layout) -> str:
    """The site's path from the root of the repository that GitHub checked out."""
    from archivegen.wording import shown  # noqa: PLC0415

    workspace = os.environ.get("GITHUB_WORKSPACE") or os.getcwd()
    path = shown(layout.root, os.path.realpath(workspace)).replace(os.sep, "/")
    return "" if path.startswith((".", "/")) else path


def _check_report(path: str | None) -> None:
    folder = os.path.dirname(path or "") or "."
    if not os.path.isdir(folder):
        raise click.BadParameter(f"there is no folder {folder}", param_hint="--report")


def _write_report(path: str | None, report: Report) -> None:
    if path is None:
        return
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(report.to_json())
    except OSError as error:
        raise click.ClickException(f"the report could not be written: {reason(error)}") from error


class _Bars:
    """Progress on a terminal: a bar for each phase with much to do, gone when all is done.

    rich is slow to import, so it waits for such a phase.
    """

    def __init__(self) -> None:
        self._bars: Any = None
        self._task: Any = None

    def phase(self, phase: Phase, total: int) -> None:
        from archivegen.wording import MANY, TITLES  # noqa: PLC0415

        self.close()
        if total < MANY:
            return
        from rich.progress import Progress as RichProgress  # noqa: PLC0415

        self._bars = RichProgress(transient=True)
        self._bars.start()
        self._task = self._bars.add_task(TITLES[phase], total=total)

    def advance(self, done: int) -> None:
        if self._bars:
            self._bars.advance(self._task, done)

    def wait(self, process: int) -> None:
        from archivegen.wording import waiting  # noqa: PLC0415

        _say(waiting(process))

    def do_without_state(self, reason: str) -> None:
        from archivegen.wording import no_state  # noqa: PLC0415

        _say(no_state(reason))

    def close(self) -> None:
        if self._bars:
            self._bars.stop()
            self._bars = None


@contextmanager
def _progress(say: Callable[[str], None]) -> Iterator[Progress]:
    from archivegen.wording import Lines  # noqa: PLC0415

    if say is _say and sys.stdout and sys.stdout.isatty():
        bars = _Bars()
        try:
            yield bars
        finally:
            bars.close()
    else:
        yield Lines(say)
