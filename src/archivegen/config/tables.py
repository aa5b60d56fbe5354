"""Tables: what the tables of `archivegen.toml` may say, as frozen values with their defaults.

The text below a key is its description in editors and in the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from archivegen.config.fields import (
    INSTALLED,
    Colour,
    Extension,
    Host,
    ImagesSwitch,
    SearchSwitch,
)
from archivegen.config.numbers import (  # noqa: TC001 -- pydantic evaluates the annotations
    Limit,
    ListingLength,
    Quality,
    Width,
)
from archivegen.model.own_paths import OwnPaths
from archivegen.model.slugs import Transliteration  # noqa: TC001 -- pydantic evaluates it
from archivegen.model.taxonomies import Taxonomy
from archivegen.model.vocabulary.kinds import (  # noqa: TC001 -- pydantic evaluates the annotations
    ArticleType,
)

HtmlMode = Literal["sanitize", "escape", "trusted"]
Engine = Literal["markdown", "commonmark"]

EXTENSIONS: dict[Engine, tuple[str, ...]] = {
    "markdown": ("extra", "sane_lists", "smarty", "toc"),
    "commonmark": (
        "alerts", "definition_lists", "footnotes", "heading_attributes", "smart_punctuation",
        "strikethrough", "tables", "task_lists",
    ),
}  # fmt: skip
"""What each engine understands beyond plain Markdown, if a site does not say."""

NO_OTHER_KEYS = {"extra": "forbid"}
"""pydantic's word for: a key that is not a field is an error."""


@dataclass(frozen=True, slots=True)
class PathsConfig(OwnPaths):
    """The folders of the site's own pages, which a site can rename."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class TaxonomyConfig(Taxonomy):
    """A taxonomy: a kind of list that articles can be on, such as topics or people."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link in the header: `url` is an address, or a path from the site's root."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    title: str
    """The text of the link."""
    url: str
    """An address on the web, or a path from the site's root such as `/about/`."""


@dataclass(frozen=True, slots=True)
class KindConfig:
    """A kind of article that the site adds, or another label for a built-in one."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    label: str = ""
    """The label above the headline and on cards. If empty, the theme's word, or the name of the
    kind."""
    type: Literal[ArticleType, ""] = ""
    """Its type in schema.org, such as `OpinionNewsArticle`. If empty, that of the built-in kind, or
    `NewsArticle`."""


@dataclass(frozen=True, slots=True)
class ThemeConfig:
    """Options of the default theme. Colours are written `#rrggbb`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    accent: Colour = ""
    """The colour of links and rules, such as `#a3352b`. If empty, the theme's own."""
    accent_dark: Colour = ""
    """The same, for dark mode."""
    logo: str = ""
    """A picture shown instead of the title: a path from the site's root, such as `logo.svg`."""
    favicon: str = ""
    """The icon of the browser's tab: a path from the site's root, such as `favicon.svg`."""
    social_image: str = ""
    """The picture shown when a page without its own is shared: a path from the site's root, such as
    `card.png`."""
    footer: str = ""
    """A sentence at the foot of every page: a line of Markdown, which may have links."""
    navigation: tuple[NavigationLink, ...] = ()
    """The links in the header, each with a `title` and a `url`. If empty, the sections."""
    nav_limit: ListingLength = 12
    """The most sections in the header and on the front page. If there are more, those that
    `sections` names first are shown, or else the largest, with a link to the list of all."""
    nav_main: ListingLength = 6
    """The most of these in the header's row. If there are more, the row has those that `sections`
    names first, or else the largest, and the menu "All sections" has all of them."""


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """How article texts are turned into HTML."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    engine: Annotated[Engine, INSTALLED] = "markdown"
    """The Markdown engine: `markdown` is Python-Markdown; `commonmark` is an optional extra."""
    html: HtmlMode = "sanitize"
    """What to do with HTML in texts: `sanitize` it, `escape` it (it shows as text), or treat it as
    `trusted`."""
    extensions: tuple[Extension, ...] = EXTENSIONS["markdown"]
    """The extensions of Markdown that the engine supports."""
    embed_hosts: tuple[Host, ...] = ()
    """Hosts whose `<iframe>` elements `sanitize` keeps, such as `player.vimeo.com`."""
    link_cards: bool = True
    """Turn a paragraph that is only a link to a video or a post into a card."""


@dataclass(frozen=True, slots=True)
class IndexesConfig:
    """Which listings the site has."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    years: bool = True
    """A page for each year."""
    months: bool = True
    """A page for each month."""
    days: bool = True
    """A page for each day."""
    on_this_day: bool = True
    """A page for each day of the year, with its articles of all years."""
    corrections: bool = True
    """A page of all corrections."""
    issues: bool = True
    """A page for each printed issue of which there are articles, and lists of the issues."""
    json: bool = True
    """The metadata of each month's articles as JSON, for programs, and an index of the months."""
    jsonl: bool = False
    """A file for each year with its articles and their texts, such as `/archive/2022.jsonl.gz`."""


