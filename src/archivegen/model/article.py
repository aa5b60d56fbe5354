"""Articles as values: what a page shows of an article, and what a listing shows of it.

A `digest` represents everything that a value holds, so that comparing two is cheap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archivegen.model.taxonomies import AUTHORS, SECTIONS, TOPICS
from archivegen.model.vocabulary.identifiers import address_to_cite

if TYPE_CHECKING:
    from archivegen.model.times import Moment
    from archivegen.model.vocabulary.identifiers import Identifier

_PAGE_ONE = re.compile(r"\s*(?:A\s?-?\s?0*1|0*1A?)(?!\w)", re.ASCII | re.IGNORECASE).match
_LATER_SECTION = re.compile(r"(?!A|0*1$)(?:[A-Z]|\d+)", re.ASCII | re.IGNORECASE).fullmatch


@dataclass(frozen=True, slots=True)
class Term:
    """What a list of articles is about: a section, topic, author, series or the like."""

    name: str
    """Its name."""
    slug: str
    """Its name in addresses."""
    url: str
    """The address of its listing."""
    parent: Term | None = None
    """The section above it, if any."""

    @property
    def path(self) -> str:
        """Its name as an editor writes it, including its parent's: `Sport/Football`."""
        return f"{self.parent.path}/{self.name}" if self.parent else self.name


@dataclass(frozen=True, slots=True)
class Membership:
    """An article's entry in the list of a term."""

    term: Term
    """The term."""
    part: int = 0
    """The article's part number, as its editor gives it, or 0."""


@dataclass(frozen=True, slots=True)
class Image:
    """A lead image."""

    src: str
    """Its address."""
    alt: str
    """What it shows, in words; empty if it is only decoration."""
    caption: str
    """Its caption, or empty."""
    credit: str
    """Its credit, or empty."""


@dataclass(frozen=True, slots=True)
class Recording:
    """The recording of an article: read aloud, or of its subject."""

    src: str
    """Its address."""
    title: str
    """Its title, or empty."""
    seconds: int
    """Its duration in seconds; 0 if not given."""
    length: int
    """The size of its file in bytes; 0 if not known."""
    type: str
    """Its media type, such as `audio/mpeg`."""


@dataclass(frozen=True, slots=True)
class Version:
    """A capture of an article's source, such as in a web archive."""

    url: str
    """Its address."""
    captured: Moment
    """When it was captured."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a captured article came from."""

    name: str
    """Its name."""
    url: str
    """Its address, or empty."""
    captured: Moment | None
    """When it was captured, if known."""
    versions: tuple[Version, ...] = ()
    """Other captures of it, oldest first."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Who owns an article, and what others may do with it."""

    licence: str = ""
    """The name of its licence, or empty."""
    licence_url: str = ""
    """The address of the licence, or empty."""
    notice: str = ""
    """Who holds the rights, in words, or empty."""
    publisher: str = ""
    """The publisher, if it is not the site, or empty."""
    is_free: bool = True
    """Whether everyone can read it without paying."""


NO_RIGHTS = Rights()
"""Those of an article that says nothing of them."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about an article: a correction, a retraction and the like."""

    type: str
    """`correction`, `clarification`, `editors-note`, `update`, `content-note`, `retraction`,
    `withdrawn` or `superseded`."""
    date: Moment | None
    """Its date, if it has one."""
    text: str
    """Its text; empty if its type says it all."""
    is_above: bool
    """Whether it is above the headline rather than at the article's foot."""
    by: str
    """The file of the article that replaces this one, as written, or empty."""


