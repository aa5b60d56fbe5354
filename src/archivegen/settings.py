"""Settings: what `archivegen.toml` may say, as frozen values with their defaults.

The text below a key is what editors and the reference show of it.
"""

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
    """The words of the link."""
    url: str
    """An address on the web, or a path from the site's root such as `/about/`."""


@dataclass(frozen=True, slots=True)
class ThemeConfig:
    """What the default theme lets a site choose. Colours are `#rrggbb`."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    accent: str = ""
    """The colour of links and rules, such as `#a3352b`; empty: the theme's own."""
    accent_dark: str = ""
    """The same for dark screens."""
    logo: str = ""
    """A picture in the place of the title: a path from the site's root, such as `logo.svg`."""
    favicon: str = ""
    """The icon of the browser's tab: a path from the site's root, such as `favicon.svg`."""
    footer: str = ""
    """A sentence at the foot of every page."""
    navigation: tuple[NavigationLink, ...] = ()
    """The links of the header, each a `title` and a `url`; empty: all sections."""


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """How article bodies become HTML."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    engine: Engine = "markdown"
    """What reads Markdown: Python-Markdown, or `commonmark`, which is an optional extra."""
    html: HtmlMode = "sanitize"
    """HTML in bodies: `sanitize` it, `escape` it so that it shows as text, or it is `trusted`."""
    extensions: tuple[str, ...] = EXTENSIONS["markdown"]
    """What the engine understands beyond plain Markdown."""
    embed_hosts: tuple[str, ...] = ()
    """Hosts whose `<iframe>` is left by `sanitize`, such as `player.vimeo.com`."""
    video_cards: bool = True
    """A paragraph that is nothing but a link to a video at YouTube or Vimeo becomes a card."""


@dataclass(frozen=True, slots=True)
class IndexesConfig:
    """Which families of listings the site has."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    years: bool = True
    """A page for each year."""
    months: bool = True
    """A page for each month."""
    days: bool = True
    """A page for each day."""
    topics: bool = True
    """A page for each topic, which are the tags of articles, and a list of all topics."""
    authors: bool = True
    """A page for each author, and a list of all authors."""


@dataclass(frozen=True, slots=True)
class SitemapsConfig:
    """What search engines are told of the pages; it needs `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    enabled: bool = True
    """Sitemaps: one for each month's articles, one for the listings, and their index."""
    images: bool = True
    """Lead images in the sitemaps of articles."""


@dataclass(frozen=True, slots=True)
class LimitsConfig:
    """What one article may take: bytes, and seconds to read it."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    article_kilobytes: int = 2048
    """Kilobytes of an article's file, at most."""
    article_seconds: int = 10
    """Seconds to read an article and to make HTML of it, at most."""
    front_matter_kilobytes: int = 64
    """Kilobytes of an article's front matter, at most."""

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
    """The configuration of a site; docs/configuration.md shows it with the defaults."""

    __pydantic_config__: ClassVar[dict[str, str]] = _NO_OTHER_KEYS

    title: str
    """The name of the site."""
    description: str = ""
    """A sentence on the site: below its name, and for search engines."""
    base_url: str = ""
    """Where the site will stand, such as `https://example.org/`, also with a path: the feed,
    sitemaps and canonical links need it."""
    language: str = "en"
    """The language of dates and numbers, and of the articles that name no other: a tag such as
    `en`, `pt-BR` or `ar`."""
    timezone: str = "UTC"
    """The newsroom's time zone, such as `Europe/London`: times without an offset are in it."""
    default_section: str = ""
    """The section of the articles that name none; empty: each has to name one."""
    sections: tuple[str, ...] = ()
    """The sections that there are: `archivegen check` warns of others. Empty: any name is one."""
    permalink: str = "/{year}/{month}/{day}/{slug}/"
    """The pattern of an article's address; its tokens are `{year}`, `{month}`, `{day}`, `{slug}`,
    `{section}` and `{language}`."""
    date_format: str = ""
    """A CLDR pattern such as `d MMMM y`; empty: the language's long form."""
    datetime_format: str = ""
    """A CLDR pattern such as `d MMMM y, HH:mm`; empty: the language's long form."""
    front_limit: int = 13
    """Articles on the front page, at most."""
    newest_limit: int = 20
    """Articles on the landing page of a listing that is split."""
    listing_limit: int = 100
    """Articles of a listing that is not split; one with more is split along the calendar."""
    feed_limit: int = 30
    """Articles in the feed, at most."""
    theme: ThemeConfig = field(default_factory=ThemeConfig)
    """What the default theme lets a site choose."""
    markdown: MarkdownConfig = field(default_factory=MarkdownConfig)
    """How article bodies become HTML."""
    indexes: IndexesConfig = field(default_factory=IndexesConfig)
    """Which families of listings the site has."""
    sitemaps: SitemapsConfig = field(default_factory=SitemapsConfig)
    """What search engines are told of the pages."""
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    """What one article may take; past a limit, it is an error."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Whatever the site's own templates want, as `site.extra`."""

    TABLES: ClassVar[dict[str, Any]] = {
        "theme": ThemeConfig,
        "markdown": MarkdownConfig,
        "indexes": IndexesConfig,
        "sitemaps": SitemapsConfig,
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
    values["sections"] = tuple(values["sections"])
    for name in ("extensions", "embed_hosts"):
        values["markdown"][name] = tuple(values["markdown"][name])
    for name, table in Config.TABLES.items():
        values[name] = table(**values[name])
    return Config(**values)


def keys_of(table: type[Any]) -> list[str]:
    """The names that a table of the configuration may hold."""
    return [entry.name for entry in fields(table)]
