"""`archivegen completion`: a script by which a shell completes commands, options and values.

Values are completed from what the last build knew: nothing is read, written or waited for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from archivegen.archive.known_terms import known_terms
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of
from archivegen.model.taxonomies import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable

    Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@stopping()
def command(shell: str) -> None:
    """Print a script that completes commands, options and names in your shell.

    \b
    bash: add this line to ~/.bashrc
      eval "$(archivegen completion bash)"
    zsh: add this line to ~/.zshrc, below compinit
      eval "$(archivegen completion zsh)"
    fish: run this once
      archivegen completion fish > ~/.config/fish/completions/archivegen.fish

    Then open a new shell. Bash must be 4.4 or newer.

    Example: archivegen completion bash
    """  # noqa: D301 -- click's own mark for lines that stay as they are
    root = click.get_current_context().find_root().command
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 -- click has all of SHELLS
    # Not the method of the class for bash, which runs bash to see its version.
    click.echo(ShellComplete.source(kind(root, {}, "archivegen", "_ARCHIVEGEN_COMPLETE")), nl=False)


def names_of(taxonomy: str) -> Completer:
    """What completes the names of a taxonomy: as they are in addresses, which need no quotes."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        del parameter
        try:
            paths = paths_of(context.params.get("site"))
        except click.UsageError:
            return []
        names = known_terms(paths, BUILT_IN[taxonomy]).names
        begin = incomplete.casefold()
        return [
            CompletionItem(slug, help=name)
            for slug, name in names.items()
            if slug.startswith(begin) or name.casefold().startswith(begin)
        ]

    return complete