@dataclass(frozen=True, slots=True)
class PrintPlace:
    """The printed issue in which an article appeared, and its place there. Texts may be empty.

    What tells one issue from another is publication, day and edition. Volume and number do not:
    they are set by hand, and come twice.
    """

    date: Moment
    """The day of the issue, or as much of it as is known."""
    url: str
    """The address of the issue's page; empty if its day is not known."""
    publication: str
    """The newspaper, if it is not the site's own."""
    edition: str
    """The edition, if the day had several."""
    volume: str
    """The volume of the issue."""
    number: str
    """The number of the issue."""
    section: str
    """The section of the issue."""
    page: str
    """The page or pages."""
    column: str
    """The column of the page."""
    headline: str
    """The headline in print, if it was different."""
    publication_slug: str
    """The newspaper's name in addresses, if it is not the site's own."""
    edition_slug: str
    """The edition's name in addresses, if the day had several."""

    @property
    def is_page_one(self) -> bool:
        """Whether it began on the first page of the issue: 1 or A1, but not B1."""
        return bool(_PAGE_ONE(self.page)) and not _LATER_SECTION(self.section)


@dataclass(frozen=True, slots=True)
class Card:
    """What listings show of an article."""

    path: str
    """The file's path below the content folder."""
    url: str
    """The address of its page."""
    headline: str
    """Its headline."""
    section: Term
    """Its section."""
    date: Moment
    """When it was published."""
    updated: Moment | None
    """When it last changed, if it did."""
    standfirst: str
    """Its summary, or else the beginning of its text."""
    authors: tuple[Term, ...]
    """Its authors; may be empty."""
    tags: tuple[Term, ...]
    """Its topics."""
    image: Image | None
    """Its lead image, if it has one."""
    language: str
    """Its language tag; empty if it is the site's."""
    direction: str
    """`ltr` or `rtl`; empty if its language is the site's."""
    id: str = ""
    """Its id in feeds, if its front matter gives one, or empty."""
    rights: str = ""
    """Its rights and licence in one line, for feeds, or empty."""
    kind: str = ""
    """Its kind, such as `opinion` or `review`; empty for news."""
    mark: str = ""
    """The type of the notice that marks it in listings: `retraction`, `withdrawn`, `superseded` or
    `content-note`, or empty."""
    audio: Recording | None = None
    """Its recording, if it has one."""
    digest: bytes = b""
    """That of everything else."""

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's own page shows, except the HTML of its body, named by its digest."""

    card: Card
    """What listings show of it."""
    summary: str
    """The standfirst as the editor wrote it, or empty."""
    location: str
    """The dateline, or empty."""
    source: Source | None
    """Where it was captured, if it was."""
    notices: tuple[Notice, ...]
    """Its corrections and other notices, in the editor's order."""
    aliases: tuple[str, ...]
    """Its old addresses."""
    targets: tuple[str, ...]
    """The files that its body and notices link to, and its recording."""
    body: bytes
    """The digest of its body."""
    rights: Rights = NO_RIGHTS
    """Who owns it, and what others may do with it."""
    listed: bool = True
    """Whether listings, feeds and search show it."""
    indexed: bool = True
    """Whether search engines may show it."""
    translation_of: str = ""
    """The file that it translates, as a path below the content folder, or empty."""
    terms: dict[str, tuple[Membership, ...]] = field(default_factory=dict)
    """Its other terms, such as its series, by the name of their taxonomy."""
    extra: dict[str, Any] = field(default_factory=dict)
    """The front matter's `extra`, and its unknown keys."""
    boxes: tuple[str, ...] = ()
    """The names of the boxes in its body."""
    print: PrintPlace | None = None
    """Where it appeared in print, if it did."""
    template: str = ""
    """The template of its page, if it names one, or empty."""
    identifiers: tuple[Identifier, ...] = ()
    """Its identifiers in registries, such as a DOI."""
    digest: bytes = b""
    """That of everything else."""

    @property
    def lasting_url(self) -> str:
        """Its persistent address, which holds even if the site moves, or empty."""
        return address_to_cite(self.identifiers)

    @property
    def tags(self) -> tuple[Term, ...]:
        """Its topics."""
        return self.card.tags

    def terms_in(self, taxonomy: str) -> tuple[Term, ...]:
        """What it is listed under in the taxonomy with that name."""
        on_card = {SECTIONS: (self.card.section,), TOPICS: self.tags, AUTHORS: self.card.authors}
        if taxonomy in on_card:
            return on_card[taxonomy]
        return tuple(member.term for member in self.terms.get(taxonomy, ()))
