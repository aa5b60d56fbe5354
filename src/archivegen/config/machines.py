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
    """Which feeds the site has, and what is in them; they need `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    atom: bool = True
    """The site's Atom feed, `/feed.xml`."""
    rss: bool = True
    """The site's RSS feed, `/rss.xml`."""
    json: bool = True
    """The site's JSON Feed, `/feed.json`."""
    archive: bool = True
    """An Atom document for each month, which the site's Atom feed leads to (RFC 5005)."""
    content: FeedContent = "summary"
    """What a feed has of an article: its `summary`, or its `full` text, too."""
    limit: ListingLength = 30
    """Articles in a feed, at most; a document of the archive has all of its month."""
    page: bool = True
    """A page that lists the feeds with their addresses, for people."""


@dataclass(frozen=True, slots=True)
class SitemapsConfig:
    """What search engines are told of the pages; it needs `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    enabled: bool = True
    """Sitemaps: one for each month's articles, one for the listings, and their index."""
    images: bool = True
    """Lead images in the sitemaps of articles."""
    news: bool = True
    """A sitemap of the articles of the last two days, for news aggregators."""


@dataclass(frozen=True, slots=True)
class MetadataConfig:
    """What pages say of themselves to machines; most of it needs `base_url`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    json_ld: bool = True
    """Structured data with schema.org's words."""
    social_cards: bool = True
    """What is shown of a page where it is shared: Open Graph, and X's cards."""
    citations: bool = True
    """What is cited of an article, in its head, for Zotero and other programs of researchers."""
    noindex_below: int = 0
    """A listing with fewer articles asks search engines to leave it out."""


@dataclass(frozen=True, slots=True)
class AlternatesConfig:
    """In which other forms each article stands beside its page, where its head leads to them."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    json: bool = False
    """A file `index.json` with all that the archive for programs has of it, and its text."""
    text: bool = False
    """A file `index.txt`, for people: headline, standfirst, byline, date, address, and the text."""
    markdown: MarkdownSwitch = False
    """A file `index.md`: what `index.json` has as front matter, and the text as Markdown."""


@dataclass(frozen=True, slots=True)
class RedirectsConfig:
    """How the old addresses of articles, their aliases, lead to the new ones."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    html: bool = True
    """A page at each old address that leads on; every host serves it."""
    file: bool = False
    """A file `_redirects`, which Netlify and Cloudflare Pages go by."""
