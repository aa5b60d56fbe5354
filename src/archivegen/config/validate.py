"""Validation of `archivegen.toml`: pydantic's errors become problems with line and column.

Imported only when the file has changed since the last build.
"""

from __future__ import annotations

import json
import re
import tomllib
from codecs import BOM_UTF8
from datetime import date, time
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import TypeAdapter, ValidationError

from archivegen.config.defaults import completed_defaults, faults_of_defaults
from archivegen.config.own_folders import faults_of, own_folders
from archivegen.config.rules import Context
from archivegen.config.settings import CONFIG_NAME, Config, keys_of
from archivegen.config.tables import EXTENSIONS, KindConfig, NavigationLink, TaxonomyConfig
from archivegen.config.taxonomies import completed, faults_of_taxonomies, taxonomies_in
from archivegen.config.templates import completed_templates, faults_of_templates
from archivegen.config.toml_locations import how_to_set, locate
from archivegen.model.problems import Problem, SiteError, in_order
from archivegen.model.slugs import Slugger, Transliteration
from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.text import NOT_IN_MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from archivegen.config.own_folders import KeyFault

MAX_DEPTH = 32
"""Lists and tables inside one another, at most: a key such as `a.b.c` is in two tables."""
TOO_DEEP = "lists or tables are nested too deeply"


def validate(data: bytes) -> Config:
    """The configuration in the bytes of a file. Raises SiteError with every problem in it."""
    text = _decoded(data)
    values = _parsed(text)
    values["extra"] = _plain(values.get("extra", {}))
    extensions = None
    markdown = values.get("markdown")
    if isinstance(markdown, dict) and markdown.get("engine") == "commonmark":
        extensions = EXTENSIONS["commonmark"]
        markdown.setdefault("extensions", [*extensions])
    problems = [*_control_characters(text, values)]
    problems += _faults(text, faults_of_taxonomies(values.get("taxonomies")))
    problems += _faults(text, faults_of_templates(values.get("templates"), values.get("kinds")))
    values["templates"] = completed_templates(values.get("templates"))
    problems += _faults(text, faults_of_defaults(values.get("defaults")))
    values["defaults"] = completed_defaults(values.get("defaults"))
    values["taxonomies"] = completed(values.get("taxonomies"))
    own = own_folders(values.get("paths"), taxonomies_in(values["taxonomies"]))
    problems += _faults(text, faults_of(own))
    known = Context(own, _slugger(values), extensions)
    try:
        # As JSON, since only from there pydantic takes lists for tuples, but no text for a number.
        config = _adapter().validate_json(
            json.dumps(values, default=_nothing), strict=True, context=known
        )
    except ValidationError as error:
        problems += [_problem(text, details) for details in error.errors(include_url=False)]
    if problems:
        raise SiteError(in_order(problems))
    return config


@cache
def _adapter() -> TypeAdapter[Config]:
    """What checks the types: to make it takes longer than to check."""
    return TypeAdapter(Config)


def _plain(value: Any) -> Any:
    """The values as templates get them: times as they are written in ISO 8601."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def _control_characters(text: str, value: Any, *names: str) -> Iterator[Problem]:
    """Problems with texts that no page and no feed may hold; TOML can write them as escapes."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _control_characters(text, item, *names, key)
    elif isinstance(value, list):
        for item in value:
            yield from _control_characters(text, item, *names)
    elif isinstance(value, str) and NOT_IN_MARKUP.search(value):
        message = f"`{'.'.join(names)}` has a control character"
        yield _at(text, *locate(text, [*names]), message, "remove it")


def _faults(text: str, faults: Iterable[KeyFault]) -> Iterator[Problem]:
    """Faults of values as problems."""
    for key, message, hint in faults:
        name = ".".join(part for part in key if isinstance(part, str))
        yield _at(text, *locate(text, key), f"`{name}`: {message}", hint)


def _slugger(values: Mapping[str, Any]) -> Slugger:
    """What makes slugs, of values that are not checked yet: as far as they can be right."""
    slugs, language = values.get("slugs"), values.get("language", "")
    way = slugs.get("transliterate") if isinstance(slugs, dict) else None
    known: tuple[Transliteration, ...] = get_args(Transliteration)
    return Slugger(
        next((one for one in known if one == way), "ascii"),
        language if isinstance(language, str) else "",
    )


