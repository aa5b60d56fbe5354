"""Scalars: turns what YAML read into a text, a number, or yes or no.

Each function raises an error that says what is wrong in an editor's words, and what to write
instead.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, TypeVar

from archivegen.loader.frontmatter.yaml_reader import MOST_FAULTS, Untyped
from archivegen.model.text import is_blank, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_Item = TypeVar("_Item")

MOST_DIGITS = 9
"""Digits of a number by which an editor puts things in order, with its sign, at most."""

SHOWN = 60
"""Characters of a wrong value that a message repeats, at most."""

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,17})", re.ASCII)
_FLOAT = re.compile(r"[-+]?(0|[1-9]\d*)?\.?\d+([eE][-+]?\d+)?", re.ASCII)


class WrongValueError(ValueError):
    """A value breaks the contract; `context` says what is wrong, where, and what helps.

    It is no class of pydantic's, which collects each ValueError and need not be imported for it.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        super().__init__(context["message"])
        self.context = context


def wrong(message: str, hint: str = "", *at: str | int) -> WrongValueError:
    """An error of the contract; `at` is the path from the value to the part that is wrong."""
    return WrongValueError({"message": message, "hint": hint, "at": at})


def together(errors: Sequence[WrongValueError]) -> WrongValueError:
    """One error that tells several: pydantic takes a single one for a value."""
    first, *others = (error.context for error in errors)
    return WrongValueError({**first, "others": others})


def contexts_of(context: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The contexts of all errors that are collected in the context of one."""
    return context, *context.get("others", ())


def each(items: Iterable[tuple[Any, object]], check: Callable[[Any, object], _Item]) -> list[_Item]:
    """What `check` makes of each key, or index, and its value. Raises the errors of all."""
    found: list[_Item] = []
    errors: list[WrongValueError] = []
    for key, item in items:
        try:
            found.append(check(key, item))
        except WrongValueError as error:
            errors.append(error)
            if len(errors) == MOST_FAULTS:
                break
    if errors:
        raise together(errors)
    return found


def short(text: str) -> str:
    """The text, or the beginning of a long one, for a message."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "\u2026"


def named(value: object) -> str:
    """What a value is, in words."""
    if isinstance(value, Untyped):
        return value.kind
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a mapping"


def text_of(value: object, *at: str | int) -> str:
    """The value, if it is a text with visible characters."""
    if isinstance(value, Untyped):
        shown = short(value.text)
        raise wrong(f"`{shown}` is read as {value.kind}, not as text", f'quote it: "{shown}"', *at)
    if value is None:
        raise wrong("is empty", "", *at)
    if not isinstance(value, str):
        raise wrong(f"is {named(value)}, not text", _as_text(value), *at)
    text = tidy(value)
    if not is_blank(text):
        return text
    raise wrong("is empty", "the value has only invisible characters" if text else "", *at)


def _as_text(value: object) -> str:
    """How to write a text where there is a list or a mapping."""
    if isinstance(value, list):
        return "write it on one line, without brackets or dashes"
    return "write it on one line, in quotes if there is a colon in it"


def label_of(value: object) -> str:
    """A text, or a number as it is written: `B3`, `17`, `017`."""
    if isinstance(value, Untyped) and value.kind == "a number":
        return value.text
    return text_of(value)


def flag_of(value: object) -> bool:
    """The value as yes or no."""
    if isinstance(value, Untyped) and value.kind == "yes or no":
        return value.text.lower() in {"true", "yes", "on"}
    raise wrong("is neither true nor false", "write true or false, without quotes")


def whole_number_of(value: object) -> int:
    """The value as a whole number."""
    text = value.text if isinstance(value, Untyped) else ""
    if len(text) <= MOST_DIGITS and _INTEGER.fullmatch(text):
        return int(text)
    raise wrong("is not a whole number", "write a number such as 1 or 20")


def plain(value: object, *at: str | int) -> object:
    """The values as templates get them: numbers as numbers, dates as they were written."""
    if isinstance(value, dict):
        items = each(value.items(), lambda key, item: plain(item, *at, key))
        return dict(zip(value, items, strict=True))
    if isinstance(value, list):
        return each(enumerate(value), lambda index, item: plain(item, *at, index))
    if not isinstance(value, Untyped):
        return value
    if value.kind == "yes or no":
        return flag_of(value)
    if value.kind == "a number":
        return _number(value.text, at)
    return value.text


def _number(text: str, at: tuple[str | int, ...]) -> Any:
    """The number that everyone reads in the text; the text itself where there is doubt (`017`)."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if len(text) > SHOWN:
        raise wrong(f"`{short(text)}` is too long for a number", "quote it, if it is a text", *at)
    if not _FLOAT.fullmatch(text) or text.lstrip("+-0123456789") == "":
        return text
    number = float(text)
    if math.isinf(number):
        raise wrong(f"`{text}` is too large for a number", "quote it, if it is a text", *at)
    return number
