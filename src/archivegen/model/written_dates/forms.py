"""Forms: the ways in which editors write a time, as patterns, and the meaning of their parts."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

BARE_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
HALF_DAY = 12

FORMS = "2022-07-21, 2022-07-21 06:40, 2022-07-21T06:40:00+02:00 or July 21, 2022 6:40am"
"""The forms of a time that are understood, for hints."""

ISO = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"[ \t]*(?P<zone>[Zz]|[-+]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
NEWSROOM = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"
    r"(?:,? (?:at )?(?P<hour>\d{1,2}):(?P<minute>\d{2}) ?(?P<half>[AaPp])\.?[Mm]\.?)?",
    re.ASCII,
)
_CLOCK = (
    r"(?:(?:,? (?:at )?|[Tt])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
IN_ORDER = re.compile(
    r"(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})[./-](?P<year>\d{4})" + _CLOCK, re.ASCII
)
DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})" + _CLOCK,
    re.ASCII,
)
PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?", re.ASCII)


def _pattern(*forms: re.Pattern[str]) -> str:
    """The forms as a regular expression of ECMA-262, for those who cannot ask `parse_moment`."""
    either = "|".join(form.pattern for form in forms)
    return re.sub(r"\(\?P<\w+>", "(?:", rf"^\s*(?:{either})\s*$")


PATTERN = _pattern(ISO, NEWSROOM, IN_ORDER, DAY_FIRST)
"""All forms of a time."""

PARTIAL_PATTERN = _pattern(ISO, NEWSROOM, IN_ORDER, DAY_FIRST, PARTIAL)
"""All forms of a time of which less than a day may be known."""


def month_of(written: str) -> int:
    """The number of a month by its English name or the beginning of it. Raises ValueError."""
    name = written.lower()
    month = next((n for n, full in enumerate(MONTHS, 1) if full.startswith(name)), 0)
    if not month and name != "sept":
        raise ValueError(f"`{written}` is not an English month")
    return month or 9


def hour_of(hour: int, half: str | None) -> int:
    """The hour of the day, from one of the twelve of a half. Raises ValueError."""
    if half is None:
        return hour
    if not 1 <= hour <= HALF_DAY:
        raise ValueError(f"there is no hour {hour} on a twelve-hour clock")
    return hour % HALF_DAY + (HALF_DAY if half in "Pp" else 0)


def date_of(text: str, year: int, month: int, day: int) -> date:
    """The day of these numbers, which a text names. Raises ValueError with a message for people."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"`{text}` names a day that does not exist") from error


def time_of(hour: int, minute: int, second: int = 0) -> time:
    """The time of day of these numbers. Raises ValueError with a message for people."""
    try:
        return time(hour, minute, second)
    except ValueError as error:
        seconds = f":{second:02}" if second else ""
        raise ValueError(f"there is no time {hour:02}:{minute:02}{seconds}") from error


def offset_of(text: str | None) -> timedelta | None:
    """What is ahead of UTC where a text such as `+02:00` stands; None without one."""
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
