"""A long list of topics as a reader has it: names are found as one types, also under the policy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from browser.published_sites import serving
from story import Story


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site below a path with more topics than one page lists."""
    folder = tmp_path_factory.mktemp("lists")
    config = 'title = "T"\nbase_url = "https://x.example/paper/"\nterms_limit = 3\n'
    site = Story(folder / "site", config=config + "[headers]\nfile = true\n")
    site.article("a.md", tags=["Puerto", "Ñandú", "Nieve", "Island <b>", "Old Puerto"]).build()
    shutil.copytree(site.paths.output, folder / "served" / "paper")
    with serving(folder / "served") as address:
        yield f"{address}paper/"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_name_is_found_as_one_types(page: Page, origin: str, width: int) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    headers = page.request.get(f"{origin}_headers").text()
    policy = re.search("Content-Security-Policy: (.*)", headers)
    assert policy

    def answer(route: Route) -> None:
        response = route.fetch()
        sent = {**response.headers, "content-security-policy": policy[1]}
        route.fulfill(response=response, headers=sent)

    page.route(re.compile(r"/topics/(\?|$)"), answer)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{origin}topics/")
    expect(page.get_by_text("With most articles")).to_be_visible()
    page.get_by_label("Find a name").fill("PUERTO")
    expect(page.get_by_role("status")).to_have_text("Found: 2")
    expect(page.get_by_text("With most articles")).to_be_hidden()
    # What begins with the words comes first.
    expect(page.locator("[data-names-found] a")).to_have_text(["Puerto", "Old Puerto"])
    page.get_by_label("Find a name").fill("nandu")
    expect(page.get_by_role("status")).to_have_text("Found: 1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/paper/topics/nandu"))
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def test_the_number_of_names_of_a_letter_is_one_line(page: Page, origin: str) -> None:
    page.goto(f"{origin}topics/")
    count = page.locator(".letters .count").first
    height = "(element) => element.getClientRects()[0].height"
    small = count.evaluate(height)
    count.evaluate("(element) => { element.textContent = '9,999'; }")
    assert count.evaluate(height) == small
    assert count.evaluate("(element) => element.scrollWidth <= element.clientWidth")
