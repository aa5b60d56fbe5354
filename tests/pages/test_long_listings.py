"""What the calendar does not cut further has several pages, where it has very many articles."""

from __future__ import annotations

import re

import pytest

from archivegen.pages import listing_page
from story import Story


def listed(site: Story, url: str) -> list[str]:
    """The headlines on a page."""
    return re.findall(r'card-title"><a href="[^"]*">([^<]*)', site.page(f"{url}index.html"))


def pages_of(site: Story, url: str) -> list[list[str]]:
    """The headlines on each page of a listing, as the first leads to them."""
    links = re.findall(rf'<li><a href="({url}(?:page/\d+/)?)"', site.page(f"{url[1:]}index.html"))
    for link in links:
        page = site.page(f"{link[1:]}index.html")
        assert f'<a href="{link}" aria-current="page">' in page
        assert len(set(re.findall(rf'href="({url}(?:page/\d+/)?)"', page))) >= len(links)
    return [listed(site, link[1:]) for link in links]


@pytest.fixture
def full(site: Story, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A day with five articles, a month and a year with three of no known day or month."""
    monkeypatch.setattr(listing_page, "MOST_ITEMS", 2)
    site.configure("listing_limit = 2\nnewest_limit = 1")
    dates = ["2021-03-05"] * 5 + ["2021-03"] * 3 + ["2021"] * 3
    for number, date in enumerate(dates):
        made = {"date": "2022-01-02", "text": "Wrong."} if number < 5 else None
        site.article(
            f"{number:02}.md", date=date, section="News", headline=f"N{number:02}", tags=["T"],
            print={"date": "2021-03-06", "section": "A" if number < 3 else "B"},
            corrections=[made] if made else [],
        )  # fmt: skip
    return site


def test_no_article_of_a_long_listing_is_left_out(full: Story) -> None:
    full.build()
    assert pages_of(full, "/2021/03/05/") == [["N04", "N03"], ["N02", "N01"], ["N00"]]
    # The days of a month that is cut have its other articles.
    assert pages_of(full, "/2021/03/") == [["N04", "N07", "N06"], ["N05"]]
    assert pages_of(full, "/2021/") == [["N04", "N10", "N09"], ["N08"]]
    for term in ("/news/", "/topics/t/"):
        assert pages_of(full, f"{term}2021/") == [["N04", "N10", "N09"], ["N08"]]
        of_month = pages_of(full, f"{term}2021/03/")
        assert of_month == [["N04", "N03"], ["N02", "N01"], ["N00", "N07"], ["N06", "N05"]]
    of_issue = [title for page in pages_of(full, "/issues/2021/03/06/") for title in page]
    assert sorted(of_issue) == [f"N{number:02}" for number in range(11)]
    assert [len(page) for page in pages_of(full, "/corrections/2022/01/")] == [2, 2, 1]


def test_a_page_of_a_listing_says_which_it_is(full: Story) -> None:
    page = full.build().page("2021/03/05/page/2/index.html")
    assert "<title>March 5, 2021, Page 2 | " in page
    assert "<h1>March 5, 2021</h1>\n<p>5 articles · Page 2</p>" in page
    assert "<p>5 articles</p>" in full.page("2021/03/05/index.html")
    assert 'rel="canonical" href="https://gazette.example/2021/03/05/page/2/"' in page


def test_fewer_articles_have_fewer_pages(full: Story) -> None:
    full.build()
    for number in (0, 5, 8):
        full.delete(f"content/{number:02}.md")
    full.build().assert_clean()
    assert not full.has("2021/03/05/page/3/index.html")
    assert full.has("2021/03/05/page/2/index.html")
    assert not full.has("2021/page")
