"""Validation: the values of a `Document` become a `FrontMatter`, or problems with positions."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from archivegen.loader.frontmatter.advice import advice
from archivegen.loader.frontmatter.scalars import contexts_of, plain
from archivegen.loader.frontmatter.schema import (
    CorrectionField,
    FrontMatter,
    ImageField,
    SourceField,
)
from archivegen.loader.frontmatter.yaml_reader import MOST_FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from pydantic_core import ErrorDetails

    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.yaml_reader import KeyPath
    from archivegen.model.problems import Problem

_KEYS = dict.fromkeys(FrontMatter.model_fields)
_NESTED_KEYS: Mapping[str | int, Mapping[str, None]] = {
    "image": dict.fromkeys(ImageField.model_fields),
    "source": dict.fromkeys(SourceField.model_fields),
    "corrections": dict.fromkeys(CorrectionField.model_fields),
}
MAX_NESTED = 3
"""Steps to a key that the contract knows, at most: `corrections`, its number, `date`."""


def check(
    document: Document, *, zone: ZoneInfo, default_section: str = ""
) -> tuple[FrontMatter | None, list[Problem]]:
    """The front matter of a document, or None, and its problems.

    Keys that the contract does not know are a warning and go to `extra`.
    """
    values = document.values
    if not values.get("section") and default_section:
        values = {**values, "section": default_section}
    problems = [*document.problems(), *islice(_unknown_keys(document), MOST_FAULTS)]
    unknown, errors = _unknown_values(document)
    front: FrontMatter | None = None
    try:
        front = FrontMatter.model_validate(values, context=zone)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST_FAULTS]
        told = (problem for detail in details for problem in _problems(document, detail))
        errors += islice(told, MOST_FAULTS)
    if values.get("section") is None:
        errors.append(_missing(document, "section"))
    if front is None or errors or document.faults:
        return None, problems + errors
    problems += advice(document, front)
    if unknown:
        front = front.model_copy(update={"extra": {**unknown, **front.extra}})
    return front, problems


def _unknown_values(document: Document) -> tuple[dict[str, Any], list[Problem]]:
    """The values of unknown keys, and what is wrong with them."""
    unknown: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in document.values.items():
        if key in _KEYS:
            continue
        try:
            unknown[key] = plain(value)
        except PydanticCustomError as error:
            problems += _wrong(document, (key,), error.context or {})
            if len(problems) >= MOST_FAULTS:
                break
    return unknown, problems[:MOST_FAULTS]


def _problems(document: Document, details: ErrorDetails) -> Iterator[Problem]:
    where: KeyPath = tuple(details["loc"])
    if details["type"] == "missing":
        yield _missing(document, _name(where), where[:-1])
    else:
        yield from _wrong(document, where, {"message": details["msg"], **details.get("ctx", {})})


def _wrong(document: Document, where: KeyPath, context: Mapping[str, Any]) -> Iterator[Problem]:
    """The errors of one value, each at its item."""
    name = _name(where)
    for error in contexts_of(context):
        message, hint = str(error["message"]), str(error.get("hint", ""))
        at = error.get("at", ())
        if message == "is empty" and not hint and not at:
            hint = f"write something after `{where[-1]}:`"
        sentence = f"`{name}` {message}" if message.startswith("is ") else f"`{name}`: {message}"
        yield document.problem(document.position_of((*where, *at)), sentence, hint)


def _name(where: KeyPath) -> str:
    """The name of a key as an editor knows it; items of a list have none."""
    return ".".join(part for part in where if isinstance(part, str))


def _missing(document: Document, name: str, around: KeyPath = ()) -> Problem:
    hint = f"add a line: {name.rsplit('.', maxsplit=1)[-1]}: ..."
    if name == "section":
        hint += " (or set default_section in archivegen.toml)"
    return document.problem(document.position_of(around), f"`{name}` is missing", hint)


def _unknown_keys(document: Document) -> Iterator[Problem]:
    for where, position in document.key_positions.items():
        key = str(where[-1])
        names = _KEYS if len(where) == 1 else _NESTED_KEYS.get(where[0])
        if names is None or key in names or len(where) > MAX_NESTED:
            continue
        near = get_close_matches(key.lower(), names, 1)
        hint = f"did you mean `{near[0]}`?" if near else "a site's own keys go under `extra`"
        message = f"unknown key `{key}`"
        yield document.problem(position, message, hint, severity="warning", kind="unknown key")
