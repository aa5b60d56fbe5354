"""Feeds in a browser: with their stylesheet they can be read, on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browser.published_sites import serving
from story import Story

SHOWN = """() => {
  getSelection().selectAllChildren(document.documentElement);
  return getSelection().toString();
}"""
"""The text that is seen: an element of XML has no `innerText`."""


@pytest.mark.parametrize("path", ["feed.xml", "rss.xml", "news/feed.xml", "feeds/2024-05.xml"])
def test_a_feed_can_be_read(site: Story, browser: Browser, path: str) -> None:
    site.configure('description = "Of the sea."\n[feeds]\ncontent = "full"\n')
    site.article("a.md", "**Not** for people.", headline="x" * 300, authors="Ann", summary="Low.")
    site.build()
    with serving(site.paths.output) as origin:
        page = browser.new_page(viewport={"width": 320, "height": 600})
        page.goto(f"{origin}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        shown = page.evaluate(SHOWN)
        for text in ("The Test Gazette", "x" * 300, "Ann", "Low.", "2024"):
            assert text in shown
        for text in ("<strong>", "tag:", "https:", "archivegen"):
            assert text not in shown
        page.close()
