"""The front page: the latest articles, and each section with its newest.

The configuration may say which articles come first. An article is not repeated further down. With
very many sections, some are shown and the others named. The years link into the archive.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from archivegen.archive.documents.terms import slugs_of_names
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages.page import (
    Family,
    Page,
    PageTemplate,
    Period,
    Planning,
    Slice,
    pictures_at,
)
from archivegen.pages.site import has_more_sections, largest_sections
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.front_page import Layout
    from archivegen.config.read import Config
    from archivegen.config.toml_locations import KeyPath
    from archivegen.model.article import Card, Term
    from archivegen.model.picture import Picture
    from archivegen.model.times import Moment

NEWEST = 4
"""Articles shown of each section."""

PREVIEWS = 12
"""Sections whose articles are shown, at most, where the configuration names none."""

OTHERS = 60
"""Other sections that are named below those, at most."""


@dataclass(frozen=True, slots=True)
class SectionPreview:
    """A section with its newest articles."""

    section: Term
    """The section."""
    cards: tuple[Card, ...]
    """Its newest articles, newest first."""


@dataclass(frozen=True, slots=True)
class FrontData:
    """The articles of the front page, and the sections; no article twice."""

    cards: tuple[Card, ...]
    """The articles: the configured ones, then the newest, newest first."""
    sections: tuple[SectionPreview, ...]
    """The sections that have more articles: the configured ones in their order, or else those of
    the header by name, at most twelve."""
    others: tuple[Term, ...]
    """The top-level sections without a preview, by name, where there are more sections than the
    header has."""
    years: tuple[Period, ...]
    """The years of the archive, newest first; without counts."""
    latest: Moment | None
    """When the newest article was published, if there is any."""
    layout: Layout
    """`grid` or `list`."""


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
    catalog, limit = planning.catalog, planning.config.front_limit
    newest = catalog.latest(limit)
    chosen = tuple(_chosen(planning))
    led = chosen if planning.config.front.lead in {card.path for card in chosen[:1]} else ()
    # Pinned articles follow the first, which is the newest if none is to lead.
    cards = dict.fromkeys((*(led or newest[:1]), *chosen, *newest))
    shown = tuple(cards)[: max(limit, len(chosen))]
    sections = _sections(planning)
    previews = (SectionPreview(term, tuple(_others(planning, term, shown))) for term in sections)
    return FrontData(
        shown,
        tuple(preview for preview in previews if preview.cards),
        _without_preview(planning, sections),
        _years(planning),
        newest[0].date if newest else None,
        planning.config.front.layout,
    )


def _without_preview(planning: Planning, sections: list[Term]) -> tuple[Term, ...]:
    """The sections that the front page only names, where the header has not all of them."""
    if not has_more_sections(planning):
        return ()
    return tuple(term for term in largest_sections(planning, OTHERS) if term not in sections)


def _years(planning: Planning) -> tuple[Period, ...]:
    """The years that have articles, with their pages, as far as the site has them."""
    has_pages, address = planning.config.indexes.years, planning.urls.calendar
    years = sorted({year for year, _ in planning.catalog.month_counts}, reverse=True)
    return tuple(Period(year, 0, 0, address(year) if has_pages else "", 0) for year in years)


def chosen_files(config: Config) -> dict[KeyPath, str]:
    """The files that the configuration puts on the front page, by the keys that name them."""
    front = config.front
    lead: dict[KeyPath, str] = {("front", "lead"): front.lead} if front.lead else {}
    return lead | {("front", "pins", number): path for number, path in enumerate(front.pins)}


def _chosen(planning: Planning) -> Iterator[Card]:
    """The configured articles, as far as they are published."""
    for path in dict.fromkeys(chosen_files(planning.config).values()):
        with suppress(StopIteration):
            yield planning.catalog.article(path).card


def _sections(planning: Planning) -> list[Term]:
    """The sections of the front page."""
    config, catalog = planning.config, planning.catalog
    taxonomy = config.taxonomies[SECTIONS]
    terms = catalog.terms(taxonomy)
    slugs = slugs_of_names(catalog, taxonomy, config.front.sections, config.slugger)
    chosen = [terms[slug] for slug in dict.fromkeys(slugs.values()) if slug in terms]
    return chosen or largest_sections(planning, min(PREVIEWS, config.theme.nav_limit))


def _others(planning: Planning, term: Term, shown: tuple[Card, ...]) -> Iterator[Card]:
    """The newest articles of a section that do not stand above."""
    limit = NEWEST + sum(card.section.slug == term.slug for card in shown)
    sections = planning.config.taxonomies[SECTIONS]
    cards = planning.catalog.of_term(sections, term.slug, limit=limit)
    return islice((card for card in cards if card not in shown), NEWEST)


FAMILY = Family("front", slices, pages, (FRONT,))
