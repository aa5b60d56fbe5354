"""`archivegen urls`: the addresses that articles and pages were ever published at."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from functools import partial
from typing import IO, TYPE_CHECKING, TypeVar

import click
from click.shell_completion import CompletionItem

from archivegen.archive.ledger import record as ledger
from archivegen.archive.ledger.published import PublishedAddresses
from archivegen.archive.ledger.record import ListedAddress, UnknownAddressError
from archivegen.archive.ledger.vanished import owner_at, vanished
from archivegen.archive.store import read_only_articles
from archivegen.builder.inputs import Options
from archivegen.builder.session import alone, visit
from archivegen.cli.console import progress, say, show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.listings import Listing, listing_format
from archivegen.cli.options import now_of, paths_of, site_option
from archivegen.cli.spooled_output import clear, pour, say_aside, spool
from archivegen.cli.wording import shown
from archivegen.config.read import read_config
from archivegen.model.problems import BuildError, SiteError, forbid_errors, visible
from archivegen.model.urls import Urls
from archivegen.system.resources import default_workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivegen.builder.session import Session
    from archivegen.config.paths import SitePaths
    from archivegen.config.settings import Config
    from archivegen.model.urls import Urls
    from archivegen.system.progress import Progress

T = TypeVar("T")

MOST_COMPLETED = 100
"""Addresses that a shell is told, at most."""

ADDRESSES: Listing[ListedAddress] = Listing(
    names=ListedAddress._fields,
    values=tuple,
    columns={"ADDRESS": 0, "STATE": len("tombstone"), "PATH": 0},
    cells=lambda item: (item.address, item.state, visible(item.path)),
)
"""How addresses are listed."""


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The addresses that would vanish and are not retired, as the rows of the last build are."""
    del parameter
    try:
        paths = paths_of(context.params.get("site"))
    except click.UsageError:
        return []
    entries = vanished(paths, int(time.time()), incomplete, MOST_COMPLETED)
    return [CompletionItem(entry.address, help=entry.source) for entry in entries]


@click.command("urls")
@site_option
@click.option("--record", is_flag=True, help="Add all articles and pages that are published now.")
@click.option(
    "--retire", multiple=True, metavar="URL", shell_complete=_complete,
    help="Allow an address to vanish; repeatable.",
)  # fmt: skip
@click.option(
    "--reason", metavar="TEXT", help="With --retire: the reason, shown on a page at the address."
)
@click.option("--retired", is_flag=True, help="List retired addresses, too.")
@click.option("--now", metavar="TIME", help="List or record as if it were this time.")
@listing_format("Format of the list.")
@stopping()
def command(
    site: str | None,
    retire: tuple[str, ...],
    reason: str | None,
    now: str | None,
    form: str,
    *,
    record: bool,
    retired: bool,
) -> None:
    """List every address that an article or page was published at, or update that list.

    The list is urls.txt in the site's root. Run --record after each build that you publish, and
    commit the file. From then on, a build fails if an address would vanish, until something has it
    as an alias or you retire it. Drafts and scheduled articles are never recorded.

    With --reason, a page at the retired address tells readers why it is gone. That page is made
    from a file in content/_tombstones/; edit it if you like, and commit it.

    Example: archivegen urls --retire /2024/05/01/harbour-light/ --reason "By order of a court"
    """
    paths = paths_of(site)
    if record and retire:
        raise click.UsageError("--record and --retire cannot be combined: run one after the other")
    if reason is not None and not retire:
        raise click.UsageError("--reason says why an address is retired: name that with --retire")
    try:
        if record:
            _record(paths, now_of(now, paths))
        elif retire:
            _retire(paths, retire, None if reason is None else _line(reason))
        else:
            _list(paths, now_of(now, paths), form, retired=retired)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    except BuildError as error:
        raise click.ClickException(str(error)) from error


def _record(paths: SitePaths, now: int) -> None:
    with progress(say) as watch:
        new, count = _visit(
            paths, now, watch, lambda addresses, _: ledger.record(paths.ledger, addresses)
        )
    say(f"{shown(paths.ledger)}: {_addresses(count)}, {new} of them new")


def _line(reason: str) -> str:
    from archivegen.authoring.new_article import line_of  # noqa: PLC0415 -- slow

    try:
        return line_of(reason)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--reason") from error


def _retire(paths: SitePaths, wanted: tuple[str, ...], reason: str | None) -> None:
    config = read_config(paths.config, paths.config_cache)
    try:
        with progress(say) as watch, alone(paths, watch):
            if reason is not None:
                for address in ledger.recorded(paths.ledger, config.urls, wanted):
                    _write_tombstone(paths, config, address, reason)
            retired = ledger.retire(paths.ledger, config.urls, wanted)
    except UnknownAddressError as error:
        message = f"{error} is not in {paths.ledger.name}"
        if not paths.ledger.exists():
            message = _nothing(paths)
        elif alike := ledger.near(paths.ledger, error.address):
            message += f"; did you mean {' or '.join(alike)}?"
        raise click.BadParameter(message, param_hint="--retire") from error
    say(f"{shown(paths.ledger)}: {_addresses(len(retired))} retired")


def _write_tombstone(paths: SitePaths, config: Config, address: str, reason: str) -> None:
    from archivegen.authoring.new_tombstone import write_tombstone  # noqa: PLC0415 -- slow

    path = write_tombstone(paths, config, address, reason)
    if path is None:
        say(f"{address} has its file in content/_tombstones/ already: write the reason there")
        return
    say(f"{shown(path)} says so at {address}; look it over, and commit it")
    if source := owner_at(paths, int(time.time()), address):
        say(f"{source} is at {address} still: delete it, or make it a draft, before you build")


def _list(paths: SitePaths, now: int, form: str, *, retired: bool) -> None:
    with spool() as lines:
        with progress(say_aside) as watch:
            work = partial(_write, paths=paths, form=form, retired=retired, lines=lines)
            _visit(paths, now, watch, work)
        if form == "table" and not lines.tell():
            say_aside(_nothing(paths))
        pour(lines)


def _write(
    addresses: PublishedAddresses,
    urls: Urls,
    *,
    paths: SitePaths,
    form: str,
    retired: bool,
    lines: IO[str],
) -> None:
    # What was written for a state that turned out to be damaged is void.
    clear(lines)
    entries = ledger.entries_of(paths.ledger)
    ordered = [entries[address] for address in sorted(entries)]
    find_all = partial(ledger.listed, ordered, addresses, urls, retired=retired)
    lines.writelines(ADDRESSES.lines(form, find_all))


def _visit(
    paths: SitePaths, now: int, watch: Progress, work: Callable[[PublishedAddresses, Urls], T]
) -> T:
    """What `work` makes of what the published articles answer to. Raises SiteError, BuildError."""

    def look(session: Session) -> T:
        # An article that cannot be read is not published, and its address is not gone.
        forbid_errors(session.problems)
        config = session.inputs.config
        with closing(read_only_articles(session.inputs.paths)) as connection:
            return work(PublishedAddresses(connection, session.view, config), config.urls)

    return visit(paths, Options(now=now, workers=default_workers()), watch, look)


def _nothing(paths: SitePaths) -> str:
    if paths.ledger.exists():
        return f"{paths.ledger.name} has no address in use; see the others with --retired"
    return f"there is no {paths.ledger.name} yet; write it with: archivegen urls --record"


def _addresses(count: int) -> str:
    return "1 address" if count == 1 else f"{count} addresses"
