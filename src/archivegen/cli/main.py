"""`archivegen`, the command: a table of its commands, each imported when it is asked for.

`--version`, `--help` and the completion of a command's name import none of them: they have the
table. What is as slow to import as Jinja, pydantic, Babel or rich, a command imports when it has to
run it, since a shell that completes options imports the command, too.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from keyword import iskeyword

import click
from click.shell_completion import CompletionItem

from archivegen import __version__
from archivegen.system.resources import look_for_garbage_rarely

COMMANDS = {
    "init": "Create a new site in a folder.",
    "import": "Import an archive from another system, and account for every item.",
    "new": "Create the file of a new article and print its path.",
    "serve": "Preview the site in the browser while you write.",
    "check": "Check the content without building the site.",
    "build": "Build the site.",
    "publish": "Send the built site to an object store.",
    "list": "List the articles, newest first.",
    "urls": "List every address that an article or page was published at, or update that list.",
    "theme": "List the templates of the theme, and copy those you want to change.",
    "schema": "Print a JSON Schema for front matter or archivegen.toml, or a CMS configuration.",
    "bag": "Pack the site and its sources for a library, as a BagIt bag.",
    "wacz": "Write the site as one web archive file, which replays in a browser.",
    "export": "Export the articles, with their texts, in a format that other systems read.",
    "verify": "Verify that a bag or a published site is complete and unchanged.",
    "clean": "Remove the built files and what is kept for the next build.",
    "completion": "Print a script that completes commands, options and names in your shell.",
}
"""The commands in the order in which a site meets them, each with the first sentence of its help.

A command is `command` in the module of its name, with an underscore behind a keyword of Python.
"""


class _Commands(click.Group):
    """The commands of the table, none of them imported before it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- of click
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"archivegen.cli.commands.{module}").command
        assert isinstance(command, click.Command)  # noqa: S101 -- for the types alone
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            # A fifth of what --version takes, and for typing errors only.
            from difflib import get_close_matches  # noqa: PLC0415

            if near := get_close_matches(args[0], COMMANDS, 1):
                message = f"{error.message} Did you mean `{near[0]}`?"
                raise click.UsageError(message, ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=_short_help(name)) for name in names]
        # Not the group's own, which imports all commands for their help.
        return commands + click.Command.shell_complete(self, ctx, incomplete)


def _short_help(name: str) -> str:
    """A command's line in the table, cut as click cuts the command's own."""
    return click.Command(name, help=COMMANDS[name]).get_short_help_str()


def run() -> None:
    """Run the command, as the program `archivegen`.

    The bytes of file names are UTF-8 and mean the same article in every locale: in one of another
    encoding, Python is started once more, with its UTF-8 mode (PEP 540).
    """
    look_for_garbage_rarely()
    encoding = sys.getfilesystemencoding().lower().replace("-", "")
    if os.name == "posix" and encoding != "utf8" and not sys.flags.utf8_mode:
        # What is printed is still for a terminal of that locale.
        encoding = sys.stdout.encoding if sys.stdout else "utf-8"
        shown = {"PYTHONIOENCODING": f"{encoding}:backslashreplace"}
        command = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execve(sys.executable, command, {**shown, **os.environ})  # noqa: S606 -- no shell
    main()


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
    # The zone of times is the site's. Babel reads this one for itself, and fails over a wrong file.
    if os.path.exists(os.environ.get("TZ", "").removeprefix(":")):
        del os.environ["TZ"]
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number instead of a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
