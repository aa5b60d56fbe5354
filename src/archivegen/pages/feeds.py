"""The site's Atom feed (RFC 4287): the newest articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.digests import fingerprint
from archivegen.page import Page, Planning, Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.article import Card
    from archivegen.times import Moment


@dataclass(frozen=True, slots=True)
class FeedData:
    """The newest articles."""

    cards: tuple[Card, ...]
    """The articles, newest first."""
    updated: Moment | None
    """When one of them last changed, if there is one."""


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice; none where the site has no address, since a feed's links are absolute."""
    if planning.urls.origin:
        yield Slice("feed", fingerprint(_data(planning)))


def pages(planning: Planning) -> Iterator[Page]:
    """One page."""
    url = planning.urls.feed()
    yield Page(url, planning.urls.output(url), "feed.xml", _data(planning))


def _data(planning: Planning) -> FeedData:
    cards = planning.catalog.latest(planning.config.feed_limit)
    moments = [moment for card in cards for moment in (card.date, card.updated) if moment]
    latest = max(moments, key=lambda moment: moment.instant, default=None)
    return FeedData(cards, latest)
