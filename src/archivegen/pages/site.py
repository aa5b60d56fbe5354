"""The site as templates see it: the public part of the configuration, and the header's links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.languages import direction_of
from archivegen.pages.page import Link, Site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.config.read import Config
    from archivegen.model.article import Term
    from archivegen.model.urls import Urls


def make_site(
    config: Config, urls: Urls, sections: Iterable[Term], *, stylesheet: str, search_script: str
) -> Site:
    """What every page shows; `stylesheet` and `search_script` are output paths, or empty.

    The header links to what the configuration says, or else to the sections by name.
    """
    theme = config.theme
    navigation = [Link(link.title, urls.from_root(link.url)) for link in theme.navigation]
    if not navigation:
        navigation = [Link(term.name, term.url) for term in sorted(sections, key=lambda t: t.slug)]
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=direction_of(config.language),
        url=urls.absolute(urls.home()),
        navigation=tuple(navigation),
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