def _nothing(_: object) -> None:
    """None in the place of a time, which only `extra` may have: so it is an error."""


def _decoded(data: bytes) -> str:
    # Before it is decoded, since an error counts from what is decoded.
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").split("\n")
        place = len(before), len(before[-1]) + 1
        raise SiteError([Problem(CONFIG_NAME, "the file is not UTF-8", *place)]) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        message = str(error).split(" (at ")[0]
        raise SiteError([_at(text, line, column, f"not TOML: {message}")]) from error
    except RecursionError as error:
        raise SiteError([_at(text, 1, 1, TOO_DEEP)]) from error
    except ValueError as error:
        raise SiteError([_at(text, 1, 1, "a number with too many digits")]) from error
    if _is_deep(values):
        raise SiteError([_at(text, 1, 1, TOO_DEEP)])
    return values


def _is_deep(values: dict[str, Any]) -> bool:
    """Whether tables and lists are inside one another more than MAX_DEPTH times."""
    holders: list[Any] = [values]
    for _ in range(MAX_DEPTH):
        inner = (holder.values() if isinstance(holder, dict) else holder for holder in holders)
        holders = [item for items in inner for item in items if isinstance(item, (dict, list))]
    return bool(holders)


def _at(text: str, line: int, column: int, message: str, hint: str = "") -> Problem:
    lines = text.split("\n")
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(CONFIG_NAME, message, line, column, hint, excerpt=excerpt)


_OF_A_KEY = "[key]"
"""What pydantic adds to the place of a key that is wrong itself."""

_WRONG_TYPES = {
    "string_type": "is not text, which stands in quotes",
    "int_type": "is not a whole number",
    "int_from_float": "is not a whole number",
    "bool_type": "is neither true nor false",
    "tuple_type": "is not a list, which stands in brackets",
    "dict_type": "is not a table",
    "dataclass_type": "is not a table",
}


def _problem(text: str, details: ErrorDetails) -> Problem:
    names = [part for part in details["loc"] if isinstance(part, str) and part != _OF_A_KEY]
    line, column = locate(text, details["loc"])
    name = ".".join(names)
    if details["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _at(text, line, column, f"unknown key `{name}`", _hint_for(names, details["input"]))
    if details["type"] == "missing":
        line, column = locate(text, details["loc"][:-1])
        hint = f'add {names[-1]} = "..."' if names[1:] else how_to_set(text, name, '"..."')
        return _at(text, line, column, f"`{name}` is missing", hint)
    if details["type"] == "value_error":
        message, *hint = details["ctx"]["error"].args
        return _at(text, line, column, f"`{name}`: {message}", *hint)
    if details["type"] == "literal_error":
        message = f"is not {details['ctx']['expected']}"
    else:
        message = _WRONG_TYPES.get(details["type"], details["msg"])
    return _at(text, line, column, f"`{name}` {message}")


_INNER: dict[str, Any] = {
    "theme.navigation": NavigationLink,
    "kinds": KindConfig,
    "taxonomies": TaxonomyConfig,
}
"""The tables in a list, and those to which a site gives names, by where they are."""

_OTHER_NAMES = {"feed_limit": "it is `limit` under [feeds]"}
"""Hints for keys that people look for under another name."""

_OF_TAXONOMIES = {"paths": "path", "indexes": "pages", "feeds": "feed"}
"""Tables in which people look for what a taxonomy says of itself, and the key that does."""


def _hint_for(names: list[str], value: object) -> str:
    """The hint for an unknown key with a value: a similar one, or the table that has it."""
    key = names[-1]
    if key in _OTHER_NAMES:
        return _OTHER_NAMES[key]
    if key in BUILT_IN and names[0] in _OF_TAXONOMIES:
        written = json.dumps(value, default=str, ensure_ascii=False)
        return f"write {_OF_TAXONOMIES[names[0]]} = {written} under [taxonomies.{key}]"
    tables: dict[str, Any] = {"": Config, **Config.TABLES}
    own = ".".join(names[:-1])
    inner = _INNER.get(own) or _INNER.get(own.rpartition(".")[0])
    known = keys_of(inner or tables.get(own, Config))
    if near := get_close_matches(key, known, 1):
        return f"did you mean `{near[0]}`?"
    for name, table in tables.items():
        if key in keys_of(table):
            return f"it belongs under [{name}]" if name else "it belongs above the first [table]"
    return "a site's own settings go under [extra]"
