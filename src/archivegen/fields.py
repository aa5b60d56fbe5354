"""Fields: the types of front matter, as validators that turn what YAML read into values.

Each raises an error that says what is wrong in an editor's words, and what to write instead.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from archivegen.languages import is_language
from archivegen.times import FORMS, Moment, parse_moment
from archivegen.urls import alias_path, has_slug, is_reserved, leads_elsewhere, slug_of
from archivegen.yaml_reader import Untyped

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN = 60
"""Characters of a wrong value that a message repeats, at most."""

_WRITE_TIME = f"write a time such as {FORMS}"
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,17})", re.ASCII)
_FLOAT = re.compile(r"[-+]?(0|[1-9]\d*)?\.?\d+([eE][-+]?\d+)?", re.ASCII)


def wrong(message: str, hint: str = "", *at: str | int) -> PydanticCustomError:
    """An error of the contract; `at` leads from the value to the part of it that is wrong."""
    # Handed over as values, since pydantic fills the message like a format.
    return PydanticCustomError(
        "contract", "{message}", {"message": message, "hint": hint, "at": at}
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "\u2026"


def _text(value: object, *at: int) -> str:
    if isinstance(value, Untyped):
        shown = _short(value.text)
        raise wrong(f"`{shown}` is read as {value.kind}, not as text", f'quote it: "{shown}"', *at)
    if value is None:
        raise wrong("is empty", "", *at)
    if not isinstance(value, str):
        raise wrong(f"is {_named(value)}, not text", "", *at)
    text = " ".join(value.split())
    if not text:
        raise wrong("is empty", "", *at)
    return text


def _named(value: object) -> str:
    if isinstance(value, Untyped):
        return value.kind
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a mapping"


def _optional(check: Callable[..., Any]) -> Callable[[Any], Any]:
    """A key that stands there without a value is as good as one that does not."""
    return lambda value: None if value is None else check(value)


def _moment(value: object, info: ValidationInfo) -> Moment:
    if value is None:
        raise wrong("is empty", _WRITE_TIME)
    text = value.text if isinstance(value, Untyped) else value
    if not isinstance(text, str):
        raise wrong(f"is {_named(value)}, not a time", _WRITE_TIME)
    zone = info.context
    assert isinstance(zone, ZoneInfo)  # noqa: S101 -- `check` always gives one
    try:
        return parse_moment(_short(text), zone)
    except ValueError as error:
        raise wrong(str(error), _WRITE_TIME) from error


def _optional_moment(value: object, info: ValidationInfo) -> Moment | None:
    return None if value is None else _moment(value, info)


def _flag(value: object) -> bool:
    if value is None:
        return False
    if isinstance(value, Untyped) and value.kind == "yes or no":
        return value.text.lower() in {"true", "yes", "on"}
    raise wrong("is neither true nor false", "write true or false, without quotes")


def _names(value: object) -> tuple[str, ...]:
    """A text, or a list of texts."""
    if value is None:
        return ()
    return _texts(value) if isinstance(value, list) else (_text(value),)


def _texts(value: object) -> tuple[str, ...]:
    if value is None or value == [None]:
        return ()
    if isinstance(value, dict):
        raise wrong("is a mapping, not a list", "write a list: [one, another]")
    if not isinstance(value, list):
        shown = _short(value.text if isinstance(value, Untyped) else str(value))
        raise wrong("is not a list", f"write a list: [{shown}]")
    return tuple(dict.fromkeys(_text(item, index) for index, item in enumerate(value)))


def _path_part(value: object) -> str:
    text = _text(value)
    if leads_elsewhere(text):
        raise wrong(
            f"`{_short(text)}` cannot be part of an address", "leave out `/`, `\\` and `..`"
        )
    if not has_slug(text):
        hint = "write at least one letter or digit"
        raise wrong(f"`{_short(text)}` has no letter or digit to make an address of", hint)
    return text


# An archive has few sections.
_slug_of_section = lru_cache(maxsize=256)(slug_of)


def _section(value: object) -> str:
    text = _path_part(value)
    slug = _slug_of_section(text)
    if is_reserved(slug):
        message = f"a section `{text}` would stand where the site's own pages are (/{slug}/)"
        raise wrong(message, "give the section another name")
    return text


def _alias(value: object) -> tuple[str, ...]:
    aliases = _names(value)
    for index, alias in enumerate(aliases):
        if alias_path(alias) is None:
            at = (index,) if isinstance(value, list) else ()
            message = f"`{_short(alias)}` is not a path on this site"
            raise wrong(message, "write it as /old/path/", *at)
    return aliases


def _language(value: object) -> str:
    text = _text(value)
    if is_language(text):
        return text
    other = text.replace("_", "-")
    hint = f"did you mean {other}?" if is_language(other) else "write a tag such as en, pt-BR or ar"
    raise wrong(f"`{_short(text)}` is not a language tag", hint)


def _image(value: object) -> object:
    return mapping(value) if isinstance(value, (dict, list)) else {"src": value}


def _source(value: object) -> object:
    hint = "write `source:` and below it, farther in, `name: ...` and `url: ...`"
    return mapping(value, hint)


def _correction(value: object) -> object:
    return mapping(value, "write `- date: ...` and below it, farther in, `text: ...`")


def _alt(value: object) -> str | None:
    return "" if value == "" else _optional(_text)(value)


def _items(value: object) -> object:
    if value is None:
        return ()
    if isinstance(value, list):
        return value
    raise wrong("is not a list", "write each item on a line of its own, after `- `")


def mapping(value: object, hint: str = "write `key: value` lines below it, farther in") -> object:
    """The value, if it is a mapping."""
    if isinstance(value, dict):
        return value
    raise wrong(f"is {_named(value)}, not a mapping of keys and values", hint)


def _plain_mapping(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    mapping(value)
    made = plain(value)
    assert isinstance(made, dict)  # noqa: S101 -- a mapping stays one
    return made


def plain(value: object, *at: str | int) -> object:
    """The values as templates get them: numbers as numbers, dates as they were written."""
    if isinstance(value, dict):
        return {key: plain(item, *at, key) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item, *at, index) for index, item in enumerate(value)]
    if not isinstance(value, Untyped):
        return value
    if value.kind == "yes or no":
        return _flag(value)
    if value.kind == "a number":
        return _number(value.text, at)
    return value.text


def _number(text: str, at: tuple[str | int, ...]) -> object:
    """The number that everyone reads in the text; the text itself where there is doubt (`017`)."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if len(text) > SHOWN:
        raise wrong(f"`{_short(text)}` is too long for a number", "quote it, if it is a text", *at)
    if not _FLOAT.fullmatch(text) or text.lstrip("+-0123456789") == "":
        return text
    number = float(text)
    if math.isinf(number):
        raise wrong(f"`{text}` is too large for a number", "quote it, if it is a text", *at)
    return number


Text = Annotated[str, BeforeValidator(_text)]
OptionalText = Annotated[str | None, BeforeValidator(_optional(_text))]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Aliases = Annotated[tuple[str, ...], BeforeValidator(_alias)]
Section = Annotated[str | None, BeforeValidator(_optional(_section))]
Slug = Annotated[str | None, BeforeValidator(_path_part)]
Language = Annotated[str | None, BeforeValidator(_optional(_language))]
Alt = Annotated[str | None, BeforeValidator(_alt)]
Time = Annotated[Moment, BeforeValidator(_moment)]
OptionalTime = Annotated[Moment | None, BeforeValidator(_optional_moment)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Extra = Annotated[dict[str, Any], BeforeValidator(_plain_mapping)]

as_image = BeforeValidator(_optional(_image))
as_source = BeforeValidator(_optional(_source))
as_correction = BeforeValidator(_correction)
as_items = BeforeValidator(_items)
