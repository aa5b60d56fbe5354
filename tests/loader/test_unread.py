"""Articles that cannot be read: when they hold up a build, and what waits with them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from archivegen.archive.queries import View
from archivegen.loader.unread import look_at, named_among, words_of
from archivegen.model.problems import Problem
from checking import told
from story import NOW, Story

BAD = Problem("content/a.md", "oops")


@pytest.mark.parametrize(
    ("text", "is_draft", "is_scheduled"),
    [
        ("---\nheadline: a: b\ndraft: true\n---\nText.", True, False),
        ("\ufeff---\r\ndraft: Yes # not yet\r\n---\r\n", True, False),
        ("---\ndate: 2030-01-01\nheadline: [\n---\n", False, True),
        ("---\ndate: '2030-01-01 10:00'\n---\n", False, True),
        ("---\ndate: 2024-01-01\n---\n", False, False),
        ("---\ndate: soon\n---\n", False, False),
        # Without an end, what stands before the first blank line.
        ("---\nheadline: A\ndraft: true\n", True, False),
        ("---\nheadline: A\n\ndraft: true\n", False, False),
        # What is not said clearly is not said.
        ("---\ndraft: true\ndraft: false\n---\n", False, False),
        ('---\ndraft: "true"\n---\n', False, False),
        ("---\nextra:\n  draft: true\n---\ndraft: true\n", False, False),
        ("draft: true\n", False, False),
    ],
)
def test_who_waits_anyway(site: Story, text: str, *, is_draft: bool, is_scheduled: bool) -> None:
    site.write("content/a.md", text)
    file = look_at(site.root, "content/a.md", (BAD,), 1000, ZoneInfo("UTC"))
    view = View(NOW)
    assert file.is_draft is is_draft
    assert file.is_waiting(view) is (is_draft or is_scheduled)
    assert [p.severity for p in file.told(view)] == [
        "warning" if is_draft or is_scheduled else "error"
    ]
    assert file.told(View(NOW + 10**9, drafts=True)) == (BAD,)


def test_hostile_texts_take_no_time(site: Story) -> None:
    blanks = " " * 300_000
    text = f"---\ndate:{blanks}x\ndraft: {blanks}#{blanks}x\n---{blanks}x\n&#{'1' * 5000}; <p.png>"
    file = look_at(
        site.write("content/a.md", text * 2).root, "content/a.md", (BAD,), 10**7, ZoneInfo("UTC")
    )
    assert file.words
    assert "p.png" in file.words
    assert not file.is_waiting(View(NOW))


@pytest.mark.parametrize(
    "text",
    [
        "![A](<pictures/a b.png>)", "image: pictures/a%20b.png", '<img src="a&#32;b.png">',
        "(/pictures/a b.png)", "https://gazette.example/pictures/a%20b.png?x", "`a b.png`",
    ],
)  # fmt: skip
def test_every_way_to_name_a_file_is_seen(text: str) -> None:
    assert named_among(["pictures/a b.png", "c.png"], words_of(text)) == {"pictures/a b.png"}


BAD_DRAFT = "---\nheadline: Merger: the plans\ndraft: true\n---\n![M](merger.png) ![O](own.png)\n"


def test_a_bad_draft_is_a_warning_and_shows_nothing(site: Story) -> None:
    site.article("a.md", "![O](own.png) [d](draft.md)", summary="S")
    site.article("b.md", translation_of="draft.md", language="de", summary="S")
    for name in ("merger.png", "own.png", "alone.png"):
        site.write(f"content/{name}", name)
    site.write("content/draft.md", BAD_DRAFT).build(strict=True).assert_clean()
    assert site.places() == ["content/draft.md:2:17: a colon in a text without quotes"]
    assert site.problems[0].draft
    assert not site.has("merger.png")
    assert not site.has("draft.md")
    assert site.has("own.png")
    assert site.has("alone.png")
    assert [line for line in told(site) if "error" in line or "translation" in line] == []
    assert not site.build().written
    # As it would be published, it is an error.
    site.fail(drafts=True)
    site.article("draft.md", "![M](merger.png)", draft=True).build().assert_clean()
    assert site.problems == ()
    site.write("content/draft.md", BAD_DRAFT).build().assert_clean()
    site.delete("content/draft.md").build(strict=False).assert_clean()
    assert site.has("merger.png")


def test_a_bad_scheduled_article_is_an_error_at_its_time(site: Story) -> None:
    site.article("a.md").build()
    site.article("b.md", date="2025-07-01", tags="x").build().assert_clean()
    assert [problem.severity for problem in site.problems] == ["warning"]
    # Nobody may be there when its time comes.
    site.fail(strict=True)
    site.fail(now=NOW + 10**8)
    assert [problem.severity for problem in site.problems] == ["error"]


def test_warnings_of_drafts_stop_no_strict_build(site: Story) -> None:
    site.article("a.md").article("b.md", mood="x", draft=True).build(strict=True)
    assert site.places() == ["content/b.md:4:1: unknown key `mood`"]
    assert not site.build().written
    site.fail(drafts=True)


def test_an_address_that_a_bad_draft_had_is_not_gone_in_silence(site: Story) -> None:
    site.article("a.md").article("d.md").write("urls.txt", "/2024/05/01/d/ content/d.md\n").build()
    site.write("content/d.md", BAD_DRAFT).fail()
    assert (
        "urls.txt:1:1: /2024/05/01/d/ of content/d.md would vanish: content/d.md cannot be read"
        in (site.places())
    )
