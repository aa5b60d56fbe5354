"""The contract of front matter, as a pydantic model: the keys, their types, which are required.

The text below a key is its description in editors and in the reference. What the validation must
know of the site is its context, a `Setting`.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from archivegen.loader.frontmatter.fields import (
    Address,
    Aliases,
    Alt,
    Date,
    Extra,
    FeedId,
    Flag,
    Identifiers,
    Kind,
    Language,
    Names,
    NoItems,
    Nothing,
    NoticeWord,
    OptionalAddress,
    OptionalDate,
    OptionalLabel,
    OptionalPlace,
    OptionalText,
    OptionalTime,
    OriginalFile,
    OwnAddress,
    Publication,
    Section,
    Slug,
    TemplateName,
    Terms,
    Text,
    Time,
    WholeNumber,
    as_correction,
    as_file,
    as_items,
    as_named,
    as_notice,
    as_print,
    as_version,
)
from archivegen.loader.frontmatter.nothing import said
from archivegen.loader.frontmatter.scalars import wrong
from archivegen.model.vocabulary import notices
from archivegen.model.vocabulary.kinds import NEWS


class Model(BaseModel):
    """Front matter, or a mapping in it."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, extra="ignore")

    SAID_EMPTY: ClassVar[frozenset[str]] = frozenset()
    """Keys of which the validators tell what it says that nothing is written there."""

    @classmethod
    def optional_keys(cls) -> frozenset[str]:
        """The keys that count as absent where nothing is written behind them."""
        return _optional_keys(cls)

    @model_validator(mode="before")
    @classmethod
    def _said(cls, values: object) -> object:
        return said(values, cls.optional_keys()) if isinstance(values, dict) else values


@cache
def _optional_keys(model: type[Model]) -> frozenset[str]:
    fields = model.model_fields.items()
    optional = (info.alias or name for name, info in fields if not info.is_required())
    return frozenset(optional) - model.SAID_EMPTY


class ImageField(Model):
    """The lead image."""

    SAID_EMPTY = frozenset({"alt"})

    src: Address
    """The picture: a path relative to the article's file, or an address on the web."""
    alt: Alt = None
    """What the picture shows, for readers who cannot see it; `""` if it is only decoration."""
    caption: OptionalText = None
    """The caption."""
    credit: OptionalText = None
    """The credit: who made or owns the picture."""


class AudioField(Model):
    """The recording of an article."""

    src: Address
    """The sound file: a path relative to the article's file, or an address on the web."""
    title: OptionalText = None
    """The title."""
    seconds: WholeNumber = 0
    """The duration in seconds."""


class VersionField(Model):
    """A capture of what an article was made from."""

    url: Address
    """Its address, such as in a web archive."""
    captured: Time
    """When it was captured."""


class SourceField(Model):
    """Where a captured article came from."""

    name: Text
    """Who published it first."""
    url: OptionalAddress = None
    """Its original address."""
    captured: OptionalTime = None
    """When it was captured."""
    versions: Annotated[
        tuple[Annotated[VersionField, as_version], ...], as_items(list[VersionField] | NoItems)
    ] = ()
    """Other captures of it, such as in web archives: a list of mappings of `url` and `captured`."""


class LicenceField(Model):
    """What others may do with an article."""

    name: Text
    """The licence's name, such as `CC BY 4.0`."""
    url: OptionalAddress = None
    """The address of the licence's text; not needed for Creative Commons licences."""


class CorrectionField(Model):
    """A correction, shown at the article's foot."""

    date: Time
    """When it was corrected."""
    text: Text
    """What was wrong, and what is right."""


class PrintField(Model):
    """Where an article appeared in print."""

    date: OptionalDate = None
    """The day of the issue, if it is not that of the article."""
    edition: OptionalLabel = None
    """The edition, if the day had several, such as `late`."""
    volume: OptionalLabel = None
    """The volume of the issue."""
    number: OptionalLabel = None
    """The number of the issue."""
    section: OptionalLabel = None
    """The section of the issue."""
    page: OptionalLabel = None
    """The page, such as `3`, `B3` or `12-13`."""
    column: OptionalLabel = None
    """The column of the page."""
    headline: OptionalText = None
    """The headline in print, if it was different."""
    publication: Publication = None
    """The newspaper, if it is not the site's own."""


