"""The search as a reader has it: at a base path, by keyboard, from right to left, scriptless."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route, expect

from archivegen.pages.search import indexes as search_indexes
from archivegen.pages.search import page as search_page
from browser.chromium import fresh_page
from browser.published_sites import serving
from browser.test_pages import RUN_AXE, WIDTHS
from story import Story

ON = "[search]\nenabled = true\n"
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
)
"""What SECURITY.md tells a host to send."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site below a path, whose newest year alone is searched at first."""
    folder = tmp_path_factory.mktemp("search")
    config = 'title = "The Gazette"\nbase_url = "https://x.example/paper/"\n' + ON
    site = Story(folder / "site", config=config)
    for month in range(1, 13):
        site.article(
            f"{month}.md", f"Ferry number {month} sails <b>again</b> & again.",
            headline=f"Ferries of month {month}", section="Sea" if month % 2 else "Trade",
            date=f"2024-{month:02}-01", authors=["Iris Calloway"],
            **({"kind": "opinion"} if month == 4 else {}),
        )  # fmt: skip
    site.article(
        "tide.md",
        "The tide tables, and `<script>alert(1)</script>`.",
        date="2024-02-02",
        tags=["Harbours"],
        print={"page": "1"},
    )
    site.article("old.md", "An old ferry sank.", section="Sea", date="1999-03-01", language="de")
    site.article("older.md", "A lighthouse fell.", section="Sea", date="1998-03-01")
    site.document("_pages/about.md", "Who keeps these tables.", headline="About us")
    site.document("_issues/1922-07-21.md", "Set by candlelight.", headline=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_page, "RECENT", 1)
        patch.setattr(search_indexes, "FEW", 1)
        patch.setattr(search_indexes, "FEW_OLD", 1)
        site.build()
    shutil.copytree(site.paths.output, folder / "served" / "paper")
    with serving(folder / "served") as address:
        yield f"{address}paper/"


def look_for(page: Page, origin: str, query: str) -> None:
    page.goto(f"{origin}search/?{query}")
    expect(page.get_by_role("status")).not_to_have_text(re.compile("^(Searching)?$"))
    expect(page.locator("[data-search-results]")).not_to_have_attribute("aria-busy", "true")


def expect_headlines(page: Page, *headlines: str) -> None:
    """What is listed comes before or after what is said of it, so it is waited for."""
    titles = page.locator("main .card-title")
    if headlines:
        expect(titles).to_have_text(headlines, use_inner_text=True)
    else:
        expect(titles).to_have_count(0)


def expect_said(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("status")).to_have_text(text)


def expect_query(page: Page, query: str) -> None:
    """The address has it all, for a reader who keeps it or comes back."""
    expect(page).to_have_url(re.compile(re.escape(query) + "$"))


def test_the_box_of_any_page_leads_to_what_is_found(page: Page, origin: str) -> None:
    page.goto(origin)
    page.get_by_role("searchbox", name="Search the archive").fill("tables")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("2 found in 2024 and on other pages")
    expect(page).to_have_url(f"{origin}search/?q=tables")
    expect(page.get_by_label("Words to search for")).to_have_value("tables")
    titles = page.locator("main .card-title")
    expect(titles).to_have_count(2)
    assert set(titles.all_inner_texts()) == {"Tide", "About us"}
    assert "tables," in page.locator("main mark").all_inner_texts()
    # What looks like a tag in an article is its text.
    (shown,) = (
        text for text in page.locator(".card-standfirst").all_inner_texts() if "tide" in text
    )
    assert "<script>alert(1)</script>" in shown


def test_pages_that_are_no_articles_are_found(page: Page, origin: str) -> None:
    look_for(page, origin, "q=tables&order=date")
    expect_headlines(page, "Tide", "About us")
    page.get_by_label("Section", exact=True).select_option("Other pages")
    expect(page.get_by_role("status")).to_have_text("1 found in Other pages")
    expect(page.locator("main .card-meta")).to_have_text("Other pages", ignore_case=True)
    expect(page.locator("main .card-title a")).to_have_attribute(
        "href", re.compile("/paper/about/")
    )
    look_for(page, origin, "q=tables&year=2024")
    expect_headlines(page, "Tide")
    look_for(page, origin, "q=candlelight")
    expect_headlines(page, "July 21, 1922")


