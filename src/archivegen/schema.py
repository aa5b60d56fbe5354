"""The contract of front matter, as a pydantic model: types, required keys, what is a warning.

Turns the values of a `Document` into a `FrontMatter`, or into problems with their places. The
times are local to the time zone that is given as the validation's context.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from archivegen.frontmatter import Document, Path, Untyped
from archivegen.languages import is_language
from archivegen.problems import Problem
from archivegen.times import FORMS, Moment, parse_moment
from archivegen.urls import alias_path, is_reserved, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def _wrong(message: str, hint: str = "") -> PydanticCustomError:
    # Braces are escaped, since pydantic fills the message like a format.
    return PydanticCustomError("contract", "{message}", {"message": message, "hint": hint})


def _text(value: object) -> str:
    if isinstance(value, Untyped):
        raise _wrong(f"`{value.text}` is {value.kind}, not text", f'quote it: "{value.text}"')
    if value is None:
        raise _wrong("is empty")
    if not isinstance(value, str):
        raise _wrong(f"is {_named(value)}, not text")
    text = " ".join(value.split())
    if not text:
        raise _wrong("is empty")
    return text


def _named(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping"


def _optional(check: Callable[..., Any]) -> Callable[[Any], Any]:
    """A key that stands there without a value is as good as one that does not."""
    return lambda value: None if value is None else check(value)


def _moment(value: object, info: ValidationInfo) -> Moment:
    if value is None:
        raise _wrong("is empty", f"write a time such as {FORMS}")
    text = value.text if isinstance(value, Untyped) else value
    if not isinstance(text, str):
        raise _wrong(f"is {_named(value)}, not a time", f"write a time such as {FORMS}")
    zone = info.context
    assert isinstance(zone, ZoneInfo)  # noqa: S101 -- `check` always gives one
    try:
        return parse_moment(text, zone)
    except ValueError as error:
        raise _wrong(str(error), f"write a time such as {FORMS}") from error


def _optional_moment(value: object, info: ValidationInfo) -> Moment | None:
    return None if value is None else _moment(value, info)


def _flag(value: object) -> bool:
    if value is None:
        return False
    if isinstance(value, Untyped) and value.kind == "yes or no":
        return value.text.lower() in {"true", "yes", "on"}
    raise _wrong("is neither true nor false", "write true or false, without quotes")


def _names(value: object) -> tuple[str, ...]:
    """A text, or a list of texts."""
    return _texts(value if isinstance(value, list) else [value])


def _texts(value: object) -> tuple[str, ...]:
    if value is None or value == [None]:
        return ()
    if not isinstance(value, list):
        shown = value.text if isinstance(value, Untyped) else value
        raise _wrong("is not a list", f"write a list: [{shown}]")
    return tuple(dict.fromkeys(map(_text, value)))


def _path_part(value: object) -> str:
    text = _text(value)
    lowered = text.lower()
    if any(bad in lowered for bad in ("/", "\\", "..", "\x00", "%2e", "%2f", "%5c")):
        raise _wrong(f"`{text}` cannot be part of an address", "leave out `/`, `\\` and `..`")
    return text


def _section(value: object) -> str:
    text = _path_part(value)
    if is_reserved(slug_of(text)):
        raise _wrong(
            f"the section `{text}` would stand where the site's own pages are (/{slug_of(text)}/)",
            "give the section another name",
        )
    return text


def _alias(value: object) -> tuple[str, ...]:
    aliases = _names(value)
    for alias in aliases:
        if alias_path(alias) is None:
            raise _wrong(f"`{alias}` is not a path on this site", "write it as /old/path/")
    return aliases


def _language(value: object) -> str:
    text = _text(value)
    if not is_language(text):
        raise _wrong(f"`{text}` is not a language tag", "write a tag such as en, pt-BR or ar")
    return text


def _image(value: object) -> object:
    return {"src": value} if isinstance(value, str) else _mapping(value)


def _alt(value: object) -> str | None:
    return "" if value == "" else _optional(_text)(value)


def _items(value: object) -> object:
    if value is None:
        return ()
    if isinstance(value, list):
        return value
    raise _wrong("is not a list", "write each item on a line of its own, after `- `")


def _mapping(value: object) -> object:
    if isinstance(value, dict):
        return value
    raise _wrong("is not a mapping of keys and values")


def _plain_mapping(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    _mapping(value)
    plain = _plain(value)
    assert isinstance(plain, dict)  # noqa: S101 -- a mapping stays one
    return plain


def _plain(value: object) -> object:
    """The values as templates get them: numbers as numbers, dates as they were written."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, Untyped):
        return value
    if value.kind == "yes or no":
        return _flag(value)
    if value.kind == "a number":
        return _number(value.text)
    return value.text


def _number(text: str) -> object:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


Text = Annotated[str, BeforeValidator(_text)]
OptionalText = Annotated[str | None, BeforeValidator(_optional(_text))]
Time = Annotated[Moment, BeforeValidator(_moment)]
OptionalTime = Annotated[Moment | None, BeforeValidator(_optional_moment)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, extra="ignore")


