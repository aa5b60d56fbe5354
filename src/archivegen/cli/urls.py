"""`archivegen urls`: the addresses that articles were ever published at."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from functools import partial
from typing import IO, TYPE_CHECKING, TypeVar

import click
from click.shell_completion import CompletionItem

from archivegen.cli.console import progress, say, show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.list import FORMS
from archivegen.cli.listings import csv_lines, json_lines
from archivegen.cli.options import now_of, paths_of, site_option
from archivegen.cli.spooled_output import pour, say_aside, spool
from archivegen.model.problems import SiteError, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.archive.ledger.record import ListedAddress
    from archivegen.archive.ledger.vanished import PublishedAddresses
    from archivegen.builder.session import Session
    from archivegen.config.paths import SitePaths
    from archivegen.model.urls import Urls
    from archivegen.system.progress import Progress

T = TypeVar("T")

MOST_COMPLETED = 100
"""Addresses that a shell is told, at most."""


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The addresses that would vanish and are not retired, as the rows of the last build are."""
    from archivegen.archive.ledger.vanished import vanished  # noqa: PLC0415

    del parameter
    try:
        paths = paths_of(context.params.get("site"))
    except click.UsageError:
        return []
    found = vanished(paths, int(time.time()), incomplete, MOST_COMPLETED)
    return [CompletionItem(entry.address, help=entry.source) for entry in found]


@click.command("urls")
@site_option
@click.option("--record", is_flag=True, help="Enter all articles that are published now.")
@click.option(
    "--retire", multiple=True, metavar="URL", shell_complete=_complete,
    help="Say of an address that it may vanish; repeatable.",
)  # fmt: skip
@click.option("--retired", is_flag=True, help="List retired addresses too.")
@click.option("--now", metavar="TIME", help="Look as if it were this time.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="table", help="How to print the list."
)
@stopping()
def command(
    site: str | None,
    retire: tuple[str, ...],
    now: str | None,
    form: str,
    *,
    record: bool,
    retired: bool,
) -> None:
    """List the addresses that articles were ever published at, or keep that list.

    It is urls.txt in the site's root, and --record enters what is published now: run it after each
    build that you publish, and commit the file. From then on, a build fails if an address would
    vanish, until an article has it as an alias, or it is retired. Drafts and scheduled articles are
    never entered.

    Example: archivegen urls --retire /2024/05/01/harbour-light/
    """
    from archivegen.model.problems import BuildError  # noqa: PLC0415

    paths = paths_of(site)
    if record and retire:
        raise click.UsageError("--record and --retire are two things to do, one after the other")
    try:
        if record:
            _record(paths, now_of(now, paths))
        elif retire:
            _retire(paths, retire)
        else:
            _list(paths, now_of(now, paths), form, retired=retired)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    except BuildError as error:
        raise click.ClickException(str(error)) from error


def _record(paths: SitePaths, now: int) -> None:
    from archivegen.archive.ledger.record import record  # noqa: PLC0415
    from archivegen.cli.wording import shown  # noqa: PLC0415

    with progress(say) as told:
        new, count = _visit(paths, now, told, lambda addresses, _: record(paths.ledger, addresses))
    say(f"{shown(paths.ledger)}: {_addresses(count)}, {new} of them new")


def _retire(paths: SitePaths, wanted: tuple[str, ...]) -> None:
    from archivegen.archive.ledger.record import UnknownAddressError, near, retire  # noqa: PLC0415
    from archivegen.builder.session import alone  # noqa: PLC0415
    from archivegen.cli.wording import shown  # noqa: PLC0415
    from archivegen.config.read import read_config  # noqa: PLC0415
    from archivegen.model.urls import Urls  # noqa: PLC0415

    config = read_config(paths.config, paths.config_cache)
    try:
        with progress(say) as told, alone(paths, told):
            done = retire(paths.ledger, Urls.of(config.base_url), wanted)
    except UnknownAddressError as error:
        message = f"{error} is not in {paths.ledger.name}"
        if not paths.ledger.exists():
            message = _nothing(paths)
        elif alike := near(paths.ledger, error.address):
            message += f"; did you mean {' or '.join(alike)}?"
        raise click.BadParameter(message, param_hint="--retire") from error
    say(f"{shown(paths.ledger)}: {_addresses(len(done))} retired")


def _list(paths: SitePaths, now: int, form: str, *, retired: bool) -> None:
    with spool() as lines:
        with progress(say_aside) as told:
            work = partial(_write, paths=paths, form=form, retired=retired, lines=lines)
            _visit(paths, now, told, work)
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
    from archivegen.archive.ledger.record import entries_of, listed  # noqa: PLC0415

    # What was written for a state that turned out to be damaged is void.
    lines.seek(0)
    lines.truncate()
    entries = entries_of(paths.ledger)
    ordered = [entries[address] for address in sorted(entries)]
    find = partial(listed, ordered, addresses, urls, retired=retired)
    lines.writelines(
        as_json(find()) if form == "json" else as_csv(find()) if form == "csv" else as_table(find)
    )


def _visit(
    paths: SitePaths, now: int, told: Progress, work: Callable[[PublishedAddresses, Urls], T]
) -> T:
    """What `work` makes of the addresses that are published. Raises SiteError, BuildError."""
    from archivegen.archive.ledger.vanished import PublishedAddresses  # noqa: PLC0415
    from archivegen.archive.store import read_only_articles  # noqa: PLC0415
    from archivegen.builder import session  # noqa: PLC0415
    from archivegen.builder.inputs import Options  # noqa: PLC0415
    from archivegen.model.problems import forbid_errors  # noqa: PLC0415
    from archivegen.model.urls import Urls  # noqa: PLC0415
    from archivegen.system.workers import default_workers  # noqa: PLC0415

    def look(visited: Session) -> T:
        # An article that cannot be read is not published, and its address is not gone.
        forbid_errors(visited.problems)
        urls = Urls.of(visited.inputs.config.base_url)
        with closing(read_only_articles(visited.inputs.paths)) as connection:
            return work(PublishedAddresses(connection, visited.view, urls), urls)

    return session.visit(paths, Options(now=now, workers=default_workers()), told, look)


def _nothing(paths: SitePaths) -> str:
    if paths.ledger.exists():
        return f"{paths.ledger.name} has no address in use; see the others with --retired"
    return f"there is no {paths.ledger.name} yet; write it with: archivegen urls --record"


def _addresses(count: int) -> str:
    return "1 address" if count == 1 else f"{count} addresses"


COLUMNS = ("address", "url", "state", "path")
"""What is told of an address, under these names."""


def as_json(listed: Iterable[ListedAddress]) -> Iterator[str]:
    """An array with an object for each address."""
    return json_lines(item._asdict() for item in listed)


def as_csv(listed: Iterable[ListedAddress]) -> Iterator[str]:
    """A line of names, and one for each address."""
    return csv_lines(COLUMNS, listed)


def as_table(find_all: Callable[[], Iterable[ListedAddress]]) -> Iterator[str]:
    """Columns of a width that fits; no line, if there is no address.

    `find_all` gives the same addresses each time, since the width has to be known first.
    """
    width = max((len(item.address) for item in find_all()), default=0)
    if not width:
        return
    states = len("vanished")
    width = max(width, len("ADDRESS"))
    yield f"{'ADDRESS':{width}}  {'STATE':{states}}  PATH\n"
    for item in find_all():
        line = f"{item.address:{width}}  {item.state:{states}}  {visible(item.path)}"
        yield f"{line.rstrip()}\n"
