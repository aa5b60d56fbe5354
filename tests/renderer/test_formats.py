"""Formats: dates as each language writes them, or as the site wants them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from archivegen.config.tables import FeedsConfig, IndexesConfig
from archivegen.model.languages import direction_of, is_language, locale_of
from archivegen.model.times import parse_moment, zone_of
from archivegen.pages.page import Site
from archivegen.renderer.filters import filters_for
from story import Story

MOMENT = parse_moment("July 21, 2022 6:40am", zone_of("America/New_York"))
MARKS = {0x200F: None, 0x202F: " "}
DAY = parse_moment("1850-03-01", zone_of("America/New_York"))


def site_in(language: str, date_format: str = "", datetime_format: str = "") -> Site:
    return Site(
        "T", "", language, "ltr", "", (), IndexesConfig(), FeedsConfig(), "", "", "", "",
        date_format, datetime_format, {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "moment", "day"),
    [
        ("en", "July 21, 2022 at 6:40 AM", "March 1, 1850"),
        ("en-GB", "21 July 2022 at 06:40", "1 March 1850"),
        ("de", "21. Juli 2022 um 06:40", "1. März 1850"),
        ("fr", "21 juillet 2022 à 06:40", "1 mars 1850"),
        ("es", "21 de julio de 2022, 6:40", "1 de marzo de 1850"),
        ("pt-BR", "21 de julho de 2022 às 06:40", "1 de março de 1850"),
        ("sv", "21 juli 2022 kl. 06:40", "1 mars 1850"),
        ("ru", "21 июля 2022 г. в 06:40", "1 марта 1850 г."),  # noqa: RUF001
        ("ar", "21 يوليو 2022 في 6:40 ص", "1 مارس 1850"),
        ("he", "21 ביולי 2022 בשעה 6:40", "1 במרץ 1850"),
        ("ja", "2022年7月21日 6:40", "1850年3月1日"),
        ("zh-Hant", "2022年7月21日 清晨6:40", "1850年3月1日"),
    ],
)  # fmt: skip
def test_dates_in_languages(language: str, moment: str, day: str) -> None:
    filters = filters_for(site_in(language))
    assert filters["datetime"](MOMENT).replace("\u200f", "") == moment
    assert filters["datetime"](DAY) == filters["date"](DAY)
    assert filters["date"](DAY).translate(MARKS) == day


def test_patterns_of_the_site() -> None:
    filters = filters_for(site_in("de", "d. MMM y", "EEE d.M.y, HH:mm 'Uhr'"))
    assert filters["datetime"](MOMENT) == "Do. 21.7.2022, 06:40 Uhr"
    assert filters["date"](MOMENT) == "21. Juli 2022"
    assert filters["datetime"](DAY) == "1. März 1850"


def test_patterns_on_the_page(site: Story) -> None:
    site.configure(
        'date_format = "y.MM.dd"\ndatetime_format = "HH:mm d/M/y"\ntimezone = "Asia/Tokyo"'
    )
    site.article("a.md", date="2022-07-20T21:40:00Z", updated="2022-07-22").build().assert_clean()
    page = site.page("2022/07/21/a/index.html")
    assert '<time datetime="2022-07-21T06:40:00+09:00">06:40 21/7/2022</time>' in page
    assert 'Updated: <time datetime="2022-07-22">2022.07.22</time>' in page


def test_months_weekdays_and_numbers() -> None:
    filters = filters_for(site_in("fr"))
    period = SimpleNamespace(year=2022, month=7, day=21)
    assert filters["month"](period) == "juillet 2022"
    assert filters["month_name"](period) == "juillet"
    assert filters["month_short"](period) == "juil."
    assert filters["weekday"](period) == "jeudi"
    assert filters["day"](period) == "21 juillet 2022"
    assert filters["number"](1234567) == "1\u202f234\u202f567"
    assert filters["lastmod"](0) == "1970-01-01T00:00:00+00:00"


def test_each_site_has_its_own_filters() -> None:
    one, other = site_in("en"), replace(site_in("en"), language="de")
    assert filters_for(one)["date"](DAY) != filters_for(other)["date"](DAY)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("en", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur", "rtl"),
        ("yi", "rtl"), ("dv", "rtl"), ("ckb", "rtl"), ("ku-Arab", "rtl"), ("ar-Latn", "ltr"),
        ("az-Arab", "rtl"), ("zh-Hant-TW", "ltr"), ("sr-Latn", "ltr"), ("en-x-arab", "ltr"),
        ("grc", "ltr"), ("und", "ltr"), ("ja", "ltr"),
    ],
)  # fmt: skip
def test_direction(tag: str, direction: str) -> None:
    assert is_language(tag)
    assert direction_of(tag) == direction


@pytest.mark.parametrize("tag", ["", "x", "en_US", "english", "xx", "en-", "-en", "../en", "en us"])
def test_what_is_no_language(tag: str) -> None:
    assert not is_language(tag)
    with pytest.raises(ValueError, match="formats"):
        locale_of(tag)
