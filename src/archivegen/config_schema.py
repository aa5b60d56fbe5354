"""The check of `archivegen.toml`: pydantic's verdict, turned into problems with a place.

Imported only when the file has changed since the last build.
"""

from __future__ import annotations

import re
import string
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfoNotFoundError

from babel.dates import parse_pattern
from pydantic import TypeAdapter, ValidationError

from archivegen.config import CONFIG_NAME, Config, keys_of
from archivegen.languages import is_language
from archivegen.problems import Problem, SiteError, in_order
from archivegen.times import zone_of
from archivegen.urls import PERMALINK_TOKENS, alias_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic_core import ErrorDetails


def validate(data: bytes) -> Config:
    """The configuration in the bytes of a file. Raises SiteError with every problem in it."""
    text = _decoded(data)
    values = _parsed(text)
    problems = list(_values_that_fail(text, values))
    try:
        config = TypeAdapter(Config).validate_python(values)
    except ValidationError as error:
        problems += [_problem(text, details) for details in error.errors(include_url=False)]
    if problems:
        raise SiteError(in_order(problems))
    return config


def _values_that_fail(text: str, values: dict[str, Any]) -> Iterator[Problem]:
    """Problems with values that have the right type, but no sense."""
    for names, check in _CHECKS.items():
        value: Any = values
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        for item in value if isinstance(value, list) else [value]:
            try:
                if isinstance(item, (str, int)):
                    check(item)
            except ValueError as error:
                yield _at(text, *_locate(text, [*names]), f"`{'.'.join(names)}`: {error}")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SiteError([Problem(CONFIG_NAME, "the file is not UTF-8", line, 1)]) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        message = str(error).split(" (at ")[0]
        raise SiteError([_at(text, line, column, f"not TOML: {message}")]) from error


def _at(text: str, line: int, column: int, message: str, hint: str = "") -> Problem:
    lines = text.split("\n")
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(CONFIG_NAME, message, line, column, hint, excerpt=excerpt)


def _problem(text: str, details: ErrorDetails) -> Problem:
    names = [part for part in details["loc"] if isinstance(part, str)]
    line, column = _locate(text, names)
    name = ".".join(names)
    if details["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        table = Config.TABLES.get(names[0], Config) if len(names) > 1 else Config
        near = get_close_matches(names[-1], keys_of(table), 1)
        hint = f"did you mean `{near[0]}`?" if near else "a site's own settings go under [extra]"
        return _at(text, line, column, f"unknown key `{name}`", hint)
    if details["type"] == "missing":
        return _at(text, 1, 1, f"`{name}` is missing", f'add a line such as: {name} = "..."')
    message = details["msg"].removeprefix("Value error, ")
    return _at(text, line, column, f"`{name}`: {message[:1].lower()}{message[1:]}")


def _locate(text: str, names: list[str]) -> tuple[int, int]:
    """The line and column of a key; of its nearest table where the key is not found."""
    table: list[str] = []
    best = (1, 1)
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\[?([^\]]+)\]", line):
            table = [part.strip(" \"'") for part in header[1].split(".")]
            if table == names[: len(table)]:
                best = (number, line.index("[") + 1)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            path = [*table, *(part.strip("\"'") for part in key[1].split("."))]
            if path == names[: len(path)]:
                return number, key.start(1) + 1
    return best


def _zone(name: str) -> None:
    try:
        zone_of(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(
            f"there is no time zone {name!r}; names look like Europe/London"
        ) from error


def _language(tag: str) -> None:
    if not is_language(tag):
        raise ValueError(f"{tag!r} is not a language tag such as en, pt-BR or zh-Hant")


def _base_url(url: str) -> None:
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("not a web address such as https://example.org/paper/")
    if parts.query or parts.fragment:
        raise ValueError("an address with `?` or `#` cannot have pages below it")


def _permalink(pattern: str) -> None:
    try:
        fields = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise ValueError(f"not a pattern: {error}") from error
    tokens = [name for _, name, _, _ in fields if name is not None]
    unknown = [name for name in tokens if name not in PERMALINK_TOKENS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PERMALINK_TOKENS)
        raise ValueError(f"unknown token {{{unknown[0]}}}; the tokens are {known}")
    if any(spec or conversion for _, _, spec, conversion in fields):
        raise ValueError("a token takes no format")
    if "slug" not in tokens:
        raise ValueError("without {slug}, articles would share one address")
    if not pattern.startswith("/") or alias_path(pattern) is None:
        raise ValueError("not a path from the site's root such as /{year}/{slug}/")
    if not pattern.endswith(("/", ".html")):
        raise ValueError("a permalink ends in `/` or in `.html`")


def _pattern(text: str) -> None:
    try:
        parse_pattern(text)
    except ValueError as error:
        raise ValueError(f"not a CLDR date pattern: {error}") from error


def _extension(name: str) -> None:
    if not re.fullmatch(r"[\w.]+(:\w+)?", name):
        raise ValueError(f"{name!r} is not the name of a Markdown extension")


def _colour(text: str) -> None:
    if text and not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"{text!r} is not a colour such as #a3352b")


def _positive(number: int) -> None:
    if number < 1:
        raise ValueError("a listing shows at least one article")


_CHECKS: dict[tuple[str, ...], Callable[[Any], None]] = {
    ("base_url",): _base_url,
    ("language",): _language,
    ("timezone",): _zone,
    ("permalink",): _permalink,
    ("date_format",): _pattern,
    ("datetime_format",): _pattern,
    ("front_limit",): _positive,
    ("newest_limit",): _positive,
    ("listing_limit",): _positive,
    ("feed_limit",): _positive,
    ("theme", "accent"): _colour,
    ("theme", "accent_dark"): _colour,
    ("markdown", "extensions"): _extension,
}
