"""Formats: dates as each language writes them, or as the site wants them."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from archivegen.config.machines import FeedsConfig
from archivegen.config.tables import IndexesConfig
from archivegen.model.languages import direction_of, fallback_tags, is_language, locale_of
from archivegen.model.times import parse_moment, zone_of
from archivegen.pages.page import Site
from archivegen.renderer.filters import as_excerpt, filters_for
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
        ("az-Arab", "rtl"), ("uz-AF", "rtl"), ("pa-PK", "rtl"),
        ("zh-Hant-TW", "ltr"), ("sr-Latn", "ltr"), ("en-x-arab", "ltr"),
        ("grc", "ltr"), ("und", "ltr"), ("ja", "ltr"),
    ],
)  # fmt: skip
def test_direction(tag: str, direction: str) -> None:
    assert is_language(tag)
    assert direction_of(tag) == direction


@pytest.mark.parametrize(
    ("tag", "others"),
    [
        ("zh-TW", ["zh-Hant-TW", "zh-Hant"]),
        ("zh-MO", ["zh-Hant-MO", "zh-HK", "zh-Hant-HK", "zh-Hant"]),
        ("zh-US", ["zh-Hant-US", "zh-Hant"]),
        ("zh-SG", ["zh-Hans-SG", "zh", "zh-Hans"]),
        ("zh-Hans-HK", ["zh", "zh-Hans"]),
        ("sr-Latn-RS", ["sr-Latn"]),
        ("sr-ME", ["sr-Latn-ME", "sr-Latn"]),
        ("sr-Cyrl", ["sr"]),
        ("sh", ["sr-Latn"]),
        ("pt-br", ["pt-BR", "pt-Latn-BR", "pt", "pt-Latn"]),
        ("pt-AO", ["pt-Latn-AO", "pt-PT", "pt-Latn-PT", "pt", "pt-Latn"]),
        ("es-MX", ["es-Latn-MX", "es-419", "es-Latn-419", "es", "es-Latn"]),
        ("nb", ["nb-Latn", "no", "no-Latn"]),
        ("ca-valencia-x-a", ["ca-valencia", "ca", "ca-Latn"]),
        ("en-x-arab", ["en", "en-Latn"]),
        ("tlh", []),
    ],
)
def test_what_stands_in_for_a_language(tag: str, others: list[str]) -> None:
    assert fallback_tags(tag) == (tag, *others)


@pytest.mark.parametrize(
    ("tag", "day"),
    [
        ("pa-PK", "۱ مارچ ۱۸۵۰"),  # noqa: RUF001
        ("sr-Latn", "1. mart 1850."),
        ("hi-Latn", "1 March, 1850"),
        ("ku-Arab", "March 1, 1850"),
        ("ru-Latn", "March 1, 1850"),
    ],
)
def test_dates_are_never_in_another_script(tag: str, day: str) -> None:
    """Where CLDR has no words in the script of the language, they are English."""
    filters = filters_for(site_in(tag))
    assert filters["date"](DAY).translate(MARKS) == day
    assert "को" not in filters["datetime"](MOMENT)
    assert filters["language_name"]("ru-Latn") == "ru-Latn"


@pytest.mark.parametrize(
    ("language", "number", "moment"),
    [
        ("fa", "۱۲٬۳۴۵", "۲۱ ژوئیه ۲۰۲۲ ساعت ۶:۴۰"),
        ("fa-u-nu-latn", "12,345", "21 ژوئیه 2022 ساعت 6:40"),
        ("ar-EG", "١٢٬٣٤٥", "٢١ يوليو ٢٠٢٢ في ٦:٤٠ ص"),
        ("ar", "12,345", "21 يوليو 2022 في 6:40 ص"),
        ("bn", "১২,৩৪৫", "২১ জুলাই, ২০২২ এ ৬:৪০ AM"),  # noqa: RUF001
        ("mr", "१२,३४५", "२१ जुलै, २०२२ रोजी ६:४० AM"),
        ("my", "၁၂,၃၄၅", "၂၀၂၂ ဇူလိုင် ၂၁ ၆:၄၀"),
        ("hi", "12,345", "21 जुलाई 2022 को 6:40 am बजे"),
        ("hi-u-nu-deva", "१२,३४५", "२१ जुलाई २०२२ को ६:४० am बजे"),
    ],
)  # fmt: skip
def test_digits_of_languages(language: str, number: str, moment: str) -> None:
    filters = filters_for(site_in(language))
    assert filters["number"](12345) == number
    assert filters["datetime"](MOMENT).replace("\u200f", "") == moment
    period = SimpleNamespace(year=2022, month=7, day=21)
    assert filters["year"](2022) in filters["month"](period)
    assert filters["year"](2022) in filters["day"](period)


def test_digits_on_pages_are_of_one_kind(site: Story) -> None:
    """What people read has no Latin digit, and what machines read has no other."""
    more = 'language = "fa"\nlisting_limit = 1\nnewest_limit = 1\n[search]\nenabled = false\n'
    site.configure(more)
    for day in (1, 2):
        front_matter = {"authors": ["آن"], "updated": f"2024-05-0{day + 2}"}
        headline = f"خبر {'اول' if day == 1 else 'دوم'}"
        site.article(
            f"{'ab'[day - 1]}.md", "کلمه " * 300, headline=headline, section="خبر",
            date=f"2024-05-0{day}", **front_matter,
        )  # fmt: skip
    site.article("c.md", headline="خبر سوم", section="خبر", date="2023-05-01").build()
    of_machines = re.compile(r'<(script|style)\b.*?</\1>|<dl lang="en".*?</dl>', re.DOTALL)
    told = re.compile(r'(?:aria-label|title|content)="([^"]*)"|>([^<]*)<')
    machine_names = re.compile(r"^(width=|https?:|/|20\d\d[-/]|summary)")
    pages = list(site.paths.output.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        # Where an address may be broken, it does not end.
        text = of_machines.sub("", page.read_text(encoding="utf-8")).replace("<wbr>", "")
        words = [word.strip() for found in told.findall(text) for word in found]
        shown = {word for word in words if not machine_names.match(word)}
        assert not {word for word in shown if re.search("[0-9]", word)}, page
        assert not re.search(r'(?:href|id|datetime)="[^"]*[۰-۹]', text), page  # noqa: RUF001


@pytest.mark.parametrize("tag", ["", "x", "en_US", "english", "xx", "en-", "-en", "../en", "en us"])
def test_what_is_no_language(tag: str) -> None:
    assert not is_language(tag)
    with pytest.raises(ValueError, match="formats"):
        locale_of(tag)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A short one.", "A short one."),
        ("One word, more", "One word\u2026"),  # no comma before the ellipsis
        ("It fell. The wall", "It fell\u2026"),  # no word of another sentence
        ("Ask Mr. A B, Cde", "Ask Mr. A B\u2026"),
        ("Unbreakablewordthatgoeson", "Unbreakablewo\u2026"),
        ("e\u0301" * 9, "e\u0301" * 6 + "\u2026"),  # a letter and its accent
    ],
)
def test_an_excerpt_ends_with_a_word(text: str, shown: str) -> None:
    assert as_excerpt(text, 13) == shown
