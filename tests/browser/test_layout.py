"""How pages are laid out: a header of little room, text in its own fonts, nothing that moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.chromium import fresh_page
from browser.published_sites import serving
from browser.test_search import POLICY
from story import Story

SECTIONS = 40
OTHER_FONT = "DejaVu Sans"
"""One with letters of Arabic, and with all else that a text needs."""

STOPS = 12
"""How often one has to press Tab from the site's name to the last of the header, at most."""

BODY = """## Facts

::: fact The light
It is lit.
:::

| أ | ب |
|---|---|
| Marsh (left). | 12 |
"""

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
    site.article("old.md", section="A section 01", date="1856-03-02")
    for day in ("2023-09-28", "2023-10-05"):
        site.article(f"{day}.md", section="A section 01", date=day)
    site.article("fonts.md", headline="1998, and 2011", summary="عام 1998, و 2011.")
    site.article("body.md", BODY, headline="A body", language="ar", authors=["Ada Cole", "Bo Ek"])
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    site.write("content/_authors/ada.svg", picture)
    site.write("content/_authors/ada-cole.md", "---\nimage: {src: ada.svg, alt: Ada}\n---\n")
    site.write("content/_authors/bo-ek.md", "---\nrole: Printer\n---\n")
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
    screen = {"width": width, "height": 700}
    with fresh_page(browser, viewport=screen, java_script_enabled=False) as page:
        page.goto(f"{origin}a-section-33/")
        page.get_by_text("All sections", exact=True).first.click()
        link = page.locator("details [aria-current]")
        link.scroll_into_view_if_needed()
        expect(link).to_be_in_viewport(ratio=1)
        assert page.locator("html").evaluate("node => node.scrollWidth <= node.clientWidth")


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


def fonts(page: Page, selector: str) -> dict[str, int]:
    """The fonts that a text is set in, each with the number of its glyphs."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"]: int(font["glyphCount"]) for font in used}


def test_the_font_of_arabic_has_only_its_letters(origin: str, page: Page) -> None:
    """Whatever fonts a machine has: one that it has stands for that of Arabic."""

    def with_another_font(route: Route) -> None:
        style = route.fetch().text()
        assert "Noto Naskh Arabic" in style
        route.fulfill(content_type="text/css", body=style.replace("Noto Naskh Arabic", OTHER_FONT))

    page.route("**/style.*.css", with_another_font)
    page.goto(f"{origin}2024/05/01/1998-and-2011/")
    assert OTHER_FONT not in fonts(page, "h1")
    used = fonts(page, ".standfirst")
    assert used[OTHER_FONT] == len("عامو")
    assert sum(used.values()) > used[OTHER_FONT]


def test_the_section_keeps_off_the_headline(origin: str, page: Page) -> None:
    """Also with the ring that it has around it when it has the focus."""
    for path, section, headline in (
        ("", ".card-meta .label", ".card-title"),
        ("2024/05/01/1998-and-2011/", ".trail a", "h1"),
    ):
        page.goto(origin + path)
        above = page.locator(section).first.bounding_box()
        below = page.locator(headline).first.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] + 4 <= below["y"]


def test_a_text_keeps_its_rooms_and_its_order(origin: str, page: Page) -> None:
    page.goto(f"{origin}2024/05/01/a-body/")
    heading = page.locator(".story-body > h2").bounding_box()
    box = page.locator(".story-body > .box").bounding_box()
    assert heading
    assert box
    assert heading["y"] + heading["height"] + 16 <= box["y"]
    # English in a table that is written the other way: the full stop is after its words.
    first, stop = page.locator("td").first.evaluate("""cell => {
      const text = cell.firstChild, range = document.createRange();
      return [0, text.length - 1].map(at => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().x;
      });
    }""")
    assert first < stop
    # Who has no portrait stands in line with those who have one.
    ada, bo = page.locator(".profile-name").all()
    above, below = ada.bounding_box(), bo.bounding_box()
    assert above
    assert below
    assert (above["x"], above["width"]) == (below["x"], below["width"])


KINDS = ("", "2024/05/01/1998-and-2011/", "2024/05/", "archive/", "on-this-day/", "404.html")

SHIFTS = """() => new Promise(answer => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => answer(sum), 100);
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_and_nothing_is_beyond_the_screen(
    origin: str, browser: Browser, width: int
) -> None:
    with fresh_page(browser, viewport={"width": width, "height": 700}) as page:
        for path in KINDS:
            page.goto(origin + path, wait_until="networkidle")
            assert page.evaluate(SHIFTS) == 0, path
            assert page.locator("html").evaluate("it => it.scrollWidth <= it.clientWidth"), path


def test_days_before_and_after_are_in_one_line_on_a_phone(origin: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{origin}2023/10/05/")
    for which, day in (("prev", "Earlier September 28, 2023"), ("next", "Later May 1, 2024")):
        link = page.locator(f".neighbours a[rel={which}]")
        expect(link).to_have_text(day)
        assert link.locator("span").last.evaluate("it => it.getClientRects().length") == 1


def test_names_of_months_stay_in_view(origin: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(f"{origin}archive/#decade-1850")
    name, year = page.locator("thead th").nth(3), page.get_by_role("rowheader", name="1856")
    expect(name).to_be_in_viewport(ratio=1)
    expect(year).to_be_in_viewport(ratio=1)
    above, below = name.bounding_box(), year.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]


def test_on_paper_a_page_begins_with_its_address(origin: str, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(origin)
    shown = "link => [getComputedStyle(link, '::before').content, link.offsetTop < 50]"
    address = page.locator('link[rel="canonical"]')
    assert address.evaluate(shown) == [f'"{address.get_attribute("href")}"', True]
    assert address.evaluate("link => link.offsetHeight") > 0


def test_the_calendar_of_days_leads_to_today(origin: str, page: Page) -> None:
    page.clock.set_fixed_time("2026-05-01T12:00:00")
    page.goto(f"{origin}on-this-day/")
    expect(page.locator("main")).to_contain_text("Today: May 1")
    page.goto("about:blank")
    page.goto(f"{origin}on-this-day/#today")
    expect(page).to_have_url(f"{origin}on-this-day/05-01/")
    page.clock.set_fixed_time("2026-02-01T12:00:00")
    page.goto(f"{origin}on-this-day/")
    # The last day that has articles may be of the year before.
    expect(page.locator("main")).to_contain_text("Most recently: October 5")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("2024/05/07/1998-and-2011.html", "1998, and 2011"),
        ("news/2024/1998-and-2011/", "1998, and 2011"),
        ("2024/05/01/never-written/", None),
        ("%E0%A4%A/2024/x/", None),
    ],
)
def test_an_address_that_is_gone_leads_to_the_article(
    origin: str, page: Page, path: str, found: str | None
) -> None:
    page.goto(f"{origin}404.html")
    text = page.content()
    headers = {"Content-Security-Policy": POLICY}
    page.route(
        f"{origin}{path}",
        lambda route: route.fulfill(
            status=404, body=text, headers=headers, content_type="text/html; charset=utf-8"
        ),
    )
    page.goto(origin + path, wait_until="networkidle")
    nearest = page.locator(".nearest")
    if found:
        expect(nearest.get_by_role("link", name=found)).to_be_visible()
    else:
        expect(nearest).to_be_hidden()