class NoticeField(Model):
    """A notice: a correction, a retraction, a note and the like."""

    type: NoticeWord
    """The type of notice: `correction`, `clarification`, `editors-note`, `update`, `content-note`,
    `retraction`, `withdrawn` or `superseded`."""
    date: OptionalTime = None
    """When the notice was made; optional only for a `content-note`."""
    text: OptionalText = None
    """The text of the notice; optional for `retraction`, `withdrawn` and `superseded`."""
    place: OptionalPlace = None
    """`top`, above the headline, or `foot`. By default, corrections, clarifications, updates and
    editor's notes are at the foot, all others above the headline."""
    by: OriginalFile = None
    """The article that replaces this one: the path of its file, relative to this one. Required for
    `superseded`."""

    @model_validator(mode="after")
    def _has_what_its_type_wants(self) -> Self:
        kind = self.type
        if self.date is None and kind not in notices.WITHOUT_DATE:
            raise wrong(f"a notice of type `{kind}` needs a date", "add a line: date: ...")
        if self.text is None and kind not in notices.WITHOUT_TEXT:
            raise wrong(f"a notice of type `{kind}` needs a text", "add a line: text: ...")
        if self.by is None and kind == "superseded":
            hint = "name the file of the article that supersedes this one: by: ../2024/name.md"
            raise wrong("a notice of type `superseded` needs `by`", hint)
        if self.place == "foot" and kind in notices.MARKS:
            message = f"a notice of type `{kind}` always stands above the headline"
            raise wrong(message, "take `place` out", "place")
        return self


class FrontMatter(Model):
    """The head of an article, as the contract has it."""

    SAID_EMPTY = frozenset({"section", "extra"})

    headline: Text
    """The headline; put it in quotes if it contains a colon."""
    date: Date
    """When it was first published: a time or a day, or a month or year if no more is known. Without
    an offset, it is in the site's time zone. An article with a future date is scheduled."""
    updated: OptionalTime = None
    """When it last changed."""
    section: Section = None
    """The section; required unless the configuration has a `default_section`."""
    kind: Kind = NEWS
    """The kind of text, such as `opinion`, `review` or `obituary`; by default, `news`."""
    summary: OptionalText = None
    """The standfirst; if there is none, listings show the first paragraph."""
    authors: Names = ()
    """The authors: a name, or a list of names."""
    tags: Terms = ()
    """The topics: a list of names."""
    slug: Slug = None
    """The name in the address; by default, made from the headline."""
    location: OptionalText = None
    """The dateline: where it was written."""
    image: Annotated[ImageField | None, as_file(ImageField | Address | Nothing)] = None
    """The lead image: a path, or a mapping of `src`, `alt`, `caption` and `credit`."""
    audio: Annotated[AudioField | None, as_file(AudioField | Address | Nothing)] = None
    """A recording, also in feeds: a path, or a mapping of `src`, `title` and `seconds`."""
    source: Annotated[SourceField | None, as_named(SourceField | Text | Nothing)] = None
    """Where a captured article came from: a name, or a mapping of `name`, `url`, `captured` and
    `versions`."""
    identifiers: Identifiers = ()
    """Identifiers in registries: a mapping of `doi`, `ark`, `handle`, `urn`, `trove`, `wikidata` or
    a scheme of your own."""
    corrections: Annotated[
        tuple[Annotated[CorrectionField, as_correction], ...],
        as_items(list[CorrectionField] | NoItems),
    ] = ()
    """Corrections, shown at the article's foot: a list of mappings of `date` and `text`."""
    print: Annotated[PrintField | None, as_print(PrintField | Nothing)] = None
    """Where it appeared in print: a mapping of `date`, `edition`, `volume`, `number`, `section`,
    `page`, `column`, `headline` and `publication`."""
    notices: Annotated[
        tuple[Annotated[NoticeField, as_notice], ...],
        as_items(list[NoticeField] | NoItems),
    ] = ()
    """Other notices added after publication: a list of mappings of `type`, `date`, `text`, `place`
    and `by`."""
    url: OwnAddress = None
    """The full address of the article, as a path such as `/news/2009/123.html`; by default, made
    from the configuration's `permalink`."""
    id: FeedId = None
    """Its former id in feeds, which keeps subscribers from getting the article again."""
    licence: Annotated[LicenceField | None, as_named(LicenceField | Text | Nothing)] = None
    """The licence: a name such as `CC BY 4.0`, or a mapping of `name` and `url`."""
    rights: OptionalText = None
    """Who holds the rights, shown at the article's foot: `© 2024 Iris Calloway`."""
    published_by: OptionalText = None
    """The publisher, if it is not the site; for machines."""
    accessible: Flag = True
    """Whether everyone can read it without paying; for machines."""
    aliases: Aliases = ()
    """Old addresses on this site that redirect to the article: a path, or a list of paths."""
    language: Language = None
    """The language, if not the site's: a tag such as `ar` or `pt-BR`."""
    translation_of: OriginalFile = None
    """The article this one translates: the path of its file, relative to this one."""
    listed: Flag = True
    """Whether listings, feeds and the site's search show it; `false` hides it."""
    indexed: Flag = True
    """Whether search engines may show it; `false` also keeps it out of sitemaps."""
    template: TemplateName = None
    """The template of its page, instead of its section's, its kind's, or `article.html`."""
    draft: Flag = False
    """Whether it is a draft, which is only published by a build with `--drafts`."""
    extra: Extra = Field(default_factory=dict)
    """Any values for the site's own templates, as `article.extra`."""
