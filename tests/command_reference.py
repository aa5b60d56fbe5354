"""The reference of the commands, as click knows them, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from archivegen.cli.main import main

HEAD = """\
# Commands

Generated from the commands' own `--help`. A site is the folder that holds `archivegen.toml`;
commands find it from any folder inside it, or by `--site`. `NO_COLOR=1` turns colours off.
"""


def reference() -> str:
    """The page `docs/commands.md`."""
    context = click.Context(main, info_name="archivegen", **main.context_settings)
    parts = [HEAD]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        parts += _command(command, context, name, "##")
    return "\n".join(parts)


def _command(command: click.Command, parent: click.Context, name: str, mark: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    about, _, example = cleandoc(command.help or "").partition("Example:")
    yield f"{mark} {context.command_path}\n\n{_paragraphs(about)}\n"
    yield f"```text\n{_usage(context)}\n```\n"
    if options := _options(command, context):
        yield "| option | |\n|---|---|\n" + "\n".join(options) + "\n"
    yield f"Example: `{' '.join(example.split())}`\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from _command(found, context, below, f"{mark}#")


def _paragraphs(text: str) -> str:
    return "\n\n".join(map(_paragraph, text.strip().split("\n\n")))


def _paragraph(text: str) -> str:
    """One line, or a block of those that click leaves as they are."""
    mark, _, lines = text.partition("\n")
    return f"```text\n{lines}\n```" if mark == "\b" else " ".join(text.split())


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _options(command: click.Command, context: click.Context) -> list[str]:
    records = (p.get_help_record(context) for p in command.params if isinstance(p, click.Option))
    return [f"| `{name.replace('|', '/')}` | {text} |" for name, text in filter(None, records)]
