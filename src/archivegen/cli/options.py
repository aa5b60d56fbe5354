"""Arguments: what the options that commands share mean."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths

site_option = click.option("--site", type=click.Path(), help="The site's folder.")
"""Which site is meant; without it, the one that the command runs in."""


def paths_of(site: str | None, output: str | None = None) -> SitePaths:
    """The folders of the site that is meant. Raises click.UsageError where there is none."""
    from pathlib import Path  # noqa: PLC0415

    from archivegen.config.paths import SitePaths, find_root  # noqa: PLC0415
    from archivegen.config.read import CONFIG_NAME  # noqa: PLC0415

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
    from archivegen.builder.output.safety import refusal  # noqa: PLC0415

    if why := refusal(paths):
        raise click.UsageError(f"{paths.output}: {why}")


def now_of(text: str | None, paths: SitePaths) -> int:
    """Seconds since 1970: as the command says, or SOURCE_DATE_EPOCH, or the clock.

    Raises SiteError where the configuration, which names the time zone, is wrong.
    """
    from archivegen.config.read import read_config  # noqa: PLC0415
    from archivegen.model.times import parse_moment, utc_moment, zone_of  # noqa: PLC0415

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
