"""Captured texts: a layout for the batch, furniture told, and no guess for what deviates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from importing import ImportStory

from archivegen.importer.sources.layouts import LayoutError, layout_of
from archivegen.importer.sources.table import recognised
from archivegen.importer.sources.text import blocks_of

CAPTURE = """\
Skip to main content

Human Rights

The council is asked to keep its report back

A letter asks that the long-awaited report on the province should not be published at all

July 21, 2022 6:40am

Updated: July 21, 2022 12:41pm

""" + "\n\n".join(f"Paragraph {number} says what the letter says." for number in range(11))


def capture(number: int) -> str:
    return (
        f"Menu\n\n{('World', 'Harbour', 'Sport')[number % 3]}\n\nHeadline of the day {number}\n\n"
        f"A standfirst of some words that says what story {number} is about\n\n"
        f"March {number % 28 + 1}, 2021 9:05pm\n\nThe first sentence of story {number}.\n\n"
        f"And a second one of {number}.\n\nMore from the harbour desk\n"
    )


def test_the_capture_that_it_all_began_with(tmp_path: Path) -> None:
    story = ImportStory(tmp_path).put("page.txt", CAPTURE).run()
    file = "content/2022/07/the-council-is-asked-to-keep-its-report-back.md"
    text = story.text(file)
    assert text.startswith(
        "---\nheadline: The council is asked to keep its report back\n"
        "date: 2022-07-21 06:40\nupdated: 2022-07-21 12:41\nsection: Human Rights\n"
        "summary: A letter asks that"
    )
    assert text.count("\n\nParagraph ") == 11
    (entry,) = story.entries.values()
    assert entry.state == "imported"
    assert [note.text for note in entry.notes] == ["left out: Skip to main content"]
    assert entry.new_address == "/2022/07/21/the-council-is-asked-to-keep-its-report-back/"
    story.build(strict=True)
    assert story.has(entry.new_address[1:] + "index.html")
    assert not story.run().outcome.staged


def test_exactly_the_deviating_files_of_a_batch_want_attention(tmp_path: Path) -> None:
    story = ImportStory(tmp_path)
    deviating = {7, 50, 99, 120, 199}
    for number in range(200):
        text = capture(number)
        if number % 9 == 0:
            text = re.sub(r"A standfirst .*", f"Boat {number} is back.", text)
        if number in deviating:
            text = text.replace("March", "Sometime in March")
        story.put(f"{number:03}.txt", text)
    story.run()
    assert story.outcome.layout == "section headline standfirst date body"
    held = {id_ for id_, entry in story.entries.items() if entry.state == "attention"}
    assert held == {f"{number:03}.txt" for number in deviating}
    assert all(story.entries[id_].is_held for id_ in held)
    assert "draft: true" in story.text(story.entries["007.txt"].file)
    assert story.entries["007.txt"].reason == (
        "it does not follow the layout (it has no date): section headline standfirst date body"
    )
    # What most pages have is left out of the texts, and told.
    notes = [note.kind for note in story.entries["000.txt"].notes]
    assert notes == ["furniture: Menu", "furniture: More from the harbour desk"]
    assert "### Furniture: Menu (200)" in story.text("imports/old/report.md")


def test_each_file_of_a_folder_is_accounted_for(tmp_path: Path) -> None:
    story = ImportStory(tmp_path).put("page.txt", CAPTURE).put("a/empty.txt", " \n\n")
    story.put("a/Notes.DOCX", "PK").put("README", "x").put(".DS_Store", "x")
    (story.source / "b.txt").symlink_to(tmp_path)
    story.run()
    assert {id_: (one.state, one.reason) for id_, one in story.entries.items()} == {
        "README": (
            "skipped",
            "a file without an ending; articles that show it have it beside them",
        ),
        "a/Notes.DOCX": ("skipped", "a file in .docx; articles that show it have it beside them"),
        "a/empty.txt": ("skipped", "a file without a text"),
        "b.txt": ("skipped", "a link, which is not followed"),
        "page.txt": ("imported", ""),
    }


def test_what_most_files_have_within_their_texts_wants_attention(tmp_path: Path) -> None:
    story = ImportStory(tmp_path)
    shared = "The harbour office did not answer questions."
    for number in range(5):
        text = capture(number).replace("And a second", f"{shared}\n\nShare\n\nAnd a second")
        story.put(f"{number}.txt", text if number else capture(number))
    story.run()
    assert [*story.outcome.states.items()] == [("imported", 1), ("attention", 4)]
    entry = story.entries["1.txt"]
    assert [(note.weight, note.place) for note in entry.notes] == [
        ("told", "line 1"), ("attention", "line 13"), ("told", "line 15"), ("told", "line 19"),
    ]  # fmt: skip
    assert entry.reason.endswith(f"since most files have it: {shared}")
    assert story.outcome.counts["lines left out as furniture"] == 2 + 4 * 4


def test_times_on_one_line_are_a_date_and_an_update(tmp_path: Path) -> None:
    lines = (
        "July 3, 2022 6:10am | Updated: July 3, 2022 12:10pm",
        "Published: July 3, 2022 6:10am \u2013 Updated: July 3, 2022 12:10pm",
        "July 3, 2022 6:10am, last updated on July 3, 2022 12:10pm",
    )
    story = ImportStory(tmp_path)
    for number, line in enumerate(lines):
        day = f"March {number + 1}, 2021 9:05pm"
        story.put(f"{number}.txt", capture(number).replace(day, line))
    story.run()
    assert story.outcome.layout == "section headline standfirst date updated body"
    assert story.outcome.states == {"imported": 3}
    for entry in story.entries.values():
        assert "\ndate: 2022-07-03 06:10\nupdated: 2022-07-03 12:10\n" in story.text(entry.file)
    for other in ("The road | Updated: July 3, 2022 12:10pm", "|"):
        assert [block.text for block in blocks_of(other)] == [other]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CAPTURE.replace("letter", "lettré €").encode("cp1252"), "windows-1252"),
        (CAPTURE.replace("letter", "lettré €").encode("utf-16"), "utf-16-le"),
        (b"\xef\xbb\xbf" + CAPTURE.replace("letter", "lettré €").encode(), "utf-8"),
        (CAPTURE.replace("letter", "lettré €").replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_encodings_are_found_and_named(tmp_path: Path, data: bytes, encoding: str) -> None:
    story = ImportStory(tmp_path).put("page.txt", data).run()
    (entry,) = story.entries.values()
    assert entry.counts == {f"encoding {encoding}": 1, "lines left out as furniture": 1}
    assert "what the lettré € says." in story.text(entry.file)
    assert "\r" not in story.text(entry.file)


def test_a_text_that_was_encoded_twice_is_left_and_told(tmp_path: Path) -> None:
    broken = CAPTURE.replace("the letter", "itâ€™s the letter")
    (entry,) = ImportStory(tmp_path).put("page.txt", broken).run().entries.values()
    assert entry.state == "attention"
    assert "it\u2019s" in entry.reason


def test_prose_that_was_wrapped_is_one_paragraph() -> None:
    line = "these are words that go on to the end of a column of a page"
    assert [block.text for block in blocks_of(f"{line}\n{line}\n{line}\nend.\n\nOne\nTwo\n")] == [
        f"{line} {line} {line} end.",
        "One",
        "Two",
    ]


@pytest.mark.parametrize("layout", ["headline", "headline body date", "title body", "body", "a?"])
def test_what_is_no_layout_is_refused(layout: str) -> None:
    with pytest.raises(LayoutError):
        layout_of(layout)


def test_a_text_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "b.pdf").write_text("B")
    assert recognised(tmp_path) == recognised(tmp_path / "a.txt") == "text"
    assert not recognised(tmp_path / "b.pdf")
