"""`archivegen theme`: the templates, what they receive, and copies of them to edit.

What knows the templates (with the pages, Babel) is imported when a command runs.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from archivegen.cli.console import say
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of, site_option
from archivegen.cli.wording import shown
from archivegen.config.paths import theme_folder

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.group("theme")
def command() -> None:
    """List the templates of the theme, and copy those you want to change.

    Example: archivegen theme list
    """


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from archivegen.authoring.theme_guide import files_in  # noqa: PLC0415 -- slow

    del context, parameter
    names = files_in(theme_folder())
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@command.command("list")
@click.argument("name", required=False, shell_complete=_complete)
@site_option
@stopping()
def list_templates(site: str | None, name: str | None) -> None:
    """List the templates, where each comes from, and what it receives.

    With the NAME of a template, show everything that it receives, and its blocks.

    Example: archivegen theme list article.html
    """
    from archivegen.authoring.theme_guide import files_of  # noqa: PLC0415 -- slow
    from archivegen.cli.theme_listing import details, overview  # noqa: PLC0415 -- slow

    paths, theme = paths_of(site), theme_folder()
    files = files_of(theme, paths.templates)
    if name is None:
        lines = overview(files)
    else:
        _check_names([name], [file.name for file in files])
        file = next(file for file in files if file.name == name)
        folder = paths.templates if file.in_site else theme
        lines = details(file, (folder / name).read_text(encoding="utf-8", errors="replace"))
    for line in lines:
        say(line)


@command.command("copy")
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=_complete)
@site_option
@stopping()
def copy(site: str | None, names: tuple[str, ...]) -> None:
    """Copy templates of the theme to the site's templates/, to edit them there.

    Existing files are never overwritten. assets/style.css can be copied, too.

    Example: archivegen theme copy article.html
    """
    from archivegen.authoring.theme_guide import files_in, is_same  # noqa: PLC0415 -- slow

    paths, theme = paths_of(site), theme_folder()
    _check_names(names, files_in(theme))
    if is_same(theme, paths.templates):
        raise click.UsageError("this site's templates/ are the theme itself; edit them there")
    for name in names:
        if (paths.templates / name).exists():
            path = shown(paths.templates / name)
            raise click.ClickException(
                f"{path} exists already; to begin again from the theme's, delete it first"
            )
    for name in dict.fromkeys(names):
        target, data = paths.templates / name, (theme / name).read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
        # Never over a file that has come there this moment.
        with open(target, "xb") as file:
            file.write(data)
        say(f"{shown(target)}: edit it, or delete it to go back to the theme's")
    if any(name.endswith(".html") for name in names):
        say(
            "To follow the theme but for one block, leave only that block, below "
            f'{{% extends "theme/{names[0]}" %}}'
        )


def _check_names(names: Iterable[str], existing: list[str]) -> None:
    """Raise click.UsageError for a name that no template has."""
    for name in names:
        if name not in existing:
            near = get_close_matches(name.rpartition("/")[2], existing, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise click.UsageError(
                f"there is no template {name}{meant or '; see them with: archivegen theme list'}"
            )
