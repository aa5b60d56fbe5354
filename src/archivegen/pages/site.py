"""The site as templates see it: the public part of the configuration, and the header's links.

Every page shows the header, so what it links to must seldom be other: a bounded number of sections.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, get_args

from markupsafe import Markup

from archivegen.archive.documents.find import address_of, documents
from archivegen.archive.documents.terms import files_of_taxonomy, slugs_of_names
from archivegen.model.body import resolve
from archivegen.model.collation import sort_key
from archivegen.model.documents.page import KIND as PAGE
from archivegen.model.documents.page import Menu, page_details
from archivegen.model.languages import direction_of
from archivegen.model.links import fragment_of, linked_article
from archivegen.model.names import surname_first
from archivegen.model.numbering import numbering_system
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages.machines.robots import mining
from archivegen.pages.page import Link, Site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Term
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.pages.page import Planning


def by_name(planning: Planning, taxonomy: Taxonomy, terms: Iterable[Term]) -> list[Term]:
    """Terms of a taxonomy in the order in which the site's language lists their names.

    One that is below another stands behind that.
    """
    terms = list(terms)
    uppers = (term.parent for term in terms if term.parent)
    names = sort_names(planning, taxonomy, {*terms, *uppers})
    language = planning.config.language

    def key(term: Term) -> tuple[object, ...]:
        return sort_key(names[term.slug], language), term.slug

    return sorted(terms, key=lambda term: (*map(key, filter(None, (term.parent, term))),))


def sort_names(planning: Planning, taxonomy: Taxonomy, terms: Iterable[Term]) -> dict[str, str]:
    """The names by which lists have some terms in their order, by slug.

    As a term's file says; else persons are listed by their surnames.
    """
    files = files_of_taxonomy(planning.catalog, taxonomy.name)
    are_persons, language = taxonomy.type == "Person", planning.config.language
    names = {}
    for term in terms:
        _, details = files.get(term.slug, (None, None))
        is_person = are_persons and not (details and details.nature == "organisation")
        own = details.sort_name if details else ""
        names[term.slug] = own or (surname_first(term.name, language) if is_person else term.name)
    return names


def with_pages(planning: Planning) -> list[Taxonomy]:
    """The taxonomies whose terms have pages."""
    return [one for one in planning.config.taxonomies.values() if one.pages]


def has_feeds_page(planning: Planning) -> bool:
    """Whether there is a page that lists the feeds: it is wanted, and the site has feeds."""
    feeds = planning.config.feeds
    has_feeds = (
        feeds.atom
        or feeds.rss
        or feeds.json
        or any(taxonomy.feed for taxonomy in with_pages(planning))
    )
    return bool(planning.urls.origin) and feeds.page and has_feeds


def _feeds_url(planning: Planning) -> str:
    """Where readers learn of the feeds."""
    if has_feeds_page(planning):
        return planning.urls.feeds()
    has_feed = planning.urls.origin and planning.config.feeds.atom
    return planning.urls.feed() if has_feed else ""


def with_list(planning: Planning) -> list[Taxonomy]:
    """The taxonomies that have a list of all their terms."""
    return [one for one in with_pages(planning) if _has_list(planning, one)]


def _has_list(planning: Planning, taxonomy: Taxonomy) -> bool:
    if taxonomy.name == SECTIONS:
        return has_more_sections(planning)
    return taxonomy.stands_empty or planning.catalog.has_more_terms(taxonomy, 0)


def has_more_sections(planning: Planning) -> bool:
    """Whether there are more sections than the header lists, so that there is a list of all."""
    return len(upper_sections(planning)) > planning.config.theme.nav_limit


def upper_sections(planning: Planning) -> dict[str, Term]:
    """The sections that are below no other, by slug."""
    terms = planning.catalog.terms(planning.config.taxonomies[SECTIONS])
    return {slug: term for slug, term in terms.items() if term.parent is None}


def largest_sections(planning: Planning, limit: int) -> list[Term]:
    """The sections that are below no other, or some of them where there are more than the limit.

    Those that the configuration names come first, in its order, and then the others, by name. Where
    there are too many, it is the named ones alone, or the largest if none is named. One is larger
    that has twice as many articles, so that the choice does not change with every article.
    """
    terms, config = upper_sections(planning), planning.config
    sections = config.taxonomies[SECTIONS]
    slugs = slugs_of_names(planning.catalog, sections, config.sections, config.slugger)
    named = [slug for slug in dict.fromkeys(slugs.values()) if slug in terms]
    if len(terms) > limit:
        if not named:
            tallies = planning.catalog.term_tallies(sections)
            largest = sorted(terms, key=lambda slug: (-tallies[slug].articles.bit_length(), slug))
            return by_name(planning, sections, (terms[slug] for slug in largest[:limit]))
        return [terms[slug] for slug in named[:limit]]
    others = by_name(
        planning, sections, (term for slug, term in terms.items() if slug not in named)
    )
    return [*(terms[slug] for slug in named), *others]


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The output paths of the theme's files that pages name; empty for what is not there."""

    stylesheet: str = ""
    search_script: str = ""
    terms_script: str = ""
    hits_script: str = ""
    portable_script: str = ""


