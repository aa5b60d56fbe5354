"""Validators: each turns what YAML read for one key into a value.

Each raises an error that says what is wrong in an editor's words, and what to write instead.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.scalars import (
    each,
    short,
    text_of,
    wrong,
)
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.loader.notes.addresses import hint_at_local_file
from archivegen.model.languages import is_language
from archivegen.model.links import (
    alias_path,
    controls_host,
    has_scheme,
    is_web_address,
    linked_article,
)
from archivegen.model.own_paths import DEFAULT_FOLDERS, LEAVE_OUT, fault_of_section
from archivegen.model.slugs import ASCII, has_slug, leads_elsewhere, slug_of
from archivegen.model.taxonomies import BUILT_IN, SECTIONS, levels_of
from archivegen.model.times import zone_of
from archivegen.model.vocabulary.kinds import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from zoneinfo import ZoneInfo

    from archivegen.config.settings import Config
    from archivegen.model.own_paths import NameFault, OwnFolders
    from archivegen.model.slugs import Slugger
    from archivegen.model.times import DateOrder

_YEAR = re.compile(r"\d{4}")


class Setting(NamedTuple):
    """What the contract has to know of the site: the context of a validation.

    Times without an offset are in `zone`; `folders` are those that no section can have, of pages
    and of taxonomies; `slugger` makes the names in addresses; `kinds` are those of articles that
    the site has besides the usual ones; `date_order` says how dates are meant that have two
    readings.
    """

    zone: ZoneInfo
    folders: OwnFolders = DEFAULT_FOLDERS
    slugger: Slugger = ASCII
    kinds: Collection[str] = ()
    date_order: DateOrder = ""

    @classmethod
    def of(cls, config: Config) -> Setting:
        """That of the site with this configuration."""
        zone = zone_of(config.timezone)
        return cls(zone, config.folders, config.slugger, config.kinds, config.date_order)


class Validation(Protocol):
    """What a validator receives besides the value, from pydantic or its replacement."""

    @property
    def context(self) -> Any:
        """What is known of the site: a `Setting`."""


def setting_of(info: Validation) -> Setting:
    """What a validation knows of the site."""
    assert isinstance(info.context, Setting)  # noqa: S101 -- `check` always gives one
    return info.context


def names_of(value: object, info: Validation) -> tuple[str, ...]:
    """A text, or a list of texts, each listed once."""
    return terms_of(value, info) if isinstance(value, list) else (text_of(value),)


def terms_of(value: object, info: Validation) -> tuple[str, ...]:
    """A list of texts; of those that are listed under one slug, the first."""
    texts = _texts(value)
    if len(texts) < 2:  # noqa: PLR2004 -- nothing to compare
        return texts
    first: dict[str, str] = {}
    slugger = setting_of(info).slugger
    for text in texts:
        first.setdefault(slugger.of_name(text), text)
    return tuple(first.values())


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise wrong("is a mapping, not a list", "write a list: [one, another]")
    if not isinstance(value, list):
        shown = short(value.text if isinstance(value, Untyped) else str(value))
        raise wrong("is not a list", f"write a list: [{shown}]")
    return tuple(each(enumerate(value), lambda index, item: text_of(item, index)))


def _path_part(text: str, hint: str) -> str:
    if leads_elsewhere(text):
        raise wrong(f"`{short(text)}` cannot be part of an address", hint)
    return text


def slug_part(value: object) -> str:
    """The last part of an address."""
    text = text_of(value)
    last = text.rstrip("/").rpartition("/")[2]
    if last == text or not last or leads_elsewhere(last):
        return _path_part(text, LEAVE_OUT)
    hint = f"write the last part alone, `{short(last)}`; old addresses go under `aliases`"
    return _path_part(text, hint)


def section_of(value: object, info: Validation) -> str | None:
    """The name of a section that does not conflict with one of the site's own pages."""
    if value is None:
        return None
    text = text_of(value)
    setting = setting_of(info)
    if fault := _fault_of_section(text, setting.slugger, setting.folders):
        raise wrong(f"`{short(text)}` {fault.message}", fault.hint)
    return "/".join(levels_of(text)) if "/" in text else text


