"""Listing pages with the lead pictures of their articles, and their digests in slices.

A listing that the calendar does not divide further, such as a day or a printed issue, is one page
up to a readable length, and several beyond. All of them are in one slice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from archivegen.archive.content_digests import ListedPictures, listed_pictures
from archivegen.pages.page import Page, pictures_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archivegen.model.article import Card
    from archivegen.pages.page import Planning

MOST_ITEMS = 100
"""Articles of a page, in some 100 kB of HTML; more only where `listing_limit` says so."""

Item = TypeVar("Item")


def listing_page(
    planning: Planning, url: str, template: str, data: object, cards: Iterable[Card]
) -> Page:
    """The page of a listing at an address, which shows these articles."""
    pictures = pictures_at(planning, (card.image.src for card in cards if card.image))
    return Page(url, planning.urls.output(url), template, data, pictures=pictures)


def in_parts(
    planning: Planning,
    listing: str,
    items: Sequence[Item],
    make: Callable[[str, Sequence[Item]], Page],
) -> Iterator[Page]:
    """The pages of a listing: one with all that it lists, or one for each hundred.

    `make` makes the page at an address that lists some of the items.
    """
    most = max(planning.config.listing_limit, MOST_ITEMS)
    starts = range(0, max(len(items), 1), most)
    addresses = tuple(planning.urls.part_of(listing, 1 + at) for at in range(len(starts)))
    parts = addresses if len(starts) > 1 else ()
    for url, start in zip(addresses, starts, strict=True):
        yield replace(make(url, items[start : start + most]), parts=parts)


def picture_keys(planning: Planning) -> ListedPictures:
    """What represents the pictures of listings in the digests of slices."""
    digests = planning.pictures.digests() if planning.pictures else {}
    return listed_pictures(planning.catalog, digests)
