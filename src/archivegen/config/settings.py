"""Settings: what `archivegen.toml` may say, as frozen values with their defaults.

The text below a key is its description in editors and in the reference.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Annotated, Any, ClassVar

from archivegen.config.checks import CheckConfig
from archivegen.config.defaults import FolderDefaults
from archivegen.config.fields import (  # noqa: TC001 -- pydantic evaluates the annotations
    BaseUrl,
    DatePattern,
    DateTimePattern,
    KindName,
    LanguageTag,
    OptionalSection,
    Permalink,
    Section,
    TimeZone,
    Title,
)
from archivegen.config.front_page import FrontConfig
from archivegen.config.machines import (
    AlternatesConfig,
    FeedsConfig,
    MetadataConfig,
    RedirectsConfig,
    SitemapsConfig,
)
from archivegen.config.numbers import ListingLength  # noqa: TC001 -- as above
from archivegen.config.publishing import HeadersConfig, PublisherConfig, RobotsConfig
from archivegen.config.tables import (
    NO_OTHER_KEYS,
    ImagesConfig,
    IndexesConfig,
    KindConfig,
    LimitsConfig,
    MarkdownConfig,
    NavigationLink,
    PathsConfig,
    ReadingConfig,
    SearchConfig,
    SlugsConfig,
    TaxonomyConfig,
    ThemeConfig,
)
from archivegen.config.templates import AS_WRITTEN, TemplatesConfig
from archivegen.model.own_paths import OwnFolders
from archivegen.model.slugs import Slugger
from archivegen.model.taxonomies import BUILT_IN, GIVEN
from archivegen.model.times import DateOrder  # noqa: TC001 -- as above
from archivegen.model.urls import Urls

CONFIG_NAME = "archivegen.toml"


def _built_in() -> dict[str, TaxonomyConfig]:
    return {name: TaxonomyConfig(**asdict(taxonomy)) for name, taxonomy in BUILT_IN.items()}


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of a site; docs/configuration.md shows it with the defaults."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    title: Title
    """The name of the site."""
    description: str = ""
    """A sentence on the site: below its name, and for search engines."""
    base_url: BaseUrl = ""
    """Where the site will stand, such as `https://example.org/`, also with a path: feeds,
    sitemaps and canonical links need it."""
    language: LanguageTag = "en"
    """The language of dates and numbers, and of the articles that name no other: a tag such as
    `en`, `pt-BR` or `ar`."""
    timezone: TimeZone = "UTC"
    """The newsroom's time zone, such as `Europe/London`: times without an offset are in it."""
    date_order: DateOrder = ""
    """How dates such as `7/8/2022` and `21.07.2022` are meant: `dmy`, the day first, or `mdy`, the
    month first; empty: such a date is an error that names its readings."""
    default_section: OptionalSection = ""
    """The section of the articles that name none; empty: each has to name one."""
    sections: tuple[Section, ...] = ()
    """The sections that there are, in the order of the navigation and of the front page:
    `archivegen check` warns of others. Empty: any name is one."""
    permalink: Permalink = "/{year}/{month}/{day}/{slug}/"
    """The pattern of an article's address; its tokens are `{year}`, `{month}`, `{day}`, `{slug}`,
    `{name}` (of the file, without a date before it), `{section}` and `{language}`."""
    date_format: DatePattern = ""
    """A CLDR pattern such as `d MMMM y`; empty: the language's long form."""
    datetime_format: DateTimePattern = ""
    """A CLDR pattern such as `d MMMM y, HH:mm`; empty: the language's long form."""
    front_limit: ListingLength = 13
    """Articles on the front page, at most."""
    newest_limit: ListingLength = 20
    """Articles on the landing page of a listing that is split."""
    listing_limit: ListingLength = 100
    """Articles of a listing that is not split; one with more is split along the calendar."""
    terms_limit: ListingLength = 200
    """Names in a list of all topics, authors or others that is not split; one with more is split by
    their first letters."""
    exclude: tuple[str, ...] = ()
    """Files of `content/` that are none of the site's, by patterns such as `README.md` (in any
    folder) or `_drafts/**`."""
    paths: PathsConfig = field(default_factory=PathsConfig)
    """The folders of the site's own pages, such as `archive`; no section can have one of them."""
    slugs: SlugsConfig = field(default_factory=SlugsConfig)
    """How headlines and names become parts of addresses."""
    kinds: dict[KindName, KindConfig] = field(default_factory=dict)
    """Kinds of articles that the site adds to the usual ones, or gives another label, by name."""
    taxonomies: dict[str, TaxonomyConfig] = field(default_factory=_built_in)
    """The kinds of lists that articles can be on, by name: `sections`, `topics`, `authors`,
    `series`, and those that the site adds, such as `people`."""
    defaults: tuple[FolderDefaults, ...] = ()
    """What goes without saying of the files in a folder: a `path` such as `1998/**`, and keys of
    front matter. What a file says itself goes before, and later tables go before earlier ones."""
    templates: Annotated[TemplatesConfig, AS_WRITTEN] = field(default_factory=TemplatesConfig)
    """The templates of articles, if not `article.html`: by kind, as `opinion = "opinion.html"`, and
    by section, as `section.sport = "sport.html"`; the section's goes before."""
    front: FrontConfig = field(default_factory=FrontConfig)
    """What stands on the front page."""
    theme: ThemeConfig = field(default_factory=ThemeConfig)
    """What the default theme lets a site choose."""
    markdown: MarkdownConfig = field(default_factory=MarkdownConfig)
    """How article bodies become HTML."""
    indexes: IndexesConfig = field(default_factory=IndexesConfig)
    """Which families of listings the site has."""
    reading: ReadingConfig = field(default_factory=ReadingConfig)
    """What article pages offer around the text."""
    feeds: FeedsConfig = field(default_factory=FeedsConfig)
    """Which feeds the site has, and what is in them."""
    sitemaps: SitemapsConfig = field(default_factory=SitemapsConfig)
    """What search engines are told of the pages."""
    images: ImagesConfig = field(default_factory=ImagesConfig)
    """What becomes of pictures."""
    search: SearchConfig = field(default_factory=SearchConfig)
    """A search of the archive in the reader's browser."""
    metadata: MetadataConfig = field(default_factory=MetadataConfig)
    """What pages say of themselves to machines."""
    alternates: AlternatesConfig = field(default_factory=AlternatesConfig)
    """In which other forms each article stands beside its page."""
    redirects: RedirectsConfig = field(default_factory=RedirectsConfig)
    """How the old addresses of articles lead to the new ones."""
    publisher: PublisherConfig = field(default_factory=PublisherConfig)
    """Where the publisher says what it stands for."""
    headers: HeadersConfig = field(default_factory=HeadersConfig)
    """What hosts send with each file."""
    robots: RobotsConfig = field(default_factory=RobotsConfig)
    """What bots may do."""
    check: CheckConfig = field(default_factory=CheckConfig)
    """What `archivegen check` tells only where a site wants it."""
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    """What one article may take; past a limit, it is an error."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Whatever the site's own templates want, as `site.extra`."""

    TABLES: ClassVar[dict[str, Any]] = {
        "paths": PathsConfig,
        "slugs": SlugsConfig,
        "front": FrontConfig,
        "theme": ThemeConfig,
        "markdown": MarkdownConfig,
        "indexes": IndexesConfig,
        "reading": ReadingConfig,
        "feeds": FeedsConfig,
        "sitemaps": SitemapsConfig,
        "images": ImagesConfig,
        "search": SearchConfig,
        "metadata": MetadataConfig,
        "alternates": AlternatesConfig,
        "redirects": RedirectsConfig,
        "headers": HeadersConfig,
        "publisher": PublisherConfig,
        "robots": RobotsConfig,
        "check": CheckConfig,
        "limits": LimitsConfig,
    }

    @property
    def urls(self) -> Urls:
        """The addresses of the site."""
        return Urls.of(self.base_url, self.paths)

    @property
    def folders(self) -> OwnFolders:
        """The folders of the site's own pages, which no section can have."""
        return OwnFolders(self.paths, tuple(self.taxonomies.values()))

    @property
    def slugger(self) -> Slugger:
        """What makes the slugs of the site."""
        return Slugger(self.slugs.transliterate, self.language)


