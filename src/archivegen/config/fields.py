"""Fields: the types of values in `archivegen.toml`, each with its rule.

`tables` and `settings` use them. They are imported with every stored configuration, even if a build
has nothing to do. So slow imports (Babel, Markdown, the slug libraries) are left to the check that
needs them.
"""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlsplit

from archivegen.config.extras import (
    can_search,
    has_lxml,
    has_pillow,
    install_command,
    is_installed,
)
from archivegen.config.rules import Context, Rule
from archivegen.model.hosts import host_of, is_host_name
from archivegen.model.text import is_blank


def _title(text: str) -> None:
    if is_blank(text):
        raise ValueError("is empty")


Title = Annotated[str, Rule(_title, {"pattern": r"\S"})]


def _kind(text: str) -> None:
    from archivegen.model.slugs import slug_of

    if slug_of(text) != text:
        hint = f"write [kinds.{slug_of(text)}], and what readers see under `label`"
        raise ValueError(f"{text!r} is not a name in small letters without accents", hint)


KindName = Annotated[str, Rule(_kind)]


def _section(text: str, context: Context) -> None:
    from archivegen.model.own_paths import fault_of_section
    from archivegen.model.slugs import has_slug
    from archivegen.model.taxonomies import BUILT_IN, SECTIONS

    if not text:
        return
    if not has_slug(text):
        raise ValueError(f"{text!r} cannot be part of an address", "a name has a letter or a digit")
    if fault := fault_of_section(
        text, BUILT_IN[SECTIONS].slug_of(text, context.slugger), context.folders
    ):
        raise ValueError(f"{text!r} {fault.message}", fault.hint)


def _named_section(text: str, context: Context) -> None:
    if not text:
        raise ValueError("a section has a name")
    _section(text, context)


Section = Annotated[str, Rule(_named_section, has_context=True)]
OptionalSection = Annotated[str, Rule(_section, has_context=True)]