# The same names come again and again.
@lru_cache(maxsize=8192)
def _fault_of_section(name: str, slugger: Slugger, folders: OwnFolders) -> NameFault | None:
    return fault_of_section(name, BUILT_IN[SECTIONS].slug_of(name, slugger), folders)


def aliases_of(value: object) -> tuple[str, ...]:
    """Old paths on the site: one, or a list, each once."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(each(enumerate(value), lambda at, item: _old_path(item, at))))
    return (_old_path(value),)


def _old_path(value: object, *at: str | int) -> str:
    return _path_on_site(value, "/old/path/", *at)


def _path_on_site(value: object, example: str, *at: str | int) -> str:
    text = text_of(value, *at)
    output = alias_path(text)
    if output is None:
        message = f"`{short(text)}` is not a path on this site"
        path = urlsplit(text).path if is_web_address(text) else ""
        raise wrong(message, f"write it as {path if alias_path(path) else example}", *at)
    if controls_host(output):
        message = f"`{short(text)}` has a name that hosts read as instructions"
        raise wrong(message, "remove it; files with such names belong in static/", *at)
    return text


def own_address_of(value: object) -> str:
    """The whole address of what the file holds, as a path on the site."""
    return _path_on_site(value, "/about/")


def feed_id_of(value: object) -> str:
    """What tells an article from others in feeds: an address of any scheme (RFC 4287, 4.2.6)."""
    text = text_of(value)
    if has_scheme(text) and not any(map(str.isspace, text)):
        return text
    message = f"`{short(text)}` cannot be an id in a feed"
    raise wrong(message, "write it as https://example.org/?p=123, tag:... or urn:...")


def template_name_of(value: object) -> str:
    """The name of a template: a path below a folder of templates."""
    text = text_of(value)
    if "\\" in text or any(part in {"", ".", ".."} for part in text.split("/")):
        raise wrong(f"`{short(text)}` is not a template", "write its name, such as page.html")
    return text


def address_of(value: object) -> str:
    """An address on the web, or a path."""
    text = text_of(value)
    if has_scheme(text) and not is_web_address(text):
        hint = hint_at_local_file(text) or "write it as https://example.org/..."
        raise wrong(f"`{short(text)}` is not a web address", hint)
    return text


def original_of(value: object) -> str:
    """The path of an article's file."""
    text = text_of(value)
    if linked_article("", text) is None and not text.startswith("../"):
        raise wrong(f"`{short(text)}` is not the file of an article", "write it as ../2019/name.md")
    return text


def language_tag(value: object) -> str:
    """A language tag."""
    text = text_of(value)
    if is_language(text):
        return text
    other = text.replace("_", "-")
    hint = f"did you mean {other}?" if is_language(other) else "write a tag such as en, pt-BR or ar"
    raise wrong(f"`{short(text)}` is not a language tag", hint)


def kind_of(value: object, info: Validation) -> str:
    """One of the kinds of articles that the site has."""
    own = setting_of(info).kinds
    known = (*TYPES, *(kind for kind in own if kind not in TYPES))
    return one_of(known, "or add [kinds.{}] to archivegen.toml")(value)


def one_of(words: Sequence[str], or_else: str = "") -> Callable[[object], str]:
    """What checks that a value is one of some words.

    `or_else` is what else can be done about another, with `{}` for its slug.
    """

    def check(value: object) -> str:
        text = text_of(value)
        if text in words:
            return text
        near = get_close_matches(text.lower(), words, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"write one of: {', '.join(words)}"
        if or_else and not near and has_slug(text):
            hint += f"; {or_else.format(slug_of(text))}"
        raise wrong(f"`{short(text)}` is not known here", hint)

    return check


def publication_of(value: object, info: Validation) -> str:
    """The name of a newspaper, whose folder is beside those of the years."""
    text = text_of(value)
    if _YEAR.fullmatch(setting_of(info).slugger.of_name(text)):
        hint = "write its whole name, such as `The 1984 Gazette`"
        raise wrong(f"`{short(text)}` would stand where the issues of a year are", hint)
    return text


def alt_of(value: object) -> str | None:
    """The text of a picture; an empty one says that it only decorates."""
    if value == "":
        return ""
    return None if is_nothing(value) else text_of(value)
