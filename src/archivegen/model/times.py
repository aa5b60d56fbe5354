"""Times: what an editor writes as a time, read into a moment of the site's calendar.

Guarantees that every moment is local to the site's time zone, since the archive's days and
addresses are the newsroom's days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FORMS = "2022-07-21, 2022-07-21 06:40, 2022-07-21T06:40:00+02:00 or July 21, 2022 6:40am"
"""The forms of a time that are understood, for hints."""

_ISO = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"[ \t]*(?P<zone>[Zz]|[-+]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_NEWSROOM = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"
    r"(?:,? (?:at )?(?P<hour>\d{1,2}):(?P<minute>\d{2}) ?(?P<half>[AaPp])\.?[Mm]\.?)?",
    re.ASCII,
)
PATTERN = re.sub(r"\(\?P<\w+>", "(?:", rf"^\s*(?:{_ISO.pattern}|{_NEWSROOM.pattern})\s*$")
"""The forms as a regular expression of ECMA-262, for those who cannot ask `parse_moment`."""

_BARE_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
HALF_DAY = 12
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BEFORE_1970 = 100_000_000_000
"""Seconds; added to a time since 1970 so that no time is negative."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the site's time zone."""

    local: datetime
    """Date and time of day, with the time zone."""
    has_time: bool = True
    """Whether there is a time of day; a plain date is read as midnight."""

    @property
    def instant(self) -> int:
        """Seconds since 1970-01-01 UTC; negative before."""
        return (self.local - EPOCH) // timedelta(seconds=1)

    @property
    def year(self) -> int:
        """The local year."""
        return self.local.year

    @property
    def month(self) -> int:
        """The local month, 1 to 12."""
        return self.local.month

    @property
    def day(self) -> int:
        """The local day of the month."""
        return self.local.day

    def without_time(self) -> Moment:
        """The day of the moment."""
        return Moment(self.local.replace(hour=0, minute=0, second=0, microsecond=0), has_time=False)

    @property
    def iso(self) -> str:
        """The value of an HTML `datetime` attribute: a date, or an RFC 3339 time."""
        return self.rfc3339 if self.has_time else self.local.date().isoformat()

    @property
    def rfc3339(self) -> str:
        """An RFC 3339 time, midnight for a plain date.

        Local mean times of the 19th century have offsets with seconds, which the format cannot
        say; such a moment is given in UTC.
        """
        if self._has_odd_offset:
            return self.local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
        return self.local.isoformat()

    @property
    def rfc822(self) -> str:
        """A time as RSS has it (RFC 822, with four digits of the year), midnight for a plain date.

        In UTC where the offset has seconds, as in `rfc3339`.
        """
        local = self.local.astimezone(UTC) if self._has_odd_offset else self.local
        month = _MONTHS[local.month - 1][:3].title()
        day = f"{_DAYS[local.weekday()]}, {local.day:02} {month} {local.year:04}"
        return f"{day} {local:%H:%M:%S %z}"

    @property
    def _has_odd_offset(self) -> bool:
        """Whether the offset from UTC is no whole number of minutes."""
        offset = self.local.utcoffset()
        return offset is not None and bool(offset.seconds % 60 or offset.microseconds)


@lru_cache(maxsize=16)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name, from the tzdata package: the same on every machine.

    Raises ZoneInfoNotFoundError for a name that is not there.
    """
    folder = resources.files("tzdata") / "zoneinfo"
    parts = name.split("/")
    try:
        if not all(re.fullmatch(r"[A-Za-z0-9_+-]+", part) for part in parts):
            raise ZoneInfoNotFoundError(name)
        with folder.joinpath(*parts).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError) as error:
        raise ZoneInfoNotFoundError(name) from error


def position_at(instant: int) -> str:
    """A text that sorts as the seconds since 1970 do, also those before."""
    return f"{instant + _BEFORE_1970:012}"


def utc_moment(instant: int) -> Moment:
    """The moment at so many seconds since 1970, in UTC."""
    return Moment(EPOCH + timedelta(seconds=instant))


def parse_moment(text: str, zone: ZoneInfo) -> Moment:
    """The moment that an editor's text names; without an offset, in the given zone.

    Where clocks go back, the first of the two equal local times is meant; a local time that
    clocks skip is read with the offset before the change. Raises ValueError, with a message
    for people, when the text is no time or an impossible one.
    """
    text = text.strip()
    try:
        moment = _parsed(text, zone)
        moment.local.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"`{text}` is outside the years 1 to 9999") from error
    return moment


def _parsed(text: str, zone: ZoneInfo) -> Moment:
    if _BARE_TIME.fullmatch(text):
        raise ValueError(f"`{text}` is a time of day without its date")
    if match := _ISO.fullmatch(text):
        return _from_iso(match, zone)
    if match := _NEWSROOM.fullmatch(text):
        return _from_newsroom(match, zone)
    raise ValueError(f"`{text}` is not a time")


def _from_iso(match: re.Match[str], zone: ZoneInfo) -> Moment:
    year, month, day = map(int, match["date"].split("-"))
    on = _date(match["date"], year, month, day)
    if match["hour"] is None:
        return _plain_date(on, zone)
    clock = _time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    offset = _offset(match["zone"])
    if offset is None:
        return _localized(datetime.combine(on, clock, zone))
    return Moment((datetime.combine(on, clock, UTC) - offset).astimezone(zone))


def _from_newsroom(match: re.Match[str], zone: ZoneInfo) -> Moment:
    name = match["month"].lower()
    month = next((n for n, full in enumerate(_MONTHS, 1) if full.startswith(name)), 0)
    if not month and name != "sept":
        raise ValueError(f"`{match['month']}` is not an English month")
    on = _date(match[0], int(match["year"]), month or 9, int(match["day"]))
    if match["hour"] is None:
        return _plain_date(on, zone)
    hour = int(match["hour"])
    if not 1 <= hour <= HALF_DAY:
        raise ValueError(f"there is no hour {hour} on a twelve-hour clock")
    hour = hour % HALF_DAY + (HALF_DAY if match["half"] in "Pp" else 0)
    return _localized(datetime.combine(on, _time(hour, int(match["minute"])), zone))


def _localized(local: datetime) -> Moment:
    # By way of UTC, so that a skipped local time becomes one that clocks really showed.
    return Moment(local.astimezone(UTC).astimezone(local.tzinfo))


def _plain_date(on: date, zone: ZoneInfo) -> Moment:
    return Moment(datetime.combine(on, time(), zone), has_time=False)


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"`{text}` names a day that does not exist") from error


def _time(hour: int, minute: int, second: int = 0) -> time:
    try:
        return time(hour, minute, second)
    except ValueError as error:
        seconds = f":{second:02}" if second else ""
        raise ValueError(f"there is no time {hour:02}:{minute:02}{seconds}") from error


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text in "Zz":
        return timedelta()
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:  # noqa: PLR2004 -- the clock's own numbers
        raise ValueError(f"there is no offset {text} from UTC")
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if text[0] == "-" else offset
