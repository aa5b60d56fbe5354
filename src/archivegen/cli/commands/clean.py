"""`archivegen clean`: what was built goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archivegen.builder.output.clean import clean, waste_of
from archivegen.cli.console import progress, say
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import check_output, paths_of, site_option
from archivegen.cli.wording import plural, shown

if TYPE_CHECKING:
    from archivegen.builder.output.clean import Waste
    from archivegen.config.paths import SitePaths


@click.command("clean")
@site_option
@click.option("--output", type=click.Path(), help="Folder of the built site (default: public).")
@click.option("--dry-run", is_flag=True, help="List what would be removed, without removing it.")
@stopping()
def command(site: str | None, output: str | None, *, dry_run: bool) -> None:
    """Remove the built files and what is kept for the next build.

    That is the files listed in the output's own .archivegen-files, the preview of serve, and what
    archivegen keeps in .archivegen/. Your articles, and any other files there, are left alone.

    Example: archivegen clean --dry-run
    """
    paths = paths_of(site, output)
    check_output(paths)
    if dry_run:
        waste = waste_of(paths)
        for path in (*waste.built, *waste.kept):
            say(shown(path))
        say(f"Would remove {_counts(waste)}" if any(_sizes(waste)) else _nothing(paths))
        return
    with progress(say) as watch:
        waste = clean(paths, watch)
    say(f"Removed {_counts(waste)}" if any(_sizes(waste)) else _nothing(paths))
    if paths.output.is_dir():
        say(f"{shown(paths.output)} stays, for what is there was not built by archivegen")


def _sizes(waste: Waste) -> tuple[int, int]:
    return len(waste.built), len(waste.kept)


def _counts(waste: Waste) -> str:
    built, kept = _sizes(waste)
    return f"{plural(built, 'built file')}, and {plural(kept, 'file')} kept for the next build"


def _nothing(paths: SitePaths) -> str:
    return (
        f"There is nothing to remove; an output that is not {shown(paths.output)} "
        "is named with --output"
    )
