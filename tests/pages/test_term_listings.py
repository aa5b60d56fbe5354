"""The listings of terms lead on: to all years and months, and to those before and after."""

from __future__ import annotations

import re

import pytest

from archivegen.pages.terms import periods
from story import Story

DATES = "2020-03-01", "2021-02-01", "2021-02-02", "2021-11-01", "2024", "2024-05-01"


def an_archive(site: Story) -> Story:
    """A topic with a year that is cut into months between two that are not."""
    site.configure("listing_limit = 2\nnewest_limit = 1")
    for number, date in enumerate(DATES):
        site.article(f"{number}.md", date=date, tags=["T"], series="S")
    return site


def steps(site: Story, path: str) -> list[str]:
    """Where a page leads to before and after it."""
    return re.findall(r'rel="(?:prev|next)" href="([^"]*)"', site.page(path))


def at_the_end(site: Story, path: str) -> list[tuple[str, str]]:
    """The years and months at the end of a landing page, with the numbers of their articles."""
    _, _, end = site.page(path).partition('<section class="listing periods"')
    return re.findall(
        r'href="/\w+/\w+/([^"]*)">[^<]*(?:</a> )?<span class="count">(\d+)',
        end.partition("<nav")[0],
    )


def written(site: Story) -> set[str]:
    """The pages of the topic that were written."""
    return {path for path in site.written if re.fullmatch("topics/t/.*html", path)}


def test_a_landing_page_ends_with_all_years_and_months(site: Story) -> None:
    an_archive(site).build()
    assert at_the_end(site, "topics/t/index.html") == [
        ("2024/", "2"), ("2024/#page-month-5", "1"),
        ("2021/", "3"), ("2021/02/", "2"), ("2021/11/", "1"),
        ("2020/", "1"), ("2020/#page-month-3", "1"),
    ]  # fmt: skip
    # A series is in the order of its parts, so a year that is one page has no places of months.
    years = [place for place, _ in at_the_end(site, "series/s/index.html")]
    assert years == ["2024/", "2021/", "2021/02/", "2021/11/", "2020/"]
    page = site.page("topics/t/2024/index.html")
    assert re.findall(r'<h2 id="page-month-(\d+)">([^<]*)', page) == [
        ("5", "May 2024"), ("0", "2024, month unknown"),
    ]  # fmt: skip
    assert "All articles" in site.page("2020/index.html")
    assert "Newest of 2021" in site.page("2021/index.html")


def test_pages_of_a_term_lead_to_those_before_and_after(site: Story) -> None:
    an_archive(site).build()
    at = "/topics/t"
    assert not steps(site, "topics/t/index.html")
    assert steps(site, "topics/t/2020/index.html") == [f"{at}/2021/"]
    assert steps(site, "topics/t/2021/index.html") == [f"{at}/2020/", f"{at}/2024/"]
    assert steps(site, "topics/t/2021/02/index.html") == [f"{at}/2020/", f"{at}/2021/11/"]
    assert steps(site, "topics/t/2021/11/index.html") == [f"{at}/2021/02/", f"{at}/2024/"]


def test_only_pages_whose_counts_or_neighbours_change_are_written(site: Story) -> None:
    an_archive(site).build()
    site.article("new.md", date="2021-12-01", tags=["T"]).build().assert_clean()
    assert written(site) == {
        "topics/t/index.html", "topics/t/2021/index.html", "topics/t/2021/12/index.html",
        "topics/t/2021/11/index.html",
    }  # fmt: skip
    # The year after loses its months: the last one of this year has another neighbour.
    site.delete("content/new.md").delete("content/3.md").build().assert_clean()
    assert steps(site, "topics/t/2020/index.html") == ["/topics/t/2021/"]
    site.article("x.md", date="2022-01-01", tags=["T"]).build().assert_clean()
    assert written(site) == {
        "topics/t/index.html", "topics/t/2021/index.html", "topics/t/2022/index.html",
        "topics/t/2024/index.html",
    }  # fmt: skip


def test_of_very_many_months_a_landing_page_names_the_years(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(periods, "MOST_MONTHS", 4)
    an_archive(site).build()
    places = [place for place, _ in at_the_end(site, "topics/t/index.html")]
    assert places == ["2024/", "2021/", "2020/"]


def test_the_page_of_a_long_year_begins_with_its_months(site: Story) -> None:
    for number in range(31):
        site.article(f"{number}.md", date=f"2024-{1 + number % 2:02}-01", section="World")
    page = site.build().page("world/2024/index.html")
    assert re.findall(r'<a href="#page-month-(\d)">([^<]*)', page) == [("2", "Feb"), ("1", "Jan")]
    assert '<div class="listing dense">' in page
    page = site.delete("content/0.md").build().assert_clean().page("world/2024/index.html")
    assert 'href="#page-month' not in page
    assert '<div class="listing">' in page
