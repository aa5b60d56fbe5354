"""Configuration: `archivegen.toml`, validated once, becomes a frozen `Config`.

Everything after this module may trust what a `Config` says. Nothing is read from the
environment, and a key that is not known is an error with the nearest name that is.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from archivegen.digests import digest, generator_digest

if TYPE_CHECKING:
    from pathlib import Path

CONFIG_NAME = "archivegen.toml"

HtmlMode = Literal["sanitize", "escape", "trusted"]
Engine = Literal["markdown"]

_NO_OTHER_KEYS = {"extra": "forbid"}
"""pydantic's word for: a key that is not a field is an error."""


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of the header: `url` is an address, or a path from the site's root."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ThemeConfig:
    """What the default theme lets a site choose. Colours are `#rrggbb`."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    accent: str = ""
    accent_dark: str = ""
    logo: str = ""
    favicon: str = ""
    footer: str = ""
    navigation: tuple[NavigationLink, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """How article bodies become HTML."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    engine: Engine = "markdown"
    html: HtmlMode = "sanitize"
    extensions: tuple[str, ...] = ("extra", "sane_lists", "smarty", "toc")


@dataclass(frozen=True, slots=True)
class IndexesConfig:
    """Which families of listings the site has."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    years: bool = True
    months: bool = True
    days: bool = True
    topics: bool = True
    authors: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of a site; the defaults are those of the reference in the README."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    title: str
    description: str = ""
    base_url: str = ""
    language: str = "en"
    timezone: str = "UTC"
    default_section: str = ""
    permalink: str = "/{year}/{month}/{day}/{slug}/"
    date_format: str = ""
    datetime_format: str = ""
    front_limit: int = 13
    newest_limit: int = 20
    listing_limit: int = 100
    feed_limit: int = 30
    theme: ThemeConfig = field(default_factory=ThemeConfig)
    markdown: MarkdownConfig = field(default_factory=MarkdownConfig)
    indexes: IndexesConfig = field(default_factory=IndexesConfig)
    extra: dict[str, Any] = field(default_factory=dict)

    TABLES: ClassVar[dict[str, Any]] = {
        "theme": ThemeConfig,
        "markdown": MarkdownConfig,
        "indexes": IndexesConfig,
    }


def read_config(path: Path, kept: Path) -> Config:
    """The configuration in a file; `kept` is where its validated form is kept for next time.

    Raises SiteError with every problem that the file has.
    """
    data = path.read_bytes()
    name = digest(generator_digest() + data).hex()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        checksum, text = kept.read_text(encoding="utf-8").split("\n", 1)
        if checksum == digest((name + text).encode()).hex():
            return from_json(text)
    from archivegen.config_schema import validate  # noqa: PLC0415 -- pydantic is slow to import

    config = validate(data)
    text = to_json(config)
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        checksum = digest((name + text).encode()).hex()
        kept.write_text(f"{checksum}\n{text}", encoding="utf-8")
    return config


def to_json(config: Config) -> str:
    """The configuration as text that `from_json` reads without validating it again."""
    return json.dumps(asdict(config), ensure_ascii=False)


def from_json(text: str) -> Config:
    """The configuration that `to_json` wrote."""
    values = json.loads(text)
    theme = values["theme"]
    theme["navigation"] = tuple(NavigationLink(**link) for link in theme["navigation"])
    values["markdown"]["extensions"] = tuple(values["markdown"]["extensions"])
    for name, table in Config.TABLES.items():
        values[name] = table(**values[name])
    return Config(**values)


def keys_of(table: type[Any]) -> list[str]:
    """The names that a table of the configuration may hold."""
    return [entry.name for entry in fields(table)]
