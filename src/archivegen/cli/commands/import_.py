"""`archivegen import`: what another system keeps becomes article files, with an account.

What reads and writes (lxml, pydantic) is imported when the command runs.
"""

from __future__ import annotations

import os
import sys
import tomllib
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfoNotFoundError

import click

from archivegen.builder.session import alone
from archivegen.cli.console import progress, say, show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.import_account import say_outcome, say_status
from archivegen.cli.options import paths_of, site_option, workers_option
from archivegen.cli.spooled_output import say_aside
from archivegen.config.extras import can_import, install_command
from archivegen.config.read import read_config
from archivegen.importer.options import LEAST_CONFIDENCE, SECTIONS_OF, Options, last_second
from archivegen.importer.sources.table import SOURCES, SourceError, recognised
from archivegen.model.problems import BuildError, SiteError
from archivegen.model.times import parse_moment, zone_of
from archivegen.system.resources import default_workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.paths import SitePaths
    from archivegen.importer.settings import Request
    from archivegen.importer.site import ImportSite


@click.command("import")
@click.argument("source", nargs=-1, metavar="SOURCE...")
@site_option
@click.option(
    "--from", "kind", type=click.Choice(["auto", *SOURCES]), default="auto", show_default=True,
    help="Kind of source.",
)  # fmt: skip
@click.option(
    "--name", metavar="NAME", help="Name of this import (default: made from the source's name)."
)
@click.option(
    "--into",
    metavar="PATTERN",
    help="Where to put articles (default: content/{year}/{month}/{slug}.md).",
)
@click.option("--media", multiple=True, metavar="PATH", type=click.Path(exists=True),
              help="Folder or ZIP archive that holds the pictures; repeatable.")  # fmt: skip
@click.option(
    "--timezone", metavar="NAME", help="Time zone of times without an offset (default: the site's)."
)
@click.option(
    "--language", metavar="TAG", help="Language of texts that name none (default: the site's)."
)
@click.option(
    "--layout", metavar="PARTS", help="Layout of captured texts (default: proposed from them)."
)
@click.option("--map", "mapping", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
              help="TOML file that maps fields of the source to keys.")  # fmt: skip
@click.option("--section-of", type=click.Choice(SECTIONS_OF), help="Where to take sections from.")
@click.option(
    "--at", metavar="DATE", help="Web archives only: take the newest capture up to this date."
)
@click.option("--pages", is_flag=True, help="Also import pages that are not articles.")
@click.option(
    "--comments", is_flag=True, help="Keep comments in comments.jsonl, beside the account."
)
@click.option(
    "--confidence", type=click.FloatRange(0, 1), default=LEAST_CONFIDENCE, show_default=True,
    help="Least confidence in the words of scanned texts; below it, they need attention.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), help="Read at most this many items.")
@workers_option
@click.option(
    "--dry-run", is_flag=True, help="Report what would be done, without writing anything."
)
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table",
              help="Format of the outcome.")  # fmt: skip
@click.option("--status", metavar="NAME", help="Report what became of the items of an import.")
@click.option(
    "--accept", metavar="NAME", help="Accept items of an import, named as SOURCE..., as correct."
)
@click.option("--retry", metavar="NAME", help="Retry the items of an import that need attention.")
@stopping()
def command(source: tuple[str, ...], site: str | None, **choices: Any) -> None:
    """Import an archive from another system, and account for every item.

    SOURCE is a file or a folder. Articles are written to content/, and a report and an account of
    every item, items.jsonl, to imports/NAME/. Nothing changes until everything is
    ready, and the network is never used. Drafts stay drafts, and doubtful items become drafts until
    you --accept them. Run the command again whenever the source has changed: files that you edited
    or deleted stay as you left them.

    Example: archivegen import captures/ --dry-run
    """
    if not can_import():
        raise click.ClickException(
            f"import needs more libraries; install them with: {install_command('import')}"
        )
    paths = paths_of(site)
    asked = [name for name in ("status", "accept", "retry") if choices[name]]
    if len(asked) > 1:
        raise click.UsageError("--status, --accept and --retry cannot be combined")
    if asked[:1] != ["accept"] and bool(source) == bool(asked):
        hint = "name what to import, such as: archivegen import captures/"
        raise click.UsageError(hint if not source else f"--{asked[0]} takes no SOURCE")
    with _told(paths):
        if choices["status"]:
            say_status(_site(paths), choices["status"], choices["form"])
        elif choices["accept"]:
            _accept(paths, choices["accept"], source)
        else:
            _import(paths, source, choices)


def _site(paths: SitePaths) -> ImportSite:
    from archivegen.importer.site import ImportSite  # noqa: PLC0415 -- slow

    return ImportSite(paths, read_config(paths.config, paths.config_cache))


@contextmanager
def _told(paths: SitePaths) -> Iterator[None]:
    """What goes wrong in the block is told, and ends the command."""
    from archivegen.importer.entry import LineError  # noqa: PLC0415 -- slow

    try:
        yield
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    except (SourceError, LineError, BuildError) as error:
        raise click.ClickException(f"{error}; nothing was changed") from error


