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
    """The configuration of a site; docs/configuration.md shows it with its defaults."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    title: Title
    """The name of the site."""
    description: str = ""
    """One sentence about the site, shown below its name and to search engines."""
    base_url: BaseUrl = ""
    """The address the site is published at, such as `https://example.org/`; a path is allowed.
    Feeds, sitemaps and canonical links need it."""
    language: LanguageTag = "en"
    """The language of dates, numbers and the articles that name no other: a tag such as `en`,
    `pt-BR` or `ar`."""
    timezone: TimeZone = "UTC"
    """The newsroom's time zone, such as `Europe/London`. Times without an offset are read in it."""
    date_order: DateOrder = ""
    """How to read dates such as `7/8/2022` and `21.07.2022`: `dmy` (day first) or `mdy` (month
    first). If empty, such a date is an error that lists its possible readings."""
    default_section: OptionalSection = ""
    """The section of articles that name none. If empty, each article must name one."""
    sections: tuple[Section, ...] = ()
    """All sections, in the order of the navigation and the front page; `archivegen check` warns
    about any other. If empty, any name will do."""
    permalink: Permalink = "/{year}/{month}/{day}/{slug}/"
    """The pattern of article addresses. Its tokens are `{year}`, `{month}`, `{day}`, `{slug}`,
    `{name}` (of the file, without a date at its start), `{section}` and `{language}`."""
    date_format: DatePattern = ""
    """The format of dates: a CLDR pattern such as `d MMMM y`. If empty, the language's long
    form."""
    datetime_format: DateTimePattern = ""
    """The format of dates with a time: a CLDR pattern such as `d MMMM y, HH:mm`. If empty, the
    language's long form."""
    front_limit: ListingLength = 13
    """The most articles on the front page."""
    newest_limit: ListingLength = 20
    """The number of articles on the landing page of a divided listing."""
    listing_limit: ListingLength = 100
    """The most articles in one listing; a listing with more is divided along the calendar."""
    terms_limit: ListingLength = 200
    """The most names in one list of topics, authors or others; a longer list is divided by first
    letters."""
    exclude: tuple[str, ...] = ()
    """Files in `content/` to ignore: patterns such as `README.md` (in any folder) or
    `_drafts/**`."""
    paths: PathsConfig = field(default_factory=PathsConfig)
    """The folders of the site's own pages, such as `archive`. No section can use one of them."""
    slugs: SlugsConfig = field(default_factory=SlugsConfig)
    """How headlines and names are written in addresses."""
    kinds: dict[KindName, KindConfig] = field(default_factory=dict)
    """Kinds of articles that the site adds, or built-in kinds that it gives another label, by
    name."""
    taxonomies: dict[str, TaxonomyConfig] = field(default_factory=_built_in)
    """The taxonomies by name: `sections`, `topics`, `authors`, `series`, and those the site adds,
    such as `people`."""
    defaults: tuple[FolderDefaults, ...] = ()
    """Default front matter for the files in a folder: a `path` such as `1998/**`, and keys of front
    matter. A file's own keys take precedence, and later tables override earlier ones."""
    templates: Annotated[TemplatesConfig, AS_WRITTEN] = field(default_factory=TemplatesConfig)
    """The templates of articles, where not `article.html`: by kind, such as `opinion =
    "opinion.html"`, or by section, such as `section.sport = "sport.html"`. The section's takes
    precedence."""
    front: FrontConfig = field(default_factory=FrontConfig)
    """What the front page shows."""
    theme: ThemeConfig = field(default_factory=ThemeConfig)
    """Options of the default theme."""
    markdown: MarkdownConfig = field(default_factory=MarkdownConfig)
    """How article texts are turned into HTML."""
    indexes: IndexesConfig = field(default_factory=IndexesConfig)
    """Which listings the site has."""
    reading: ReadingConfig = field(default_factory=ReadingConfig)
    """What article pages show around the text."""
    feeds: FeedsConfig = field(default_factory=FeedsConfig)
    """Which feeds the site has, and what they contain."""
    sitemaps: SitemapsConfig = field(default_factory=SitemapsConfig)
    """Sitemaps for search engines."""
    images: ImagesConfig = field(default_factory=ImagesConfig)
    """How pictures are processed."""
    search: SearchConfig = field(default_factory=SearchConfig)
    """Full-text search, which runs in the reader's browser."""
    metadata: MetadataConfig = field(default_factory=MetadataConfig)
    """Metadata in pages, for machines."""
    alternates: AlternatesConfig = field(default_factory=AlternatesConfig)
    """Other formats of each article, published beside its page."""
    redirects: RedirectsConfig = field(default_factory=RedirectsConfig)
    """How old addresses of articles redirect to new ones."""
    publisher: PublisherConfig = field(default_factory=PublisherConfig)
    """Where the publisher states its policies."""
    headers: HeadersConfig = field(default_factory=HeadersConfig)
    """Headers that hosts send with each file."""
    robots: RobotsConfig = field(default_factory=RobotsConfig)
    """What bots are allowed to do."""
    check: CheckConfig = field(default_factory=CheckConfig)
    """Optional warnings of `archivegen check`."""
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    """Limits of one article; exceeding one is an error."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Any values for the site's own templates, as `site.extra`."""

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
