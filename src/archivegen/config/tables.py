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
    """The folders of the site's own pages, if a section or the language wants others."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class TaxonomyConfig(Taxonomy):
    """A kind of list that articles can be on, such as topics, or people."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of the header: `url` is an address, or a path from the site's root."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    title: str
    """The words of the link."""
    url: str
    """An address on the web, or a path from the site's root such as `/about/`."""


@dataclass(frozen=True, slots=True)
class KindConfig:
    """A kind of article of the site's own, or another label for one of the usual ones."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    label: str = ""
    """What stands above the headline and on cards; empty: the theme's word, or its name."""
    type: Literal[ArticleType, ""] = ""
    """What schema.org calls it, such as `OpinionNewsArticle`; empty: as it is, or `NewsArticle`."""


@dataclass(frozen=True, slots=True)
class ThemeConfig:
    """What the default theme lets a site choose. Colours are `#rrggbb`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    accent: Colour = ""
    """The colour of links and rules, such as `#a3352b`; empty: the theme's own."""
    accent_dark: Colour = ""
    """The same for dark screens."""
    logo: str = ""
    """A picture in the place of the title: a path from the site's root, such as `logo.svg`."""
    favicon: str = ""
    """The icon of the browser's tab: a path from the site's root, such as `favicon.svg`."""
    social_image: str = ""
    """The picture of pages without one of their own where they are shared: a path from the site's
    root, such as `card.png`."""
    footer: str = ""
    """A sentence at the foot of every page: a line of Markdown, in which links work."""
    navigation: tuple[NavigationLink, ...] = ()
    """The links of the header, each a `title` and a `url`; empty: the sections."""
    nav_limit: ListingLength = 12
    """Sections in the header and on the front page, at most: with more, those that `sections` names
    first, or else the largest, and a link to the list of all."""
    nav_main: ListingLength = 6
    """How many of them stand in the header's row, at most: with more, the menu "All sections" has
    all of them, and the row those that `sections` names first, or else the largest."""


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """How article bodies become HTML."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    engine: Annotated[Engine, INSTALLED] = "markdown"
    """What reads Markdown: Python-Markdown, or `commonmark`, which is an optional extra."""
    html: HtmlMode = "sanitize"
    """HTML in bodies: `sanitize` it, `escape` it so that it shows as text, or it is `trusted`."""
    extensions: tuple[Extension, ...] = EXTENSIONS["markdown"]
    """What the engine understands beyond plain Markdown."""
    embed_hosts: tuple[Host, ...] = ()
    """Hosts whose `<iframe>` is left by `sanitize`, such as `player.vimeo.com`."""
    link_cards: bool = True
    """A paragraph that is nothing but a link to a video or a post becomes a card."""


@dataclass(frozen=True, slots=True)
class IndexesConfig:
    """Which families of listings the site has."""

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
    """How headlines and names become parts of addresses."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    transliterate: Transliteration = "ascii"
    """How other letters than a to z are written: `ascii`, by one table for all languages;
    `language`, as is usual in the text's language; `none`, as they are."""


@dataclass(frozen=True, slots=True)
class ReadingConfig:
    """What article pages offer around the text."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    contents: bool = True
    """A list of the headings of a long article."""
    minutes: bool = True
    """How long it takes to read an article."""
    related: bool = True
    """Articles that came shortly before and share topics."""
    later: bool = True
    """What happened next: later articles that link to it."""
    archive_before: int = 0
    """Articles from before this year say above the headline that they are from the archive; 0: from
    before the year before that of the newest article; 1: none."""
    cite: bool = True
    """How to cite an article, in three forms; it needs `base_url`."""


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """A search of the archive in the reader's browser; an optional extra."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    enabled: SearchSwitch = False
    """A page to search the articles, with indexes by the calendar, and a box in the header."""


@dataclass(frozen=True, slots=True)
class ImagesConfig:
    """What becomes of pictures; an optional extra."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    enabled: ImagesSwitch = False
    """Pictures have their sizes in pages, are published in several, and without metadata."""
    widths: tuple[Width, ...] = (320, 640, 960, 1280, 1920)
    """The widths of the renditions, in pixels."""
    quality: Quality = 80
    """The quality of the renditions, which are WebP, from 1 to 100."""
    keep: tuple[Literal["credit", "copyright"], ...] = ()
    """What stays of a picture's metadata: who made it (`credit`), and whose it is (`copyright`)."""
    max_megapixels: Limit = 100
    """Million pixels of a picture, at most."""
    max_megabytes: Limit = 50
    """Megabytes of a picture's file, at most."""
    max_memory: Limit = 1024
    """Megabytes of memory that it takes to decode a picture, at most."""
    max_seconds: Limit = 60
    """Seconds of the processor to work on a picture, at most."""
    social_cards: ImagesSwitch = False
    """A picture for each article, shown where it is shared: headline, year and lead image."""
    social_font: str = ""
    """The font of these, as a path from the site's root."""


@dataclass(frozen=True, slots=True)
class LimitsConfig:
    """What one article may take: bytes, seconds to read it, and pages that come of it."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    article_kilobytes: Limit = 2048
    """Kilobytes of an article's file, at most."""
    article_seconds: Limit = 10
    """Seconds of the processor to read an article and to make HTML of it, at most."""
    front_matter_kilobytes: Limit = 64
    """Kilobytes of an article's front matter, at most."""
    article_items: Limit = 200
    """Items of each list of an article, such as `tags` and `aliases`, at most: each has pages."""
    article_translations: Limit = 200
    """Articles that `translation_of` makes one, at most: each leads to all others."""

    @property
    def article_bytes(self) -> int:
        """Bytes of an article's file, at most."""
        return self.article_kilobytes * 1024

    @property
    def front_matter_bytes(self) -> int:
        """Bytes of an article's front matter, at most."""
        return self.front_matter_kilobytes * 1024