def _import(paths: SitePaths, source: tuple[str, ...], choices: dict[str, Any]) -> None:
    from archivegen.importer.run import run_import  # noqa: PLC0415 -- slow

    tell = say if choices["form"] == "table" else say_aside
    with progress(tell) as watch, alone(paths, watch):
        site = _site(paths)
        if choices["retry"]:
            request = _again(site, choices["retry"])
        else:
            request = _request(site, source, choices)
        outcome = run_import(site, request, choices["workers"] or default_workers(), watch)
    say_outcome(request, outcome, choices["form"])


def _request(site: ImportSite, source: tuple[str, ...], choices: dict[str, Any]) -> Request:
    from archivegen.importer.placement import DEFAULT_PATTERN, fault_of_pattern  # noqa: PLC0415
    from archivegen.importer.settings import Request  # noqa: PLC0415 -- slow
    from archivegen.importer.site import NAME, name_of  # noqa: PLC0415 -- slow

    found = tuple(Path(os.path.abspath(path)) for path in source)
    for path in found:
        if not path.exists():
            raise click.BadParameter(f"there is no {path}", param_hint="SOURCE")
    name = choices["name"] or name_of(found[0], site.slugger)
    if not NAME.fullmatch(name):
        message = "use only small letters, digits, hyphens, dots and underscores"
        raise click.BadParameter(message, param_hint="--name")
    into = choices["into"] or DEFAULT_PATTERN
    if fault := fault_of_pattern(into):
        raise click.BadParameter(fault, param_hint="--into")
    kind = choices["kind"] if choices["kind"] != "auto" else _recognised(found)
    options = _options(site, choices)
    if options.at and kind != "warc":
        raise click.BadParameter("this works only for web archives", param_hint="--at")
    earlier = _earlier(site, name)
    if earlier and earlier.source == kind and not options.layout:
        # What was proposed once holds, whatever comes to the source.
        options = replace(options, layout=earlier.options.layout)
    return Request(name, kind, found, options, into, is_dry=choices["dry_run"])


def _again(site: ImportSite, name: str) -> Request:
    """What an earlier import was asked for, of the items that want attention."""
    from archivegen.importer.entry import ACCOUNT, read_entries  # noqa: PLC0415 -- slow

    earlier = _earlier(site, name)
    if earlier is None:
        raise click.BadParameter(f"there is no import {name}", param_hint="--retry")
    for path in earlier.paths:
        if not path.exists():
            raise click.BadParameter(f"its source {path} is gone", param_hint="--retry")
    entries = read_entries(site.folder_of(name) / ACCOUNT)
    ids = frozenset(entry.id for entry in entries if entry.state == "attention")
    return replace(earlier, only=ids)


def _earlier(site: ImportSite, name: str) -> Request | None:
    from archivegen.importer.settings import read_settings  # noqa: PLC0415 -- slow

    try:
        return read_settings(site, name)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _recognised(paths: tuple[Path, ...]) -> str:
    kinds = {recognised(path) for path in paths}
    if len(kinds) == 1 and (kind := kinds.pop()):
        return kind
    listed = ", ".join(f"{name} ({what})" for name, what in SOURCES.items())
    raise click.UsageError(f"this kind of source is not recognised; name it with --from: {listed}")


def _options(site: ImportSite, choices: dict[str, Any]) -> Options:
    from archivegen.model.languages import is_language  # noqa: PLC0415 -- slow: it needs Babel

    zone, language = choices["timezone"] or site.config.timezone, choices["language"] or ""
    try:
        zone_of(zone)
    except ZoneInfoNotFoundError as error:
        raise click.BadParameter(
            f"there is no time zone `{zone}`", param_hint="--timezone"
        ) from error
    if language and not is_language(language):
        raise click.BadParameter(f"`{language}` is no language tag", param_hint="--language")
    return Options(
        timezone=zone,
        language=language,
        media=tuple(os.path.abspath(path) for path in choices["media"]),
        layout=choices["layout"] or "",
        map=_mapping(choices["mapping"]) if choices["mapping"] else {},
        section_of=choices["section_of"] or SECTIONS_OF[0],
        at=_at(choices["at"], zone) if choices["at"] else "",
        pages=choices["pages"],
        comments=choices["comments"],
        confidence=choices["confidence"],
        limit=choices["limit"] or 0,
    )


def _at(written: str, zone: str) -> str:
    """The end of the day, or of what else a date names, in the zone of the import."""
    try:
        return last_second(parse_moment(written, zone_of(zone), is_partial=True))
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(str(error), param_hint="--at") from error


def _mapping(path: str) -> dict[str, str]:
    """The fields and keys of a file of `--map`."""
    try:
        values = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.BadParameter(f"{path} is not TOML: {error}", param_hint="--map") from error
    if not all(isinstance(key, str) for key in values.values()):
        message = f'{path} has lines that are not such as: title = "headline"'
        raise click.BadParameter(message, param_hint="--map")
    return values


def _accept(paths: SitePaths, name: str, ids: tuple[str, ...]) -> None:
    from archivegen.importer.acceptance import UnknownItemError, accept  # noqa: PLC0415 -- slow

    if not ids:
        raise click.UsageError(f"name the items: archivegen import --accept {name} ID...")
    with progress(say) as watch, alone(paths, watch):
        try:
            count, drafts = accept(_site(paths), name, ids)
        except UnknownItemError as error:
            message = f"the import {name} has no item `{error}`"
            raise click.BadParameter(message, param_hint="--accept") from error
    say(f"{count} accepted")
    for path in drafts:
        say(f"{path} stays a draft, as it was edited or lacks something: take it out yourself")
