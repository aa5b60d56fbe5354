"""`archivegen theme`: the templates, what they receive, and copies of them to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from archivegen.cli.console import say
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of, site_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.authoring.theme_guide import Entry, ThemeFile
    from archivegen.config.paths import SitePaths


@click.group("theme")
def command() -> None:
    """Look at the templates of the theme, and copy those that you want to change.

    Example: archivegen theme list
    """


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from archivegen.authoring.theme_guide import files_in  # noqa: PLC0415
    from archivegen.config.paths import theme_folder  # noqa: PLC0415

    del context, parameter
    names = files_in(theme_folder())
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@command.command("list")
@click.argument("name", required=False, shell_complete=_complete)
@site_option
@stopping()
def list_templates(site: str | None, name: str | None) -> None:
    """List the templates, whose each is, and what it receives.

    With the NAME of a template: all that it receives, and its blocks.

    Example: archivegen theme list article.html
    """
    from archivegen.authoring.theme_guide import files_of  # noqa: PLC0415
    from archivegen.config.paths import theme_folder  # noqa: PLC0415

    paths = paths_of(site)
    files = files_of(theme_folder(), paths.templates)
    if name is None:
        lines = _overview(files)
    else:
        _check_names([name], [file.name for file in files])
        lines = _whole(next(file for file in files if file.name == name), paths)
    for line in lines:
        say(line)


@command.command("copy")
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=_complete)
@site_option
@stopping()
def copy(site: str | None, names: tuple[str, ...]) -> None:
    """Copy templates of the theme to the site's templates/, to edit them there.

    A file that is there is left alone. assets/style.css is copied in the same way.

    Example: archivegen theme copy article.html
    """
    from archivegen.authoring.theme_guide import files_in, is_same  # noqa: PLC0415
    from archivegen.cli.wording import shown  # noqa: PLC0415
    from archivegen.config.paths import theme_folder  # noqa: PLC0415

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


def _check_names(names: Iterable[str], known: list[str]) -> None:
    from difflib import get_close_matches  # noqa: PLC0415

    for name in names:
        if name not in known:
            near = get_close_matches(name.rpartition("/")[2], known, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise click.UsageError(
                f"there is no template {name}{meant or '; see them with: archivegen theme list'}"
            )


def _overview(files: list[ThemeFile]) -> Iterator[str]:
    from archivegen.authoring.theme_guide import entries_of, purpose_of, received_by  # noqa: PLC0415

    rows = [("TEMPLATE", "FROM", "RECEIVES")]
    parts = [("PART", "FROM", "")]
    for file in files:
        data = received_by(file.name)
        if data is None:
            parts.append((file.name, file.origin, purpose_of(file.name)))
        else:
            names = ", ".join(entry.name for entry in entries_of(data))
            rows.append((file.name, file.origin, names or "-"))
    wide = max(len(name) for name, _, _ in rows + parts)
    for name, origin, text in [*rows, ("", "", ""), *parts]:
        yield f"{name:{wide}}  {origin:9}  {text}".rstrip()
    yield ""
    yield "All receive site, page, urls and bodies too."
    yield "All about one template: archivegen theme list article.html"
    yield "To change one, copy it: archivegen theme copy article.html"


def _whole(file: ThemeFile, paths: SitePaths) -> Iterator[str]:
    from archivegen.authoring import theme_guide as guide  # noqa: PLC0415
    from archivegen.config.paths import theme_folder  # noqa: PLC0415

    folder = paths.templates if file.in_site else theme_folder()
    source = (folder / file.name).read_text(encoding="utf-8", errors="replace")
    parent = guide.extended_by(source)
    extends = f" It extends {parent}." if parent else ""
    yield f"{file.name} ({file.origin}): {guide.purpose_of(file.name)}{extends}".rstrip(": ")
    data = guide.received_by(file.name)
    if data:
        yield "\nReceives, with site, page, urls and bodies, which all receive:"
        yield from _table(guide.entries_of(data))
        if details := guide.details_of(data):
            yield f"\n{details}"
    blocks = guide.blocks_in(source)
    if blocks:
        yield "\nBlocks:"
        yield from _table(blocks)
    for type_ in guide.types_in(data) if data else []:
        yield f"\n{type_.__name__}: {guide.summary_of(type_)}"
        yield from _table(guide.entries_of(type_))


def _table(entries: Iterable[Entry]) -> Iterator[str]:
    rows = list(entries)
    names = max((len(row.name) for row in rows), default=0)
    kinds = max((len(row.kind) for row in rows), default=0)
    for row in rows:
        kind = f"{row.kind:{kinds}}  " if kinds else ""
        yield f"  {row.name:{names}}  {kind}{row.meaning}".rstrip()
