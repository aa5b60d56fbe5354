"""Tables about what a site tells machines: feeds, sitemaps, metadata, alternates, redirects.

The text below a key is its description in editors and in the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from archivegen.config.fields import (  # noqa: TC001 -- pydantic evaluates them
    MarkdownSwitch,
)
from archivegen.config.numbers import ListingLength  # noqa: TC001 -- as above
from archivegen.config.tables import NO_OTHER_KEYS

FeedContent = Literal["summary", "full"]


@dataclass(frozen=True, slots=True)
class FeedsConfig:
    """Which feeds the site has, and what they contain; they need `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    atom: bool = True
    """The site's Atom feed, `/feed.xml`."""
    rss: bool = True
    """The site's RSS feed, `/rss.xml`."""
    json: bool = True
    """The site's JSON Feed, `/feed.json`."""
    archive: bool = True
    """An Atom document for each month, linked from the site's Atom feed (RFC 5005)."""
    content: FeedContent = "summary"
    """What feeds contain of an article: its `summary`, or also its `full` text."""
    limit: ListingLength = 30
    """The most articles in a feed; a monthly document always has all of its month."""
    page: bool = True
    """A page that lists the feeds and their addresses for readers."""


@dataclass(frozen=True, slots=True)
class SitemapsConfig:
    """Sitemaps for search engines; they need `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    enabled: bool = True
    """Sitemaps for the articles of each month and for the listings, and an index of these."""
    images: bool = True
    """Lead images in the sitemaps of articles."""
    news: bool = True
    """A news sitemap with the articles of the last two days, for news aggregators."""


@dataclass(frozen=True, slots=True)
class MetadataConfig:
    """Metadata in pages, for machines; most of it needs `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    json_ld: bool = True
    """Structured data (JSON-LD of schema.org)."""
    social_cards: bool = True
    """Previews of shared pages: Open Graph, and X's cards."""
    citations: bool = True
    """Citation metadata in the head of an article, for Zotero and other reference managers."""
    noindex_below: int = 0
    """Ask search engines to leave out listings with fewer articles than this."""


@dataclass(frozen=True, slots=True)
class AlternatesConfig:
    """Other formats of each article, published beside its page and linked from its head."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    json: bool = False
    """A file `index.json` with the article's metadata, as in the archive for programs, and its
    text."""
    text: bool = False
    """A file `index.txt` for people: headline, standfirst, byline, date, address and text."""
    markdown: MarkdownSwitch = False
    """A file `index.md`: the metadata of `index.json` as front matter, and the text as Markdown."""


@dataclass(frozen=True, slots=True)
class RedirectsConfig:
    """How old addresses of articles, their aliases, redirect to new ones."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    html: bool = True
    """A page at each old address that redirects; it works on every host."""
    file: bool = False
    """A file `_redirects`, which Netlify and Cloudflare Pages read."""
