"""Values: the types of keys that only documents have, each with its validator and its schema."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, WithJsonSchema

from archivegen.loader.frontmatter.scalars import each, short, text_of, wrong
from archivegen.loader.frontmatter.validators import one_of
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.model.documents.term import TermNature
from archivegen.model.links import alias_path, controls_host, is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_HANDLE = re.compile(r"@[\w.-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")

_LISTED = WithJsonSchema({
    "anyOf": [
        {"type": ["string", "null"]},
        {"type": "array", "items": {"type": ["string", "null"]}},
    ]
})  # fmt: skip


def part_of_time(value: object) -> str:
    """A year, a month or a day, as in ISO 8601."""
    text = value.text if isinstance(value, Untyped) else text_of(value)
    if not _is_part_of_time(text.strip()):
        hint = "write a year, a month or a day: 1871, 1871-05 or 1871-05-03"
        raise wrong(f"`{short(text)}` is not a date", hint)
    return text.strip()


def _is_part_of_time(text: str) -> bool:
    match = _DAY.fullmatch(text)
    if match is None:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def email_of(value: object) -> str:
    """The address of a mailbox."""
    text = text_of(value)
    if not _EMAIL.fullmatch(text):
        raise wrong(f"`{short(text)}` is not an e-mail address", "write it as desk@example.org")
    return text


def links_of(value: object) -> tuple[str, ...]:
    """Addresses on the web and names in the fediverse: one, or a list."""
    return _one_or_more(value, _link)


def _link(value: object, *at: str | int) -> str:
    text = text_of(value, *at)
    if _HANDLE.fullmatch(text) or is_web_address(text):
        return text
    hint = "write https://example.org/..., or a name in the fediverse: @iris@example.social"
    raise wrong(f"`{short(text)}` is not a web address", hint, *at)


def is_handle(link: str) -> bool:
    """Whether a link is written as a name in the fediverse."""
    return link.startswith("@")


def old_names_of(value: object) -> tuple[str, ...]:
    """Other names, and old addresses on the site: one, or a list."""
    return _one_or_more(value, _old_name)


def _old_name(value: object, *at: str | int) -> str:
    text = text_of(value, *at)
    if not text.startswith("/"):
        return text
    output = alias_path(text)
    if output is None or not output.endswith("/index.html") or controls_host(output):
        hint = "write it as /old/path/, or another name without slashes before it"
        raise wrong(f"`{short(text)}` is not the old address of a listing", hint, *at)
    return text


def _one_or_more(value: object, check: Callable[..., str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (check(value),)
    found = each(enumerate(value), lambda index, item: check(item, index))
    return tuple(dict.fromkeys(found))


_OPTIONAL = WithJsonSchema({"type": ["string", "null"]})

Nature = Annotated[
    TermNature | None,
    BeforeValidator(one_of(("person", "organisation"))),
    WithJsonSchema({"enum": ["person", "organisation", "", None]}),
]
PartOfTime = Annotated[
    str | None,
    BeforeValidator(part_of_time),
    WithJsonSchema({
        "type": ["string", "integer", "null"],
        "pattern": r"^\s*(\d{4}(-\d{2}(-\d{2})?)?)?\s*$",
        "patternErrorMessage": "write a year, a month or a day: 1871, 1871-05 or 1871-05-03",
    }),
]  # fmt: skip
Email = Annotated[str | None, BeforeValidator(email_of), _OPTIONAL]
Links = Annotated[tuple[str, ...], BeforeValidator(links_of), _LISTED]
OldNames = Annotated[tuple[str, ...], BeforeValidator(old_names_of), _LISTED]
