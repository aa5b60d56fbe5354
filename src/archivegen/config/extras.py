"""Extras: which optional dependencies are installed, and how to install one."""

from __future__ import annotations

from importlib.util import find_spec

ORIGIN = " @ git+https://github.com/archivegen/archivegen"
"""Where pip finds archivegen. Empty from the day on which its name is on the index of packages."""


def install_command(*extras: str) -> str:
    """The command that installs archivegen with some extras, as a person types it."""
    names = f"[{','.join(extras)}]" if extras else ""
    return f"pip install 'archivegen{names}{ORIGIN}'"


def is_installed(engine: str) -> bool:
    """Whether a Markdown engine can be used here: `commonmark` is an optional extra."""
    return engine != "commonmark" or find_spec("pyromark") is not None


def can_search() -> bool:
    """Whether Pagefind, which makes search indexes, is here."""
    return any(find_spec(name) for name in ("pagefind_bin_extended", "pagefind_bin"))


def has_pillow() -> bool:
    """Whether Pillow, which works on pictures, is here."""
    return find_spec("PIL") is not None


def has_lxml() -> bool:
    """Whether lxml, which reads HTML as a tree, is here."""
    return find_spec("lxml") is not None


def can_import() -> bool:
    """Whether lxml and the other readers of what other systems keep are here."""
    return has_lxml() and all(find_spec(name) for name in ("readability", "htmldate"))
