"""The front page: the latest articles, and each section with its newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.taxonomies import SECTIONS
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice, pictures_at
from archivegen.pages.site import main_sections
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Card, Term
    from archivegen.model.picture import Picture

NEWEST = 4
"""Articles shown of each section."""


@dataclass(frozen=True, slots=True)
class SectionPreview:
    """A section with its newest articles."""

    section: Term
    """The section."""
    cards: tuple[Card, ...]
    """Its newest articles, newest first."""


@dataclass(frozen=True, slots=True)
class FrontData:
    """The latest articles, and the sections."""

    cards: tuple[Card, ...]
    """The latest articles, newest first."""
    sections: tuple[SectionPreview, ...]
    """The sections, by name: all, or those that the header has where there are very many."""


FRONT = PageTemplate("front.html", FrontData, "The front page, at `/`.")


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, whose digest is of the page's data and pictures."""
    data = _data(planning)
    yield Slice("front", fingerprint((data, _pictures(planning, data))))


def pages(planning: Planning) -> Iterator[Page]:
    """The front page."""
    url = planning.urls.home()
    data = _data(planning)
    pictures = _pictures(planning, data)
    yield Page(url, planning.urls.output(url), FRONT.name, data, pictures=pictures)


def _pictures(planning: Planning, data: FrontData) -> tuple[Picture, ...]:
    sources = (card.image.src for card in data.cards if card.image)
    return pictures_at(planning, sources)


def _data(planning: Planning) -> FrontData:
    catalog, sections = planning.catalog, planning.config.taxonomies[SECTIONS]
    previews = (
        SectionPreview(term, catalog.of_term(sections, term.slug, limit=NEWEST))
        for term in main_sections(planning)
    )
    return FrontData(catalog.latest(planning.config.front_limit), tuple(previews))


FAMILY = Family("front", slices, pages, (FRONT,))
