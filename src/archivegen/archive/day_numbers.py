"""Local days as numbers, yyyymmdd: 20220721 is July 21, 2022. They sort and index rows by day.

An unknown day is 00, and so is the month where only the year is known. So these sort before the
days of their month or year. This is pure arithmetic; a number need not be an existing day.
"""

from __future__ import annotations


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day; `month` is from 1 to 12, and 0 means unknown."""
    return year * 10_000 + month * 100 + day


def date_of(number: int) -> tuple[int, int, int]:
    """Year, month and day of a number."""
    return number // 10_000, number // 100 % 100, number % 100


def month_of(number: int) -> tuple[int, int]:
    """Year and month of a number."""
    return date_of(number)[:2]


def is_day(number: int) -> bool:
    """Whether the number is that of a day, and not of a month or a year."""
    return number % 100 > 0


def first_and_last(year: int = 0, month: int = 0, day: int = 0) -> tuple[int, int]:
    """The bounds of the numbers of a day or, without one, a month, a year or all years.

    Those of a month have the number of which no day is known, those of a year that of no month.
    """
    return day_number(year, month, day), day_number(year or 9999, month or 12, day or 31)
