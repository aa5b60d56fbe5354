"""The report: the same numbers in Markdown and as a page, with texts side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from importing import ImportStory, item, source_of

from archivegen.config.read import read_config
from archivegen.importer.acceptance import accept
from archivegen.importer.entry import LOOKED_AT
from archivegen.importer.item import Body, Field, Note
from archivegen.importer.report import comparison
from archivegen.importer.report.comparison import differences
from archivegen.importer.site import ImportSite

HELD = (Note("somebody should look", "held", "doubts"),)
HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(2)>\" '><style>*{}</style>"


class Page(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.fixture
def story(tmp_path: Path) -> ImportStory:
    return ImportStory(tmp_path)


def test_the_page_says_what_the_report_says(story: ImportStory) -> None:
    items = [item(str(number), notes=HELD if number < 13 else (), counts={"card | a": 2})
             for number in range(20)]  # fmt: skip
    with source_of([*items, item("x", kind="other", skip="a revision")]) as made:
        story.run(made)
    report, page = (story.text(f"imports/old/report.{form}") for form in ("md", "html"))
    said = re.sub(r"(?m)^(?:\| --- .*|#+ |- )|[\\|]", "", report)
    words = [word for word in Page(page).words if word != "|"]
    assert said.split() == words[words.index("Import:", 3) : words.index("Texts")]
    assert "... and 3 more, in items.jsonl" in page
    assert page.count("<article>") == 13


def test_the_numbers_of_a_report_add_up(story: ImportStory) -> None:
    """An item is published, a draft or skipped, whatever is doubted."""
    doubt = (Note("look", "attention"),)
    items = [
        item("1"), item("2", notes=HELD), item("3", notes=doubt), item("4", date="2031-01-01",
        status="scheduled"), item("5", status="trash"), item("6", date=""),
        item("7", kind="author", name="Iris"), item("8", kind="attachment"),
    ]  # fmt: skip
    with source_of(items) as made:
        report = story.run(made).text("imports/old/report.md")
    assert "Items in it: 8. " in report
    assert "publishes, at their dates: 3; articles that are drafts: 3." in report
    assert "| 8 | in all |  |" in report
    assert "drafts until they are accepted: 2 |" in report
    assert (
        "### In the trash of the source (1)\n\nNothing has to be done: they stay drafts." in report
    )
    assert "\n\n- made:5 (content/2019/05/item-5.md): it is in the trash of the source\n" in report
    assert "### Without what an article must have (1)" in report
    story.delete("content/2019/05/item-2.md")
    with source_of([item("2", "Another text.", notes=HELD), *items[2:]]) as made:
        report = story.run(made).text("imports/old/report.md")
    assert "publishes, at their dates: 3; articles that are drafts: 2." in report
    assert "drafts until they are accepted: 1 |" in report


def test_what_is_wrong_with_a_source_as_a_whole_wants_attention(story: ImportStory) -> None:
    cut = (Note("the file ends before its end: it was cut off", "attention"), Note("more"))
    told = (Note("left out: Menu", "told", "furniture"),)
    whole = item("file:a.xml", kind="other", notes=cut, skip="the file itself")
    with source_of([whole, item("1", notes=told), item("2", notes=told + HELD)]) as made:
        story.run(made)
        report = story.text("imports/old/report.md")
        assert "it was cut off (1)\n\nThe rest is missing. Get the source again" in report
        assert "### Furniture (2)" in report, "of what wants attention, too"
        assert story.entries["file:a.xml"].state == "attention"
        site = ImportSite(story.paths, read_config(story.paths.config, story.paths.config_cache))
        assert accept(site, "old", ["file:a.xml"]) == (1, [])
        assert story.entries["file:a.xml"].reason == LOOKED_AT
        accepted = story.files()
        assert story.run(made).files() == accepted


def test_uncertain_fields_are_counted_by_where_they_were_found(story: ImportStory) -> None:
    sure, doubtful = Field("A", "h1"), Field("B", "title", 0.5)
    items = [replace(item("1"), fields={"headline": one}) for one in (sure, doubtful)]
    with source_of(items) as made:
        report = story.run(made).text("imports/old/report.md")
    assert "| headline | 1 | h1 |  |\n| headline | 1 | title | 1 |" in report


def test_hostile_texts_are_data(story: ImportStory) -> None:
    hostile = item(
        "<b>1</b>", HOSTILE, headline=HOSTILE, notes=(Note(HOSTILE, "held", HOSTILE),),
        counts={HOSTILE: 1}, body=Body(HOSTILE, "text"),
    )  # fmt: skip
    with source_of([hostile]) as made:
        story.run(made)
    page = Page(story.text("imports/old/report.html"))
    assert {"script", "img", "link", "a"}.isdisjoint(page.tags)
    assert page.tags.count("style") == 1
    assert "onerror" not in page.attributes
    assert "default-src 'none'" in story.text("imports/old/report.html")
    assert "<script>alert(1)</script>" in " ".join(page.words)


def test_texts_stand_side_by_side_until_they_are_accepted(story: ImportStory) -> None:
    texts = {"1": "<p>Two <b>boats</b>.</p><p>One.</p>", "2": "<p>Three.</p>"}
    items = [item(id_, text, notes=HELD) for id_, text in texts.items()]
    with source_of([*items, item("3")]) as made:
        before = story.run(made).files()
        assert story.run(made).files() == before
    page = story.text("imports/old/report.html")
    assert page.count("The words are the same.") == 2
    assert "<p>Two boats.</p>\n<p>One.</p>" in page
    assert "held back: somebody should look" in page
    assert ">2019-05-01</td><td>made</td>" in page
    accept(
        ImportSite(story.paths, read_config(story.paths.config, story.paths.config_cache)),
        "old",
        ["1"],
    )
    page = story.text("imports/old/report.html")
    assert page.count("<article>") == 1
    assert "Two boats" not in page
    with source_of([*items, item("3")]) as made:
        accepted = story.files()
        assert story.run(made).files() == accepted


def test_no_more_texts_than_somebody_looks_at(
    story: ImportStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("report.files", "account"):
        monkeypatch.setattr(f"archivegen.importer.{module}.MOST_TEXTS", 2)
    with source_of([item(str(number), notes=HELD) for number in range(5)]) as made:
        story.run(made)
    assert "These are 2 of 5 items" in story.text("imports/old/report.html")
    assert len(story.text("imports/old/texts.jsonl").splitlines()) == 2


@pytest.mark.parametrize("line", ["", "[]", "{", '{"id": 1}', "\0", '{"id": "1", "fields": [3]}'])
def test_texts_that_somebody_broke_are_no_matter(story: ImportStory, line: str) -> None:
    with source_of([item("1", notes=HELD)]) as made:
        before = story.run(made).files()
        story.write("imports/old/texts.jsonl", line)
        assert story.run(made).files() == before


@pytest.mark.parametrize(
    ("source", "page", "lost", "new"),
    [
        ("a b c d", "a c d", ["b"], []),
        ("a b c", "a b x c", [], ["x"]),
        ("a b c", "a x c", ["b"], ["x"]),
        ('it\'s "so" -- he', "it\u2019s \u201cso\u201d \u2013 he", [], []),
        ("a\n\nb", "a b", [], []),
        ("", "a", [], ["a"]),
    ],
)
def test_words_that_one_side_has_not(
    source: str, page: str, lost: list[str], new: list[str]
) -> None:
    found = differences(source, page)
    assert found is not None
    assert [[run.text for run in side if not run.is_same] for side in found] == [lost, new]


def test_differences_are_sought_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "_MOST_WORDS", 3)
    same = "word " * 50
    assert differences(f"{same}a b c {same}", f"{same}x {same}") is not None
    assert differences("a b c d", "e f g h") is None
