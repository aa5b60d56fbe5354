"""The site as templates see it: the public part of the configuration, and the header's links.

Every page shows the header, so what it links to must seldom be other: a bounded number of sections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.collation import sort_key
from archivegen.model.languages import direction_of
from archivegen.model.numbering import numbering_system
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages.page import Link, Site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Term
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning


def by_name(planning: Planning, terms: Iterable[Term]) -> list[Term]:
    """Terms in the order in which the site's language lists their names."""
    language = planning.config.language
    return sorted(terms, key=lambda term: (sort_key(term.name, language), term.slug))


def with_pages(planning: Planning) -> list[Taxonomy]:
    """The taxonomies whose terms have pages."""
    return [one for one in planning.config.taxonomies.values() if one.pages]


def with_list(planning: Planning) -> list[Taxonomy]:
    """The taxonomies that have a list of all their terms."""
    return [one for one in with_pages(planning) if _has_list(planning, one)]


def _has_list(planning: Planning, taxonomy: Taxonomy) -> bool:
    if taxonomy.name == SECTIONS:
        return has_more_sections(planning)
    return taxonomy.stands_empty or bool(planning.catalog.terms(taxonomy))


def has_more_sections(planning: Planning) -> bool:
    """Whether there are more sections than the header lists, so that there is a list of all."""
    return len(upper_sections(planning)) > planning.config.theme.nav_limit


def upper_sections(planning: Planning) -> dict[str, Term]:
    """The sections that are below no other, by slug."""
    terms = planning.catalog.terms(planning.config.taxonomies[SECTIONS])
    return {slug: term for slug, term in terms.items() if term.parent is None}


def main_sections(planning: Planning) -> list[Term]:
    """The sections in the header and on the front page: all, or as many as may be there.

    Those that the configuration names come first, in its order, and then the others, by name. Where
    there are too many, it is the named ones alone, or the largest if none is named. One is larger
    that has twice as many articles, so that the choice does not change with every article.
    """
    terms, config = upper_sections(planning), planning.config
    sections = config.taxonomies[SECTIONS]
    named = [slug for slug in map(sections.slug_of, config.sections) if slug in terms]
    named = list(dict.fromkeys(named))
    if has_more_sections(planning):
        if not named:
            tallies = planning.catalog.term_tallies(sections)
            largest = sorted(terms, key=lambda slug: (-tallies[slug].articles.bit_length(), slug))
            chosen = largest[: config.theme.nav_limit]
            return by_name(planning, (terms[slug] for slug in chosen))
        return [terms[slug] for slug in named[: config.theme.nav_limit]]
    others = by_name(planning, (term for slug, term in terms.items() if slug not in named))
    return [*(terms[slug] for slug in named), *others]


def make_site(planning: Planning, *, stylesheet: str, search_script: str) -> Site:
    """What every page shows; `stylesheet` and `search_script` are output paths, or empty.

    The header links to what the configuration says, or else to the main sections.
    """
    config, urls = planning.config, planning.urls
    theme = config.theme
    navigation = [Link(link.title, urls.from_root(link.url)) for link in theme.navigation]
    if not navigation:
        navigation = [Link(term.name, term.url) for term in main_sections(planning)]
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=direction_of(config.language),
        url=urls.absolute(urls.home()),
        navigation=tuple(navigation),
        numbering_system=numbering_system(config.language),
        sections_url=urls.terms(config.taxonomies[SECTIONS]) if has_more_sections(planning) else "",
        taxonomies={**config.taxonomies},
        lists=tuple(one for one in with_list(planning) if one.name != SECTIONS),
        indexes=config.indexes,
        feeds=config.feeds,
        stylesheet=urls.at(stylesheet) if stylesheet else "",
        logo=urls.from_root(theme.logo) if theme.logo else "",
        favicon=urls.from_root(theme.favicon) if theme.favicon else "",
        footer=theme.footer,
        date_format=config.date_format,
        datetime_format=config.datetime_format,
        extra=config.extra,
        search_url=urls.search() if config.search.enabled else "",
        search_script=urls.at(search_script) if search_script else "",
        reading=config.reading,
        metadata=config.metadata,
        social_image=urls.from_root(theme.social_image) if theme.social_image else "",
    )
