"""The page of all feeds: each with its whole address, in words for those who never used one."""

from __future__ import annotations

import re

import pytest

from archivegen.pages.feeds import overview
from story import Story

PAGE = "feeds/index.html"


def addresses(site: Story) -> list[str]:
    """The paths of the addresses to copy, in the order of the page."""
    found = re.findall(
        r'<code class="address"[^>]*>([^<]*)</code>', site.page(PAGE).replace("<wbr>", "")
    )
    host = "https://gazette.example/"
    assert all(address.startswith(host) for address in found)
    return [address.removeprefix(host) for address in found]


def test_the_page_has_every_feed_and_the_newest_headlines(site: Story) -> None:
    site.article(
        "a.md", slug="a", headline="A & B", tags=["Sea"], authors=["Ann"], section="World/Asia"
    )
    site.article("unlisted.md", headline="Hidden", listed=False).build()
    assert addresses(site) == [
        "feed.xml",  # to begin with
        "feed.xml", "rss.xml", "feed.json",
        "world/feed.xml", "world/asia/feed.xml",
        "topics/sea/feed.xml",
        "authors/ann/feed.xml",
    ]  # fmt: skip
    page = site.page(PAGE)
    assert "World / Asia" in page
    assert '<a href="/2024/05/01/a/">A &amp; B</a> <time datetime="2024-05-01">May 1, 2024' in page
    assert "Hidden" not in page
    assert '<li><a href="/feeds/">Feeds</a></li>' in site.page("2024/05/01/a/index.html")
    assert "https://gazette.example/feeds/<" in site.page("sitemaps/listings.xml")


def test_of_many_topics_the_largest_are_there(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MOST_FEEDS", 2)
    for number, tags in enumerate((["A", "B"], ["B", "C"], ["C", "D"])):
        site.article(f"{number}.md", tags=tags, headline=f"H {number}")
    site.build()
    assert addresses(site)[-2:] == ["topics/b/feed.xml", "topics/c/feed.xml"]
    assert 'For one of <a href="/topics/">all others</a>' in site.page(PAGE)
    # One article more seldom makes another choice, but it is always that of a clean build.
    for number in range(3, 7):
        site.article(f"{number}.md", tags=["A"], headline=f"H {number}").build().assert_clean()
    assert addresses(site)[-2:] == ["topics/a/feed.xml", "topics/b/feed.xml"]


def test_the_page_can_be_left_out(site: Story) -> None:
    site.article("a.md").configure("feeds.page = false").build()
    assert not site.has(PAGE)
    assert '<a href="/feed.xml">Feeds</a>' in site.page("index.html")
    site.configure("[feeds]\natom = false\nrss = false\njson = false").build().assert_clean()
    assert addresses(site) == ["news/feed.xml"]
    assert "Copy one of the addresses on this page" in site.page(PAGE)
    site.write("archivegen.toml", 'title = "T"').build()
    assert not site.has(PAGE)
    assert "Feeds" not in site.page("index.html")
