"""Filters: moments, months and numbers as a language writes them (Babel, CLDR), and addresses.

The filters of templates are made here for a site, by name; each is a pure function. A filter's
docstring becomes its description in the reference of the theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_day_names,
    get_month_names,
    parse_pattern,
)
from babel.lists import format_list
from babel.numbers import format_decimal

from archivegen.loader.markup.excerpt import shortened
from archivegen.model.languages import date_time_glue, find_locale, locale_of, script_of
from archivegen.model.numbering import numbering_system, with_digits_of
from archivegen.model.times import utc_moment
from archivegen.renderer.absolute_links import absolute_links

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from archivegen.model.times import Moment
    from archivegen.model.urls import Urls
    from archivegen.pages.calendar.on_this_day import Anniversary
    from archivegen.pages.page import Period, Site

Width = Literal["abbreviated", "narrow", "wide"]

_WIDTHS = ("short", "medium", "long", "full")
"""What CLDR calls the usual forms of a day."""


def filters_for(site: Site) -> dict[str, Callable[..., Any]]:
    """The filters that format for a site, by the names that templates use."""
    formats = _Formats(site.language, site.date_format, site.datetime_format)
    return {
        "date": formats.as_date,
        "datetime": formats.as_datetime,
        "time": formats.as_time,
        "day": formats.as_day,
        "weekday": formats.as_weekday,
        "month": formats.as_month,
        "month_name": formats.as_month_name,
        "month_short": formats.as_month_short,
        "month_narrow": formats.as_month_narrow,
        "number": formats.as_number,
        "year": formats.as_year,
        "day_of_year": formats.as_day_of_year,
        "weekday_name": formats.as_weekday_name,
        "weekday_short": formats.as_weekday_short,
        "language_name": as_language_name,
        "list_marks": formats.as_list_marks,
        "excerpt": as_excerpt,
        "lastmod": as_lastmod,
        "news_language": as_news_language,
    }


def url_filters(urls: Urls) -> dict[str, Callable[..., str]]:
    """The filters that make addresses of a site, by the names that templates use."""

    def as_absolute_links(body: str, url: str) -> str:
        """The HTML of a body, its links absolute, as they resolve at this address.

        Links to places in the page, images and `srcset` are changed, too. What comes is text,
        which is escaped as feeds want it.
        """
        return absolute_links(str(body), urls.absolute(url))

    return {
        "url": urls.from_root,
        "absolute": urls.absolute,
        "absolute_links": as_absolute_links,
    }


@dataclass(frozen=True, slots=True)
class _Formats:
    """The filters of one site. Their docstrings are in the guide for who writes templates."""

    language: str
    date_format: str
    datetime_format: str

    def as_date(self, moment: Moment, pattern: str = "") -> str:
        """The day of a moment, in the site's format.

        A pattern of CLDR, or one of its words `short`, `medium`, `long` and `full`, writes it in
        another way. Of a month or a year of which no day is known, it is that month or year.
        """
        if not moment.day:
            return self._in_part(moment)
        if pattern in _WIDTHS:
            return _pattern(moment.local.date(), pattern, self.language)
        if pattern:
            return _pattern(moment.local, pattern, self.language)
        return _pattern(moment.local.date(), self.date_format or "long", self.language)

    def _in_part(self, moment: Moment) -> str:
        if not moment.month:
            return self.as_year(moment.year)
        return month_of_year(moment.year, moment.month, self.language)

    def as_datetime(self, moment: Moment) -> str:
        """A moment with its time of day, if it has one."""
        if not moment.has_time:
            return self.as_date(moment)
        if self.datetime_format:
            return _pattern(moment.local, self.datetime_format, self.language)
        return _datetime(moment.local, self.language)

    def as_time(self, moment: Moment) -> str:
        """The time of day of a moment beside its day; the moment as `datetime`, if it has none.

        So it is, too, where the site has a way of its own to write moments.
        """
        if not moment.has_time or self.datetime_format:
            return self.as_datetime(moment)
        return _clock(moment.local.hour, moment.local.minute, self.language)

    def as_day(self, period: Period) -> str:
        """A day of the calendar, in the site's format."""
        return _pattern(_first_day(period), self.date_format or "long", self.language)

    def as_weekday(self, period: Period) -> str:
        """The day of the week of a day of the calendar."""
        return _pattern(_first_day(period), "EEEE", self.language)

    def as_month(self, period: Period) -> str:
        """A month with its year; also takes `page.data`, if that has `year` and `month`."""
        return month_of_year(period.year, period.month, self.language)

    def as_month_name(self, period: Period) -> str:
        """The name of a month."""
        return month_name(period.month, self.language)

    def as_month_short(self, period: Period) -> str:
        """The abbreviated name of a month."""
        return month_name(period.month, self.language, "abbreviated")

    def as_month_narrow(self, period: Period) -> str:
        """The name of a month as a letter or a number, for narrow places."""
        return month_name(period.month, self.language, "narrow")

    def as_day_of_year(self, day: Anniversary) -> str:
        """A day with its month, without a year."""
        return _day_of_year(day.month, day.day, self.language)

    def as_weekday_name(self, number: int) -> str:
        """The name of a day of the week; 0 is Monday."""
        return weekday_name(number, self.language)

    def as_weekday_short(self, number: int) -> str:
        """The abbreviated name of a day of the week; 0 is Monday."""
        return weekday_name(number, self.language, "abbreviated")

    def as_number(self, number: int) -> str:
        """A number with the digits and separators of the site's language."""
        return _number(number, self.language)

    def as_year(self, year: int) -> str:
        """A year with the digits of the site's language, as in dates."""
        return with_digits_of(self.language, str(year))

    def as_list_marks(self, length: int) -> tuple[str, ...]:
        """What the language writes before, between and after the items of a list of this length.

        The first stands before the first item, the last behind the last one.
        """
        return _list_marks(length, self.language)


