"""Every kind of page in a browser: for everybody, on a phone and a desk, by day and by night.

Each page is loaded once for a scheme and looked at with both widths.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from browser.chromium import fresh_page
from browser.published_sites import FEATURES, PublishedSite, serving

WIDTHS = (320, 1280)
LIMIT = 25_000
"""Bytes of an article page without images, compressed, with its stylesheet."""

UNBREAKABLE = "nasty-6-"
"""The hostile article whose dateline is one letter with forty marks: where a font sets them side by
side, it is wider than a phone, and there is no place in it to begin a new line."""

RUN_AXE = """excluded => axe.run({exclude: excluded}, {resultTypes: ['violations']}).then(
    results => results.violations.flatMap(rule => rule.nodes.map(
        node => [rule.id, node.target.join(' '), node.failureSummary])))"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of pages, each as a line that names the page."""

    pages: list[str]
    violations: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=["light", "dark"])
def seen(request: pytest.FixtureRequest, browser: Browser, published: PublishedSite) -> Seen:
    return _look(browser, published, request.param)


def _look(browser: Browser, site: PublishedSite, scheme: Literal["light", "dark"]) -> Seen:
    seen = Seen(site.one_of_each_kind())
    with serving(site.output) as origin, fresh_page(browser, color_scheme=scheme) as page:

        def note_request(request: Request) -> None:
            if not request.url.startswith(origin):
                seen.outside.append(f"{page.url}: {request.url}")

        def note_message(message: ConsoleMessage) -> None:
            # Hostile articles show pictures that are not there; a site need not have an icon.
            is_missing = site.is_hostile or message.location["url"] == f"{origin}favicon.ico"
            if message.type == "error" and not is_missing:
                seen.complaints.append(f"{page.url}: {message.text} ({message.location['url']})")

        page.on("request", note_request)
        page.on("console", note_message)
        page.on("pageerror", lambda error: seen.complaints.append(f"{page.url}: {error}"))
        for path in seen.pages:
            page.goto(origin + quote(path.removesuffix("index.html")))
            page.evaluate(AXE_SCRIPT)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                where = f"{path} at {width}"
                if broader := _too_wide(page):
                    seen.too_wide.append(f"{where}: {broader}")
                # What a hostile author wrote into a body is not of our making.
                excluded = [".story-body > *"] if site.is_hostile else []
                found: list[list[Any]] = page.evaluate(RUN_AXE, excluded)
                seen.violations.extend(f"{where}: {' '.join(item)}" for item in found)
    return seen


def _too_wide(page: Page) -> int:
    """How many pixels of the page are beyond the screen, as one has to scroll to see them."""
    return int(
        page.evaluate(
            "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )
    )


def test_nobody_is_kept_out(seen: Seen) -> None:
    assert seen.violations == []


def test_nothing_is_wider_than_the_screen(seen: Seen) -> None:
    assert seen.too_wide == []


def test_nothing_is_asked_of_other_hosts(seen: Seen) -> None:
    assert seen.outside == []


def test_browser_has_nothing_to_complain_about(seen: Seen) -> None:
    assert seen.complaints == []


def test_sample_has_every_feature(published: PublishedSite) -> None:
    if published.name != "sample":
        pytest.skip("it is the sample that shows what there is")
    texts = [published.text(path) for path in published.articles()]
    for name, feature in FEATURES.items():
        assert any(re.search(feature, text, re.DOTALL) for text in texts), name


def test_no_article_is_wider_than_a_phone(browser: Browser, published: PublishedSite) -> None:
    wide = []
    screen = {"width": 320, "height": 800}
    with serving(published.output) as origin, fresh_page(browser, viewport=screen) as page:
        for path in published.articles():
            page.goto(origin + quote(path.removesuffix("index.html")))
            if (broader := _too_wide(page)) and UNBREAKABLE not in path:
                wide.append(f"{path}: {broader}")
    assert wide == []


def test_articles_are_small(published: PublishedSite) -> None:
    if published.is_hostile:
        pytest.skip("its articles are long on purpose")
    (style,) = published.output.glob("assets/style.*.css")
    shared = _compressed(style.read_bytes())
    sizes = dict(_sizes_without_images(published))
    assert sizes
    assert {path: size + shared for path, size in sizes.items() if size + shared > LIMIT} == {}


def _sizes_without_images(site: PublishedSite) -> Iterator[tuple[str, int]]:
    for path in site.articles():
        text = site.text(path)
        if "<img " not in text:
            yield path, _compressed(text.encode())


def _compressed(data: bytes) -> int:
    """The size as a web server sends it."""
    return len(gzip.compress(data, compresslevel=6))
