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
    """A title and the address it leads to."""

    title: str
    """What it is called."""
    url: str
    """The address."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page shows of the site."""

    title: str
    """The configured title."""
    description: str
    """The configured description, or empty."""
    language: str
    """The language tag of the site's own words."""
    direction: str
    """`ltr` or `rtl`, as the language is written."""
    url: str
    """The front page's address, with its host where `base_url` is configured."""
    navigation: tuple[Link, ...]
    """What the header's row links to: what is configured, or else the main sections."""
    indexes: IndexesConfig
    """Which families of listings the site has."""
    feeds: FeedsConfig
    """Which feeds the site has, where it has a `base_url`."""
    stylesheet: str
    """The stylesheet's address; empty if a theme has none."""
    logo: str
    """The logo's address, or empty."""
    favicon: str
    """The icon's address, or empty."""
    footer: str
    """The configured line below every page, as HTML, or empty."""
    date_format: str
    """The configured pattern of days, or empty; the filters follow it."""
    datetime_format: str
    """The configured pattern of days with a time, or empty."""
    extra: dict[str, Any]
    """The table `[extra]` of the configuration."""
    kinds: dict[str, KindConfig] = field(default_factory=dict)
    """Kinds of articles that the configuration adds or gives other labels, by name."""
    taxonomies: dict[str, Taxonomy] = field(default_factory=lambda: {**BUILT_IN})
    """The kinds of lists that articles can be on, by name: `sections`, `topics`, `authors`,
    `series`, and those of the site's own."""
    lists: tuple[Taxonomy, ...] = ()
    """Those of them that have a list of all, but for the sections."""
    search_url: str = ""
    """The address of the page to search the archive; empty where there is none."""
    search_script: str = ""
    """The address of that page's script, or empty."""
    terms_script: str = ""
    """The address of the script of lists of terms that are in parts; empty without such lists."""
    hits_script: str = ""
    """The address of the script that marks in an article what the search found; empty where there
    is no search."""
    portable_script: str = ""
    """The address of the script that asks where pages are read from, in the portable edition; empty
    in any other."""
    policies: dict[str, str] = field(default_factory=dict)
    """The addresses at which the publisher says what it stands for, by schema.org's words."""
    mining: MiningData | None = None
    """What machines are told of mining the site, where the right to it is reserved."""
    metadata: MetadataConfig = field(default_factory=MetadataConfig)
    """What pages say of themselves to machines."""
    social_image: str = ""
    """The address of the picture for where pages are shared, or empty."""
    reading: ReadingConfig = field(default_factory=ReadingConfig)
    """What article pages offer around the text."""
    menu: tuple[Link, ...] = ()
    """The sections of the header, if it has more than its row; or nothing."""
    sections_url: str = ""
    """The address of the list of all sections, if there are more than in the header; or empty."""
    footer_pages: tuple[Link, ...] = ()
    """The pages that every page links to at its foot."""
    feeds_url: str = ""
    """The address of the page that lists the feeds, or of the feed where there is none; or
    empty."""
    issues_url: str = ""
    """The address of the list of printed issues, if there are any; or empty."""
    numbering_system: str = "latn"
    """The digits of the site's language, by their name in CLDR: `latn`, `arab`, `deva`."""


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
    """A dataclass whose fields the template sees by their names."""
    bodies: tuple[bytes, ...] = ()
    """The digests of the article bodies that the page shows."""
    links: tuple[Links, ...] = ()
    """The addresses that symbolic links lead to, for each body."""
    pictures: tuple[Picture, ...] = ()
    """The pictures of the site among those that the page shows."""
    boxes: tuple[str, ...] = ()
    """The names of the boxes in these bodies."""
    source: str = ""
    """The article's path from the site's root, or empty."""
    is_listing: bool = True
    """Whether it links to other pages, and so is published after them."""
    parts: tuple[str, ...] = ()
    """Of a listing that is too long for one page: the addresses of its pages, of which this is
    one."""
    lines: Iterable[Page] = ()
    """Of a file that may be too long for memory: the pages that are its lines, made one at a time
    and as often as they are asked for. `template` is that of a line."""


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
    """Its address; empty where it has no page."""
    count: int
    """How many articles it has; 0 where only the way to it matters, as for neighbours."""
    shade: int = 0
    """0 for no article, and 1 to 5 for few to many."""