@lru_cache(maxsize=64)
def _list_marks(length: int, language: str) -> tuple[str, ...]:
    """What stands before, between and after the items of a list of that length."""
    if length < 1:
        return ("",)
    return tuple(format_list(["\0"] * length, locale=locale_of(language)).split("\0"))


def as_lastmod(seconds: int) -> str:
    """Seconds since 1970 as a time for machines (RFC 3339)."""
    return utc_moment(seconds).rfc3339


def as_excerpt(text: str, length: int = 200) -> str:
    """The text, shortened with an ellipsis to at most `length` characters.

    It is cut between words, or where else its script lets it be cut.
    """
    return shortened(text, length)


def as_language_name(tag: str) -> str:
    """The name of a language in that language."""
    locale = find_locale(tag)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else tag


def as_news_language(tag: str) -> str:
    """A language tag for news sitemaps: only the language, except for the two of Chinese."""
    language = tag.partition("-")[0].lower()
    if language != "zh":
        return language
    return "zh-tw" if script_of(tag) == "Hant" else "zh-cn"


def _first_day(period: Period) -> date:
    return date(period.year, period.month, period.day)


def _datetime(local: datetime, language: str) -> str:
    """A long date and a short time, joined as CLDR joins them for a moment (`at`)."""
    day = _pattern(local.date(), "long", language)
    return _glue(language).format(_clock(local.hour, local.minute, language), day)


@lru_cache(maxsize=64)
def _glue(language: str) -> str:
    return _plain_spaces(date_time_glue(language).replace("'", ""))


@lru_cache(maxsize=1440)
def _clock(hour: int, minute: int, language: str) -> str:
    return _written(format_time(time(hour, minute), "short", locale=locale_of(language)), language)


@lru_cache(maxsize=16_384)
def _pattern(moment: date | datetime, pattern: str, language: str) -> str:
    locale = locale_of(language)
    if pattern in _WIDTHS:
        return _written(format_date(moment, pattern, locale=locale), language)
    return _written(parse_pattern(pattern).apply(moment, locale), language)


def _plain_spaces(text: str) -> str:
    """Narrow no-break spaces as plain ones: many fonts lack them."""
    return text.replace("\u202f", " ")


def _written(text: str, language: str) -> str:
    """A date or time as Babel formats it, which knows no other digits than Latin ones."""
    return with_digits_of(language, _plain_spaces(text))


@lru_cache(maxsize=4096)
def month_of_year(year: int, month: int, language: str) -> str:
    """A month with its year: `July 2022`."""
    text = format_skeleton("yMMMM", date(year, month, 1), locale=locale_of(language))
    return with_digits_of(language, text)


@lru_cache(maxsize=64)
def month_name(month: int, language: str, width: Width = "wide") -> str:
    """The name of a month that stands alone."""
    return str(get_month_names(width, "stand-alone", locale_of(language))[month])


@lru_cache(maxsize=64)
def weekday_name(number: int, language: str, width: Width = "wide") -> str:
    """The name of a day of the week that stands alone; 0 is Monday."""
    return str(get_day_names(width, "stand-alone", locale_of(language))[number])


@lru_cache(maxsize=512)
def _day_of_year(month: int, day: int, language: str) -> str:
    leap_year = date(2000, month, day)
    return _written(format_skeleton("MMMMd", leap_year, locale=locale_of(language)), language)


@lru_cache(maxsize=1024)
def _number(number: int, language: str) -> str:
    system = numbering_system(language)
    text = format_decimal(number, locale=locale_of(language), numbering_system=system)
    return with_digits_of(language, text)
