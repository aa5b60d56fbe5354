"""Options that commands share: how they are written, and what their values mean."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TypedDict, Unpack

import click

from archivegen.builder.inputs import Options
from archivegen.builder.output.safety import refusal
from archivegen.cli.console import FORMATS
from archivegen.config.paths import SitePaths, find_root
from archivegen.config.read import CONFIG_NAME, read_config
from archivegen.model.times import parse_moment, utc_moment, zone_of
from archivegen.system.files import obstacle
from archivegen.system.resources import default_workers

site_option = click.option(
    "--site",
    type=click.Path(),
    help="Folder of the site.",
)
"""Which site is meant; without it, the one that the command runs in."""

strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Number of processes (default: one per processor).",
)
cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    envvar="ARCHIVEGEN_CLUSTER",
    default="",
    help="Build on the workers of a Dask cluster; local:N starts N of them here.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="Format of problems."
)
all_option = click.option(
    "--all", "everything", is_flag=True, help="List every problem of each kind."
)
quiet_option = click.option("--quiet", is_flag=True, help="Print problems only.")


class BuildChoices(TypedDict):
    """The values of the options of `build` and `check` that say what is built, and how."""

    now: str | None
    drafts: bool
    future: bool
    strict: bool
    workers: int | None


def build_options(paths: SitePaths, **choices: Unpack[BuildChoices]) -> Options:
    """How to build, as the command line says. Raises as `now_of` does."""
    return Options(
        now=now_of(choices["now"], paths),
        drafts=choices["drafts"],
        future=choices["future"],
        strict=choices["strict"],
        workers=choices["workers"] or default_workers(),
    )


def paths_of(site: str | None, output: str | None = None) -> SitePaths:
    """The folders of the site that is meant. Raises click.UsageError where there is none."""
    root = Path(os.path.realpath(site)) if site is not None else find_root(Path.cwd())
    if root is None:
        raise click.UsageError(
            f"there is no {CONFIG_NAME} here or in a folder above; name the site with --site, "
            "or make one with: archivegen init"
        )
    if not (root / CONFIG_NAME).is_file():
        raise click.UsageError(f"there is no {CONFIG_NAME} in {root}")
    # Not resolved: an output that is a link stays the link, and only what it names is written to.
    return SitePaths(root, Path(os.path.abspath(output)) if output is not None else root / "public")


def check_output(paths: SitePaths) -> None:
    """Raise click.UsageError if the output may not be where it is."""
    if why := refusal(paths):
        raise click.UsageError(f"{paths.output}: {why}")


def check_new(file: Path) -> None:
    """Raise click.BadParameter if a file cannot be made there, before it has cost anything."""
    if os.path.lexists(file):
        raise click.BadParameter(f"{file} is there already", param_hint="FILE")
    if why := obstacle(file):
        raise click.BadParameter(f"{file}: {why}", param_hint="FILE")


def now_of(text: str | None, paths: SitePaths) -> int:
    """Seconds since 1970: as the command says, or SOURCE_DATE_EPOCH, or the clock.

    Raises click.UsageError for a text or a variable that is no time, and SiteError where the
    configuration, which names the time zone, is wrong.
    """
    if text is not None:
        config = read_config(paths.config, paths.config_cache)
        try:
            return parse_moment(text, zone_of(config.timezone)).instant
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--now") from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return utc_moment(int(epoch)).instant
        except (ValueError, OverflowError) as error:
            raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds") from error
    return int(time.time())
