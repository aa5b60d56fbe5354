"""Settings: what `archivegen.toml` may say, as frozen values with their defaults."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from importlib.util import find_spec
from typing import Any, ClassVar, Literal

CONFIG_NAME = "archivegen.toml"

HtmlMode = Literal["sanitize", "escape", "trusted"]
Engine = Literal["markdown", "commonmark"]

EXTENSIONS: dict[Engine, tuple[str, ...]] = {
    "markdown": ("extra", "sane_lists", "smarty", "toc"),
    "commonmark": (
        "definition_lists", "footnotes", "heading_attributes", "smart_punctuation",
        "strikethrough", "tables",
    ),
}  # fmt: skip
"""What each engine understands beyond plain Markdown, if a site does not say."""

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
    extensions: tuple[str, ...] = EXTENSIONS["markdown"]
    embed_hosts: tuple[str, ...] = ()


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
class LimitsConfig:
    """What one article may take: bytes, and seconds to read it."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    article_kilobytes: int = 2048
    article_seconds: int = 10
    front_matter_kilobytes: int = 64

    @property
    def article_bytes(self) -> int:
        """Bytes of an article's file, at most."""
        return self.article_kilobytes * 1024

    @property
    def front_matter_bytes(self) -> int:
        """Bytes of an article's front matter, at most."""
        return self.front_matter_kilobytes * 1024


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
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    extra: dict[str, Any] = field(default_factory=dict)

    TABLES: ClassVar[dict[str, Any]] = {
        "theme": ThemeConfig,
        "markdown": MarkdownConfig,
        "indexes": IndexesConfig,
        "limits": LimitsConfig,
    }


def is_installed(engine: str) -> bool:
    """Whether a Markdown engine can be used here: one of them is an optional extra."""
    return engine != "commonmark" or find_spec("pyromark") is not None


def to_json(config: Config) -> str:
    """The configuration as text that `from_json` reads without validating it again."""
    return json.dumps(asdict(config), ensure_ascii=False)


def from_json(text: str) -> Config:
    """The configuration that `to_json` wrote."""
    values = json.loads(text)
    theme = values["theme"]
    theme["navigation"] = tuple(NavigationLink(**link) for link in theme["navigation"])
    for name in ("extensions", "embed_hosts"):
        values["markdown"][name] = tuple(values["markdown"][name])
    for name, table in Config.TABLES.items():
        values[name] = table(**values[name])
    return Config(**values)


def keys_of(table: type[Any]) -> list[str]:
    """The names that a table of the configuration may hold."""
    return [entry.name for entry in fields(table)]
