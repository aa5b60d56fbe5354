"""A story of a news format, and how it becomes an item."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archivegen.importer.item import Body, Field, Item, Note
from archivegen.importer.sources.folders.keys import time_of
from archivegen.importer.sources.shared.files import addresses_of_files, media_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.importer.item import Status, Value

_STATUS: Mapping[str, Status] = {
    "": "published",
    "usable": "published",
    "embargoed": "published",
    "withheld": "private",
    "canceled": "trash",
    "cancelled": "trash",
}
"""The publishing status (http://cv.iptc.org/newscodes/pubstatusg2/); an embargo is a date."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a message says of a story; times are as they are written."""

    id: str
    origin: str
    digest: str
    version: str = ""
    versioned: str = ""
    status: str = ""
    embargo: str = ""
    date: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    skip: str = ""
    notes: tuple[Note, ...] = ()


def story_item(story: Story, newest: Mapping[str, str]) -> Item:
    """The item of a story; of an earlier version, nothing becomes."""
    if newest.get(story.id, story.origin) != story.origin:
        number = f"{story.id} version {story.version or story.origin}"
        return Item(
            number, story.origin, story.digest, kind="other", skip="an earlier version of a story"
        )
    date, embargo = time_of(story.date), time_of(story.embargo)
    fields = {key: Field(value, key) for key, value in story.fields.items() if value}
    if when := max(date, embargo, key=_moment):
        fields["date"] = Field(when, "embargo" if when == embargo else "date")
    other = Note(f"its status is `{story.status}`", "attention", "other status")
    shown = [*addresses_of_files(story.body.text)]
    image = fields.get("image")
    if image and isinstance(image.value, dict):
        shown.append(str(image.value.get("src", "")))
    return Item(
        id=story.id,
        origin=story.origin,
        digest=story.digest,
        kind="other" if story.skip else "article",
        status=_STATUS.get(story.status, "draft"),
        fields=fields,
        body=story.body,
        media=media_of(dict.fromkeys(filter(None, shown)), lambda it: (it.lstrip("/"),)),
        notes=story.notes if story.status in _STATUS else (*story.notes, other),
        skip=story.skip,
    )


def _moment(time: str) -> float:
    """A time as a number to compare by; one that cannot be read is before all others."""
    try:
        found = datetime.fromisoformat(time)
    except ValueError:
        return 0 if time else -1
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
