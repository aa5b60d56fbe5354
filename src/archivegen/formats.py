"""Formats: moments, months and numbers as readers of a language write them (Babel, CLDR)."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from babel.dates import format_date, format_skeleton, format_time, get_month_names, parse_pattern
from babel.numbers import format_decimal

from archivegen.languages import date_time_glue, locale_of
from archivegen.times import Moment, utc_moment

Width = Literal["abbreviated", "wide"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from archivegen.page import Site


def filters_for(site: Site) -> dict[str, Callable[..., str]]:
    """The filters that format for a site, by the names that templates use."""
    language = site.language

    def as_datetime(moment: Moment) -> str:
        """A moment with its time of day, if it has one: `July 21, 2022 at 6:40 AM`."""
        if not moment.has_time:
            return as_date(moment)
        if site.datetime_format:
            return _pattern(moment.local, site.datetime_format, language)
        return _datetime(moment.local, language)

    def as_date(moment: Moment) -> str:
        """The day of a moment: `July 21, 2022`."""
        return _pattern(moment.local.date(), site.date_format or "long", language)

    return {
        "datetime": as_datetime,
        "date": as_date,
        "day": lambda period: _pattern(
            date(period.year, period.month, period.day), site.date_format or "long", language
        ),
        "weekday": lambda period: _pattern(
            date(period.year, period.month, period.day), "EEEE", language
        ),
        "month": lambda period: month_of_year(period.year, period.month, language),
        "month_name": lambda period: month_name(period.month, language),
        "month_short": lambda period: month_name(period.month, language, "abbreviated"),
        "number": lambda number: _number(number, language),
        "lastmod": lambda seconds: utc_moment(seconds).rfc3339,
    }


def _datetime(local: datetime, language: str) -> str:
    """A long date and a short time, joined as CLDR joins them for a moment (`at`)."""
    day = _pattern(local.date(), "long", language)
    return _glue(language).format(_clock(local.hour, local.minute, language), day)


@lru_cache(maxsize=64)
def _glue(language: str) -> str:
    return _plain_spaces(date_time_glue(language).replace("'", ""))


@lru_cache(maxsize=1440)
def _clock(hour: int, minute: int, language: str) -> str:
    return _plain_spaces(format_time(time(hour, minute), "short", locale=locale_of(language)))


@lru_cache(maxsize=16_384)
def _pattern(moment: date | datetime, pattern: str, language: str) -> str:
    locale = locale_of(language)
    if pattern == "long":
        return _plain_spaces(format_date(moment, "long", locale=locale))
    return _plain_spaces(parse_pattern(pattern).apply(moment, locale))


def _plain_spaces(text: str) -> str:
    """Narrow no-break spaces as plain ones: many fonts lack them."""
    return text.replace("\u202f", " ")


@lru_cache(maxsize=4096)
def month_of_year(year: int, month: int, language: str) -> str:
    """A month with its year: `July 2022`."""
    return format_skeleton("yMMMM", date(year, month, 1), locale=locale_of(language))


@lru_cache(maxsize=64)
def month_name(month: int, language: str, width: Width = "wide") -> str:
    """The name of a month that stands alone."""
    return str(get_month_names(width, "stand-alone", locale_of(language))[month])


@lru_cache(maxsize=1024)
def _number(number: int, language: str) -> str:
    return format_decimal(number, locale=locale_of(language))
