"""The system's Chromium, and pages of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is all that a browser without a window needs, for a third of the time."""

NEEDED = 60_000
"""Milliseconds in which pages load and buttons can be pressed, also on a machine that is busy."""


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, running."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, (
        "there is no Chromium; install it, as with: apt-get install chromium-headless-shell"
    )
    # Chromium's sandbox is not for root, as whom containers run it.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--no-sandbox"] if is_root else []
    with playwright.chromium.launch(executable_path=path, args=arguments, timeout=NEEDED) as opened:
        yield opened


@contextmanager
def fresh_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a browser that knows nothing, with the options of `Browser.new_context`."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(NEEDED)
        yield context.new_page()
