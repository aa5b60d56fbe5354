"""Likely dates: the possible meanings of a date in a form that archivegen does not accept.

These are for hints alone: a date such as 7/8/2022 has two readings, and neither is assumed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from archivegen.model.text import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu",
    "ro", "tr", "ru", "uk", "el", "id", "vi", "ca",
)  # fmt: skip
"""Languages whose names of months are known: to ask for those of all takes seconds."""

_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:[./年-] ?(?P<month>\d{1,2})[./月-] ?(?P<day>\d{1,2})日?|(?P<packed>\d{4}))"
)
_YEAR_LAST = re.compile(
    r"(?P<one>\d{1,2})(?P<sign>[./-]) ?(?P<two>\d{1,2})(?P=sign) ?(?P<year>\d{4})"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ -](?:(?:of|de) )?(?P<name>[^\W\d_]{3,})\.?,?"
    r"[ -](?:de )?(?P<year>\d{4})"
)
_MONTH_FIRST = re.compile(
    r"(?P<name>[^\W\d_]{3,})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
)
_WEEKDAY = re.compile(r"[^\W\d_]{2,},? (?=\d|[^\W\d_]{3,}\.? \d)")
_CLOCK = re.compile(
    r"[,T ]+(?:(?:at|um|à) )?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?| Uhr)?(?: ?(?P<zone>Z|GMT|UTC|[+-]\d{2}:?\d{2}))?"
)
_LONGEST = 60
"""Characters of a date, at most."""

HALF_DAY = 12

MONTHS = 12


def likely_dates(text: str) -> tuple[str, ...]:
    """The dates that a text may name, as they are written here, with the time of day if it has one.

    Sorted; none, if it is no date.
    """
    if len(text) > _LONGEST:
        return ()
    text = " ".join(without_unseen(text).strip("\"' \u201c\u201d\u2018\u2019").split())
    for written in dict.fromkeys((text, _WEEKDAY.sub("", text, count=1))):
        for pattern in (_YEAR_FIRST, _YEAR_LAST, _DAY_FIRST, _MONTH_FIRST):
            found = pattern.match(written)
            clock = _clock(written[found.end() :]) if found else None
            if found and clock is not None:
                return tuple(sorted({f"{day}{clock}" for day in _days(_readings(found))}))
    return ()


def _readings(found: re.Match[str]) -> Iterable[tuple[int, int, int]]:
    """The years, months and days that a match may mean."""
    parts = found.groupdict()
    year = int(parts["year"])
    if "name" in parts:
        return ((year, month, int(parts["day"])) for month in _months(parts["name"]))
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        # With dots, the day comes first wherever they are used.
        readings = ((year, two, one), (year, one, two))
        return readings[:1] if parts["sign"] == "." else readings
    if packed := parts["packed"]:
        return ((year, int(packed[:2]), int(packed[2:])),)
    month, day = int(parts["month"]), int(parts["day"])
    # Where there is no such month, somebody took one for the other.
    return ((year, month, day), (year, day, month)) if month > MONTHS else ((year, month, day),)


def _days(readings: Iterable[tuple[int, int, int]]) -> Iterable[str]:
    for reading in readings:
        try:
            yield date(*reading).isoformat()
        except ValueError:
            continue


def _clock(text: str) -> str | None:
    """What stands behind a date as a time of day; None, if it is none."""
    if not text:
        return ""
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, _, rest = found["clock"].partition(":")
    hours = int(hour)
    if found["half"]:
        hours = hours % HALF_DAY + (HALF_DAY if found["half"] in "Pp" else 0)
    zone = {"GMT": "Z", "UTC": "Z"}.get(found["zone"] or "", found["zone"] or "")
    return f" {hours:02}:{rest}{zone}"


def _months(name: str) -> set[int]:
    """The months that have a name or a beginning of it; several, where languages differ."""
    folded = name.casefold()
    names = _names(_LANGUAGES)
    return (
        {month for full, month in names if full == folded}
        or {month for full, month in _names(_LANGUAGES[:1]) if full.startswith(folded)}
        or {month for full, month in names if full.startswith(folded)}
    )


@cache
def _names(languages: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    """The names of months, also as they stand within a date, with their numbers."""
    from babel import Locale  # noqa: PLC0415 -- slow; only what is no date comes here

    return frozenset(
        (name.casefold(), month)
        for language in languages
        for form in ("format", "stand-alone")
        for month, name in Locale(language).months[form]["wide"].items()
    )
