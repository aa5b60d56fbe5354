"""Pictures as a reader sees them: in their proportions, beginning where the text does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, Route

from browser.published_sites import serving
from story import Story

SHAPES = {"square": (1200, 1200), "upright": (700, 1100), "small": (500, 300), "wide": (1300, 600)}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a lead picture of each shape."""
    site = Story(tmp_path_factory.mktemp("pictures") / "site")
    site.configure("[images]\nenabled = true\n")
    for name, size in SHAPES.items():
        site.article(f"{name}.md", headline=name, image={"src": f"{name}.png", "alt": ""})
        Image.new("RGB", size, "gray").save(site.paths.content / f"{name}.png")
    site.build()
    with serving(site.paths.output) as address:
        yield address


@pytest.mark.parametrize("width", [360, 1280])
def test_a_picture_keeps_its_proportions_and_its_place(origin: str, page: Page, width: int) -> None:
    waiting: list[Route] = []
    page.set_viewport_size({"width": width, "height": 700})
    for name, (across, down) in SHAPES.items():
        page.route("**/*.webp", lambda route: waiting.append(route))  # noqa: PLW0108 -- it wants a function
        page.goto(f"{origin}2024/05/01/{name}/", wait_until="domcontentloaded")
        page.wait_for_function("document.styleSheets.length === 1")
        picture, text = page.locator(".lead-image img"), page.locator(".story-body")
        room, column = picture.bounding_box(), text.bounding_box()
        assert room
        assert column
        assert room["width"] / room["height"] == pytest.approx(across / down, rel=0.01), name
        assert room["x"] <= column["x"] + 1, name
        # Also those that are asked for only now: of two routes, it is the newer that answers.
        page.route("**/*.webp", lambda route: route.continue_())
        while waiting:
            waiting.pop().continue_()
        page.wait_for_load_state("load")
        # A rendition is whole pixels, so its proportions are nearly those.
        assert picture.bounding_box() == pytest.approx(room, abs=1), name
