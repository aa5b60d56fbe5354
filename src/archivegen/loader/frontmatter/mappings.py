"""Mappings and lists of them: their validators, as those of single values are in `validators`."""

from __future__ import annotations

from typing import Any

from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.scalars import named, plain, wrong


def file_of(value: object) -> object:
    """A lead image or a recording; a path alone is its `src`."""
    return mapping(value) if isinstance(value, (dict, list)) else {"src": value}


def named_of(value: object) -> object:
    """A source, a licence or the like; a text alone is its `name`."""
    hint = "write its name, or below the key, farther in, `name: ...` and `url: ...`"
    return mapping(value, hint) if isinstance(value, (dict, list)) else {"name": value}


def correction_of(value: object) -> object:
    """A correction, which has a date."""
    return mapping(value, "write `- date: ...` and below it, farther in, `text: ...`")


def print_of(value: object) -> object:
    """Where an article stood in print."""
    return mapping(value, "write below `print:`, farther in, `date: ...` and `page: ...`")


def notice_of(value: object) -> object:
    """A notice, which has a type."""
    return mapping(value, "write `- type: ...` and below it, farther in, `date: ...`, `text: ...`")


def items_of(value: object) -> object:
    """A list of mappings."""
    if isinstance(value, list):
        return value
    raise wrong("is not a list", "write each item on a line of its own, after `- `")


def mapping(value: object, hint: str = "write `key: value` lines below it, farther in") -> object:
    """The value, if it is a mapping."""
    if isinstance(value, dict):
        return value
    raise wrong(f"is {named(value)}, not a mapping of keys and values", hint)


def plain_mapping(value: object) -> dict[str, Any]:
    """A mapping as templates get it."""
    if is_nothing(value) and not isinstance(value, dict):
        return {}
    mapping(value)
    values = plain(value)
    assert isinstance(values, dict)  # noqa: S101 -- a mapping stays one
    return values