def make_site(planning: Planning, files: ThemeFiles) -> Site:
    """What every page shows.

    The header links to what the configuration says, or else to the main sections, and to the pages
    that say so.
    """
    config, urls = planning.config, planning.urls
    theme = config.theme
    main = _links(largest_sections(planning, theme.nav_limit))
    row = [Link(link.title, urls.from_root(link.url)) for link in theme.navigation]
    is_whole = bool(row) and not has_more_sections(planning)
    row = row or _links(largest_sections(planning, min(theme.nav_main, theme.nav_limit)))
    menus = _menus(planning)
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=direction_of(config.language),
        url=urls.absolute(urls.home()),
        navigation=(*row, *menus["header"]),
        menu=() if is_whole or {*main} <= {*row} else tuple(main),
        footer_pages=menus["footer"],
        numbering_system=numbering_system(config.language),
        issues_url=urls.issues() if config.indexes.issues and planning.catalog.issues else "",
        sections_url=urls.terms(config.taxonomies[SECTIONS]) if has_more_sections(planning) else "",
        taxonomies={**config.taxonomies},
        lists=tuple(one for one in with_list(planning) if one.name != SECTIONS),
        indexes=config.indexes,
        feeds=config.feeds,
        feeds_url=_feeds_url(planning),
        stylesheet=urls.at(files.stylesheet) if files.stylesheet else "",
        logo=urls.from_root(theme.logo) if theme.logo else "",
        favicon=urls.from_root(theme.favicon) if theme.favicon else "",
        footer=_footer(planning),
        date_format=config.date_format,
        datetime_format=config.datetime_format,
        extra=config.extra,
        kinds=config.kinds,
        search_url=urls.search() if config.search.enabled else "",
        search_script=urls.at(files.search_script) if files.search_script else "",
        terms_script=urls.at(files.terms_script) if files.terms_script else "",
        hits_script=urls.at(files.hits_script) if files.hits_script else "",
        portable_script=urls.at(files.portable_script) if files.portable_script else "",
        reading=config.reading,
        metadata=config.metadata,
        policies=_policies(planning),
        mining=mining(config.robots, urls),
        social_image=urls.from_root(theme.social_image) if theme.social_image else "",
    )


def _links(terms: Iterable[Term]) -> list[Link]:
    return [Link(term.name, term.url) for term in terms]


def _menus(planning: Planning) -> dict[Menu, tuple[Link, ...]]:
    """The pages that every page links to, by their menus: by their numbers, then by headline."""
    language = planning.config.language
    pages = sorted(
        documents(planning.catalog, PAGE),
        key=lambda page: (
            page_details(page.details).order,
            sort_key(page.title, language),
            page.path,
        ),
    )
    return {
        menu: tuple(
            Link(page.title, page.url) for page in pages if page_details(page.details).menu == menu
        )
        for menu in get_args(Menu)
    }


def _footer(planning: Planning) -> str:
    """The line below every page, as HTML in which links lead where they are meant to."""
    if not planning.config.theme.footer.strip():
        return ""
    # Imported here, since Markdown takes its time to be imported.
    from archivegen.loader.markup.one_line import line_of  # noqa: PLC0415

    line = line_of(planning.config.theme.footer, planning.config)
    return Markup(resolve(line.html, lambda target: footer_target(planning, target)))  # noqa: S704 -- sanitised


def _policies(planning: Planning) -> dict[str, str]:
    """The whole addresses of the publisher's policies, as far as they are published."""
    found: dict[str, str] = {}
    for key, target in asdict(planning.config.publisher).items():
        if target and (address := footer_target(planning, target)):
            first, *words = key.split("_")
            name = "".join([first, *map(str.capitalize, words)])
            found[name] = planning.urls.absolute(address)
    return found


def footer_target(planning: Planning, target: str) -> str:
    """The address that a link of the footer leads to; empty where its file is not published.

    The file of an article or a page is named by its path below the content folder.
    """
    linked = linked_article("", target)
    if linked is None:
        return planning.urls.from_root(target)
    address = address_of(planning.catalog, linked)
    return address and address + fragment_of(target)
