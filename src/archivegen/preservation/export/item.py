"""Items: an article as every format of an export gets it, and what is known of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archivegen.config.read import Config
    from archivegen.model.article import Article


@dataclass(frozen=True, slots=True)
class ExportSite:
    """The site whose articles are exported."""

    config: Config
    given: Callable[[str], Mapping[str, Any]]
    """What goes without saying of a file, by the keys of front matter."""
    source: Callable[[str], bytes]
    """The bytes of an article's file, by its path below the content folder. Raises OSError."""

    @property
    def address(self) -> str:
        """The address of the front page."""
        return self.config.urls.absolute(self.config.urls.home())


@dataclass(frozen=True, slots=True)
class ExportItem:
    """A published article, ready to leave."""

    article: Article
    id: str
    """Its id in feeds; without a `base_url`, its address."""
    url: str
    """Its address, with the host where the site has one."""
    language: str
    """Its language tag, which may be the site's."""
    html: str
    """The HTML of its body: links are whole addresses, boxes are made. Empty for a format without
    bodies."""
    record: Mapping[str, Any]
    """What the archive for programs has of it beside its page, but for the text (docs/data.md)."""

    @property
    def slug(self) -> str:
        """The last part of its address, decoded."""
        name = self.article.card.url.rstrip("/").rpartition("/")[2]
        return unquote(name).removesuffix(".html")
