"""When something was written: the time in Greenwich, with the offset of the site's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

_QUARTER = timedelta(minutes=15)
_MOST = timedelta(hours=14)


def time_of(local: str, greenwich: str) -> str:
    """The time as front matter has it; empty where there is none.

    WordPress writes both, without an offset; what lies between them is the offset. Drafts have no
    time in Greenwich, and theirs is in the zone of the import. A difference that no clock on earth
    has says nothing, and the time in Greenwich counts.
    """
    here, there = _moment(local), _moment(greenwich)
    if there is None:
        return here.isoformat(" ") if here else ""
    offset = here - there if here else timedelta()
    if offset % _QUARTER or abs(offset) > _MOST:
        offset = timedelta()
    return there.replace(tzinfo=UTC).astimezone(timezone(offset)).isoformat()


def is_later(local: str, other: str) -> bool:
    """Whether a time is later than another; both are as the export has them."""
    one, two = _moment(local), _moment(other)
    return one is not None and two is not None and one > two


def offset_of(time: str) -> str:
    """The offset of a time, such as `+02:00`; empty where it has none."""
    return time[19:] if time[10:11] == "T" else ""


def _moment(text: str) -> datetime | None:
    if text.startswith("0000"):
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=None)
