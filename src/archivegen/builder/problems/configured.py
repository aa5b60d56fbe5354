"""Problems with values of the configuration that only the whole site reveals, with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.config.read import CONFIG_NAME
from archivegen.config.toml_locations import locate
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from archivegen.config.toml_locations import KeyPath


def read_text(root: Path) -> str:
    """The text of the configuration of the site in a folder."""
    return (root / CONFIG_NAME).read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def at_value(root: Path, key: KeyPath, message: str, hint: str, value: str = "") -> Problem:
    """A warning at a key of the configuration, or at the text `value` from that key on."""
    text = read_text(root)
    lines, (line, column) = text.split("\n"), locate(text, key)
    for number in range(line, len(lines) + 1) if value else ():
        if (found := lines[number - 1].find(value, column - 1 if number == line else 0)) >= 0:
            line, column = number, found + 1
            break
    name = ".".join(part for part in key if isinstance(part, str))
    return Problem(
        CONFIG_NAME, f"`{name}`: {message}", line, column, hint, "warning", lines[line - 1],
        "configuration",
    )  # fmt: skip
