"""Times: what an editor writes as a time, read as a moment of the site's calendar.

Every moment is local to the site's time zone, since the archive's days and addresses are the
newsroom's days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archivegen.model.written_dates.forms import (
    BARE_TIME,
    DAY_FIRST,
    IN_ORDER,
    ISO,
    MONTHS,
    NEWSROOM,
    PARTIAL,
    date_of,
    hour_of,
    month_of,
    offset_of,
    time_of,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Precision = Literal["time", "day", "month", "year"]
"""How much of a moment is known."""

DateOrder = Literal["", "dmy", "mdy"]
"""How dates such as 7/8/2022 are meant: day first or month first; empty where nobody has said."""

_ISO_LENGTHS = {"month": len("1923-07"), "year": len("1923")}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BEFORE_1970 = 100_000_000_000
"""Seconds; added to a time since 1970 so that no time is negative."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the site's time zone, or a day, month or year if no more is known."""

    local: datetime
    """Date and time, with the time zone; for a day, month or year, its beginning."""
    precision: Precision = "time"
    """How much is known: `time`, `day`, `month` or `year`."""

    @property
    def has_time(self) -> bool:
        """Whether the time of day is known; a plain date counts as midnight."""
        return self.precision == "time"

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
        """The local month, 1 to 12; 0 if only the year is known."""
        return 0 if self.precision == "year" else self.local.month

    @property
    def day(self) -> int:
        """The local day of the month; 0 if not known."""
        return 0 if self.precision in {"year", "month"} else self.local.day

    def without_time(self) -> Moment:
        """The day of the moment."""
        if not self.has_time:
            return self
        return Moment(self.local.replace(hour=0, minute=0, second=0, microsecond=0), "day")

    @property
    def iso(self) -> str:
        """The value of an HTML `datetime` attribute: a year, a month, a day or a time."""
        return self.rfc3339 if self.has_time else self.iso_date

    @property
    def iso_date(self) -> str:
        """The date in ISO 8601, as far as known: `1923-07-21`, `1923-07`, `1923`."""
        return self.local.date().isoformat()[: _ISO_LENGTHS.get(self.precision)]

    @property
    def known(self) -> str:
        """An RFC 3339 time, midnight for a plain date; a month or year stays just that."""
        return self.rfc3339 if self.day else self.iso_date

    @property
    def rfc3339(self) -> str:
        """An RFC 3339 time, midnight for a plain date.

        Local mean times of the 19th century have offsets with seconds, which the format cannot
        say; such a moment is given in UTC.
        """
        text = self.local.isoformat()
        # Most end in hours and minutes, which is quicker seen than asked of the time zone.
        if text[-6] not in "+-" and self._has_odd_offset:
            return self.local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
        return text

    @property
    def rfc822(self) -> str:
        """A time for RSS (RFC 822, with a four-digit year), midnight for a plain date.

        In UTC where the offset has seconds, as in `rfc3339`.
        """
        local = self.local.astimezone(UTC) if self._has_odd_offset else self.local
        month = MONTHS[local.month - 1][:3].title()
        day = f"{_DAYS[local.weekday()]}, {local.day:02} {month} {local.year:04}"
        return f"{day} {local:%H:%M:%S %z}"

    @property
    def http(self) -> str:
        """A time for HTTP (RFC 9110, 5.6.7) in UTC, midnight for a plain date."""
        utc = self.local.astimezone(UTC)
        day = f"{_DAYS[utc.weekday()]}, {utc.day:02} {MONTHS[utc.month - 1][:3].title()}"
        return f"{day} {utc.year:04} {utc:%H:%M:%S} GMT"

    @property
    def _has_odd_offset(self) -> bool:
        """Whether the offset from UTC is no whole number of minutes."""
        offset = self.local.utcoffset()
        return offset is not None and bool(offset.seconds % 60 or offset.microseconds)


def _time_zones() -> Path:
    """The folder of the tzdata package, found without what takes longer to import than a zone."""
    package = find_spec("tzdata")
    if package is None or package.origin is None:
        raise ZoneInfoNotFoundError("the package tzdata is not installed")
    return Path(package.origin).parent / "zoneinfo"


