"""Listing pages with the lead pictures of their articles, and what stands for these in slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.content_digests import ListedPictures, listed_pictures
from archivegen.pages.page import Page, pictures_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Card
    from archivegen.pages.page import Planning


def listing_page(
    planning: Planning, url: str, template: str, data: object, cards: Iterable[Card]
) -> Page:
    """The page of a listing at an address, which shows these articles."""
    pictures = pictures_at(planning, (card.image.src for card in cards if card.image))
    return Page(url, planning.urls.output(url), template, data, pictures=pictures)


def picture_keys(planning: Planning) -> ListedPictures:
    """What stands for the pictures of listings, for the digests of slices."""
    digests = planning.pictures.digests() if planning.pictures else {}
    return listed_pictures(planning.catalog, digests)
