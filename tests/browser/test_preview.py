"""The preview in a browser: pages follow what is saved, and problems are shown in them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.chromium import fresh_page
from previewing import previewing
from story import Snapshot, Story

A = "2024/05/01/a/"
LONG = "\n\n".join(f"Paragraph {number}. " + "Some words. " * 30 for number in range(60))
WRONG = "---\nheadline: Harbour light: lit again\ndate: 2024-05-01\nsection: News\n---\nText.\n"

VISIBILITY = (
    "Object.defineProperty(document, 'visibilityState', {{value: '{}', configurable: true}});"
)
"""In a browser without windows, no page is hidden by itself."""


def mark(page: Page) -> None:
    """Note on the page that it was not loaded again."""
    page.evaluate("window.isOld = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.isOld === true"))


def test_page_follows_what_is_saved(site: Story, page: Page) -> None:
    site.article("a.md", "Before.").article("b.md")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        expect(page.locator("main")).to_contain_text("Before.")
        mark(page)
        site.article("a.md", "After.")
        expect(page.locator("main")).to_contain_text("After.")
        assert not is_marked(page)
        # Nothing on any page is another: nothing is loaded again.
        mark(page)
        site.write("content/b.md", (site.root / "content/b.md").read_bytes() + b"\n")
        assert "nothing to write" in preview.line() + preview.line()
        expect(page.locator("main")).to_contain_text("After.")
        assert is_marked(page)
        page.goto(preview.url)
        site.article("c.md", headline="Quite new")
        expect(page.locator("main")).to_contain_text("Quite new")
    assert not any(
        b"__archivegen" in data for data in Snapshot.of(site.paths.preview).files.values()
    )


def test_reader_stays_where_they_are(site: Story, page: Page) -> None:
    site.article("a.md", LONG)
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        page.evaluate("scrollTo(0, 1500)")
        site.article("a.md", LONG + "\n\nThe end is new.")
        expect(page.locator("main")).to_contain_text("The end is new.")
        page.wait_for_function("scrollY === 1500")
        # Who goes elsewhere begins at the top.
        page.goto(preview.url)
        assert page.evaluate("scrollY") == 0


def test_style_follows(site: Story, page: Page) -> None:
    site.article("a.md").write("templates/assets/style.css", "body { color: rgb(1, 2, 3) }")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        expect(page.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
        site.write("templates/assets/style.css", "body { color: rgb(4, 5, 6) }")
        expect(page.locator("body")).to_have_css("color", "rgb(4, 5, 6)")


def test_problems_are_shown_until_they_are_mended(site: Story, page: Page) -> None:
    site.article("a.md", "Before.").article("b.md")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        overlay = page.get_by_role("alertdialog")
        expect(overlay).to_be_hidden()
        site.write("content/a.md", WRONG).write("content/b.md", "")
        expect(overlay).to_be_visible()
        expect(overlay.get_by_role("heading")).to_have_text(
            "2 problems to mend before the site can be built"
        )
        first = overlay.get_by_role("listitem").first
        expect(first).to_contain_text("content/a.md:2:24")
        expect(first).to_contain_text("a colon in a text without quotes")
        expect(first.locator("mark")).to_have_text(":")
        expect(first).to_contain_text("Hint: quote it")
        caret, spot = first.locator(".caret").bounding_box(), first.locator("mark").bounding_box()
        assert caret
        assert spot
        assert abs(caret["x"] - spot["x"]) < 1
        assert caret["y"] > spot["y"]
        expect(overlay.get_by_role("listitem").nth(1)).to_contain_text("the file is empty")
        # What is behind it cannot be reached, and the last edition stands there.
        expect(page.locator("main")).to_contain_text("Before.")
        site.article("b.md")
        expect(overlay.get_by_role("listitem")).to_have_count(1)
        expect(overlay.get_by_role("button", name="Close")).to_be_focused()
        site.article("a.md", "After.")
        expect(overlay).to_be_hidden()
        expect(page.locator("main")).to_contain_text("After.")


@pytest.mark.parametrize(
    ("path", "text", "is_shown"),
    [("content/b.md", "", "A"), ("templates/404.html", "{% if %}", "Nothing built yet")],
)
def test_page_that_is_opened_while_there_are_problems(
    site: Story, page: Page, path: str, text: str, is_shown: str
) -> None:
    """What stands behind them is a site without what cannot be read, or that there is none."""
    site.article("a.md").write(path, text)
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url)
        expect(
            page.get_by_role("heading", name=is_shown, exact=True, include_hidden=True)
        ).to_be_attached()
        expect(page.get_by_role("alertdialog")).to_contain_text(f"{path}:1:")
        site.delete(path)
        expect(page.get_by_role("alertdialog")).to_be_hidden()
        expect(page.locator("main")).to_contain_text("A")


def test_overlay_by_keyboard(site: Story, page: Page) -> None:
    site.article("a.md").article("b.md")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        page.get_by_role("link", name="Skip to main content").focus()
        site.write("content/b.md", "")
        overlay = page.get_by_role("alertdialog")
        expect(overlay.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press("Escape")
        expect(overlay).to_be_hidden()
        # The page is there again, with a way back.
        expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
        page.get_by_role("button", name="1 problem").press("Enter")
        expect(overlay).to_be_visible()
        page.keyboard.press("Escape")
        expect(overlay).to_be_hidden()
        # With the next change it is another state of things.
        site.write("content/b.md", "\n\n")
        expect(overlay).to_be_visible()


def test_warnings_do_not_stand_in_the_way(site: Story, page: Page) -> None:
    site.article("a.md", mood="x")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        expect(page.get_by_role("alertdialog")).to_be_hidden()
        badge = page.get_by_role("group").filter(has_text="1 warning")
        expect(badge).to_be_visible()
        expect(page.get_by_text("unknown key `mood`")).to_be_hidden()
        page.get_by_text("1 warning").click()
        expect(page.get_by_text("unknown key `mood`")).to_be_visible()
        expect(badge).to_contain_text("content/a.md:4:1")
        site.article("a.md")
        expect(page.get_by_text("1 warning")).to_have_count(0)


def test_texts_of_the_site_are_texts(site: Story, page: Page) -> None:
    site.article("a.md").write(
        "content/b.md", f"---\n<img src=x onerror=alert(1)>: '{WRONG}\n---\n"
    )
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url)
        overlay = page.get_by_role("alertdialog")
        expect(overlay).to_contain_text("content/b.md")
        expect(overlay.locator("img")).to_have_count(0)


@pytest.mark.skipif(os.name == "nt", reason="files are kept from others in other ways")
def test_failure_of_the_system(site: Story, page: Page) -> None:
    site.article("a.md")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url)
        text = (site.root / "archivegen.toml").read_bytes()
        site.delete("archivegen.toml")
        overlay = page.get_by_role("alertdialog")
        expect(overlay).to_contain_text("The site could not be built")
        expect(overlay).to_contain_text("archivegen.toml: No such file")
        site.write("archivegen.toml", text)
        expect(overlay).to_be_hidden()


def test_page_says_that_the_preview_has_ended_and_comes_back(site: Story, page: Page) -> None:
    site.article("a.md", "Before.")
    with previewing(site, "--port", "0") as preview:
        page.goto(preview.url + A)
        expect(page.locator("main")).to_contain_text("Before.")
        port = preview.url.split(":")[2].strip("/")
    expect(page.get_by_text("The preview was stopped")).to_be_visible()
    site.article("a.md", "After.")
    with previewing(site, "--port", port):
        expect(page.locator("main")).to_contain_text("After.")
        expect(page.get_by_text("The preview was stopped")).to_have_count(0)


def test_page_that_nobody_sees_needs_no_connection(site: Story, browser: Browser) -> None:
    """A browser has six connections for a host: with more pages than that, the last loads too."""
    site.article("a.md", "Before.")
    with previewing(site, "--port", "0") as preview, fresh_page(browser) as shown:
        for _ in range(8):
            hidden = shown.context.new_page()
            # In a browser without windows, no page is hidden by itself.
            hidden.add_init_script(VISIBILITY.format("hidden"))
            hidden.goto(preview.url + A)
        shown.goto(preview.url + A)
        expect(shown.locator("main")).to_contain_text("Before.")
        site.article("a.md", "After.")
        expect(shown.locator("main")).to_contain_text("After.")
        # Who looks at a page again finds it as it is now.
        expect(hidden.locator("main")).to_contain_text("Before.")
        hidden.evaluate(
            VISIBILITY.format("visible") + "document.dispatchEvent(new Event('visibilitychange'))"
        )
        expect(hidden.locator("main")).to_contain_text("After.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_notices_fit(site: Story, browser: Browser, scheme: str, width: int) -> None:
    """On a phone and on a desk, by day and by night."""
    name = "a-name-of-an-article-that-is-much-longer-than-a-phone-is-wide.md"
    site.article("a.md", mood="x").write(f"content/{name}", WRONG.replace("light", "light" * 60))
    screen = {"width": width, "height": 640}
    with (
        previewing(site, "--port", "0") as preview,
        fresh_page(browser, viewport=screen, color_scheme=scheme) as page,
    ):
        page.goto(preview.url)
        overlay = page.get_by_role("alertdialog")
        expect(overlay).to_be_visible()
        box = overlay.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate(
            "(() => { const d = document.querySelector('archivegen-preview').shadowRoot"
            ".querySelector('dialog'); return d.scrollWidth <= d.clientWidth })()"
        )
        # Of a line that is too wide, the spot is in view.
        spot, line = overlay.locator("mark").first.bounding_box(), overlay.locator("pre").first
        frame = line.bounding_box()
        assert spot
        assert frame
        assert frame["x"] < spot["x"] < frame["x"] + frame["width"]
        back = overlay.evaluate("node => getComputedStyle(node).backgroundColor")
        channels = [int(number) for number in re.findall(r"\d+", back)]
        assert (sum(channels) > 384) == (scheme == "light")
        if folder := os.environ.get("ARCHIVEGEN_PICTURES"):
            page.screenshot(path=Path(folder) / f"overlay-{scheme}-{width}.png")
        site.delete(f"content/{name}")
        badge = page.get_by_text("1 warning")
        expect(badge).to_be_visible()
        box = badge.bounding_box()
        assert box
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 640
        # Big enough for a finger.
        assert min(box["width"], box["height"]) >= 44


def test_skip_link(site: Story, page: Page) -> None:
    """The first thing that Tab reaches, also with notices of the preview on the page."""
    site.article("a.md", "Text with [a link](b.md).", mood="x").article("b.md")
    with previewing(site, "--port", "0") as preview:
        for path in ("", A, "no/such/page"):
            page.goto(preview.url + path)
            expect(page.get_by_text("1 warning")).to_be_visible()
            skip = page.get_by_role("link", name="Skip to main content")
            page.keyboard.press("Tab")
            expect(skip).to_be_focused()
            expect(skip).to_be_in_viewport()
            page.keyboard.press("Enter")
            expect(page.locator("main")).to_be_focused()
        page.goto(preview.url + A)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        # What was skipped stays behind.
        page.keyboard.press("Tab")
        expect(page.locator("main :focus")).to_be_attached()
