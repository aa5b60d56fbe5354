"""Imports as a whole: every item accounted for, run again, killed, and nobody's edit lost."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from importing import SECTION, ImportStory, item, source_of
from PIL import Image

from archivegen.config.read import read_config
from archivegen.importer.acceptance import UnknownItemError, accept
from archivegen.importer.entry import LineError
from archivegen.importer.item import Body, Field, Item, Media, Note, Place
from archivegen.importer.site import ImportSite
from archivegen.system.process_pool import ProcessPool
from story import CONFIG


def run(story: ImportStory, *items: Item, **options: Any) -> ImportStory:
    with source_of(items) as name:
        return story.run(name, **options)


def pixel() -> bytes:
    """The smallest of pictures."""
    data = io.BytesIO()
    Image.new("L", (1, 1)).save(data, "GIF")
    return data.getvalue()


@pytest.fixture
def story(tmp_path: Path) -> ImportStory:
    return ImportStory(tmp_path)


def test_two_runs_are_one(story: ImportStory, tmp_path: Path) -> None:
    items = [item("2"), item("1"), item("3", kind="other", skip="a revision")]
    before = run(story, *items).files()
    assert story.outcome.states == {"imported": 2, "skipped": 1}
    assert run(story, *items).files() == before
    assert not story.outcome.staged
    assert story.outcome.files == {"unchanged": 2}
    assert [*story.entries] == ["1", "2", "3"]
    other = run(ImportStory(tmp_path / "other"), *items).files()
    assert other == before


def test_a_changed_source_is_written_and_an_edit_stays(story: ImportStory) -> None:
    run(story, item("1"), item("2"), item("3"))
    story.write("content/2019/05/item-2.md", story.text("content/2019/05/item-2.md") + "Mine.\n")
    story.delete("content/2019/05/item-3.md")
    changed = [item(id_, "<p>Three boats went out.</p>") for id_ in "123"]
    run(story, *changed)
    assert "Three boats" in story.text("content/2019/05/item-1.md")
    assert story.text("content/2019/05/item-2.md").endswith("Two boats went out.\nMine.\n")
    assert "Three boats" in story.text("imports/old/changed/2019/05/item-2.md")
    assert not (story.root / "content/2019/05/item-3.md").exists()
    assert [entry.state for entry in story.entries.values()] == ["imported", "kept", "kept"]
    before = story.files()
    assert run(story, *changed).files() == before
    assert not story.outcome.staged


def test_an_edit_is_no_matter_while_the_source_stays(story: ImportStory) -> None:
    run(story, item("1"))
    story.write("content/2019/05/item-1.md", "Mine.\n")
    run(story, item("1"))
    assert story.text("content/2019/05/item-1.md") == "Mine.\n"
    assert story.entries["1"].state == "imported"


def test_what_is_gone_from_the_source_stays_accounted_for(story: ImportStory) -> None:
    run(story, item("1"), item("2"))
    run(story, item("2"))
    assert [*story.entries] == ["1", "2"]
    assert (story.root / story.entries["1"].file).exists()


@pytest.mark.parametrize("at", range(8))
def test_killed_at_any_file_nothing_or_all(
    story: ImportStory, tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = run(ImportStory(tmp_path / "clean"), item("1"), item("2")).files()
    before, replace, calls = story.files(), os.replace, iter(range(100))

    def kill(source: Any, target: Any) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", kill)
    try:
        run(story, item("1"), item("2"))
    except KeyboardInterrupt:
        left = {path: data for path, data in story.files().items() if "/.ready/" not in path}
        assert left.items() <= clean.items()
        if at == 0:
            assert left == before
    monkeypatch.undo()
    assert run(story, item("1"), item("2")).files() == clean


def test_killed_while_staging_nothing_has_changed(
    story: ImportStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = story.files()
    monkeypatch.setattr("archivegen.importer.staging.Staging.publish", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(story, item("1"))
    assert story.files() == before


def test_an_edit_between_a_kill_and_the_next_run_stays(
    story: ImportStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(story, item("1"))
    monkeypatch.setattr("archivegen.importer.staging.finish", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(story, item("1", "<p>Three.</p>"))
    monkeypatch.undo()
    story.write("content/2019/05/item-1.md", "Mine.\n")
    run(story, item("1", "<p>Three.</p>"))
    assert story.text("content/2019/05/item-1.md") == "Mine.\n"
    assert "Three." in story.text("imports/old/changed/2019/05/item-1.md")


def test_a_dry_run_writes_nothing(story: ImportStory) -> None:
    before = story.files()
    run(story, item("1"), is_dry=True)
    assert story.files() == before
    assert story.outcome.states == {"imported": 1}


def test_two_items_with_one_slug_are_two_files_with_stable_names(story: ImportStory) -> None:
    early, late = item("9", headline="Lamp", date="2019-05-01"), item("1", headline="Lamp")
    late = item("1", headline="Lamp", date="2019-05-01 10:00")
    story.write("content/2019/05/lamp-2.md", "Not of an import.\n")
    run(story, late, early)
    assert story.entries["9"].file == "content/2019/05/lamp.md"
    assert story.entries["1"].file == "content/2019/05/lamp-3.md"
    assert "slug: lamp-3\n" in story.text("content/2019/05/lamp-3.md")
    story.delete("content/2019/05/lamp-2.md").build()
    # An earlier item takes neither name.
    run(story, item("0", headline="Lamp", date="2019-04-30 23:00"), late, early)
    names = {id_: Path(entry.file).stem for id_, entry in story.entries.items()}
    assert names == {"0": "lamp", "1": "lamp-3", "9": "lamp"}
    story.build()


def test_old_addresses_answer(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION + 'timezone = "Europe/Berlin"\n')
    same = item("1", address="https://gazette.example/2019/05/01/item-1/")
    moved = item(
        "2",
        '<p><a href="/2019/05/01/item-1/#map">one</a> <a href="https://www.old.example/?p=1">x</a> '
        '<a href="http://gazette.example/?p=1&amp;utm_source=a">p</a> '
        '<a href="?p=2#x">self</a></p>',
        address="https://www.old.example/news/two.html",
        other_addresses=("https://www.old.example/?p=2",),
    )
    linked = item("1", address=same.address, other_addresses=("http://gazette.example/?p=1",))
    # Half past midnight in Berlin is the day before in the old address.
    night = item(
        "3", date="2019-05-01T22:30:00+00:00", address="https://gazette.example/2019/05/01/item-3/"
    )
    run(story, linked, moved, night)
    assert "aliases" not in story.text("content/2019/05/item-1.md")
    text = story.text("content/2019/05/item-2.md")
    assert "aliases:\n  - /news/two.html\n" in text
    assert text.count("](item-1.md") == 3
    assert "[one](item-1.md#map)" in text
    assert "[self](#x)" in text
    assert story.entries["3"].new_address == "/2019/05/02/item-3/"
    assert "aliases:\n  - /2019/05/01/item-3/\n" in story.text(story.entries["3"].file)
    rows = [line.split(",")[:2] for line in story.text("imports/old/redirects.csv").split("\n")]
    new = "https://gazette.example/2019/05/01/item-"
    assert rows[1:-1] == [
        ["http://gazette.example/?p=1", f"{new}1/"],
        ["https://www.old.example/?p=2", f"{new}2/"],
        ["https://www.old.example/news/two.html", f"{new}2/"],
    ]
    assert story.text("urls.txt").split("\n")[:-1] == [
        "/2019/05/01/item-1/ content/2019/05/item-1.md",
        "/2019/05/01/item-3/ content/2019/05/item-3.md",
        "/news/two.html content/2019/05/item-2.md",
    ]
    story.build(strict=True)
    assert story.has("news/two.html")


def test_a_changed_address_becomes_an_alias(story: ImportStory) -> None:
    run(story, item("1"))
    run(story, item("1", date="2020-01-02"))
    assert story.entries["1"].file == "content/2019/05/item-1.md"
    assert "  - /2019/05/01/item-1/\n" in story.text("content/2019/05/item-1.md")
    story.build()


def test_an_address_that_two_items_have_is_told(story: ImportStory) -> None:
    run(story, item("1", address="/a/"), item("2", address="/a"), item(""))
    # An item without an id is known by where it stands.
    assert [*story.entries] == ["1", "2", "made:"]
    assert story.entries["2"].reason == "its address /a belongs to the item 1"
    story.build()


def test_who_is_not_public_becomes_a_draft(story: ImportStory) -> None:
    kinds = ["draft", "private", "trash", "scheduled", "published"]
    run(
        story,
        *(item(kind, f"<p>Word{kind}.</p>", status=kind, date="2030-01-01" if kind == "scheduled"
               else "2019-05-01", address=f"https://x.example/{kind}/") for kind in kinds),
    )  # fmt: skip
    states = {id_: entry.state for id_, entry in story.entries.items()}
    attention = dict.fromkeys(("draft", "private", "trash"), "attention")
    assert states == {**attention, "scheduled": "imported", "published": "imported"}
    assert story.text("urls.txt") == "/published/ content/2019/05/item-published.md\n"
    story.build()
    pages = "".join(path.read_text("utf-8") for path in story.paths.output.rglob("*.*"))
    assert [kind for kind in kinds if f"Word{kind}" in pages] == ["published"]
    for kind in ("draft", "private", "trash"):
        assert "draft: true\n" in story.text(story.entries[kind].file)


def test_what_is_uncertain_is_held_until_it_is_accepted(story: ImportStory) -> None:
    doubtful = item("1", address="/one/", notes=(Note("it may be two", "held"),))
    unsure = Item(
        "2", "made:2", "d", body=Body("<p>Text.</p>"),
        fields={"headline": Field("Two", "h1", 0.5), "date": Field("2019-05-01", "meta")},
    )  # fmt: skip
    run(story, doubtful, unsure, item("3", status="draft"))
    assert [entry.is_held for entry in story.entries.values()] == [True, True, False]
    assert story.entries["2"].reason == "`headline` is likely, but not certain (h1)"
    assert not (story.root / "urls.txt").exists()
    site = ImportSite(story.paths, read_config(story.paths.config, story.paths.config_cache))
    with pytest.raises(UnknownItemError):
        accept(site, "old", ["1", "4"])
    assert accept(site, "old", ["1", "content/2019/05/item-3.md"]) == (2, [])
    assert "draft" not in story.text("content/2019/05/item-1.md")
    assert "draft: true" in story.text("content/2019/05/item-3.md")
    assert story.text("urls.txt") == "/one/ content/2019/05/item-1.md\n"
    before = story.files()
    assert run(story, doubtful, unsure, item("3", status="draft")).files() == before
    story.build()


def test_without_date_or_headline_nothing_is_made_up(story: ImportStory) -> None:
    run(story, item("1", date=""), item("2", "<p>Boats &amp; <b>crew</b>s.</p>", headline=""),
        item("3", date="0001-01-01"))  # fmt: skip
    assert story.entries["1"].file == "content/undated/item-1.md"
    assert story.entries["1"].is_held
    assert [note.text for note in story.entries["1"].notes] == ["`date` is missing"]
    assert story.entries["3"].is_held
    assert "headline: Boats & crews.\n" in story.text(story.entries["2"].file)
    assert story.entries["2"].state == "attention"
    story.build()


def test_what_was_encoded_twice_is_told_whatever_the_source(story: ImportStory) -> None:
    run(
        story,
        item("1", "<p>The harbour\u00e2\u20ac\u2122s lamp.</p>"),
        item("2", headline="Caf\u00c3\u00a9"),
        item("3", "<p>\u201cIRM\u00c3\u201d</p>"),
    )
    assert {id_: entry.reason for id_, entry in story.entries.items()} == {
        "1": "`The harbour\u00e2\u20ac\u2122s lamp.` looks encoded twice; "
        "`The harbour\u2019s lamp.` is likely meant",
        "2": "`Caf\u00c3\u00a9` looks encoded twice; `Caf\u00e9` is likely meant",
        "3": "",
    }
    assert "\u00e2\u20ac\u2122s lamp." in story.text("content/2019/05/item-1.md"), (
        "nothing is mended"
    )


def test_what_the_contract_does_not_take_is_kept_and_told(story: ImportStory) -> None:
    run(story, item("1", section="archive", language="klingon!"))
    text = story.text("content/2019/05/item-1.md")
    assert "    refused:\n      section: archive\n      language: klingon!\n" in text
    assert story.entries["1"].is_held
    story.build()


def test_pictures_lie_beside_their_articles(story: ImportStory, tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    lying = ["2019/05/harbour.jpg", "2019/05/Bild(2).jpg", "2019/06/harbour.jpg",
             "2019/05/a\u0308.jpg"]  # fmt: skip
    for name, data in zip(lying, [b"A", b"B", b"C", b"D"], strict=True):
        (uploads / name).parent.mkdir(parents=True, exist_ok=True)
        (uploads / name).write_bytes(data)
    base = "https://old.example/wp-content/uploads/"
    names = ["2019/05/harbour-300x200.jpg", "2019/05/Bild(2).jpg?w=1024", "2019/06/harbour.jpg",
             "2019/05/%C3%A4.jpg", "2019/05/gone.jpg"]  # fmt: skip
    body = "".join(f'<p><img src="{base}{name}" alt="A"></p>' for name in names)
    made = item("1", body, media=tuple(Media(base + name) for name in names),
                image={"src": base + names[0], "alt": "A"})  # fmt: skip
    run(story, made, media=(str(uploads),))
    text = story.text("content/2019/05/item-1.md")
    assert "  src: harbour.jpg\n" in text
    for target in ("(harbour.jpg)", "(<Bild%282%29.jpg>)", "(harbour-2.jpg)", "gone.jpg)"):
        assert target.replace("(<Bild%282%29.jpg>)", "(Bild%282%29.jpg)") in text
    assert (story.root / "content/2019/05/harbour.jpg").read_bytes() == b"A"
    assert (story.root / "content/2019/05/harbour-2.jpg").read_bytes() == b"C"
    assert (story.root / "content/2019/05/\u00e4.jpg").read_bytes() == b"D"
    assert [note.kind for note in story.entries["1"].notes] == ["missing pictures"]
    before = story.files()
    assert run(story, made, media=(str(uploads),)).files() == before
    assert not story.outcome.staged
    story.write("content/2019/05/harbour.jpg", b"retouched")
    (uploads / "2019/05/harbour.jpg").write_bytes(b"A2")
    run(story, made, media=(str(uploads),))
    assert (story.root / "content/2019/05/harbour.jpg").read_bytes() == b"retouched"


def test_hostile_names_lead_nowhere(story: ImportStory, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    archive = tmp_path / "media.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../secret.jpg", b"slip")
        file.writestr("2019/big.jpg", b"\0" * 1000)
        file.writestr("2019/_redirects", b"/* https://evil.example/")
    media = tuple(
        Media(name, (name,))
        for name in ("../secret.jpg", "../../secret.jpg", "2019/big.jpg", "2019/_redirects")
    )
    hostile = item(
        "../../x", '<p><a href="javascript:alert(1)">a</a><a href="https://x.example/\x00">b</a></p>',
        slug="../../etc/passwd", section="../..", media=media, address="https://[bad/../..//x",
    )  # fmt: skip
    out = Media("z.jpg", places=(Place(str(story.source), "../secret.jpg"),))
    inside = item("y", headline="Y", date="2019", media=(out,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archivegen.importer.media.MOST_BYTES", 100)
        run(story, hostile, inside, media=(str(archive), str(story.source)))
    written = [path for path in story.files() if path.startswith("content/")]
    assert written == ["content/2019/05/passwd.md", "content/2019/y.md"]
    assert "javascript" not in story.text("content/2019/05/passwd.md").partition("---\n")[2]
    kinds = {note.kind for note in story.entries["../../x"].notes}
    assert {"missing pictures", "pictures that cannot be read"} <= kinds
    story.build()


@pytest.mark.parametrize("says", [1 << 31, 50])
def test_a_bomb_in_an_archive_is_not_unpacked(
    story: ImportStory, tmp_path: Path, says: int
) -> None:
    """Whether the archive says how large it is or something else."""
    with zipfile.ZipFile(tmp_path / "media.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/bomb.jpg", b"\0" * 100_000)
        file.getinfo("a/bomb.jpg").file_size = says
        file.writestr("a/broken.jpg", b"words " * 9)
    data = (tmp_path / "media.zip").read_bytes()
    at = data.index(b"a/broken.jpg") + len("a/broken.jpg")
    (tmp_path / "media.zip").write_bytes(data[:at] + b"\xff" * 4 + data[at + 4 :])
    media = tuple(Media(name, (name,)) for name in ("a/bomb.jpg", "a/broken.jpg"))
    run(story, item("1", media=media), media=(str(tmp_path / "media.zip"),))
    notes = [(note.weight, note.kind) for note in story.entries["1"].notes]
    assert notes == [("attention", "pictures that cannot be read")] * 2
    assert [path for path in story.files() if path.endswith(".jpg")] == []


def test_a_picture_at_which_a_build_would_stop_is_not_taken(story: ImportStory) -> None:
    files = {
        "a.png": b"\x89PNG cut",
        "b.jpg": b"<!doctype html>",
        "c.gif": pixel(),
        "d.jpg": b"",
    }
    for name, data in files.items():
        story.put(name, data)
    text = "".join(f'<p><img src="{name}" alt="A lamp"></p>' for name in files)
    media = tuple(Media(name, places=(Place(str(story.source), name),)) for name in files)
    shown = item("1", text, headline="The lamp", date="2019-05-04", media=media)
    story.configure(SECTION + "[images]\nenabled = true\n")
    run(story, shown)
    assert [note.text for note in story.entries["1"].notes] == [
        "`a.png` is not taken: it is PNG, which cannot be read",
        "`b.jpg` is not taken: it is a web page, as a download that failed leaves it",
        "`d.jpg` is not taken: it is empty",
    ]
    story.build()
    assert story.has("2019/05/c.gif")


def test_a_folder_that_is_a_link_is_not_followed(story: ImportStory, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (story.root / "content").mkdir()
    (story.root / "content/2019").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="leads out of the site"):
        run(story, item("1"))
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_an_account_that_somebody_broke_stops_it(story: ImportStory) -> None:
    run(story, item("1"))
    lines = {"id": "1", "state": "imported", "file": "../../x.md"}
    story.write("imports/old/items.jsonl", json.dumps(lines) + "\n")
    with pytest.raises(LineError):
        run(story, item("1"))


def test_pages_authors_and_comments(story: ImportStory) -> None:
    page = item("p", kind="page", headline="About us", date="", url="/about/us/")
    author = Item("a", "a", "d", "author", fields={"name": Field("Iris Calloway", "author")},
                  body=Body("<p>She writes.</p>"))  # fmt: skip
    comment = item("c", "Well said.", kind="comment", parent="1", headline="", authors="Bo")
    run(story, item("1"), page, author, comment)
    skipped = {id_ for id_, entry in story.entries.items() if entry.state == "skipped"}
    assert skipped == {"p", "c"}
    run(
        story,
        item("1", authors=("Iris Calloway",)),
        page,
        author,
        comment,
        pages=True,
        comments=True,
    )
    assert story.entries["p"].file == "content/_pages/about/about-us.md"
    assert story.entries["a"].file == "content/_authors/iris-calloway.md"
    assert json.loads(story.text("imports/old/comments.jsonl"))["text"] == "Well said."
    assert story.outcome.states == {"imported": 4}
    story.build(strict=True)
    assert story.has("about/us/index.html")


def test_sections_and_keys_are_as_they_are_asked_for(story: ImportStory) -> None:
    made = item("1", section="Old", kicker="At sea", address="https://x.example/local-news/1/")
    run(story, made, section_of="path", map={"kicker": "summary"})
    text = story.text("content/2019/05/item-1.md")
    assert "section: Local news\n" in text
    assert "summary: At sea\n" in text
    run(story, made, section_of="none")
    text = story.text("content/2019/05/item-1.md")
    assert "section:" not in text
    assert "extra:\n  kicker: At sea\n" in text


def test_only_some_items_again(story: ImportStory) -> None:
    run(story, item("1", notes=(Note("odd", "attention"),)), item("2"))
    run(story, item("1"), item("2", "<p>Other.</p>"), only={"1"})
    assert {id_: entry.state for id_, entry in story.entries.items()} == {
        "1": "imported", "2": "imported",
    }  # fmt: skip
    assert "Other" not in story.text("content/2019/05/item-2.md")


def test_any_number_of_workers_writes_the_same(
    story: ImportStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With links among items, pictures of one name, addresses of two items, and texts compared."""
    monkeypatch.setattr("archivegen.importer.run._MANY_ITEMS", 1)
    monkeypatch.setattr("archivegen.importer.account.MOST_TEXTS", 3)
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jpg").write_bytes(folder.encode())
    items = [
        item(
            f"{number}",
            f'<p><a href="/{(number * 7) % 60}/">Next</a> <img src="x.jpg" alt="A boat"></p>',
            address=f"https://gazette.example/{number % 50}/",
            media=(Media("x.jpg", places=(Place(str(tmp_path / "ab"[number % 2]), "x.jpg"),)),),
            notes=(Note("look", "attention" if number % 3 else "told"),),
        )
        for number in range(60)
    ]
    before = run(story, *items).files()
    other = ImportStory(tmp_path / "other")
    with source_of(items) as name:
        assert other.run(name, workers=3).files() == before
        assert other.run(name, workers=2).files() == before
    assert not other.outcome.staged


def test_an_item_that_kills_its_worker_keeps_its_words(
    story: ImportStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_: ProcessPool, opener: Any, jobs: Any, lost: Any) -> Iterator[Any]:
        del opener
        return (lost(part) for job in jobs for part in job.parts())

    monkeypatch.setattr(ProcessPool, "run", lose)
    run(story, item("1", "<p>A <b>deadly</b> text.</p>"), item("2"))
    assert [one.state for one in story.entries.values()] == ["attention", "attention"]
    assert story.text(story.entries["1"].file).endswith("\nA deadly text.\n")
