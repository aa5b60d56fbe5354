"""The pictures of the docs, of the sample archive and of a large one, in the system's Chromium.

    python tests/browser/screenshots.py

They show what was built now, so they are taken again when the theme has changed.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.corpus import Corpus, generate
from browser.chromium import launched
from browser.published_sites import make_site, serving
from story import NOW, Story

IMAGES = Path(__file__).parents[2] / "docs" / "images"
DESK = (1280, 960)
PHONE = (390, 844)
QUALITY = 80
"""Of JPEG, from 0 to 100."""

LARGE = 3_000
"""Articles of the large archive: those of the benchmark, with hundreds of topics."""

LARGE_CONFIG = 'title = "The Daily Corpus"\nbase_url = "https://corpus.example/"\n'

FLOOD = "2021/11/06/two-dead-as-north-wall-gives-way/"
ILLUSTRATED = "2022/07/21/beijing-lobbies-to-keep-uns-xinjiang-findings-unpublished/"
ARABIC = "2023/09/18/bld-t-rf-t-m-lm-tjm-ltbr-t-ldrn/"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the page it shows, and the screen it is seen on."""

    name: str
    path: str
    screen: tuple[int, int] = DESK
    scheme: Literal["light", "dark"] = "light"
    is_large: bool = False
    """Whether it is of the large archive."""


SHOTS = (
    Shot("front", ""),
    Shot("article", ILLUSTRATED),
    Shot("article-dark", ILLUSTRATED, scheme="dark"),
    Shot("article-phone", FLOOD, PHONE),
    Shot("article-arabic", ARABIC, PHONE),
    Shot("section", "local-news/"),
    Shot("archive", "archive/"),
    Shot("on-this-day", "on-this-day/"),
    Shot("calendar", "2022/07/"),
    Shot("search", "search/?q=harbour"),
    Shot("large-topics", "topics/", is_large=True),
    Shot("large-section", "world/2019/", is_large=True),
)


def take(browser: Browser, origin: str, shot: Shot) -> None:
    """Take one picture."""
    width, height = shot.screen
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        device_scale_factor=2 if shot.screen == PHONE else 1,
    )
    page = context.new_page()
    page.goto(origin + shot.path, wait_until="networkidle")
    page.screenshot(path=IMAGES / f"{shot.name}.jpg", type="jpeg", quality=QUALITY)
    context.close()


def output_of(root: Path, *, is_large: bool) -> Path:
    """Build one of the two archives; gives its output."""
    if not is_large:
        return make_site("sample", root).output
    site = Story(root, config=LARGE_CONFIG)
    generate(Corpus(LARGE), site.paths.content)
    return site.build(now=NOW).paths.output


def main() -> None:
    """Take all pictures, or those named on the command line."""
    names = sys.argv[1:]
    asked = [shot for shot in SHOTS if not names or shot.name in names]
    with sync_playwright() as playwright, launched(playwright) as browser:
        for is_large in sorted({shot.is_large for shot in asked}):
            with tempfile.TemporaryDirectory() as folder:
                output = output_of(Path(folder) / "site", is_large=is_large)
                with serving(output) as origin:
                    for shot in asked:
                        if shot.is_large == is_large:
                            take(browser, origin, shot)


if __name__ == "__main__":
    main()
