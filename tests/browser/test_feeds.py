"""Feeds in a browser: with their stylesheet they can be read, on any screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browser.chromium import fresh_page
from browser.published_sites import serving
from story import Story

SHOWN = """() => {
  getSelection().selectAllChildren(document.documentElement);
  return getSelection().toString();
}"""
"""The text that is seen: an element of XML has no `innerText`."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with an article in all of its feeds."""
    site = Story(tmp_path_factory.mktemp("feeds") / "site")
    site.configure('description = "Of the sea."\n[feeds]\ncontent = "full"\n')
    site.article("a.md", "**Not** for people.", headline="x" * 300, authors="Ann", summary="Low.")
    with serving(site.build().paths.output) as address:
        yield address


@pytest.mark.parametrize("path", ["feed.xml", "rss.xml", "news/feed.xml", "feeds/2024-05.xml"])
def test_a_feed_can_be_read(origin: str, browser: Browser, path: str) -> None:
    with fresh_page(browser, viewport={"width": 320, "height": 600}) as page:
        page.goto(f"{origin}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        shown = page.evaluate(SHOWN)
    for text in ("The Test Gazette", "x" * 300, "Ann", "Low.", "2024"):
        assert text in shown
    for text in ("<strong>", "tag:", "https:", "archivegen"):
        assert text not in shown
