"""`archivegen build`: the site from its sources."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import click

from archivegen.cli.console import FORMATS, progress, say, say_nothing, show
from archivegen.cli.exit_errors import building, reason, stopping
from archivegen.cli.options import check_output, now_of, paths_of, site_option

if TYPE_CHECKING:
    from archivegen.builder.report import Report


@click.command("build")
@site_option
@click.option("--output", type=click.Path(), help="The folder to write to (default: public).")
@click.option("--drafts", is_flag=True, help="Publish drafts too.")
@click.option("--future", is_flag=True, help="Publish scheduled articles too.")
@click.option("--now", metavar="TIME", help="Build as if it were this time.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a processor).")
@click.option("--explain", is_flag=True, help="Say of each page rendered why it was.")
@click.option("--report", type=click.Path(dir_okay=False), help="Write what was done as JSON.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="For problems.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@stopping()
def command(
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
    from archivegen.builder import build as builder  # noqa: PLC0415
    from archivegen.builder.inputs import Options  # noqa: PLC0415
    from archivegen.builder.report import Report  # noqa: PLC0415
    from archivegen.cli import wording  # noqa: PLC0415
    from archivegen.model.problems import SiteError  # noqa: PLC0415
    from archivegen.system.workers import default_workers  # noqa: PLC0415

    paths = paths_of(site, output)
    check_output(paths)
    _check_report(report)
    tell = say if not quiet and form == "text" else say_nothing
    started = time.perf_counter()
    try:
        options = Options(
            now=now_of(now, paths),
            drafts=drafts,
            future=future,
            strict=strict,
            workers=workers or default_workers(),
        )
        with building(), progress(tell) as told:
            done = builder.build(paths, options, told)
    except SiteError as error:
        show(error.problems, form, paths)
        seconds = time.perf_counter() - started
        _write_report(report, Report(problems=error.problems, seconds=seconds))
        tell(wording.failure(error.problems, strict=strict))
        sys.exit(1)
    show(done.problems, form, paths)
    _write_report(report, done)
    if explain:
        for path, why in sorted(done.explanations):
            # JSON stays alone on its stream.
            click.echo(f"{path}: {why}", err=form == "json")
    for line in wording.scheduled(done):
        tell(line)
    tell(wording.summary(done, wording.shown(paths.output)))


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
