"""What is kept, in a few words and numbers: whose archive it is, and what it covers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archivegen.archive.catalog import Catalog
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths
    from archivegen.config.settings import Config


@dataclass(frozen=True, slots=True)
class Subject:
    """A site at the time when it is packed."""

    title: str
    address: str
    """The site's `base_url`, or empty."""
    articles: int
    first_month: str
    """`1922-07`, or `1922` where no more is known; empty without articles."""
    last_month: str
    extras: tuple[str, ...]
    """What made its bytes beside archivegen itself."""
    now: int
    """The time, in seconds since 1970."""

    @property
    def day(self) -> str:
        """The day, in UTC."""
        return datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%d")


def subject_of(paths: SitePaths, config: Config, now: int, articles: int) -> Subject:
    """What a site is that was just built, with so many articles."""
    with closing(read_only_articles(paths)) as connection:
        months = Catalog(connection, View(now), config.urls).month_counts
    names = [f"{year:04}-{month:02}".removesuffix("-00") for year, month in months]
    first, last = (min(names), max(names)) if names else ("", "")
    return Subject(
        config.title, config.base_url, articles, first, last, tuple(_extras(config)), now
    )


def _extras(config: Config) -> list[str]:
    """The extras that the configuration asks for."""
    asked = {
        "commonmark": config.markdown.engine == "commonmark",
        "images": config.images.enabled,
        "import": config.alternates.markdown,
        "search": config.search.enabled,
    }
    return [name for name, is_asked in asked.items() if is_asked]