def to_json(config: Config) -> str:
    """The configuration as text that `from_json` reads without validating it again."""
    return json.dumps(asdict(config), ensure_ascii=False)


def from_json(text: str) -> Config:
    """The configuration that `to_json` wrote."""
    values = json.loads(text)
    theme = values["theme"]
    theme["navigation"] = tuple(NavigationLink(**link) for link in theme["navigation"])
    for name in ("sections", "exclude"):
        values[name] = tuple(values[name])
    for name in ("pins", "sections"):
        values["front"][name] = tuple(values["front"][name])
    for name in ("widths", "keep"):
        values["images"][name] = tuple(values["images"][name])
    for name in ("allow", "disallow"):
        values["robots"][name] = tuple(values["robots"][name])
    for name in ("extensions", "embed_hosts"):
        values["markdown"][name] = tuple(values["markdown"][name])
    values["kinds"] = {name: KindConfig(**kind) for name, kind in values["kinds"].items()}
    values["taxonomies"] = {
        name: TaxonomyConfig(**taxonomy) for name, taxonomy in values["taxonomies"].items()
    }
    values["defaults"] = tuple(FolderDefaults(**one) for one in values["defaults"])
    values["templates"] = TemplatesConfig(**values["templates"])
    for name, table in Config.TABLES.items():
        values[name] = table(**values[name])
    return Config(**values)


def keys_of(table: type[Any]) -> list[str]:
    """The names that a table of the configuration may hold."""
    given = GIVEN if table is TaxonomyConfig else ()
    return [entry.name for entry in fields(table) if entry.name not in given]
