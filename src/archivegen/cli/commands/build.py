"""`archivegen build`: the site from its sources.

Nothing that is imported here imports Jinja, pydantic, Babel, rich or Markdown before there is work
for it: a build with nothing to do is over before they would be there.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn, Unpack

import click

from archivegen.builder import build as builder
from archivegen.builder.report import Report
from archivegen.cli import wording
from archivegen.cli.console import progress, say, say_nothing, show
from archivegen.cli.exit_errors import building, reason, stopping
from archivegen.cli.options import (
    BuildChoices,
    all_option,
    build_options,
    check_output,
    cluster_option,
    format_option,
    paths_of,
    quiet_option,
    site_option,
    strict_option,
    workers_option,
)
from archivegen.cli.sending import Sending, send_site, store_at
from archivegen.model.problems import SiteError, is_forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivegen.config.paths import SitePaths
    from archivegen.deployment.store import ObjectStore

PORTABLE = "portable"
"""The folder of the portable edition, unless another is named."""

EXIT_KEPT_GOING = 3
"""The exit code of a build that went on over articles that cannot be read."""


@click.command("build")
@site_option
@click.option("--output", type=click.Path(), help="Folder to write to (default: public).")
@click.option(
    "--portable",
    is_flag=True,
    help="Build pages that can be read from a disk (default folder: portable).",
)
@click.option("--drafts", is_flag=True, help="Publish drafts, too.")
@click.option("--future", is_flag=True, help="Publish scheduled articles, too.")
@click.option("--now", metavar="TIME", help="Build as if it were this time.")
@strict_option
@click.option(
    "--keep-going", is_flag=True, help="Publish everything else when an article cannot be read."
)
@workers_option
@cluster_option
@click.option(
    "--publish", metavar="ADDRESS", help="Send the built site to this address; see publish."
)
@all_option
@click.option("--explain", is_flag=True, help="Say why each page was rendered.")
@click.option(
    "--report", type=click.Path(dir_okay=False), help="Write a report of the build as JSON."
)
@format_option
@quiet_option
@stopping()
def command(
    site: str | None, output: str | None, report: str | None, form: str, *,
    cluster: str, keep_going: bool, portable: bool, publish: str | None,
    everything: bool, explain: bool, quiet: bool, **choices: Unpack[BuildChoices],
) -> None:  # fmt: skip
    """Build the site.

    Only pages that changed are rendered, and only files that changed are written. The first few
    problems of each kind are listed; --all and JSON list every one.

    With --keep-going, an article that cannot be read does not stop the build: its last good page
    stays in the output, or, if there is none, the article is left out. The exit code is then 3.

    With --portable, links are relative and name files, so that the archive can be read from a USB
    stick or any folder of a host. Search works over HTTP, but browsers block it for pages read
    from a disk.

    Example: archivegen build --strict --format github
    """
    paths = _paths(site, output, portable=portable)
    _check_report(report)
    store = store_at(publish) if publish else None
    tell = say if not quiet and form == "text" else say_nothing
    started = time.perf_counter()
    try:
        options = build_options(paths, **choices)
        options = replace(options, cluster=cluster, keep_going=keep_going, is_portable=portable)
        with building(), progress(tell) as watch:
            done = builder.build(paths, options, watch)
    except SiteError as error:
        show(error.problems, form, paths, everything=everything)
        _give_up(error, report, time.perf_counter() - started, tell, strict=choices["strict"])
    show(done.problems, form, paths, everything=everything)
    _write_report(report, done)
    if explain:
        _explain(done, form)
    tell("\n".join([*wording.scheduled(done), wording.summary(done, wording.shown(paths.output))]))
    if store:
        _send(paths, store, tell)
    if is_forbidden(done.problems, strict=choices["strict"]):
        tell(wording.KEPT_GOING)
        sys.exit(EXIT_KEPT_GOING)


def _give_up(
    error: SiteError,
    report: str | None,
    seconds: float,
    tell: Callable[[str], None],
    *,
    strict: bool,
) -> NoReturn:
    _write_report(report, Report(problems=error.problems, seconds=seconds))
    tell(wording.failure(error.problems, strict=strict))
    sys.exit(1)


def _send(paths: SitePaths, store: ObjectStore, tell: Callable[[str], None]) -> None:
    with progress(tell) as watch:
        done = send_site(paths, store, Sending(), watch)
    tell(done)


def _explain(done: Report, form: str) -> None:
    for path, why in sorted(done.explanations):
        # JSON stays alone on its stream.
        click.echo(f"{path}: {why}", err=form == "json")


def _paths(site: str | None, output: str | None, *, portable: bool) -> SitePaths:
    """The folders that are meant. Raises click.UsageError where one cannot be what it is to be."""
    paths = paths_of(site, output)
    if portable and output is None:
        paths = replace(paths, output=paths.root / PORTABLE)
    check_output(paths)
    return paths


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
