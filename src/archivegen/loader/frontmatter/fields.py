"""Fields: the types of front matter, as validators that turn what YAML read into values.

Each raises an error that says what is wrong in an editor's words, and what to write instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from archivegen.loader.frontmatter.scalars import each, flag_of, named, plain, short, text_of, wrong
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.model.languages import is_language
from archivegen.model.links import alias_path, has_scheme, is_web_address, linked_article
from archivegen.model.slugs import leads_elsewhere, slug_of
from archivegen.model.times import FORMS, PATTERN, Moment, parse_moment
from archivegen.model.urls import is_reserved

if TYPE_CHECKING:
    from collections.abc import Callable

# The same names come again and again.
slug_of_name = lru_cache(maxsize=8192)(slug_of)

_WRITE_TIME = f"write a time such as {FORMS}"


def _optional(check: Callable[..., Any]) -> Callable[[Any], Any]:
    """A key that stands there without a value is as good as one that does not."""
    return lambda value: None if value is None else check(value)


def _moment(value: object, info: ValidationInfo) -> Moment:
    if value is None:
        raise wrong("is empty", _WRITE_TIME)
    text = value.text if isinstance(value, Untyped) else value
    if not isinstance(text, str):
        raise wrong(f"is {named(value)}, not a time", _WRITE_TIME)
    zone = info.context
    assert isinstance(zone, ZoneInfo)  # noqa: S101 -- `check` always gives one
    try:
        return parse_moment(short(text), zone)
    except ValueError as error:
        raise wrong(str(error), _WRITE_TIME) from error


def _optional_moment(value: object, info: ValidationInfo) -> Moment | None:
    return None if value is None else _moment(value, info)


def _names(value: object) -> tuple[str, ...]:
    """A text, or a list of texts, each listed once."""
    return _terms(value) if isinstance(value, list) else _one_or_more(value)


def _one_or_more(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return _texts(value) if isinstance(value, list) else (text_of(value),)


def _terms(value: object) -> tuple[str, ...]:
    """A list of texts; of those that are listed under one slug, the first."""
    texts = _texts(value)
    if len(texts) < 2:  # noqa: PLR2004 -- nothing to compare
        return texts
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(slug_of_name(text), text)
    return tuple(first.values())


def _texts(value: object) -> tuple[str, ...]:
    if value is None or value == [None]:
        return ()
    if isinstance(value, dict):
        raise wrong("is a mapping, not a list", "write a list: [one, another]")
    if not isinstance(value, list):
        shown = short(value.text if isinstance(value, Untyped) else str(value))
        raise wrong("is not a list", f"write a list: [{shown}]")
    return tuple(each(enumerate(value), lambda index, item: text_of(item, index)))


def _path_part(value: object) -> str:
    text = text_of(value)
    if leads_elsewhere(text):
        raise wrong(f"`{short(text)}` cannot be part of an address", "leave out `/`, `\\` and `..`")
    return text


def _section(value: object) -> str:
    text = _path_part(value)
    slug = slug_of_name(text)
    if is_reserved(slug):
        message = f"a section `{text}` would stand where the site's own pages are (/{slug}/)"
        raise wrong(message, "give the section another name")
    return text


def _alias(value: object) -> tuple[str, ...]:
    if value is None or value == [None]:
        return ()
    if isinstance(value, list):
        return tuple(dict.fromkeys(each(enumerate(value), lambda at, item: _old_path(item, at))))
    return (_old_path(value),)


def _old_path(value: object, *at: str | int) -> str:
    text = text_of(value, *at)
    if alias_path(text) is None:
        message = f"`{short(text)}` is not a path on this site"
        raise wrong(message, "write it as /old/path/", *at)
    return text


def _address(value: object) -> str:
    """An address on the web, or a path."""
    text = text_of(value)
    if has_scheme(text) and not is_web_address(text):
        raise wrong(f"`{short(text)}` is not a web address", "write it as https://example.org/...")
    return text


def _original(value: object) -> str:
    text = text_of(value)
    if linked_article("", text) is None and not text.startswith("../"):
        raise wrong(f"`{short(text)}` is not the file of an article", "write it as ../2019/name.md")
    return text


def _language(value: object) -> str:
    text = text_of(value)
    if is_language(text):
        return text
    other = text.replace("_", "-")
    hint = f"did you mean {other}?" if is_language(other) else "write a tag such as en, pt-BR or ar"
    raise wrong(f"`{short(text)}` is not a language tag", hint)


def _image(value: object) -> object:
    return mapping(value) if isinstance(value, (dict, list)) else {"src": value}


def _source(value: object) -> object:
    hint = "write `source:` and below it, farther in, `name: ...` and `url: ...`"
    return mapping(value, hint)


def _correction(value: object) -> object:
    return mapping(value, "write `- date: ...` and below it, farther in, `text: ...`")


def _alt(value: object) -> str | None:
    return "" if value == "" else _optional(text_of)(value)


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
    raise wrong(f"is {named(value)}, not a mapping of keys and values", hint)


def _plain_mapping(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    mapping(value)
    values = plain(value)
    assert isinstance(values, dict)  # noqa: S101 -- a mapping stays one
    return values


_SOMETHING = r"\S"
_ADDRESS = r"^\s*(?=\S)(?:[Hh][Tt][Tt][Pp][Ss]?://|(?![A-Za-z][A-Za-z0-9+.-]*:))"
_PATH_PART = r"^(?![\s\S]*(?:[/\\]|\.\.|%2[EeFf]|%5[Cc]))[\s\S]*\S"
_TAG = r"^\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\s*$"
_LIST = {"type": "array", "items": {"type": "string", "pattern": _SOMETHING}}
# What is behind a lone `-` in YAML, as long as nothing is written there.
_LIST_OF_NOTHING = {"type": "array", "items": {"type": "null"}, "maxItems": 1}


def _written(*types: str, **more: Any) -> WithJsonSchema:
    """What a JSON Schema says of a field: as much of its check as can be said there."""
    return WithJsonSchema({"type": types[0] if len(types) == 1 else [*types], **more})


_TIMED = {"pattern": PATTERN, "patternErrorMessage": _WRITE_TIME}  # a word of VS Code's
_LISTED = WithJsonSchema({"anyOf": [_LIST, _LIST_OF_NOTHING, {"type": "null"}]})
_NAMED = WithJsonSchema(
    {"anyOf": [{"type": ["string", "null"], "pattern": _SOMETHING}, _LIST, _LIST_OF_NOTHING]}
)

Text = Annotated[str, BeforeValidator(text_of), _written("string", pattern=_SOMETHING)]
OptionalText = Annotated[
    str | None,
    BeforeValidator(_optional(text_of)),
    _written("string", "null", pattern=_SOMETHING),
]
Address = Annotated[str, BeforeValidator(_address), _written("string", pattern=_ADDRESS)]
OptionalAddress = Annotated[
    str | None,
    BeforeValidator(_optional(_address)),
    _written("string", "null", pattern=_ADDRESS),
]
Names = Annotated[tuple[str, ...], BeforeValidator(_names), _NAMED]
Terms = Annotated[tuple[str, ...], BeforeValidator(_terms), _LISTED]
Aliases = Annotated[tuple[str, ...], BeforeValidator(_alias), _NAMED]
Section = Annotated[
    str | None,
    BeforeValidator(_optional(_section)),
    _written("string", "null", pattern=_PATH_PART),
]
Slug = Annotated[str | None, BeforeValidator(_path_part), _written("string", pattern=_PATH_PART)]
Language = Annotated[
    str | None,
    BeforeValidator(_optional(_language)),
    _written("string", "null", pattern=_TAG),
]
OriginalFile = Annotated[
    str | None,
    BeforeValidator(_optional(_original)),
    _written("string", "null", pattern=_SOMETHING),
]
Alt = Annotated[str | None, BeforeValidator(_alt), _written("string", "null", pattern=r"^$|\S")]
Time = Annotated[Moment, BeforeValidator(_moment), _written("string", **_TIMED)]
OptionalTime = Annotated[
    Moment | None,
    BeforeValidator(_optional_moment),
    _written("string", "null", **_TIMED),
]
Flag = Annotated[bool, BeforeValidator(flag_of), _written("boolean", "null")]
Extra = Annotated[dict[str, Any], BeforeValidator(_plain_mapping), _written("object", "null")]

as_source = BeforeValidator(_optional(_source))
as_correction = BeforeValidator(_correction)


def as_image(written: Any) -> BeforeValidator:
    """The validator of a lead image: a path alone is its `src`; schemas have the type `written`."""
    return BeforeValidator(_optional(_image), json_schema_input_type=written)


def as_items(written: Any) -> BeforeValidator:
    """The validator of a list: nothing is an empty one; `written` is the type for schemas."""
    return BeforeValidator(_items, json_schema_input_type=written)
