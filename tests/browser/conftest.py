"""A browser: the system's own Chromium, in its own process, without a window; sites for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser.chromium import fresh_page, launched
from browser.published_sites import SITES, PublishedSite, make_site

EXPECTED = 30_000
"""Milliseconds in which what a test expects has come, also on a machine that is busy."""


@pytest.fixture(autouse=True, scope="module")
def threads_end() -> None:
    """The browser has threads of its own, as long as the session goes on."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=EXPECTED)
    with sync_playwright() as playwright, launched(playwright) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing. What a script of ours fails at fails the test."""
    failures: list[str] = []
    with fresh_page(browser) as opened:
        opened.on("pageerror", lambda error: failures.append(str(error)))
        yield opened
    assert not failures


@pytest.fixture(scope="session")
def whole_sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PublishedSite]:
    """All of the whole sites, built once."""
    return {name: make_site(name, tmp_path_factory.mktemp(name) / "site") for name in SITES}


@pytest.fixture(scope="session", params=SITES)
def published(
    request: pytest.FixtureRequest, whole_sites: dict[str, PublishedSite]
) -> PublishedSite:
    """Each of the whole sites."""
    return whole_sites[request.param]