def test_what_is_typed_is_searched(page: Page, origin: str) -> None:
    page.goto(f"{origin}search/")
    page.get_by_label("Words to search for").press_sequentially("ferries")
    expect(page.get_by_role("status")).to_have_text("12 found in 2024")
    # Of what is being typed, there may have been as many.
    expect_query(page, "?q=ferries")
    expect(page.locator("main .card-title mark").first).to_contain_text("Ferries")
    page.get_by_label("Words to search for").fill("")
    expect(page.get_by_role("status")).to_have_text("")
    expect_headlines(page)


def test_names_are_suggested_as_one_types(page: Page, origin: str) -> None:
    page.goto(f"{origin}search/")
    page.get_by_label("Words to search for").press_sequentially("hä")
    suggested = page.get_by_role("list", name="Suggestions").get_by_role("listitem")
    expect(suggested).to_have_text(["Topic Harbours"])
    page.get_by_label("Words to search for").fill("cal")
    expect(suggested).to_have_text(["Author Iris Calloway"])
    page.get_by_label("Words to search for").fill("tra")
    expect(suggested).to_have_text(["Section Trade"])
    page.get_by_label("Topic").press_sequentially("h")
    expect(page.locator("#search-topic-names option")).to_have_attribute("value", "Harbours")
    page.get_by_label("Words to search for").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/trade/")


def test_results_of_a_section_and_by_date(page: Page, origin: str) -> None:
    look_for(page, origin, "q=ferry")
    page.get_by_label("Section", exact=True).select_option("Trade")
    expect(page.get_by_role("status")).to_have_text("6 found in 2024")
    page.get_by_label("Order").select_option("Newest first")
    expect(page.locator("main .card-title").first).to_have_text("Ferries of month 12")
    expect_headlines(page, *(f"Ferries of month {month}" for month in (12, 10, 8, 6, 4, 2)))
    expect_query(page, "?q=ferry&section=trade&order=date")
    page.reload()
    expect(page.get_by_role("status")).to_have_text("6 found in 2024")
    expect(page.locator("main .card-title").first).to_have_text("Ferries of month 12")
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("")
    expect(page.get_by_label("Section", exact=True)).to_have_value("trade")
    page.get_by_label("Order").select_option("Oldest first")
    # The oldest year is searched first, where nothing is of that section.
    expect(page.get_by_role("status")).to_have_text("6 found in 1998\u20132024")
    expect(page.locator("main .card-title").first).to_have_text("Ferries of month 2")