def _zone(name: str) -> None:
    from zoneinfo import ZoneInfoNotFoundError

    from archivegen.model.times import zone_of

    try:
        zone_of(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(
            f"there is no time zone {name!r}; names look like Europe/London"
        ) from error


TimeZone = Annotated[str, Rule(_zone)]


def _language(tag: str) -> None:
    from archivegen.model.languages import locale_of

    try:
        locale_of(tag)
    except ValueError as error:
        raise ValueError(
            f"there are no formats for the language {tag!r}; tags look like en, pt-BR or zh-Hant"
        ) from error


LanguageTag = Annotated[str, Rule(_language)]


_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
"""What stands in no address (RFC 3986)."""


def _has_port(url: str) -> bool:
    """Whether the port of an address, if one is written, can be one."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _base_url(url: str) -> None:
    from archivegen.model.links import is_web_address

    if url and not (is_web_address(url) and _has_port(url) and not _NO_ADDRESS.search(url)):
        raise ValueError("not a web address such as https://example.org/paper/")
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ValueError("each page would show the name and the password before the `@`")
    if parts.query or parts.fragment:
        raise ValueError("an address with `?` or `#` cannot have pages below it")


BaseUrl = Annotated[str, Rule(_base_url, {"pattern": r"^$|[Hh][Tt][Tt][Pp][Ss]?://"})]


def _permalink(pattern: str) -> None:
    from archivegen.model.links import alias_path
    from archivegen.model.urls import PERMALINK_TOKENS

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
    if not {"slug", "name"} & {*tokens}:
        raise ValueError("without {slug} or {name}, articles would share one address")
    if not re.match("/[^/]", pattern) or alias_path(pattern) is None:
        raise ValueError("not a path from the site's root such as /{year}/{slug}/")
    if not pattern.endswith(("/", ".html")):
        raise ValueError("a permalink ends in `/` or in `.html`")


Permalink = Annotated[str, Rule(_permalink, {"pattern": r"\{(slug|name)\}"})]


def _date_pattern(text: str) -> None:
    _try_pattern(text, date(2022, 7, 21))


def _datetime_pattern(text: str) -> None:
    _try_pattern(text, datetime(2022, 7, 21, 6, 40, tzinfo=UTC))


def _try_pattern(text: str, sample: date | datetime) -> None:
    from babel import Locale
    from babel.dates import parse_pattern

    from archivegen.config.date_patterns import meant_by

    if text in {"full", "long", "medium", "short"}:
        raise ValueError(f"{text!r} is not a date pattern such as d MMMM y; leave it out")
    if meant := meant_by(text):
        raise ValueError(meant.why, f'write "{meant.pattern}"')
    try:
        parse_pattern(text).apply(sample, Locale("en"))
    except AttributeError as error:
        raise ValueError("a date has no hours and minutes to show") from error
    except (ValueError, KeyError, NotImplementedError) as error:
        raise ValueError(f"not a CLDR date pattern: {error}") from error


DatePattern = Annotated[str, Rule(_date_pattern)]
DateTimePattern = Annotated[str, Rule(_datetime_pattern)]


def _colour(text: str) -> None:
    if text and not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"{text!r} is not a colour such as #a3352b")


Colour = Annotated[str, Rule(_colour, {"pattern": r"^$|^#[0-9A-Fa-f]{6}$"})]


def _engine(name: str) -> None:
    if not is_installed(name):
        raise ValueError(f"{name!r} is not installed; install it with: {install_command(name)}")


INSTALLED = Rule(_engine)
"""The Markdown engine, which `tables` names, is there."""


def _extension(name: str, context: Context) -> None:
    known = context.extensions
    if known is None:
        _markdown_extension(name)
    elif name not in known:
        raise ValueError(
            f"the engine 'commonmark' has no extension {name!r}; it has {', '.join(known)}"
        )


def _markdown_extension(name: str) -> None:
    from markdown import Markdown

    try:
        Markdown(extensions=[name])
    except (Exception, SystemExit) as error:  # an extension can raise whatever it likes
        raise ValueError(f"{name!r} is not a Markdown extension that is installed") from error


Extension = Annotated[str, Rule(_extension, has_context=True)]


def _address(text: str) -> None:
    from archivegen.model.links import has_scheme, is_web_address

    if not text or is_web_address(text) or (text.startswith("/") and not text.startswith("//")):
        return
    hint = "" if has_scheme(text) else f'write it from the site\'s root: "/{text.lstrip("/")}"'
    raise ValueError(f"{text!r} is neither a web address nor a path on the site", hint)


Address = Annotated[str, Rule(_address, {"pattern": r"^$|^[Hh][Tt][Tt][Pp][Ss]?://|^/"})]


def _bot(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z][\w. -]*", name, re.ASCII):
        hint = "write the name that its operator publishes, such as GPTBot; `*` would mean all bots"
        raise ValueError(f"{name!r} is not the name of a bot", hint)


BotName = Annotated[str, Rule(_bot, {"pattern": r"^[A-Za-z][A-Za-z0-9_. -]*$"})]


def _host(name: str) -> None:
    if not is_host_name(name):
        raise ValueError(f"{name!r} is not the name of a host", _hint_for_host(name))


def _hint_for_host(text: str) -> str:
    """The host that an address or a pattern was meant to name."""
    host = host_of(text if "//" in text else f"//{text}").removeprefix("*.").rstrip(".")
    if is_host_name(host):
        return f'write the name alone, one for each host: "{host}"'
    return 'a host is named as in "www.youtube-nocookie.com"'


Host = Annotated[str, Rule(_host)]


def _images(enabled: bool) -> None:  # noqa: FBT001 -- as every check
    if enabled and not has_pillow():
        raise ValueError(f"Pillow is not installed; install it with: {install_command('images')}")


def _search(enabled: bool) -> None:  # noqa: FBT001 -- as every check
    if enabled and not can_search():
        raise ValueError(f"Pagefind is not installed; install it with: {install_command('search')}")


def _markdown(enabled: bool) -> None:  # noqa: FBT001 -- as every check
    if enabled and not has_lxml():
        raise ValueError(f"lxml is not installed; install it with: {install_command('import')}")


ImagesSwitch = Annotated[bool, Rule(_images)]
SearchSwitch = Annotated[bool, Rule(_search)]
MarkdownSwitch = Annotated[bool, Rule(_markdown)]
