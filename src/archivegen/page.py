"""Pages and slices as values.

A page holds everything that its template may see; a slice is a part of the archive whose pages
are planned, compared and rendered together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.catalog import Catalog
    from archivegen.config import Config, IndexesConfig
    from archivegen.urls import Urls


@dataclass(frozen=True, slots=True)
class Link:
    """A title and the address it leads to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Site:
    """What every page shows of the site. `url` is the front page's address with its host."""

    title: str
    description: str
    language: str
    direction: str
    url: str
    navigation: tuple[Link, ...]
    indexes: IndexesConfig
    stylesheet: str
    logo: str
    favicon: str
    footer: str
    date_format: str
    datetime_format: str
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One output file that a template makes.

    `data` is a dataclass whose fields the template sees by their names. `bodies` are the
    digests of the article bodies that the page shows, and `links` the addresses that symbolic
    links in them lead to. `source` is the article's path from the site's root, or empty.
    `is_listing` tells pages that link to others, and so are published after them.
    """

    url: str
    output: str
    template: str
    data: object
    bodies: tuple[bytes, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    source: str = ""
    is_listing: bool = True


class Slice(NamedTuple):
    """A part of the archive: its name, and the digest of all that its pages are made from."""

    name: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Planning:
    """What slices and their pages may be made from.

    `known` are the digests of the slices that the same inputs had before, for slices to go by.
    """

    config: Config
    urls: Urls
    catalog: Catalog
    known: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day of the archive, and how many articles it has.

    `month` and `day` are 0 where they are not meant. `url` is empty where the period has no
    page. `shade` is 0 for no article, and 1 to 5 for few to many.
    """

    year: int
    month: int
    day: int
    url: str
    count: int
    shade: int = 0
