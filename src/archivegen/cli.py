"""The command line: the only module that prints, reads the clock's time or exits.

Exit codes: 0 done, 1 problems in content, templates or configuration, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen import __version__
from archivegen.config import CONFIG_NAME, read_config
from archivegen.layout import Layout, find_root
from archivegen.problems import as_github, as_json, as_text, select_for_display
from archivegen.report import Report
from archivegen.times import parse_moment, utc_moment, zone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archivegen.problems import Problem
    from archivegen.report import Progress

MANY = 50
"""Things to do for which progress is shown."""

FORMATS = ("text", "json", "github")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="archivegen")
def main() -> None:
    """Turn a folder of Markdown articles into a browsable news archive.

    Example: archivegen build --output public
    """


@main.command()
@click.option("--site", type=click.Path(path_type=Path), help="The site's folder.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder to write to (default: public)."
)
@click.option("--drafts", is_flag=True, help="Publish drafts too.")
@click.option("--future", is_flag=True, help="Publish scheduled articles too.")
@click.option("--now", metavar="TIME", help="Build as if it were this time.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a processor).")
@click.option("--explain", is_flag=True, help="Say of each page rendered why it was.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the numbers as JSON."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="For problems.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
def build(
    site: Path | None,
    output: Path | None,
    now: str | None,
    workers: int | None,
    report: Path | None,
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
    # Imported here, so that `--version` and `--help` do not pay for it.
    from archivegen import builder  # noqa: PLC0415
    from archivegen.inputs import Options  # noqa: PLC0415
    from archivegen.problems import SiteError  # noqa: PLC0415
    from archivegen.workers import default_workers  # noqa: PLC0415

    layout = _layout(site, output)
    say = _say if not quiet and form == "text" else _say_nothing
    try:
        options = Options(
            now=_now(now, layout),
            drafts=drafts,
            future=future,
            strict=strict,
            workers=workers or default_workers(),
        )
        with _progress(say) as progress:
            done = builder.build(layout, options, progress)
    except builder.RefusedError as error:
        raise click.UsageError(f"{layout.output}: {error}") from error
    except SiteError as error:
        _show(error.problems, form)
        _write_report(report, Report(problems=error.problems))
        say(_failure(error.problems, strict=strict))
        sys.exit(1)
    _show(done.problems, form)
    _write_report(report, done)
    if explain:
        for path, reason in sorted(done.explanations):
            click.echo(f"{path}: {reason}")
    for path, instant in done.waiting:
        say(f"scheduled: content/{path} ({utc_moment(instant).rfc3339})")
    say(_summary(done, layout))


def _layout(site: Path | None, output: Path | None) -> Layout:
    root = site.resolve() if site else find_root(Path.cwd())
    if root is None:
        raise click.UsageError(
            f"there is no {CONFIG_NAME} here or in a folder above; name the site with --site"
        )
    if not (root / CONFIG_NAME).is_file():
        raise click.UsageError(f"there is no {CONFIG_NAME} in {root}")
    # Not resolved: an output that is a link stays the link, and only what it names is written to.
    return Layout(root, Path(os.path.abspath(output)) if output else root / "public")


def _now(text: str | None, layout: Layout) -> int:
    """Seconds since 1970: as the command says, or SOURCE_DATE_EPOCH, or the clock."""
    if text:
        config = read_config(layout.config, layout.state / "config.json")
        try:
            return parse_moment(text, zone_of(config.timezone)).instant
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--now") from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return int(epoch)
        except ValueError as error:
            raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds") from error
    return int(time.time())


def _say(text: str) -> None:
    click.echo(text)


def _say_nothing(text: str) -> None:
    """Takes the place of `_say` where only problems are wanted."""


def _show(problems: Sequence[Problem], form: str) -> None:
    """Print problems: as JSON or as commands for GitHub to standard output, else to the error."""
    if form == "json":
        click.echo(as_json(problems))
        return
    shown, left_out = select_for_display(problems)
    for problem in shown:
        if form == "github":
            click.echo(as_github(problem))
        else:
            click.echo(as_text(problem), err=True)
    for kind, count in left_out.items():
        click.echo(f"... and {count} more like these ({kind})", err=True)


def _failure(problems: Sequence[Problem], *, strict: bool) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    text = f"{_plural(errors, 'error')}, {_plural(warnings, 'warning')}"
    if strict and not errors:
        text += " (--strict)"
    return f"{text}; nothing was published"


def _summary(done: Report, layout: Layout) -> str:
    parts = [
        _plural(done.articles, "article"),
        _plural(done.pages, "page"),
        f"{done.written} written",
        f"{done.unchanged} unchanged",
        f"{done.removed} removed",
    ]
    if done.scheduled:
        parts.append(f"{done.scheduled} scheduled")
    if done.drafts:
        parts.append(_plural(done.drafts, "draft") + " left out")
    if warnings := done.count("warning"):
        parts.append(_plural(warnings, "warning"))
    return f"{_shown(layout.output)}: {', '.join(parts)} in {done.seconds:.2f} s"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _shown(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _write_report(path: Path | None, report: Report) -> None:
    if path:
        path.write_text(report.to_json(), encoding="utf-8")


class _Lines:
    """Progress where there is no terminal: a line when a phase with much to do begins."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def phase(self, name: str, total: int) -> None:
        if total >= MANY:
            self._say(f"{name} ({total})")

    def advance(self, done: int) -> None:
        """Lines do not move."""


class _Bars:
    """Progress on a terminal: a bar for each phase with much to do, gone when all is done.

    rich is slow to import, so it waits for such a phase.
    """

    def __init__(self) -> None:
        self._bars: Any = None
        self._task: Any = None

    def phase(self, name: str, total: int) -> None:
        self.close()
        if total < MANY:
            return
        from rich.progress import Progress as RichProgress  # noqa: PLC0415

        self._bars = RichProgress(transient=True)
        self._bars.start()
        self._task = self._bars.add_task(name, total=total)

    def advance(self, done: int) -> None:
        if self._bars:
            self._bars.advance(self._task, done)

    def close(self) -> None:
        if self._bars:
            self._bars.stop()
            self._bars = None


@contextmanager
def _progress(say: Callable[[str], None]) -> Iterator[Progress]:
    if say is _say and sys.stdout.isatty():
        bars = _Bars()
        try:
            yield bars
        finally:
            bars.close()
    else:
        yield _Lines(say)
