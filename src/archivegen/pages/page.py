"""Pages, slices and families as values.

A page holds everything that its template may see; a slice is a part of the archive whose pages
are planned, compared and rendered together; a family is all slices of one type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from archivegen.config.machines import MetadataConfig
from archivegen.config.tables import KindConfig, ReadingConfig
from archivegen.model.taxonomies import BUILT_IN, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from archivegen.archive.catalog import Catalog
    from archivegen.config.machines import FeedsConfig
    from archivegen.config.read import Config
    from archivegen.config.tables import IndexesConfig
    from archivegen.model.picture import Picture
    from archivegen.model.urls import Urls
    from archivegen.pages.machines.robots import MiningData


Links = tuple[tuple[str, str], ...]
"""The symbolic links of a body, each with the address that it leads to."""


@dataclass(frozen=True, slots=True)
class Link:
    """A title and the address it links to."""

    title: str
    """The title."""
    url: str
    """The address."""


@dataclass(frozen=True, slots=True)
class Site:
    """The site, as every page shows it."""

    title: str
    """The configured title."""
    description: str
    """The configured description, or empty."""
    language: str
    """The language tag of the site's own words."""
    direction: str
    """`ltr` or `rtl`, as the language is written."""
    url: str
    """The front page's address, with its host if `base_url` is configured."""
    navigation: tuple[Link, ...]
    """The links in the header's row: those configured, or else the main sections."""
    indexes: IndexesConfig
    """Which listings the site has."""
    feeds: FeedsConfig
    """Which feeds the site has, if it has a `base_url`."""
    stylesheet: str
    """The stylesheet's address; empty if the theme has none."""
    logo: str
    """The logo's address, or empty."""
    favicon: str
    """The icon's address, or empty."""
    footer: str
    """The configured footer line as HTML, or empty."""
    date_format: str
    """The configured pattern for days, or empty; the filters follow it."""
    datetime_format: str
    """The configured pattern for days with a time, or empty."""
    extra: dict[str, Any]
    """The table `[extra]` of the configuration."""
    kinds: dict[str, KindConfig] = field(default_factory=dict)
    """Kinds of articles that the configuration adds or relabels, by name."""
    taxonomies: dict[str, Taxonomy] = field(default_factory=lambda: {**BUILT_IN})
    """The taxonomies by name: `sections`, `topics`, `authors`, `series`, and those the site
    adds."""
    lists: tuple[Taxonomy, ...] = ()
    """The taxonomies that have a list of all terms, except the sections."""
    search_url: str = ""
    """The address of the search page, or empty."""
    search_script: str = ""
    """The address of the search page's script, or empty."""
    terms_script: str = ""
    """The address of the script for lists of terms in parts; empty if there are no such lists."""
    hits_script: str = ""
    """The address of the script that marks search hits in an article; empty if there is no
    search."""
    portable_script: str = ""
    """The address of the script that detects where pages are read from; only in the portable
    edition, or empty."""
    policies: dict[str, str] = field(default_factory=dict)
    """The addresses of the publisher's policies, by their schema.org names."""
    mining: MiningData | None = None
    """What machines are told about mining the site, if the right to it is reserved."""
    metadata: MetadataConfig = field(default_factory=MetadataConfig)
    """Metadata in pages, for machines."""
    social_image: str = ""
    """The address of the picture for shared pages, or empty."""
    reading: ReadingConfig = field(default_factory=ReadingConfig)
    """What article pages show around the text."""
    menu: tuple[Link, ...] = ()
    """The sections in the header's menu, if there are more than its row shows, or empty."""
    sections_url: str = ""
    """The address of the list of all sections, if there are more than the header shows, or
    empty."""
    footer_pages: tuple[Link, ...] = ()
    """The pages that every page links to in its footer."""
    feeds_url: str = ""
    """The address of the page that lists the feeds, or else of the feed, or empty."""
    issues_url: str = ""
    """The address of the list of printed issues, or empty."""
    numbering_system: str = "latn"
    """The digits of the site's language, by their CLDR name: `latn`, `arab`, `deva`."""


