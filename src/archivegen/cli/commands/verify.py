"""`archivegen verify`: whether a bag or a published site is whole."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli.console import progress, say
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of, site_option
from archivegen.cli.spooled_output import say_aside
from archivegen.cli.wording import plural
from archivegen.model.problems import BuildError, visible
from archivegen.preservation.journal import journal_in
from archivegen.preservation.opened_bag import OpenedBag, chain_findings
from archivegen.preservation.published import (
    expectation_of_bag,
    expectation_of_build,
    expectation_of_list,
    unanswered,
)
from archivegen.preservation.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.preservation.verify import Expectation, Finding

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("verify")
@click.argument("folder", type=_FOLDER)
@click.argument("earlier", type=_FOLDER, nargs=-1)
@site_option
@click.option("--bag", type=_FOLDER, help="Compare a published site with this bag of it.")
@click.option(
    "--url-list", type=_FILE, help="Check that the site answers the addresses in this urls.txt."
)
@click.option(
    "--resume", type=click.Path(path_type=Path, dir_okay=False), metavar="JOURNAL",
    help="Keep a journal of what was verified, and resume from it.",
)  # fmt: skip
@stopping()
def command(
    folder: Path, earlier: tuple[Path, ...], site: str | None, bag: Path | None,
    url_list: Path | None, resume: Path | None,
) -> None:  # fmt: skip
    """Verify that a bag or a published site is complete and unchanged.

    FOLDER is a bag, or a site that archivegen built. For a bag packed with --since, name the bags
    before it as EARLIER. A site is compared with a bag of it (--bag); or, within the folder of
    its site, with what the last build wrote; or else with its own list of files, by name
    only. Each file that is missing, was changed, or should not be there is printed on a line, and
    the exit code is 1.

    Example: archivegen verify ../gazette-2026
    """
    try:
        expected = _expectations(folder, earlier, site, bag)
        with journal_in(resume) as journal, progress(say_aside) as watch:
            found = [verify(one, journal, watch) for one in expected]
            found += _further(folder, earlier, url_list)
            count = sum(map(_tell, chain(*found)))
    except BuildError as error:
        raise click.ClickException(str(error)) from error
    if count:
        say_aside(f"{folder} is not intact: {plural(count, 'line')} above")
        sys.exit(1)
    say(_praise(folder, expected))


def _expectations(
    folder: Path, earlier: tuple[Path, ...], site: str | None, bag: Path | None
) -> list[Expectation]:
    """What each folder should hold, the one that is asked for first."""
    if (folder / "bagit.txt").is_file():
        if bag:
            raise click.UsageError("--bag is for a published site; write earlier bags after FOLDER")
        return [OpenedBag.at(one).expectation() for one in (folder, *earlier)]
    if earlier:
        raise click.UsageError(f"{folder} is not a bag, so there are no earlier ones")
    if bag:
        return [expectation_of_bag(folder, OpenedBag.at(bag))]
    listed = expectation_of_list(folder)
    return [_of_build(folder, site) or listed]


def _of_build(folder: Path, site: str | None) -> Expectation | None:
    """What the last build wrote to a folder, where that is an output of the site here."""
    try:
        paths = paths_of(site, str(folder))
    except click.UsageError:
        if site:
            raise
        return None
    return expectation_of_build(paths)


def _further(
    folder: Path, earlier: tuple[Path, ...], url_list: Path | None
) -> Iterator[Iterator[Finding]]:
    if (folder / "bagit.txt").is_file():
        yield chain_findings(OpenedBag.at(folder), [OpenedBag.at(one) for one in earlier])
    if url_list:
        yield unanswered(folder, url_list)


def _tell(finding: Finding) -> int:
    detail = f" ({finding.detail})" if finding.detail else ""
    say(f"{finding.fault}: {visible(finding.path)}{detail}")
    return 1


def _praise(folder: Path, expected: list[Expectation]) -> str:
    files = plural(sum(len(one.files) for one in expected), "file")
    if any(one.files and not any(one.files.values()) for one in expected):
        return (
            f"{folder} has all of its {files}, and no others; their contents were not compared: "
            "for that, use --bag"
        )
    return f"{folder} is whole: {files}"