@lru_cache(maxsize=16)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name, from the tzdata package: the same on every machine.

    Raises ZoneInfoNotFoundError for a name that is not there.
    """
    parts = name.split("/")
    try:
        if not all(re.fullmatch(r"[A-Za-z0-9_+-]+", part) for part in parts):
            raise ZoneInfoNotFoundError(name)
        with _time_zones().joinpath(*parts).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError) as error:
        raise ZoneInfoNotFoundError(name) from error


def position_at(instant: int) -> str:
    """A text that sorts as the seconds since 1970 do, also those before."""
    return f"{instant + _BEFORE_1970:012}"


def position_of(moment: Moment, path: str) -> str:
    """A text that sorts articles by their times, and those of one time by their paths.

    Of what begins at one time, a year comes first, then a month, then all else.
    """
    sign = {"year": "\t", "month": "\n"}.get(moment.precision, " ")
    return f"{position_at(moment.instant)}{sign}{path}"


def utc_moment(instant: int) -> Moment:
    """The moment at so many seconds since 1970, in UTC."""
    return Moment(EPOCH + timedelta(seconds=instant))


def parse_moment(
    text: str, zone: ZoneInfo, order: DateOrder = "", *, is_partial: bool = False
) -> Moment:
    """The moment that an editor's text names; without an offset, in the given zone.

    `order` says how a date such as 7/8/2022 is meant; without one, it is no time. A month or a year
    alone is one if it may be partial. Where clocks go back, the first of the two equal local times
    is meant; a local time that clocks skip is read with the offset before the change. Raises
    ValueError, with a message for people, when the text is no time or an impossible one.
    """
    text = text.strip()
    try:
        moment = _parsed(text, zone, order, is_partial=is_partial)
        moment.local.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"`{text}` is outside the years 1 to 9999") from error
    return moment


def _parsed(text: str, zone: ZoneInfo, order: DateOrder, *, is_partial: bool) -> Moment:
    if BARE_TIME.fullmatch(text):
        raise ValueError(f"`{text}` is a time of day without its date")
    if match := ISO.fullmatch(text):
        return _from_iso(match, zone)
    if match := NEWSROOM.fullmatch(text):
        return _from_newsroom(match, zone)
    if match := PARTIAL.fullmatch(text):
        return _from_partial(match, zone, is_partial=is_partial)
    if order and (match := IN_ORDER.fullmatch(text) or DAY_FIRST.fullmatch(text)):
        return _in_order(match, zone, order)
    raise ValueError(f"`{text}` is not a time")


def _from_iso(match: re.Match[str], zone: ZoneInfo) -> Moment:
    year, month, day = map(int, match["date"].split("-"))
    on = date_of(match["date"], year, month, day)
    if match["hour"] is None:
        return _plain_date(on, zone)
    clock = time_of(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    offset = offset_of(match["zone"])
    if offset is None:
        return _localized(datetime.combine(on, clock, zone))
    return Moment((datetime.combine(on, clock, UTC) - offset).astimezone(zone))


def _from_newsroom(match: re.Match[str], zone: ZoneInfo) -> Moment:
    on = date_of(match[0], int(match["year"]), month_of(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return _plain_date(on, zone)
    hour = hour_of(int(match["hour"]), match["half"])
    return _localized(datetime.combine(on, time_of(hour, int(match["minute"])), zone))


def _from_partial(match: re.Match[str], zone: ZoneInfo, *, is_partial: bool) -> Moment:
    if not is_partial:
        raise ValueError(f"`{match[0]}` has no day")
    year, month = int(match["year"]), int(match["month"] or 1)
    try:
        begin = datetime(year, month, 1, tzinfo=zone)
    except ValueError as error:
        raise ValueError(f"`{match[0]}` names a month that does not exist") from error
    return Moment(begin, "month" if match["month"] else "year")


def _in_order(match: re.Match[str], zone: ZoneInfo, order: DateOrder) -> Moment:
    parts = match.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        day, month = (one, two) if order == "dmy" else (two, one)
    else:
        day, month = int(parts["day"]), month_of(parts["month"])
    on = date_of(match[0], int(parts["year"]), month, day)
    if parts["hour"] is None:
        return _plain_date(on, zone)
    hour = hour_of(int(parts["hour"]), parts["half"])
    clock = time_of(hour, int(parts["minute"]), int(parts["second"] or 0))
    return _localized(datetime.combine(on, clock, zone))


def _localized(local: datetime) -> Moment:
    # By way of UTC, so that a skipped local time becomes one that clocks really showed.
    return Moment(local.astimezone(UTC).astimezone(local.tzinfo))


def _plain_date(on: date, zone: ZoneInfo) -> Moment:
    return Moment(datetime.combine(on, time(), zone), "day")
