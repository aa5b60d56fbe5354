"""The days of the year, the weeks of a month, and what was corrected."""

from __future__ import annotations

import re
from typing import Any

import pytest

from story import Story

PAGE = "on-this-day/07-21/index.html"


def an_archive(site: Story) -> Story:
    for year in (1999, 2020, 2024):
        site.article(f"{year}.md", date=f"{year}-07-21", headline=f"Tide of {year}")
    return site.article("leap.md", date="2024-02-29")


def test_a_day_shows_all_its_years(site: Story) -> None:
    an_archive(site).build()
    page = site.page(PAGE)
    assert re.findall(r'href="/(\d{4})/07/21/">\d{4}</a></h2>', page) == ["2024", "2020", "1999"]
    assert page.index("Tide of 2024") < page.index("Tide of 1999")
    assert 'rel="prev" href="/on-this-day/02-29/"' in page
    assert 'href="/on-this-day/07-21/"' in site.page("2020/07/21/index.html")


def test_the_overview_leads_to_the_days_that_have_articles(site: Story) -> None:
    an_archive(site).build()
    page = site.page("on-this-day/index.html")
    assert page.count("<li>") >= 366
    assert re.findall(r'href="(/on-this-day/\d\d-\d\d/)" aria-label="([^"]*)"', page) == [
        ("/on-this-day/02-29/", "February 29"),
        ("/on-this-day/07-21/", "July 21"),
    ]


def test_a_new_article_changes_its_own_day_of_the_year(site: Story) -> None:
    an_archive(site).build()
    site.article("again.md", date="2022-07-21").build().assert_clean()
    changed = {path for path in site.written if path.startswith("on-this-day/")}
    assert changed == {PAGE}
    site.delete("content/again.md").delete("content/leap.md").build().assert_clean()
    assert not site.has("on-this-day/02-29")


def test_a_day_with_many_articles_shows_a_few_of_each_year(site: Story) -> None:
    site.configure("listing_limit = 5")
    for year in (2023, 2024):
        for number in range(4):
            site.article(f"{year}-{number}.md", date=f"{year}-07-21")
    page = site.build().page(PAGE)
    assert page.count('class="card"') == 6
    assert '<a href="/2023/07/21/">All of this day: 4 articles</a>' in page


def test_days_of_the_year_can_be_left_out(site: Story) -> None:
    site.configure("[indexes]\non_this_day = false\ncorrections = false")
    an_archive(site).build()
    assert not site.has("on-this-day")
    assert not site.has("corrections")
    for page in ("index.html", "2024/07/21/index.html"):
        assert "on-this-day" not in site.page(page)
        assert "/corrections/" not in site.page(page)


@pytest.mark.parametrize(
    ("language", "first"), [("en-US", "Sun"), ("de", "Mo"), ("ar-EG", "السبت")]
)
def test_weeks_begin_as_the_language_has_it(site: Story, language: str, first: str) -> None:
    site.configure(f'language = "{language}"').article("a.md").build()
    page = site.page("2024/05/index.html")
    assert re.findall(r"<abbr[^>]*>([^<]*)</abbr>", page)[0] == first


def test_the_weeks_of_a_month_lead_to_its_days(site: Story) -> None:
    site.article("a.md", date="2024-05-01").article("b.md", date="2024-05-31").build()
    page = site.page("2024/05/31/index.html")
    (grid,) = re.findall('<div class="month-grid">.*?</div>', page, re.DOTALL)
    assert re.findall('href="([^"]*)"', grid) == ["/2024/05/", "/2024/05/01/", "/2024/05/31/"]
    assert grid.count('aria-current="page"') == 1
    assert re.findall(r"<td>(\d*)<", grid).count("") == 35 - 31 + 2
    # One more article of a day changes nothing for the others.
    site.article("c.md", date="2024-05-31").build().assert_clean()
    assert "2024/05/01/index.html" not in site.written
    site.article("d.md", date="2024-05-15").build().assert_clean()
    assert "2024/05/01/index.html" in site.written


# Corrections


def corrected(site: Story, path: str, *days: str, **more: Any) -> Story:
    made = [{"date": day, "text": f"{path} of {day}."} for day in days]
    return site.article(path, corrections=made, **more)


def shown(site: Story, path: str = "corrections/index.html") -> list[str]:
    return re.findall(r"<p[^>]*>([\w.]+ of [\d-]+)\.</p>", site.page(path))


def test_corrections_are_listed_newest_first(site: Story) -> None:
    corrected(site, "a.md", "2024-05-03", "2024-06-01")
    corrected(site, "b.md", "2024-05-20", language="ar")
    corrected(site, "c.md", "2024-05-21", draft=True).build()
    assert shown(site) == ["a.md of 2024-06-01", "b.md of 2024-05-20", "a.md of 2024-05-03"]
    assert '<p class="card-standfirst" lang="ar" dir="rtl">b.md of' in site.page(
        "corrections/index.html"
    )
    assert not site.has("corrections/2024")


def test_there_is_always_a_page_of_corrections(site: Story) -> None:
    site.article("a.md").build()
    assert "Nothing has been corrected yet." in site.page("corrections/index.html")
    corrected(site, "a.md", "2024-05-03").build().assert_clean()
    site.assert_written("corrections/index.html", "2024/05/01/a/index.html", *_sitemap(site))
    site.article("a.md").build().assert_clean()
    assert shown(site) == []


def _sitemap(site: Story) -> set[str]:
    return {path for path in site.written if path.endswith((".xml", ".json"))}


def test_many_corrections_have_a_page_for_each_month(site: Story) -> None:
    site.configure("listing_limit = 3\nnewest_limit = 2")
    corrected(site, "a.md", "2024-05-03", "2024-06-01", "2024-06-02", "2024-06-03").build()
    assert shown(site) == ["a.md of 2024-06-03", "a.md of 2024-06-02"]
    assert len(shown(site, "corrections/2024/06/index.html")) == 3
    assert shown(site, "corrections/2024/05/index.html") == ["a.md of 2024-05-03"]
    corrected(site, "b.md", "2024-06-05").build().assert_clean()
    changed = {path for path in site.written if path.startswith("corrections/")}
    assert changed == {"corrections/index.html", "corrections/2024/06/index.html"}
    site.delete("content/b.md").build()
    corrected(site, "a.md", "2024-05-03").build().assert_clean()
    assert not site.has("corrections/2024")


def test_corrections_follow_headlines_and_texts(site: Story) -> None:
    corrected(site, "a.md", "2024-05-03", headline="One").build()
    corrected(site, "a.md", "2024-05-03", headline="Two", slug="a").build().assert_clean()
    assert ">Two</a>" in site.page("corrections/index.html")
    site.article("a.md", corrections=[{"date": "2024-05-03", "text": "New."}]).build()
    assert ">New.</p>" in site.assert_clean().page("corrections/index.html")


@pytest.mark.parametrize("name", ["Corrections", "On this day"])
def test_no_section_stands_where_these_pages_are(site: Story, name: str) -> None:
    site.article("a.md", section=name).fail()
    assert "would stand where the site's own pages are" in site.problems[0].message
