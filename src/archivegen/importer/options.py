"""Options: what was asked for of an import, as a value that readers and writers get alike."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.model.times import Moment


LEAST_CONFIDENCE = 0.8
"""How certain the words of a scanned text are, at least, where nothing else was asked for."""

SECTIONS_OF = ("category", "path", "none")
"""Where sections may come from: the source's own, the first folder of the old address, nowhere."""


def last_second(moment: Moment) -> str:
    """The last second that a moment may mean, in UTC, as web archives write it, without a zone."""
    local = moment.local
    if moment.precision == "year":
        local = local.replace(month=12)
    if moment.precision in {"year", "month"}:
        local = local.replace(day=monthrange(local.year, local.month)[1])
    if not moment.has_time:
        local = local.replace(hour=23, minute=59, second=59)
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for of an import, completed by what the site says.

    Everything that a reader needs to know of the world is here: it asks neither the clock nor the
    network nor the configuration.
    """

    timezone: str = "UTC"
    """Where the source's times without an offset are from."""
    language: str = ""
    """The language of items that name none, if it is not the site's."""
    media: tuple[str, ...] = ()
    """Folders and ZIP archives with pictures, by their paths."""
    layout: str = ""
    """How captured texts are laid out; empty: proposed from the files."""
    map: Mapping[str, str] = field(default_factory=dict)
    """Which key of front matter a field of the source becomes, by the name that readers give it."""
    section_of: str = SECTIONS_OF[0]
    """Where sections come from."""
    at: str = ""
    """The last second, in UTC, of captures of a web archive that count; empty: all do."""
    pages: bool = False
    """Whether pages are imported, too."""
    comments: bool = False
    """Whether comments are kept."""
    confidence: float = LEAST_CONFIDENCE
    """How certain the words of a scanned text are, at least, so that it wants no attention."""
    limit: int = 0
    """Items to read, at most; 0 for all."""
