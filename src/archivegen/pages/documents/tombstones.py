"""Tombstones: pages at the addresses of removed texts, which say why.

No list, feed, sitemap or search includes them. Each is a slice of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.documents.find import documents_at
from archivegen.model.documents.tombstone import KIND, tombstone_details
from archivegen.model.times import Moment, parse_moment, zone_of
from archivegen.pages.documents.keys import keys_of
from archivegen.pages.documents.shown import redirects_to, with_text
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.model.documents.document import Document
    from archivegen.model.documents.tombstone import TombstoneDetails


@dataclass(frozen=True, slots=True)
class TombstoneData:
    """What is said at an address where something stood."""

    document: Document
    """The tombstone's file; its text may say more."""
    headline: str
    """The headline of what stood there, or empty."""
    reason: str
    """Why it is gone."""
    removed: Moment | None
    """When it was removed, if known."""


TOMBSTONE = PageTemplate(
    "tombstone.html",
    TombstoneData,
    "Why a page was removed, from a file in `content/_tombstones/`.",
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each tombstone."""
    for key, digest in keys_of(planning, KIND):
        yield Slice(f"tombstones/{key.path}", digest)


def pages(planning: Planning, *parts: str) -> Iterator[Page]:
    """The tombstone in a file, whose path below the content folder has these parts."""
    for document in documents_at(planning.catalog, ["/".join(parts)]):
        page = Page(
            url=document.url,
            output=planning.urls.output(document.url),
            template=TOMBSTONE.name,
            data=_data(document, tombstone_details(document.details), planning.config),
            source=f"content/{document.path}",
            is_listing=False,
        )
        yield with_text(planning, page, document)
        yield from redirects_to(planning, document)


def _data(document: Document, details: TombstoneDetails, config: Config) -> TombstoneData:
    removed = details.removed and parse_moment(
        details.removed, zone_of(config.timezone), is_partial=True
    )
    return TombstoneData(document, details.headline, details.reason, removed or None)


def _always(_: Config) -> bool:
    return True


FAMILY = Family("tombstones", slices, pages, (TOMBSTONE,), _always)
