"""The values of `archivegen.toml` that have the right type: whether they make sense.

Each check raises ValueError with a message for people, and a hint if there is one.
"""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfoNotFoundError

from babel import Locale
from babel.dates import parse_pattern

from archivegen.config.extras import can_search, has_pillow, is_installed
from archivegen.config.tables import EXTENSIONS
from archivegen.model.hosts import host_of, is_host_name
from archivegen.model.languages import locale_of
from archivegen.model.links import alias_path, is_web_address
from archivegen.model.slugs import has_slug, leads_elsewhere, slug_of
from archivegen.model.text import is_blank
from archivegen.model.times import zone_of
from archivegen.model.urls import PERMALINK_TOKENS, is_reserved

if TYPE_CHECKING:
    from collections.abc import Callable


MOST = 10_000
"""Articles in a listing, at most: a page with more would not load."""


MOST_LIMIT = 1_000_000


def _title(text: str) -> None:
    if is_blank(text):
        raise ValueError("is empty")


def _section(text: str) -> None:
    if text and (leads_elsewhere(text) or not has_slug(text) or is_reserved(slug_of(text))):
        raise ValueError(f"{text!r} cannot be part of an address, or is the site's own")


def _known_section(text: str) -> None:
    if not text:
        raise ValueError("a section has a name")
    _section(text)


def _zone(name: str) -> None:
    try:
        zone_of(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(
            f"there is no time zone {name!r}; names look like Europe/London"
        ) from error


def _language(tag: str) -> None:
    try:
        locale_of(tag)
    except ValueError as error:
        raise ValueError(
            f"there are no formats for the language {tag!r}; tags look like en, pt-BR or zh-Hant"
        ) from error


def _base_url(url: str) -> None:
    if url and not is_web_address(url):
        raise ValueError("not a web address such as https://example.org/paper/")
    parts = urlsplit(url)
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
    if not re.match("/[^/]", pattern) or alias_path(pattern) is None:
        raise ValueError("not a path from the site's root such as /{year}/{slug}/")
    if not pattern.endswith(("/", ".html")):
        raise ValueError("a permalink ends in `/` or in `.html`")


def _date_pattern(text: str) -> None:
    _try_pattern(text, date(2022, 7, 21))


def _datetime_pattern(text: str) -> None:
    _try_pattern(text, datetime(2022, 7, 21, 6, 40, tzinfo=UTC))


def _try_pattern(text: str, sample: date | datetime) -> None:
    if text in {"full", "long", "medium", "short"}:
        raise ValueError(f"{text!r} is not a date pattern such as d MMMM y; leave it out")
    try:
        parse_pattern(text).apply(sample, Locale("en"))
    except AttributeError as error:
        raise ValueError("a date has no hours and minutes to show") from error
    except (ValueError, KeyError, NotImplementedError) as error:
        raise ValueError(f"not a CLDR date pattern: {error}") from error


def _engine(name: str) -> None:
    if name in EXTENSIONS and not is_installed(name):
        raise ValueError(
            f"{name!r} is not installed; install it with: pip install 'archivegen[{name}]'"
        )


def _commonmark_extension(name: str) -> None:
    known = EXTENSIONS["commonmark"]
    if name not in known:
        raise ValueError(
            f"the engine 'commonmark' has no extension {name!r}; it has {', '.join(known)}"
        )


def _extension(name: str) -> None:
    from markdown import Markdown  # noqa: PLC0415 -- the other engine does without

    try:
        Markdown(extensions=[name])
    except (Exception, SystemExit) as error:  # an extension can raise whatever it likes
        raise ValueError(f"{name!r} is not a Markdown extension that is installed") from error


def _images(enabled: bool) -> None:  # noqa: FBT001 -- as every check
    if enabled and not has_pillow():
        raise ValueError(
            "Pillow is not installed; install it with: pip install 'archivegen[images]'"
        )


def _search(enabled: bool) -> None:  # noqa: FBT001 -- as every check
    if enabled and not can_search():
        raise ValueError(
            "Pagefind is not installed; install it with: pip install 'archivegen[search]'"
        )


def _host(name: str) -> None:
    if not is_host_name(name):
        raise ValueError(f"{name!r} is not the name of a host", _hint_for_host(name))


def _hint_for_host(text: str) -> str:
    """The host that an address or a pattern was meant to name."""
    host = host_of(text if "//" in text else f"//{text}").removeprefix("*.").rstrip(".")
    if is_host_name(host):
        return f'write the name alone, one for each host: "{host}"'
    return 'a host is named as in "www.youtube-nocookie.com"'


def _colour(text: str) -> None:
    if text and not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"{text!r} is not a colour such as #a3352b")


def positive(number: int) -> None:
    """Raise ValueError for a number that no listing can have."""
    if number < 1:
        raise ValueError("a listing shows at least one article")
    if number > MOST:
        raise ValueError(f"a listing shows at most {MOST} articles")


def limit(number: int) -> None:
    """Raise ValueError for a number that is no limit."""
    if not 1 <= number <= MOST_LIMIT:
        raise ValueError(f"a limit is between 1 and {MOST_LIMIT}")


NUMBERS = frozenset({positive, limit})
"""Checks of whole numbers."""

SWITCHES = frozenset({_images, _search})
"""Checks of what is true or false; the others are of texts."""

LISTS = {("sections",), ("markdown", "extensions"), ("markdown", "embed_hosts")}
"""Keys with a list, each item of which is checked."""

_CHECKS: dict[tuple[str, ...], Callable[[Any], None]] = {
    ("title",): _title,
    ("base_url",): _base_url,
    ("default_section",): _section,
    ("sections",): _known_section,
    ("language",): _language,
    ("timezone",): _zone,
    ("permalink",): _permalink,
    ("date_format",): _date_pattern,
    ("datetime_format",): _datetime_pattern,
    ("front_limit",): positive,
    ("newest_limit",): positive,
    ("listing_limit",): positive,
    ("feeds", "limit"): positive,
    ("limits", "article_kilobytes"): limit,
    ("limits", "article_seconds"): limit,
    ("limits", "front_matter_kilobytes"): limit,
    ("theme", "accent"): _colour,
    ("theme", "accent_dark"): _colour,
    ("markdown", "engine"): _engine,
    ("markdown", "extensions"): _extension,
    ("markdown", "embed_hosts"): _host,
    ("images", "enabled"): _images,
    ("search", "enabled"): _search,
}


def checks_with(engine: object) -> dict[tuple[str, ...], Callable[[Any], None]]:
    """The check for the value of each key that has one, given the Markdown engine."""
    if engine == "commonmark":
        return {**_CHECKS, ("markdown", "extensions"): _commonmark_extension}
    return _CHECKS
