"""Outlines: what of an item decides where it stands, and where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.taxonomies import SECTIONS
from archivegen.model.times import Moment

if TYPE_CHECKING:
    from archivegen.importer.item import Item, Kind
    from archivegen.importer.site import ImportSite
    from archivegen.importer.values import Values

_LAST = 1 << 40
"""The position of what has no date, behind all else; seconds."""


class Place(NamedTuple):
    """Where an item stands on the site."""

    file: str
    """Its file, from the site's root."""
    address: str
    """Its address, from the site's root; empty for what has none of its own."""
    slug: str = ""
    """The slug that it was given since another item has its own."""


class Outline(NamedTuple):
    """What of an item decides where it stands."""

    id: str
    kind: Kind
    instant: int
    """Seconds since 1970 of its date."""
    moment: Moment | None
    """Its date on the site's calendar, without the time zone."""
    slug: str
    language: str
    section: str
    path: str = ""
    """The whole path that a page asks for."""

    @property
    def position(self) -> str:
        """What items are ordered by: their dates, and their ids."""
        return f"{self.instant + _LAST:014} {self.id}"


def outline_of(item: Item, values: Values, site: ImportSite) -> Outline:
    """The outline of an item."""
    front = values.front
    language = front.get("language") or site.config.language
    named = front.get("slug") or front.get("headline") or front.get("name") or item.id
    section = str(front.get("section") or site.config.default_section or "")
    moment = values.moment
    return Outline(
        item.id,
        item.kind,
        moment.instant if moment else _LAST,
        Moment(moment.local.replace(tzinfo=None), moment.precision) if moment else None,
        site.slugger.of_name(named) if item.kind == "author" else _slug(named, language, site),
        language,
        site.config.taxonomies[SECTIONS].slug_of(section, site.slugger) if section else "",
        str(front.get("url") or ""),
    )


def _slug(text: str, language: str, site: ImportSite) -> str:
    return site.slugger.of_text(str(text), language)