@dataclass(frozen=True, slots=True)
class Page:
    """One output file that a template makes."""

    url: str
    """Its address."""
    output: str
    """Its path in the output."""
    template: str
    """The template's name."""
    data: object
    """A dataclass, whose fields are the template's variables."""
    bodies: tuple[bytes, ...] = ()
    """The digests of the article bodies that the page shows."""
    links: tuple[Links, ...] = ()
    """The addresses that symbolic links in each body resolve to."""
    pictures: tuple[Picture, ...] = ()
    """Those of the site's pictures that the page shows."""
    boxes: tuple[str, ...] = ()
    """The names of the boxes in these bodies."""
    source: str = ""
    """The article's path from the site's root, or empty."""
    is_listing: bool = True
    """Whether it links to other pages, and is therefore published after them."""
    parts: tuple[str, ...] = ()
    """For a listing too long for one page: the addresses of its pages, including this one."""
    lines: Iterable[Page] = ()
    """For a file that may be too long for memory: the pages that are its lines, made one at a time
    and each time they are asked for. `template` is the template of a line."""


class Slice(NamedTuple):
    """A part of the archive: its name, and the digest of all that its pages are made from."""

    name: str
    digest: bytes


class ImageLookup(Protocol):
    """What is known of the site's pictures, as far as pages ask for it."""

    def find(self, outputs: Iterable[str]) -> tuple[Picture, ...]:
        """The pictures among some files of the output, by their paths."""

    def digests(self) -> dict[str, bytes]:
        """What stands for each picture, by its output path."""

    def card_of(self, path: str) -> str:
        """The address of the social card of an article, by its path; empty where it has none.

        Of the empty path, what stands for all that cards have in common.
        """


@dataclass(frozen=True, slots=True)
class Planning:
    """What slices and their pages may be made from.

    `known` are the digests of the last build's slices by their names, if nothing but sources and
    the time has changed since; from these, families may take what cannot be another. `pictures`
    looks up the site's pictures; it is false or None where none are known.
    """

    config: Config
    urls: Urls
    catalog: Catalog
    known: Mapping[str, bytes] = field(default_factory=dict)
    pictures: ImageLookup | None = None


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """A template that makes pages.

    `name` is its path below a folder of templates, `data` the type of its pages' data, and
    `makes` says in a sentence which pages it makes, for the reference of the theme.
    """

    name: str
    data: type
    makes: str


def slice_name(family: str, *arguments: object) -> str:
    """The name of a slice: of its family, and of what its pages are planned with."""
    return "/".join([family, *(str(argument).replace("/", ":") for argument in arguments)])


def arguments_of(name: str) -> list[str]:
    """What the pages of the slice with this name are planned with."""
    return [argument.replace(":", "/") for argument in name.split("/")[1:]]


def never(_: Config) -> bool:
    """Whatever the configuration: no."""
    return False


@dataclass(frozen=True, slots=True)
class Family:
    """Pages of a kind: their slices, the pages of a slice, and the templates that make them.

    The name of each slice is the family's, and arguments behind it, as `slice_name` writes them:
    with these, as texts, `pages` is called. `shows_bodies` says whether, in a site of a
    configuration, the pages are made from more of articles than cards, terms and days.
    `takes_long` says that a preview shows such pages as they stand, rather than wait for them.
    `slices_of_bodies` gives, where the bodies of some articles alone became others, the slices that
    are others for it, so that no further article is looked at; by their paths below the content
    folder. Its digests need not be those of `slices`: what differs is planned once more.
    """

    name: str
    slices: Callable[[Planning], Iterable[Slice]]
    pages: Callable[..., Iterable[Page]]
    templates: tuple[PageTemplate, ...]
    shows_bodies: Callable[[Config], bool] = never
    takes_long: bool = False
    slices_of_bodies: Callable[[Planning, Collection[str]], Iterable[Slice]] | None = None


def pictures_at(planning: Planning, addresses: Iterable[str]) -> tuple[Picture, ...]:
    """The pictures of the site among some addresses."""
    if planning.pictures is None:
        return ()
    base = planning.urls.base
    return planning.pictures.find(
        planning.urls.file_of(url) for url in addresses if url.startswith(base)
    )


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day of the archive."""

    year: int
    """The year."""
    month: int
    """The month from 1 to 12, or 0 for a year."""
    day: int
    """The day of the month, or 0 for a year or month."""
    url: str
    """Its address; empty if it has no page."""
    count: int
    """The number of its articles; 0 if only its address matters, as for neighbours."""
    shade: int = 0
    """0 for no articles, 1 to 5 for few to many."""
