"""Mappings and lists of them: their validators; those of single values are in `validators`."""

from __future__ import annotations

import re
from typing import Any

from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.scalars import each, named, plain, short, text_of, wrong
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.model.vocabulary.identifiers import SCHEMES, plain_value

_SCHEME = re.compile(r"[a-z][a-z0-9._-]{0,39}", re.ASCII)
"""The name of a scheme."""


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
    """Where an article appeared in print."""
    return mapping(value, "write below `print:`, farther in, `date: ...` and `page: ...`")


def notice_of(value: object) -> object:
    """A notice, which has a type."""
    return mapping(value, "write `- type: ...` and below it, farther in, `date: ...`, `text: ...`")


def version_of(value: object) -> object:
    """A capture of a source, which has an address and a time."""
    mapping(value, "write `- url: ...` and below it, farther in, `captured: ...`")
    assert isinstance(value, dict)  # noqa: S101 -- a mapping
    for key in value.keys() - {"url", "captured"}:
        raise wrong(f"a version has no `{short(str(key))}`", "it has `url` and `captured`", key)
    return value


def identifiers_of(value: object) -> tuple[tuple[str, str], ...]:
    """The identifiers by their schemes, in the order in which they are written."""
    if not isinstance(value, dict):
        hint = "write below it, farther in, `doi: 10.1234/abc`"
        raise wrong(f"is {named(value)}, not a mapping of schemes and identifiers", hint)
    written = [(key, item) for key, item in value.items() if not is_nothing(item)]
    return tuple(each(written, _identifier))


def _identifier(key: str, value: object) -> tuple[str, str]:
    scheme = key.lower()
    if not _SCHEME.fullmatch(scheme):
        raise wrong(f"`{short(key)}` is no name of a scheme", "write it as in `doi: ...`", key)
    if isinstance(value, Untyped) and value.kind == "a number":
        text = value.text
    else:
        text = text_of(value, key)
    found = plain_value(scheme, text)
    if found is None:
        known = SCHEMES[scheme]
        message = f"`{short(text)}` has not the form of {known.label}"
        raise wrong(message, f"write it as in `{scheme}: {known.example}`", key)
    return scheme, found


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
