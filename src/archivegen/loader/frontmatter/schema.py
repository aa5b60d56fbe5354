"""The contract of front matter, as a pydantic model: types, required keys, what is a warning.

The text below a key is what editors and the reference show of it.

Turns the values of a `Document` into a `FrontMatter`, or into problems with their positions. The
times are local to the time zone that is given as the validation's context.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from archivegen.loader.frontmatter.fields import (
    Address,
    Aliases,
    Alt,
    Extra,
    Flag,
    Language,
    Names,
    OptionalAddress,
    OptionalText,
    OptionalTime,
    OriginalFile,
    Section,
    Slug,
    Terms,
    Text,
    Time,
    as_correction,
    as_image,
    as_items,
    as_source,
    slug_of_name,
)
from archivegen.loader.frontmatter.scalars import plain, short
from archivegen.loader.frontmatter.yaml_reader import MOST_FAULTS
from archivegen.model.slugs import has_slug, slug_of
from archivegen.model.text import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from pydantic_core import ErrorDetails

    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.yaml_reader import KeyPath
    from archivegen.model.problems import Position, Problem


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, extra="ignore")


class ImageField(_Model):
    """The lead image."""

    src: Address
    """The picture: a path relative to the article's file, or an address on the web."""
    alt: Alt = None
    """What the picture shows, for those who cannot see it; `""` if it only decorates."""
    caption: OptionalText = None
    """What stands below the picture."""
    credit: OptionalText = None
    """Whose picture it is."""


class SourceField(_Model):
    """Where a captured article came from."""

    name: Text
    """Who published it first."""
    url: OptionalAddress = None
    """Where it stood."""
    captured: OptionalTime = None
    """When it was copied from there."""


class CorrectionField(_Model):
    """A correction, shown at the article's foot."""

    date: Time
    """When it was corrected."""
    text: Text
    """What was wrong, and what is right."""


class FrontMatter(_Model):
    """The head of an article, as the contract has it."""

    headline: Text
    """The headline; quote it if there is a colon in it."""
    date: Time
    """When it was first published. Without an offset, it is in the site's time zone; in the
    future, the article waits for it."""
    updated: OptionalTime = None
    """When it last changed."""
    section: Section = None
    """The section; required, unless the configuration has `default_section`."""
    summary: OptionalText = None
    """The standfirst; without it, listings show the first paragraph."""
    authors: Names = ()
    """Who wrote it: a name, or a list of names."""
    tags: Terms = ()
    """Its topics, as a list."""
    slug: Slug = None
    """The name in the address; made from the headline if it is not given."""
    location: OptionalText = None
    """The dateline: where it was written."""
    image: Annotated[ImageField | None, as_image(ImageField | Address | None)] = None
    """The lead image: a path, or a mapping of `src`, `alt`, `caption` and `credit`."""
    source: Annotated[SourceField | None, as_source] = None
    """Where a captured article came from: a mapping of `name`, `url` and `captured`."""
    corrections: Annotated[
        tuple[Annotated[CorrectionField, as_correction], ...],
        as_items(list[CorrectionField] | None),
    ] = ()
    """What was corrected, shown at the article's foot: a list of mappings of `date` and `text`."""
    aliases: Aliases = ()
    """Old addresses on this site, which redirect to the article: one path, or a list."""
    language: Language = None
    """The language, if it is not the site's: a tag such as `ar` or `pt-BR`."""
    translation_of: OriginalFile = None
    """The article that this is a translation of: the path of its file, relative to this one."""
    draft: Flag = False
    """A draft is left out, unless the site is built with `--drafts`."""
    extra: Extra = Field(default_factory=dict)
    """Whatever the site's own templates want, as `article.extra`."""


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
        errors += [_problem(document, detail) for detail in details]
    if values.get("section") is None:
        errors.append(_missing(document, "section"))
    if front is None or errors or document.faults:
        return None, problems + errors
    problems += _advice(document, front)
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
            if len(problems) == MOST_FAULTS:
                break
            problems.append(_wrong(document, (key,), error.context or {}))
    return unknown, problems


def _problem(document: Document, details: ErrorDetails) -> Problem:
    where: KeyPath = tuple(details["loc"])
    if details["type"] == "missing":
        return _missing(document, _name(where), where[:-1])
    return _wrong(document, where, {"message": details["msg"], **details.get("ctx", {})})


def _wrong(document: Document, where: KeyPath, context: Mapping[str, Any]) -> Problem:
    message, hint = str(context["message"]), str(context.get("hint", ""))
    at = context.get("at", ())
    if message == "is empty" and not hint and not at:
        hint = f"write something after `{where[-1]}:`"
    name = _name(where)
    sentence = f"`{name}` {message}" if message.startswith("is ") else f"`{name}`: {message}"
    return document.problem(document.position_of((*where, *at)), sentence, hint)


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


def _advice(document: Document, front: FrontMatter) -> Iterator[Problem]:
    warning = partial(document.problem, severity="warning")
    if _is_before_date(front):
        message = "`updated` is earlier than `date`"
        yield warning(document.position_of(("updated",)), message, kind="updated before date")
    if front.image and front.image.alt is None:
        hint = 'add `alt:` with what the picture shows, or `alt: ""` if it only decorates'
        message = "the image has no `alt` text"
        yield warning(document.position_of(("image",)), message, hint, kind="alt")
    for key, name in (("section", front.section), ("slug", front.slug)):
        if name and not has_slug(name):
            message = f"`{key}`: `{short(name)}` has no letter or digit for its address"
            hint = f"it will be `{slug_of(name)}`"
            yield warning(document.position_of((key,)), message, hint, kind="address")
    for key, terms in (("authors", front.authors), ("tags", front.tags)):
        for position, text, first in _listed_twice(document, key, terms):
            message = f"`{text}` is listed as `{first}`, which stands here too"
            yield warning(position, message, "remove one", kind="spelling")


def _listed_twice(
    document: Document, key: str, terms: tuple[str, ...]
) -> Iterator[tuple[Position, str, str]]:
    """Names that are spelled unlike one before them under the same slug.

    Gives the position of each, its name, and the other name.
    """
    values = document.values.get(key)
    # Without terms, there is nothing but a `-` behind which nobody has written anything yet.
    if not terms or not isinstance(values, list) or len(values) == len(terms):
        return
    first = {slug_of_name(term): term for term in terms}
    for index, text in enumerate(map(tidy, values)):
        if first[slug_of_name(text)] != text:
            yield document.position_of((key, index)), text, first[slug_of_name(text)]


def _is_before_date(front: FrontMatter) -> bool:
    """Whether the last change is earlier than the publication; a plain date is its whole day."""
    if not front.updated or front.updated.instant >= front.date.instant:
        return False
    return front.updated.has_time or front.updated.local.date() != front.date.local.date()
