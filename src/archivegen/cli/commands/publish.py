"""`archivegen publish`: the built site, at an address where others read it."""

from __future__ import annotations

import click

from archivegen.cli.console import progress, say, say_nothing
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import check_output, paths_of, quiet_option, site_option
from archivegen.cli.sending import CONNECTIONS, Sending, send_site, store_at


@click.command("publish")
@click.argument("address")
@site_option
@click.option("--output", type=click.Path(), help="Folder of the built site (default: public).")
@click.option(
    "--dry-run", is_flag=True, help="Report what would be done, without changing anything."
)
@click.option(
    "--overwrite", is_flag=True, help="Also replace objects that archivegen did not put there."
)
@click.option("--again", is_flag=True, help="Send every file, even those known to be there.")
@click.option(
    "--max-removals",
    type=click.IntRange(min=0),
    metavar="N",
    help="Remove at most N objects (default: 256 or a tenth of those there, whichever is more).",
)
@click.option(
    "--connections",
    type=click.IntRange(1, 100),
    default=CONNECTIONS,
    show_default=True,
    help="Number of objects to send at a time.",
)
@quiet_option
@stopping("publish again to go on from here")
def command(
    address: str, site: str | None, output: str | None, max_removals: int | None,
    connections: int, *, dry_run: bool, overwrite: bool, again: bool, quiet: bool,
) -> None:  # fmt: skip
    """Send the built site to an object store.

    ADDRESS is any address that fsspec can write to, such as s3://my-archive/gazette; gs, abfs and
    file work, too. Only what changed since the last time is sent: new files before the pages that
    link to them, and removals last. Objects that archivegen did not put there are left alone. If
    interrupted, publish again to resume.

    Example: archivegen publish s3://my-archive --dry-run
    """
    paths = paths_of(site, output)
    check_output(paths)
    store = store_at(address, connections)
    asked = Sending(dry_run, overwrite, again, max_removals)
    tell = say_nothing if quiet else say
    with progress(tell) as watch:
        done = send_site(paths, store, asked, watch)
    tell(done)
