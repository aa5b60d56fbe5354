"""A browser: the system's own Chromium, in its own process, without a window; sites for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from browser.published_sites import SITES, PublishedSite, make_site

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, running."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "there is no Chromium; install it, as with: apt-get install chromium"
    # Chromium's sandbox is not for root, as whom containers run it.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    opened = playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox"] if is_root else []
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launched(playwright) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing. What a script of ours fails at fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    yield opened
    context.close()
    assert not failures


@pytest.fixture(scope="session", params=SITES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> PublishedSite:
    """Each of the whole sites, built once."""
    return make_site(request.param, tmp_path_factory.mktemp("published") / "site")
