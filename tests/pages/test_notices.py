"""Notices: where they stand, what they mark, and which pages they change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.validate import check
from archivegen.loader.frontmatter.validators import Setting
from archivegen.model.times import zone_of
from archivegen.model.vocabulary.notices import MARKS, TYPES
from story import Story

PAGE = "2024/05/01/a/index.html"
RETRACTED = {"type": "retraction", "date": "2024-06-01", "text": "It was not so."}


def noted(site: Story, *notices: dict[str, Any], **more: Any) -> Story:
    return site.article("a.md", notices=[*notices], summary="S", **more)


def test_what_puts_an_article_in_doubt_stands_above_its_headline(site: Story) -> None:
    for number, kind in enumerate(TYPES):
        notice = {"type": kind, "date": "2024-06-01", "text": "Words.", "by": "b.md"}
        site.article(f"{number}.md", slug=kind, notices=[notice])
        site.article(f"up{number}.md", slug=f"up-{kind}", notices=[{**notice, "place": "top"}])
    site.article("b.md", date="2024-05-02").build().assert_clean()
    for kind in TYPES:
        _, _, story = site.page(f"2024/05/01/{kind}/index.html").partition("<article")
        head, _, foot = story.partition("<h1>")
        assert ("Words." in head, "Words." in foot) == (kind in MARKS, kind not in MARKS), kind
        assert ">Read the article that takes its place</a>" in (head if kind in MARKS else foot)
        _, _, story = site.page(f"2024/05/01/up-{kind}/index.html").partition("<article")
        assert "Words." in story.partition("<h1>")[0]


def test_a_mark_is_wherever_the_article_is_listed(site: Story) -> None:
    site.configure("[search]\nenabled = false")
    noted(site, RETRACTED, tags=["X"], authors="Ann").article("b.md", tags=["X"]).build()
    listings = (
        "index.html", "news/index.html", "topics/x/index.html", "authors/ann/index.html",
        "2024/index.html", "2024/05/index.html", "2024/05/01/index.html",
        "on-this-day/05-01/index.html", "2024/05/01/b/index.html",
    )  # fmt: skip
    for path in listings:
        assert re.search(r'<span class="mark">Retracted</span> (<a [^>]*>)?A<', site.page(path)), (
            path
        )
    for path in ("feed.xml", "rss.xml", "topics/x/feed.xml", "feeds/2024-05.xml"):
        assert "<title>[Retracted] A</title>" in site.page(path)
    titles = [item["title"] for item in json.loads(site.page("feed.json"))["items"]]
    assert titles == ["B", "[Retracted] A"]
    records = json.loads(site.page("2024/05/index.json"))["articles"]
    assert [record["mark"] for record in records] == ["retraction", None]
    page = site.page(PAGE)
    assert "<title>[Retracted] A | " in page
    assert "“A [Retracted].” " in page
    assert "note = {Retracted}" in page
    assert '"creativeWorkStatus": "Retracted"' in page


def test_a_retracted_article_is_marked_beside_its_other_notices(site: Story) -> None:
    noted(site, RETRACTED, {"type": "update", "date": "2024-06-02", "text": "More."}).build()
    page = site.page("corrections/index.html")
    assert page.count('<span class="mark">Retracted</span> <a href="/2024/05/01/a/">A</a>') == 1


def test_what_weighs_most_is_the_mark(site: Story) -> None:
    warning = {"type": "content-note", "text": "It tells of violence."}
    noted(site, warning).build()
    assert "[Content note]" in site.page("feed.xml")
    assert "creativeWorkStatus" not in site.page(PAGE)
    # What has no date was there from the beginning.
    assert "It tells" not in site.page("corrections/index.html")
    noted(site, warning, {"type": "withdrawn", "date": "2024-06-01"}, RETRACTED).build()
    assert "[Retracted]" in site.assert_clean().page("feed.xml")


def test_a_notice_changes_what_shows_it(site: Story) -> None:
    noted(site).article("b.md", date="2024-05-02").article("c.md", date="2021-05-01").build()
    noted(site, {"type": "update", "date": "2024-05-09", "text": "More."}).build().assert_clean()
    site.assert_written(PAGE, "corrections/index.html", "2024/05/index.json")
    noted(site, RETRACTED).build().assert_clean()
    site.assert_written(
        PAGE,
        "2021/05/01/c/index.html",  # its neighbours
        "2024/05/02/b/index.html",
        "2024/05/01/index.html",
        "2024/05/index.html",
        "2024/05/index.json",
        "2024/index.html",
        "corrections/index.html",
        "feed.json",
        "feed.xml",
        "feeds/2024-05.xml",
        "feeds/index.html",
        "index.html",
        "news/2024/index.html",
        "news/feed.xml",
        "news/index.html",
        "on-this-day/05-01/index.html",
        "rss.xml",
    )
    noted(site).build().assert_clean()
    assert "Nothing has been corrected yet." in site.page("corrections/index.html")


def test_what_supersedes_an_article_is_led_to_while_it_is_published(site: Story) -> None:
    superseded = {"type": "superseded", "date": "2024-06-01", "by": "2024/b.md"}
    noted(site, superseded).article("2024/b.md", slug="b").build()
    assert '<a href="/2024/05/01/b/">Read the article' in site.page(PAGE)
    site.article("2024/b.md", slug="c").build().assert_clean()
    assert '<a href="/2024/05/01/c/">Read the article' in site.page(PAGE)
    site.article("2024/b.md", slug="c", draft=True).build().assert_clean()
    assert "Read the article" not in site.page(PAGE)
    site.delete("content/2024/b.md").build().assert_clean()
    assert site.places() == [
        "content/a.md:7:7: the link leads to content/2024/b.md, which is not there"
    ]


def test_the_page_of_corrections_has_notices_of_all_types(site: Story) -> None:
    notes = [{"type": kind, "date": f"2024-06-0{at}", "text": f"{kind}.", "by": "a.md"}
             for at, kind in enumerate(TYPES, 1)]  # fmt: skip
    noted(site, *notes, corrections=[{"date": "2024-05-03", "text": "short."}]).build()
    page = site.page("corrections/index.html")
    told = re.findall(r'<p class="card-meta"><span class="label">([^<]+)', page)
    assert told == [
        "Superseded", "Withdrawn", "Retracted", "Content note", "Update", "Editor\u2019s note",
        "Clarification", "Correction", "Correction",
    ]  # fmt: skip
    texts = re.findall(r'<p class="card-standfirst">([\w-]+)\.</p>', page)
    assert texts == [*reversed(TYPES), "short"]


LACKING = [
    ("{type: retracted, date: 2024-06-01}", "5:10: `notices.type`: `retracted` is not known here",
     "did you mean `retraction`?"),
    ("{type: sorry, date: 2024-06-01}", "5:10: `notices.type`: `sorry` is not known here",
     f"write one of: {', '.join(TYPES)}"),
    ("{type: 5}", "5:10: `notices.type`: `5` is read as a number, not as text", 'quote it: "5"'),
    ("{date: 2024-06-01, text: x}", "5:3: `notices.type` is missing", "add a line: type: ..."),
    ("{type: retraction}", "5:3: `notices`: a notice of type `retraction` needs a date",
     "add a line: date: ..."),
    ("{type: update, date: 2024-06-01}", "5:3: `notices`: a notice of type `update` needs a text",
     "add a line: text: ..."),
    ("{type: superseded, date: 2024-06-01}",
     "5:3: `notices`: a notice of type `superseded` needs `by`",
     "name the file of the article that supersedes this one: by: ../2024/name.md"),
    ("{type: superseded, date: 2024-06-01, by: https://a.example/}",
     "5:44: `notices.by`: `https://a.example/` is not the file of an article",
     "write it as ../2019/name.md"),
    ("{type: withdrawn, date: 2024-06-01, place: foot}",
     "5:46: `notices`: a notice of type `withdrawn` always stands above the headline",
     "take `place` out"),
    ("{type: update, date: 2024-06-01, text: x, place: head}",
     "5:52: `notices.place`: `head` is not known here", "write one of: top, foot"),
    ("retraction", "5:3: `notices` is text, not a mapping of keys and values",
     "write `- type: ...` and below it, farther in, `date: ...`, `text: ...`"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "place", "hint"), LACKING)
def test_what_a_notice_lacks_is_told(written: str, place: str, hint: str) -> None:
    head = f"headline: A\ndate: 2024-05-01\nnotices:\n- {written}\nsection: News"
    document, _ = read("a.md", f"---\n{head}\n---\n".encode(), 9999)
    _, problems = check(document, Setting(zone_of("UTC")))
    told = [(f"{p.line}:{p.column}: {p.message}", p.hint) for p in problems]
    assert told == [(place, hint)]
