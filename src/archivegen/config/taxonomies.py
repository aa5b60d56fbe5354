"""The taxonomies of a site: `[taxonomies.NAME]`, with all missing keys filled in.

It works on values that are not validated yet, so that all problems are reported together.
"""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from archivegen.config.own_folders import KeyFault
from archivegen.model.taxonomies import BUILT_IN, GIVEN, SECTIONS, Taxonomy, default_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEYS_OF_ARTICLES = frozenset(
    [
        "accessible",
        "aliases",
        "audio",
        "authors",
        "body",
        "corrections",
        "date",
        "draft",
        "extra",
        "headline",
        "id",
        "identifiers",
        "image",
        "indexed",
        "kind",
        "language",
        "licence",
        "listed",
        "location",
        "notices",
        "print",
        "published_by",
        "rights",
        "section",
        "slug",
        "source",
        "summary",
        "tags",
        "template",
        "title",
        "translation_of",
        "updated",
        "url",
    ]
)
"""The keys that mean something else in the front matter of articles, now or soon."""

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TEMPLATE = re.compile(r"[\w-]+(/[\w-]+)*\.html")
_TYPE = re.compile(r"[A-Z][A-Za-z]+")


def completed(table: object) -> object:
    """The table of all taxonomies: those of every site, and those that this one has besides.

    What is no table is left for the validation to tell.
    """
    written = {} if table is None else table
    if not isinstance(written, dict):
        return written
    return {name: _completed(name, written.get(name, {})) for name in {**BUILT_IN, **written}}


def _completed(name: str, settings: object) -> object:
    if not isinstance(settings, dict):
        return settings
    given = asdict(default_taxonomy(name))
    return {**given, **settings, **{key: given[key] for key in GIVEN}}


def taxonomies_in(table: object) -> tuple[Taxonomy, ...]:
    """The taxonomies of a table that is `completed`, as far as their folders are texts."""
    if not isinstance(table, dict):
        return tuple(BUILT_IN.values())
    names = {field.name for field in fields(Taxonomy)}
    return tuple(
        Taxonomy(**{key: value for key, value in settings.items() if key in names})
        for settings in table.values()
        if isinstance(settings, dict) and isinstance(settings["path"], str)
    )


def faults_of_taxonomies(table: object) -> Iterator[KeyFault]:
    """What is wrong with the taxonomies as they are written, beyond the types of their values."""
    for name, settings in (table if isinstance(table, dict) else {}).items():
        if name not in BUILT_IN:
            yield from _faults_of_name(name)
        if isinstance(settings, dict):
            yield from (
                KeyFault(("taxonomies", name, *fault.key), fault.message, fault.hint)
                for fault in _faults_of_settings(name, settings)
            )


def _faults_of_name(name: str) -> Iterator[KeyFault]:
    at = ("taxonomies", name)
    same = next((own for own in BUILT_IN.values() if name in {own.key, own.noun}), None)
    if same:
        yield KeyFault(at, "exists already under another name", f"write [taxonomies.{same.name}]")
    elif name in KEYS_OF_ARTICLES:
        message = f"articles have a key `{name}` already, which means something else"
        yield KeyFault(at, message, "give it another name")
    elif not _NAME.fullmatch(name):
        message = "is not a name that articles can have as a key"
        yield KeyFault(at, message, "write small letters, digits and `_`: [taxonomies.people]")


def _faults_of_settings(name: str, settings: Mapping[str, Any]) -> Iterator[KeyFault]:
    for key in settings.keys() & {*GIVEN}:
        yield KeyFault((key,), "follows from the name of the taxonomy", "take it out")
    if name == SECTIONS and settings.get("pages") is False:
        yield KeyFault(("pages",), "sections always have pages", "take it out")
    for key in ("template", "list_template"):
        value = settings.get(key)
        if isinstance(value, str) and not _TEMPLATE.fullmatch(value):
            message = f"{value!r} is not the name of a template"
            yield KeyFault((key,), message, 'it is a file of templates/, such as "person.html"')
    kind = settings.get("type")
    if isinstance(kind, str) and not _TYPE.fullmatch(kind):
        message = f"{kind!r} is not a type of schema.org"
        yield KeyFault(("type",), message, 'write one such as "Person" or "Place"')