class ImageField(_Model):
    """The lead image."""

    src: Text
    alt: Annotated[str | None, BeforeValidator(_alt)] = None
    caption: OptionalText = None
    credit: OptionalText = None


class SourceField(_Model):
    """Where a captured article came from."""

    name: Text
    url: OptionalText = None
    captured: OptionalTime = None


class CorrectionField(_Model):
    """A correction, shown at the article's foot."""

    date: Time
    text: Text


class FrontMatter(_Model):
    """The head of an article, as the contract has it."""

    headline: Text
    date: Time
    updated: OptionalTime = None
    section: Annotated[str | None, BeforeValidator(_optional(_section))] = None
    summary: OptionalText = None
    authors: Annotated[tuple[str, ...], BeforeValidator(_names)] = ()
    tags: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    slug: Annotated[str | None, BeforeValidator(_path_part)] = None
    location: OptionalText = None
    image: Annotated[ImageField | None, BeforeValidator(_optional(_image))] = None
    source: Annotated[SourceField | None, BeforeValidator(_optional(_mapping))] = None
    corrections: Annotated[tuple[CorrectionField, ...], BeforeValidator(_items)] = ()
    aliases: Annotated[tuple[str, ...], BeforeValidator(_alias)] = ()
    language: Annotated[str | None, BeforeValidator(_optional(_language))] = None
    draft: Annotated[bool, BeforeValidator(_flag)] = False
    extra: Annotated[dict[str, Any], BeforeValidator(_plain_mapping)] = Field(default_factory=dict)


_NESTED: Mapping[str, type[_Model]] = {
    "image": ImageField,
    "source": SourceField,
    "corrections": CorrectionField,
}


def check(
    path: str, document: Document, *, zone: ZoneInfo, default_section: str = ""
) -> tuple[FrontMatter | None, list[Problem]]:
    """The front matter of a document, or None, and its problems; `path` is for the problems.

    Keys that the contract does not know are a warning and go to `extra`.
    """
    values = document.values
    if not values.get("section") and default_section:
        values = {**values, "section": default_section}
    problems = [*_unknown_keys(path, document)]
    unknown = {key: _plain(values[key]) for key in values if key not in FrontMatter.model_fields}
    try:
        front = FrontMatter.model_validate(values, context=zone)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, problems + [_problem(path, document, details) for details in found]
    if front.section is None:
        problems.append(_missing(path, document, "section"))
        return None, problems
    problems += _advice(path, document, front)
    if unknown:
        front = front.model_copy(update={"extra": {**unknown, **front.extra}})
    return front, problems


def _problem(path: str, document: Document, details: ErrorDetails) -> Problem:
    where: Path = tuple(details["loc"])
    name = ".".join(str(part) for part in where)
    if details["type"] == "missing":
        return _missing(path, document, name, where[:-1])
    context = details.get("ctx", {})
    message = str(context.get("message", details["msg"]))
    return document.problem(
        path, document.place_of(where), f"`{name}`: {message}", str(context.get("hint", ""))
    )


def _missing(path: str, document: Document, name: str, around: Path = ()) -> Problem:
    hint = f"add a line: {name.rsplit('.', maxsplit=1)[-1]}: ..."
    if name == "section":
        hint += " (or set default_section in archivegen.toml)"
    return document.problem(path, document.place_of(around), f"`{name}` is missing", hint)


def _unknown_keys(path: str, document: Document) -> Iterator[Problem]:
    for where, place in document.keys.items():
        model: type[_Model] | None = FrontMatter if len(where) == 1 else None
        if len(where) in {2, 3}:
            model = _NESTED.get(str(where[0]))
        key = str(where[-1])
        if model is None or key in model.model_fields:
            continue
        near = get_close_matches(key, model.model_fields, 1)
        hint = f"did you mean `{near[0]}`?" if near else "a site's own keys go under `extra`"
        yield _warning(document.problem(path, place, f"unknown key `{key}`", hint), "unknown key")


def _advice(path: str, document: Document, front: FrontMatter) -> Iterator[Problem]:
    if (
        front.updated
        and front.updated.instant < front.date.instant
        and not (
            not front.updated.has_time and front.updated.local.date() == front.date.local.date()
        )
    ):
        place = document.place_of(("updated",))
        problem = document.problem(path, place, "`updated` is earlier than `date`")
        yield _warning(problem, "updated before date")
    if front.image and front.image.alt is None:
        place = document.place_of(("image",))
        hint = 'add `alt:` with what the picture shows, or `alt: ""` if it only decorates'
        yield _warning(document.problem(path, place, "the image has no `alt` text", hint), "alt")


def _warning(problem: Problem, kind: str) -> Problem:
    return Problem(
        problem.path, problem.message, problem.line, problem.column, problem.hint,
        severity="warning", excerpt=problem.excerpt, kind=kind,
    )  # fmt: skip