@dataclass(frozen=True, slots=True)
class SlugsConfig:
    """How headlines and names are written in addresses."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    transliterate: Transliteration = "ascii"
    """How to write letters other than a to z: `ascii`, by one table for all languages; `language`,
    as is usual in the text's language; `none`, unchanged."""


@dataclass(frozen=True, slots=True)
class ReadingConfig:
    """What article pages show around the text."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    contents: bool = True
    """A table of contents for long articles."""
    minutes: bool = True
    """The reading time of an article."""
    related: bool = True
    """Related articles: those published shortly before that share topics."""
    later: bool = True
    """What happened next: later articles that link to this one."""
    archive_before: int = 0
    """Mark articles from before this year, above the headline, as from the archive. 0: those from
    before the year preceding that of the newest article. 1: none."""
    cite: bool = True
    """How to cite an article, in three styles; needs `base_url`."""


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """Full-text search, which runs in the reader's browser; an optional extra."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    enabled: SearchSwitch = False
    """A search page with indexes along the calendar, and a search box in the header."""


@dataclass(frozen=True, slots=True)
class ImagesConfig:
    """How pictures are processed; an optional extra."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    enabled: ImagesSwitch = False
    """Publish pictures in several sizes, without metadata, and state their dimensions in pages."""
    widths: tuple[Width, ...] = (320, 640, 960, 1280, 1920)
    """The widths of the published sizes, in pixels."""
    quality: Quality = 80
    """The quality of the published WebP files, from 1 to 100."""
    keep: tuple[Literal["credit", "copyright"], ...] = ()
    """Which metadata of a picture to keep: who made it (`credit`), and who owns it
    (`copyright`)."""
    max_megapixels: Limit = 100
    """The most megapixels of a picture."""
    max_megabytes: Limit = 50
    """The largest size of a picture's file, in megabytes."""
    max_memory: Limit = 1024
    """The most memory for decoding a picture, in megabytes."""
    max_seconds: Limit = 60
    """The most processor time for a picture, in seconds."""
    social_cards: ImagesSwitch = False
    """Draw a picture for each article, shown when it is shared: headline, year and lead image."""
    social_font: str = ""
    """The font of these pictures, as a path from the site's root."""


@dataclass(frozen=True, slots=True)
class LimitsConfig:
    """Limits of one article: its size, the time to read it, and the pages made from it."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    article_kilobytes: Limit = 2048
    """The largest size of an article's file, in kilobytes."""
    article_seconds: Limit = 10
    """The most processor time for reading an article and making its HTML, in seconds."""
    front_matter_kilobytes: Limit = 64
    """The largest size of an article's front matter, in kilobytes."""
    article_items: Limit = 200
    """The most items in each list of an article, such as `tags` and `aliases`: each has pages."""
    article_translations: Limit = 200
    """The most translations of an article that `translation_of` joins: each links to all others."""

    @property
    def article_bytes(self) -> int:
        """The largest size of an article's file, in bytes."""
        return self.article_kilobytes * 1024

    @property
    def front_matter_bytes(self) -> int:
        """The largest size of an article's front matter, in bytes."""
        return self.front_matter_kilobytes * 1024
