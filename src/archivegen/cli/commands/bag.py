"""`archivegen bag`: the site and its sources, packed for a library."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archivegen.builder.build import build
from archivegen.builder.inputs import Options
from archivegen.builder.session import with_one_state
from archivegen.cli.console import progress, say, show
from archivegen.cli.exit_errors import building, stopping
from archivegen.cli.options import check_output, now_of, paths_of, site_option, workers_option
from archivegen.cli.wording import plural, shown
from archivegen.config.read import read_config
from archivegen.model.problems import SiteError
from archivegen.preservation.bag import PackedBag, pack, refusal
from archivegen.preservation.opened_bag import NoBagError, OpenedBag
from archivegen.preservation.payload import strangers
from archivegen.preservation.subject import subject_of
from archivegen.system.resources import default_workers


@click.command("bag")
@click.argument("folder", type=click.Path(path_type=Path))
@site_option
@click.option("--output", type=click.Path(), help="Folder of the built site (default: public).")
@click.option("--now", metavar="TIME", help="Build and pack as if it were this time.")
@click.option(
    "--since", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="BAG",
    help="Pack only what changed since an earlier bag, and list the rest.",
)  # fmt: skip
@workers_option
@stopping()
def command(
    folder: Path, site: str | None, output: str | None, now: str | None, since: Path | None,
    workers: int | None,
) -> None:  # fmt: skip
    """Pack the site and its sources for a library, as a BagIt bag.

    FOLDER is created as a bag (RFC 8493). It holds the content, static files, templates,
    configuration, urls.txt, accounts of imports, the published site (which is built first),
    archivegen itself, and a README.txt that says how to read all that without it. Packing the same
    site with the same --now gives the same bytes.

    Example: archivegen bag ../gazette-2026 --now 2026-12-31
    """
    paths = paths_of(site, output)
    check_output(paths)
    if why := refusal(paths, folder):
        raise click.BadParameter(f"{folder}: {why}", param_hint="FOLDER")
    earlier = _earlier(since) if since else None
    others = strangers(paths)
    try:
        moment = now_of(now, paths)
        with building(paths.output), progress(say) as watch, with_one_state(paths, watch) as own:
            report = build(own, Options(now=moment, workers=workers or default_workers()), watch)
            config = read_config(own.config, own.config_cache)
            subject = subject_of(own, config, moment, report.articles)
            packed = pack(own, subject, folder, watch, earlier)
    except SiteError as error:
        show(error.problems, "text", paths)
        say("No bag was made")
        sys.exit(1)
    # A build tells of some as well.
    show(tuple(dict.fromkeys((*report.problems, *packed.problems))), "text", paths)
    if others:
        say(f"Left out, because it is not part of the site: {', '.join(others)}")
    say(f"Packed {_amount(packed)} in {shown(folder.absolute())}")


def _earlier(since: Path) -> OpenedBag:
    try:
        return OpenedBag.at(since)
    except NoBagError as error:
        raise click.BadParameter(str(error), param_hint="--since") from error


def _amount(packed: PackedBag) -> str:
    amount = f"{plural(packed.files, 'file')}, {packed.size / 1e6:.1f} MB"
    if packed.unchanged:
        amount += f"; {packed.unchanged} more are as they were in the bag before"
    return amount
