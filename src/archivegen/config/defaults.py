"""Defaults by folder: `[[defaults]]`, the default values of the articles in a folder.

This module reports what no file could have as a value. What the values mean is defined by the
contract of front matter, against which the loader validates them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

from archivegen.config.own_folders import KeyFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TABLE = "defaults"
"""The name of the tables in the file."""

KEYS = ("section", "language", "source", "licence", "authors", "kind", "template", "print")
"""The keys of front matter that a folder can have a default of."""

_PATH = "path"
_OF_PRINT = "publication"


@dataclass(frozen=True, slots=True)
class FolderDefaults:
    """Default front matter for the files that match a pattern.

    `values` are as in front matter: texts, lists of texts, and tables of texts.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    path: str
    """Which files in `content/`: a pattern such as `1998/**`."""
    values: dict[str, Any] = field(default_factory=dict)
    """The default values, by key."""


def completed_defaults(tables: object) -> object:
    """The tables with their values apart, as far as they are right; no list is left as it is.

    Faults are for `faults_of_defaults` to tell.
    """
    if not isinstance(tables, list):
        return [] if tables is None or isinstance(tables, dict) else tables
    return [_completed(table) if isinstance(table, dict) else table for table in tables]


def _completed(table: Mapping[str, Any]) -> dict[str, Any]:
    path = table.get(_PATH)
    values = {key: value for key, value in table.items() if key in KEYS}
    return {"path": path if isinstance(path, str) else "", "values": values}


def faults_of_defaults(tables: object) -> Iterator[KeyFault]:
    """What is wrong with the tables as written."""
    if isinstance(tables, dict):
        yield KeyFault((TABLE,), "is a table, not a list of them", "write [[defaults]]")
    for number, table in enumerate(tables if isinstance(tables, list) else ()):
        if isinstance(table, dict):
            yield from _faults_of_table(table, (TABLE, number))


def _faults_of_table(table: Mapping[str, Any], at: tuple[str | int, ...]) -> Iterator[KeyFault]:
    yield from _faults_of_path(table, (*at, _PATH))
    for key, value in table.items():
        if key == _PATH:
            continue
        if key not in KEYS:
            near = get_close_matches(key, (_PATH, *KEYS), 1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(KEYS)}"
            yield KeyFault((*at, key), "this cannot be a default of a folder", hint)
        elif key == "print":
            is_right = isinstance(value, dict) and value.keys() == {_OF_PRINT}
            if not (is_right and _is_of_texts(value)):
                hint = 'write print.publication = "The Evening Star"'
                message = "a folder can have a `publication` alone"
                yield KeyFault((*at, key), message, hint)
        elif not _is_of_texts(value):
            message = "is neither text, nor a list or table of texts"
            yield KeyFault((*at, key), message, "write texts between quotes")


def _faults_of_path(table: Mapping[str, Any], at: tuple[str | int, ...]) -> Iterator[KeyFault]:
    path = table.get(_PATH)
    if path is None:
        yield KeyFault(at, "is missing", 'say for which files, such as path = "1998/**"')
    elif not isinstance(path, str) or not path.strip("/ "):
        message = "is not a pattern of paths"
        yield KeyFault(at, message, 'write one such as "1998/**", in quotes')
    elif path.startswith("content/"):
        hint = f'write "{path.removeprefix("content/")}"'
        yield KeyFault(at, "begins below content/", hint)


def _is_of_texts(value: object) -> bool:
    items: Iterable[object] = (value,)
    if isinstance(value, (dict, list)):
        items = value.values() if isinstance(value, dict) else value
    return all(isinstance(item, str) for item in items)
