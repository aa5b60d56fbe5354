"""`archivegen wacz`: the site as one file of a web archive."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.builder.build import build
from archivegen.builder.inputs import Options
from archivegen.builder.session import alone, with_one_state
from archivegen.cli.console import progress, say, show
from archivegen.cli.exit_errors import building, stopping
from archivegen.cli.options import (
    check_new,
    check_output,
    now_of,
    paths_of,
    site_option,
    workers_option,
)
from archivegen.cli.wording import plural, shown
from archivegen.config.extras import install_command
from archivegen.config.read import read_config
from archivegen.model.problems import SiteError
from archivegen.preservation.subject import subject_of
from archivegen.system.files import hidden_beside, staged_file
from archivegen.system.resources import default_workers

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths


@click.command("wacz")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@site_option
@click.option("--output", type=click.Path(), help="Folder of the built site (default: public).")
@click.option("--now", metavar="TIME", help="Build and write as if it were this time.")
@click.option("--warc", is_flag=True, help="Write only the records, as a WARC file.")
@workers_option
@stopping()
def command(
    file: Path, site: str | None, output: str | None, now: str | None, workers: int | None, *,
    warc: bool,
) -> None:  # fmt: skip
    """Write the site as one web archive file, which replays in a browser.

    FILE is WACZ 1.1.1, which ReplayWeb.page reads. With --warc, it is WARC 1.1, which every web
    archive takes in (name it .warc.gz). The site is built first. It must have a base_url: in a web
    archive, each page has the address it was published at. Writing the same site with the same
    --now gives the same bytes.

    Example: archivegen wacz gazette.wacz
    """
    paths = paths_of(site, output)
    check_output(paths)
    if find_spec("warcio") is None:
        raise click.UsageError(f"this needs warcio; install it with: {install_command('preserve')}")
    check_new(file)
    try:
        moment = now_of(now, paths)
        with building(paths.output), progress(say) as watch, with_one_state(paths, watch) as kept:
            report = build(kept, Options(now=moment, workers=workers or default_workers()), watch)
            with alone(kept, watch) as own:
                count = _write(own, file, moment, report.articles, warc=warc)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    show(report.problems, "text", paths)
    say(f"Wrote {plural(count, 'file')} of the site to {shown(file.absolute())}")


def _write(paths: SitePaths, file: Path, now: int, articles: int, *, warc: bool) -> int:
    """Write the file under another name first; gives how many files of the site are in it."""
    from archivegen.preservation.wacz import pages_of, write_wacz, write_warc  # noqa: PLC0415

    config = read_config(paths.config, paths.config_cache)
    if not config.base_url:
        raise click.UsageError(
            "in a web archive, pages have the addresses they were published at: set base_url"
        )
    pages = pages_of(paths.output, config.urls)
    subject = subject_of(paths, config, now, articles)
    with staged_file(file, hidden_beside(file)) as target:
        (write_warc if warc else write_wacz)(target, paths.output, pages, subject)
    return len(pages)
