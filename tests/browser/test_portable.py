"""The portable edition, read from a disk as from a stick, and from a folder of a host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from browser.published_sites import serving
from sample_sites import of_the_sample
from story import Story

FOLDER = "a stick #1"
"""The name of a folder that addresses have to encode."""


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The sample archive with its search, as its portable edition."""
    root = tmp_path_factory.mktemp("portable") / FOLDER
    site = of_the_sample(root, "https://sample.example/paper/", "commonmark")
    config = (root / "archivegen.toml").read_text(encoding="utf-8")
    site.write("archivegen.toml", f"{config}\n[search]\nenabled = true\n")
    return site.build(is_portable=True)


@pytest.fixture
def failed(page: Page) -> Iterator[list[str]]:
    """The requests that came to nothing, and those to anywhere else than the pages' own folder."""
    found: list[str] = []

    def ask(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "http://127.0.0.1", "http://localhost")):
            found.append(request.url)

    page.on("request", ask)

    def fail(request: Request) -> None:
        # A browser gives up what it asks for when it goes to another page.
        if request.failure != "net::ERR_ABORTED":
            found.append(f"{request.url}: {request.failure}")

    def say(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("requestfailed", fail)
    page.on("console", say)
    yield found
    assert not found


def test_every_page_can_be_reached_from_a_disk(stick: Story, page: Page, failed: list[str]) -> None:
    first = (stick.paths.output / "index.html").as_uri()
    root, seen, left = first.removesuffix("index.html"), {first}, [first]
    while left:
        page.goto(left.pop())
        links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        for link in {re.split("[?#]", one)[0] for one in links} - seen:
            if link.startswith(root) and link.endswith(".html"):
                seen.add(link)
                left.append(link)
            assert not link.startswith("file:") or link.startswith(root), (page.url, link)
        broken = "all => all.filter(one => one.complete && !one.naturalWidth).map(one => one.src)"
        assert page.eval_on_selector_all("img", broken) == []
        assert page.evaluate("document.styleSheets.length") == 1
    made = {*stick.paths.output.rglob("*.html")}
    reached = {Path(unquote(urlsplit(link).path)) for link in seen}
    articles = {path for path in made if 'property="article:section"' in path.read_text("utf-8")}
    assert articles <= reached
    assert failed == []


def test_the_search_says_that_it_does_not_work_from_a_disk(
    stick: Story, page: Page, failed: list[str]
) -> None:
    page.goto((stick.paths.output / "index.html").as_uri())
    page.goto((stick.paths.output / "search/index.html").as_uri() + "?q=harbour")
    notice = page.locator("[data-from-disk]")
    expect(notice).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    notice.locator("a").click()
    expect(page).to_have_url(re.compile("/archive/index.html$"))
    assert failed == []


def test_the_search_works_from_any_folder_of_a_host(
    stick: Story, page: Page, failed: list[str]
) -> None:
    with serving(stick.root) as origin:
        page.goto(f"{origin}{quote(stick.paths.output.name)}/search/index.html?q=harbour")
        page.locator(".search-results .card-title a").first.click()
        expect(page.locator("article.story h1")).to_be_visible()
        expect(page.locator("[data-from-disk]")).to_have_count(0)
    assert failed == []