def test_results_of_years_and_days(page: Page, origin: str) -> None:
    look_for(page, origin, "q=ferry&year=1999")
    expect_said(page, "1 found in 1999")
    expect_headlines(page, "Old")
    page.get_by_label("To", exact=True).fill("2024-03")
    expect(page.get_by_role("status")).to_have_text("4 found in 1999\u2013March 2024")
    expect_query(page, "?q=ferry&from=1999&to=2024-03")
    page.get_by_label("From").fill("2024-2-2")
    expect(page.get_by_role("status")).to_have_text("1 found in February 2, 2024\u2013March 2024")
    page.get_by_label("From").fill("spring")
    expect(page.get_by_role("status")).to_have_text("4 found in 1998\u2013March 2024")
    expect(page.get_by_label("From")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("From").fill("2024-2-2")
    # Without a word, all there is.
    page.get_by_label("Words to search for").fill("")
    expect(page.get_by_role("status")).to_have_text("2 found in February 2, 2024\u2013March 2024")
    expect_headlines(page, "Ferries of month 3", "Tide")


def test_results_of_an_author_and_a_topic(page: Page, origin: str) -> None:
    look_for(page, origin, "topic=harbours")
    expect_said(page, "1 found in 2024")
    expect_headlines(page, "Tide")
    look_for(page, origin, "q=ferry&author=iris+calloway&kind=opinion")
    expect_headlines(page, "Ferries of month 4")


def test_results_of_a_language_and_of_page_one(page: Page, origin: str) -> None:
    look_for(page, origin, "q=ferry&all=1")
    page.get_by_label("Language").select_option("Deutsch")
    # The newest year has none, so others are searched until one has.
    expect(page.get_by_role("status")).to_have_text("1 found in 1999\u20132024")
    expect_headlines(page, "Old")
    page.get_by_label("Language").select_option("English")
    expect(page.get_by_role("status")).to_have_text("12 found in 2024")
    look_for(page, origin, "page=1")
    expect_said(page, "1 found in 2024")
    expect_headlines(page, "Tide")


def test_phrases_in_quotes_are_found_as_they_stand(page: Page, origin: str) -> None:
    look_for(page, origin, "q=%22tide+tables%22")
    expect_headlines(page, "Tide")
    look_for(page, origin, "q=%22tables+tide%22")
    expect_said(page, "Nothing found in 1998\u20132024")
    expect(page.locator("[data-years]")).to_be_hidden()
    look_for(page, origin, "q=number+%E2%80%9C4+sails%E2%80%9D")
    expect_headlines(page, "Ferries of month 4")


def test_a_word_that_is_nowhere_is_found_nowhere(page: Page, origin: str) -> None:
    """Also where an index has one with which it begins, or others that are looked for with it."""
    several = ("q=tide+ferryfall", "q=tide+sails", "q=%22tide+tables+ferryfall%22")
    for query in ("q=ferryfall", *several):
        look_for(page, origin, query)
        expect_said(page, "Nothing found in 1998\u20132024")
    look_for(page, origin, "q=lightho")
    expect_said(page, "1 found in 1998\u20132024")


def test_years_are_bars_that_filter(page: Page, origin: str) -> None:
    look_for(page, origin, "q=ferry&all=1")
    expect_said(page, "13 found in 1998\u20132024")
    bars = page.get_by_role("list", name="Results by year").get_by_role("button")
    assert [text.split() for text in bars.all_inner_texts()] == [
        ["1998", "0"], ["1999", "1"], ["2024", "12"],
    ]  # fmt: skip
    bars.nth(1).press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 found in 1999")
    expect(bars.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(bars).to_have_count(3)
    expect(bars.nth(1)).to_have_text(re.compile(r"^\s*1999\s+1\s*$"))
    expect(bars.nth(1)).to_be_focused()
    bars.nth(1).click()
    expect(page.get_by_role("status")).to_have_text("12 found in 2024")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("1 found in 1999")


def test_other_years_are_searched_when_asked_for(page: Page, origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    look_for(page, origin, "q=ferry&order=date")
    expect_said(page, "12 found in 2024")
    assert not [url for url in asked if "/search/199" in url]
    others = page.get_by_role("button", name="Search 1998\u20131999, too")
    others.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("13 found in 1998\u20132024")
    expect(page.locator("[data-others]")).to_be_hidden()
    expect(page.get_by_role("status")).to_be_focused()
    expect_query(page, "?q=ferry&order=date&all=1")
    page.get_by_role("button", name="Show more results").click()
    expect(page.locator("main .card-title")).to_have_count(13)
    expect(page.locator("main .card-title").last).to_have_text("Old")


def test_a_long_search_says_where_it_is_and_stops(page: Page, origin: str) -> None:
    held: list[Route] = []
    page.route("**/search/1999/*.pf_meta", lambda route: held.append(route))  # noqa: PLW0108
    look_for(page, origin, "q=ferry")
    with page.expect_request("**/search/1999/*.pf_meta"):
        page.get_by_role("button", name="Search 1998\u20131999, too").press("Enter")
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_be_focused()
    expect(page.locator(".search-progress")).to_contain_text("Searching 1999")
    page.keyboard.press("Enter")
    held[0].continue_()
    expect(page.get_by_role("button", name="Search 1998, too")).to_be_visible()
    expect_said(page, "13 found in 1999\u20132024")
    expect(page.get_by_role("status")).to_be_focused()


def watch_shifts(page: Page) -> None:
    """Have `window.shifts` tell what moved in the pages that are opened from now on."""
    page.add_init_script("""
        window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((one) =>
            [one.value, ...one.sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])))
            .observe({type: 'layout-shift', buffered: true});
    """)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_when_results_come(page: Page, origin: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    watch_shifts(page)
    look_for(page, origin, "q=ferry&all=1")
    expect(page.locator("main .card-title")).to_have_count(10)
    page.wait_for_function("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("window.shifts") == []


def test_years_that_were_not_asked_for_are_searched_when_nothing_is_found(
    page: Page, origin: str
) -> None:
    look_for(page, origin, "q=lighthouse")
    expect_said(page, "1 found in 1998\u20132024")
    expect_headlines(page, "Older")
    look_for(page, origin, "q=nosuchwordanywhere")
    expect_said(page, "Nothing found in 1998\u20132024")


def test_more_results_by_keyboard(page: Page, origin: str) -> None:
    look_for(page, origin, "q=ferry&order=date")
    expect(page.locator("main .card-title")).to_have_count(10)
    page.get_by_role("button", name="Show more results").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .card-title")).to_have_count(12)
    expect(page.locator(":focus")).to_have_text("Ferries of month 2")
    expect(page.get_by_role("button", name="Show more results")).to_be_hidden()


def test_everything_is_reached_by_keyboard(page: Page, origin: str) -> None:
    look_for(page, origin, "q=tables&all=1")
    page.get_by_label("Words to search for").focus()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.textContent.trim()")
        reached.append(text.split("\n")[0])
    assert reached == [
        "All sections", "", "", "All kinds", "All languages", "On any page", "", "",
        "Best match first", "Search",
        "1998 0", "1999 0", "2024 1", "Tide",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    page.wait_for_url("**/2024/02/02/tide/#found=tables")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tide")
    page.go_back()
    # The other is the page about the site.
    expect(page.get_by_role("status")).to_have_text("2 found in 1998\u20132024 and on other pages")


def test_a_link_asks_the_browser_to_mark_the_words(page: Page, origin: str) -> None:
    """Where the article has no script for it, or a browser cannot do what that needs."""
    page.add_init_script("delete CSS.highlights")
    look_for(page, origin, "q=tide+tables")
    link = page.locator("main .card-title a").first
    expect(link).to_have_attribute("href", "/paper/2024/02/02/tide/#:~:text=tide&text=tables")
    look_for(page, origin, "q=keeps")
    expect(link).to_have_attribute("href", "/paper/about/#:~:text=keeps")


def marks(page: Page, name: str) -> list[str]:
    """The words of an article that are marked."""
    words: list[str] = page.evaluate(
        "name => [...(CSS.highlights.get(name) ?? [])].map(String)", name
    )
    return words


def test_one_goes_through_what_was_found_in_an_article(page: Page, origin: str) -> None:
    watch_shifts(page)
    look_for(page, origin, 'q="tide+tables"+script')
    page.locator("main .card-title a").first.press("Enter")
    bar = page.get_by_role("region", name="Found in this article")
    expect(bar.get_by_role("status")).to_have_text("1 of 2")
    assert marks(page, "hit") == ["tide tables", "script>alert(1)</script"]
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Previous")
    page.keyboard.press("Enter")
    expect(bar.get_by_role("status")).to_have_text("2 of 2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(bar.get_by_role("status")).to_have_text("1 of 2")
    assert marks(page, "current-hit") == ["tide tables"]
    assert page.evaluate("window.shifts") == []
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    assert marks(page, "hit") == []
    page.goto(f"{origin}2024/02/02/tide/")
    expect(bar).to_have_count(0)


def test_two_indexes_may_name_an_article_alike(page: Page, origin: str) -> None:
    def answer(route: Route) -> None:
        data = json.loads(route.fetch().text())
        if "/2024/" in route.request.url:
            names.extend(data["articles"])
        else:
            data["articles"] += names
            data["days"] += [0] * len(names)
            data["facets"]["section"]["articles"] += [[0]] * len(names)
        route.fulfill(json=data)

    names: list[str] = []
    page.route("**/articles.json", answer)
    look_for(page, origin, "q=ferry&order=date&section=sea")
    page.get_by_role("button", name="Search 1998\u20131999, too").click()
    expect(page.get_by_role("status")).to_have_text("7 found in 1998\u20132024")
    expect_headlines(page, *(f"Ferries of month {month}" for month in (11, 9, 7, 5, 3, 1)), "Old")


def test_search_that_does_not_answer_says_so(browser: Browser, origin: str) -> None:
    with fresh_page(browser) as page:
        page.route("**/*.pf_meta", lambda route: route.abort())
        look_for(page, origin, "q=ferry")
        expect_said(page, re.compile("^The search does not answer"))
        page.unroute("**/*.pf_meta")
        page.get_by_role("button", name="Search", exact=True).click()
        expect_said(page, "12 found in 2024")


def test_under_a_strict_policy(page: Page, origin: str) -> None:
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, headers={**response.headers, "content-security-policy": POLICY}
        )

    page.route(re.compile(r"/search/(\?|$)"), answer)
    look_for(page, origin, "q=ferry&section=sea")
    expect_said(page, "6 found in 2024")
    page.get_by_role("button", name="Search", exact=True).click()
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def test_without_a_script_the_page_says_how_to_go_on(browser: Browser, origin: str) -> None:
    with fresh_page(browser, java_script_enabled=False) as page:
        page.goto(f"{origin}search/?q=ferry")
        assert "Without it, you can find every article" in page.inner_text("main")
        expect(page.locator("main form")).to_be_hidden()
        page.locator("main").get_by_role("link", name="archive").click()
        expect(page).to_have_url(f"{origin}archive/")


@pytest.fixture(scope="module")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an archive with an article or two in some years, every other a ferry's."""
    site = Story(tmp_path_factory.mktemp("thin") / "site", config=f'title = "The Gazette"\n{ON}')
    for year in (1851, 1853, 1856, 1899, 1920, 1923, 1929):
        for month in (3, 9) if year == 1923 else (6,):
            site.article(
                f"{year}-{month}.md", "A ferry sails." if year != 1856 else "A lighthouse falls.",
                headline=f"{year}, {month}", section="Sea", date=f"{year}-{month:02}-05",
                tags=["Lights"] if year == 1856 else [],
            )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_page, "RECENT", 1)
        site.build()
    with serving(site.paths.output) as address:
        yield address


def test_years_of_a_decade_are_searched_together(page: Page, thin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    look_for(page, thin, "q=ferry&order=oldest")
    # The oldest decade is searched first.
    expect_said(page, "2 found in 1851\u20131856")
    expect_headlines(page, "1851, 6", "1853, 6")
    indexes = {url.split("/search/")[1].split("/")[0] for url in asked if "/index/" in url}
    assert indexes == {"1850s"}
    page.get_by_role("button", name="Search 1899\u20131929, too").click()
    expect_said(page, "7 found in 1851\u20131929")
    expect_headlines(
        page, "1851, 6", "1853, 6", "1899, 6", "1920, 6", "1923, 3", "1923, 9", "1929, 6"
    )
    bars = page.get_by_role("list", name="Results by year").get_by_role("button")
    assert [text.split() for text in bars.all_inner_texts()] == [
        ["1851", "1"], ["1853", "1"], ["1856", "0"], ["1899", "1"], ["1920", "1"], ["1923", "2"],
        ["1929", "1"],
    ]  # fmt: skip
    bars.nth(5).click()
    expect_said(page, "2 found in 1923")
    expect_headlines(page, "1923, 3", "1923, 9")
    expect(bars).to_have_count(7)
    page.get_by_label("From").fill("1853")
    page.get_by_label("To", exact=True).fill("1923-04")
    expect_said(page, "4 found in 1853\u2013April 1923")
    # What is known of a year that is cut, or left out, stays.
    assert [text.split()[-1] for text in bars.all_inner_texts()] == list("1101121")
    page.get_by_label("Order").select_option("Newest first")
    expect_headlines(page, "1923, 3", "1920, 6", "1899, 6", "1853, 6")
    look_for(page, thin, "q=ferry&from=1921&to=1928")
    expect_said(page, "2 found in 1923")
    look_for(page, thin, "q=lighthouse")
    expect_said(page, "1 found in 1851\u20131929")
    expect_headlines(page, "1856, 6")


def files_asked_for(page: Page, address: str, query: str) -> Counter[str]:
    """How many files with each name or ending a search asks for of the indexes of articles."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    look_for(page, address, query)
    names = [url.rpartition("/")[2] for url in asked if re.search(r"/search/\d", url)]
    return Counter(re.sub(r"^.*\.pf_", "pf_", name) for name in names)


def test_without_words_the_lists_are_enough(page: Page, thin: str) -> None:
    asked = files_asked_for(page, thin, "topic=Lights&all=1")
    expect_said(page, "1 found in 1851\u20131929")
    expect_headlines(page, "1856, 6")
    expect(page.locator("main .card-standfirst")).to_have_text("A lighthouse falls.")
    # Pagefind is asked for what is shown.
    assert asked["articles.json"] == 3
    assert asked["pf_meta"] == 1
    page.get_by_role("link", name="1856, 6").click()
    expect(page).to_have_url(re.compile(r"/1856/06/05/1856-6/$"))


def test_a_list_is_asked_for_where_something_was_found(page: Page, thin: str) -> None:
    asked = files_asked_for(page, thin, "q=lighthouse&all=1")
    expect_said(page, "1 found in 1851\u20131929")
    assert asked["pf_meta"] == 3
    assert asked["articles.json"] == 1


def test_the_button_that_stops_a_search_stays_where_it_is(page: Page, thin: str) -> None:
    held: list[Route] = []
    page.route("**/articles.json", lambda route: held.append(route))  # noqa: PLW0108
    watch_shifts(page)
    with page.expect_request("**/1850s/articles.json"):
        page.goto(f"{thin}search/?from=1851&to=1929")
    for years in ("1920\u20131929", "1899", "1851\u20131856"):
        expect(page.locator(".search-progress span")).to_have_text(f"Searching {years}")
        page.wait_for_function(
            "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
        )
        held.pop(0).continue_()
    expect_said(page, "8 found in 1851\u20131929")
    assert page.evaluate("window.shifts") == []


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = f'title = "الصحيفة"\nlanguage = "ar"\n{ON}'
    site = Story(tmp_path_factory.mktemp("arabic") / "site", config=config)
    for number in range(3):
        site.article(f"{number}.md", "أبحرت العبارة إلى الميناء.", headline=f"العبارة {number}")
    site.article("en.md", "The harbour.", language="en", headline="Harbour")
    with serving(site.build().paths.output) as address:
        yield address


def test_search_from_right_to_left(page: Page, arabic: str) -> None:
    page.goto(f"{arabic}search/?q=الميناء")
    expect(page.locator("main .card-title")).to_have_count(3)
    expect(page.locator("main mark").first).to_have_text("الميناء.")
    expect(page.get_by_role("status")).to_have_text("3 نتائج في 2024")
    page.goto(f"{arabic}search/?q=harbour")
    expect(page.locator("main .card-title")).to_have_count(1)
    expect(page.locator("main .card-title")).to_have_attribute("lang", "en")
    expect(page.locator("main .card-standfirst")).to_have_attribute("dir", "ltr")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_of_what_is_found(
    browser: Browser, origin: str, arabic: str, scheme: Literal["light", "dark"]
) -> None:
    found: list[list[Any]] = []
    with fresh_page(browser, color_scheme=scheme) as page:
        for address, query in ((origin, "q=ferry&all=1"), (arabic, "q=الميناء")):
            look_for(page, address, query)
            expect(page.locator("main .card-title").first).to_be_visible()
            page.evaluate(AXE_SCRIPT)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                found += page.evaluate(RUN_AXE, [])
                wide = (
                    "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
                )
                assert page.evaluate(wide) == 0
    assert found == []


def test_the_policy_is_what_is_advised() -> None:
    text = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    assert f"Content-Security-Policy: {POLICY}" in text
