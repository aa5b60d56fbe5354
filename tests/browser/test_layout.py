"""How pages are laid out: a header of little room, text in its own fonts, nothing that moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.published_sites import serving
from story import Story

SECTIONS = 40
STOPS = 12
"""How often one has to press Tab from the site's name to the last of the header, at most."""

CURRENT = "nav.site-nav > ul [aria-current]"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a paper with very many sections, and all that a header leads to."""
    site = Story(tmp_path_factory.mktemp("layout") / "site")
    site.configure("[search]\nenabled = true\n[theme]\nnav_limit = 40\n")
    for number in range(1, SECTIONS + 1):
        # The first are the largest, so that they stand in the row.
        for count in range(2 if number < 7 else 1):
            site.article(
                f"{number}-{count}.md", section=f"A section {number:02}", date="2024-05-01",
                print={"issue": "2024-05-02"},
            )  # fmt: skip
    site.build()
    with serving(site.paths.output) as address:
        yield address


def test_the_header_has_few_stops(origin: str, page: Page) -> None:
    page.goto(f"{origin}a-section-33/")
    page.get_by_role("link", name="The Test Gazette").focus()
    stops = 0
    while page.evaluate("document.activeElement.closest('.site-header') !== null"):
        page.keyboard.press("Tab")
        stops += 1
    assert stops <= STOPS
    for name in ("Archive", "On this day", "Issues"):
        expect(
            page.get_by_role("banner").get_by_role("link", name=name, exact=True)
        ).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_has_all_sections_and_no_script(origin: str, browser: Browser, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{origin}a-section-33/")
    page.get_by_text("All sections", exact=True).first.click()
    link = page.locator("details [aria-current]")
    link.scroll_into_view_if_needed()
    expect(link).to_be_in_viewport(ratio=1)
    assert page.locator("html").evaluate("node => node.scrollWidth <= node.clientWidth")
    context.close()


def test_the_current_section_is_in_view_on_a_phone_and_the_row_can_be_moved(
    origin: str, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{origin}a-section-06/")
    expect(page.locator(CURRENT)).to_be_in_viewport(ratio=1)
    row = page.locator("nav.site-nav > ul")
    assert row.evaluate("node => { node.scrollLeft = 0; return node.scrollLeft }") == 0
    expect(page.locator(CURRENT)).not_to_be_in_viewport()


def test_the_search_opens_in_its_row_on_a_phone(origin: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(origin)
    before = page.locator("main").bounding_box()
    page.get_by_role("searchbox").click()
    box = page.get_by_role("searchbox").bounding_box()
    assert box
    assert box["width"] > 250
    assert page.locator("main").bounding_box() == before
    page.keyboard.type("tide")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{origin}search/?q=tide")
