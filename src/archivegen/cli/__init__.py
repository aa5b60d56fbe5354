"""The command line: the only package that prints, reads the clock's time or exits.

Each command is a module of its own, imported when it is asked for, and what a command needs is
imported when it runs, so that `--version` and `--help` do not wait for it.

Exit codes: 0 done, 1 problems in content, templates or configuration or with the system, 2 wrong
usage, 130 and 143 stopped by SIGINT and SIGTERM.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module

import click

from archivegen import __version__

COMMANDS = (
    "init", "new", "serve", "check", "build", "list", "urls", "theme", "schema", "clean",
    "completion",
)  # fmt: skip
"""The commands in the order in which a site meets them; each is `command` in its module."""


class _Commands(click.Group):
    """The commands, none of them imported before it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- of click
        # Not `list`, which is a module of this package once it is imported.
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 -- for the types alone
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # noqa: PLC0415

            if near := get_close_matches(args[0], COMMANDS, 1):
                message = f"{error.message} Did you mean `{near[0]}`?"
                raise click.UsageError(message, ctx) from error
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="archivegen")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn a folder of Markdown articles into a browsable news archive.

    Example: archivegen init my-archive
    """
    # https://no-color.org
    if os.environ.get("NO_COLOR"):
        context.color = False
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number instead of a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
