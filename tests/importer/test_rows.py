"""Tables and JSON become articles, by what their columns mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import csv, jsonl
from archivegen.importer.sources.table import SourceError, recognised
from story import CONFIG


def items(path: Path, data: str | bytes, **options: object) -> dict[str, Item]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    module = csv if path.suffix == ".csv" else jsonl
    assert recognised(path) == module.__name__.rpartition(".")[2]
    return {it.id: it for it in module.read([path], Options(**options))}  # type: ignore[arg-type]


def values(item: Item) -> dict[str, object]:
    return {key: field.value for key, field in item.fields.items()}


TABLE = """\
nr,title,published_at,author,keywords,content,url,mood,category
7,The lamp,2019-05-04 10:00,Ada Cole; Bo Ek,"a, b","<p>One <b>two</b>.</p>
<p>Three.</p>",https://old.example/lamp,calm,Harbour
8,The boat,2019-05-05,,,"One.

Two.",,,
"""


def test_columns_are_known_by_their_names_or_by_the_map(tmp_path: Path) -> None:
    found = items(tmp_path / "a.csv", TABLE, map={"nr": "id"})
    lamp, boat = found["7"], found["8"]
    assert values(lamp) == {
        "headline": "The lamp", "date": "2019-05-04 10:00", "authors": ("Ada Cole", "Bo Ek"),
        "tags": ("a", "b"), "section": "Harbour",
    }  # fmt: skip
    assert (lamp.address, lamp.extra, lamp.body.format) == (
        "https://old.example/lamp", {"mood": "calm"}, "html",
    )  # fmt: skip
    assert (boat.body.text, boat.body.format) == ("One.\n\nTwo.", "text")
    own = items(
        tmp_path / "a.csv", TABLE, map={"nr": "id", "mood": "section", "category": "summary"}
    )
    assert values(own["7"])["section"] == "calm"
    assert values(own["7"])["summary"] == "Harbour"
    # What a column is asked to be counts before what another is called.
    own = items(tmp_path / "a.csv", TABLE, map={"nr": "id", "mood": "title"})
    assert values(own["7"])["headline"] == "calm"
    assert [note.text for note in own["7"].notes] == [
        "`title` is not taken, as another column is its `title`: The lamp"
    ]
    assert (values(own["8"])["headline"], own["8"].notes) == ("The boat", ())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("title;date\nLämp;2019-05-04\n", []),
        ("\ufefftitle\tdate\r\nLämp\t2019-05-04\r\n", []),
        ("title,date\nLämp,2019-05-04\n".encode("utf-16"), []),
        ("title,date\nLämp,2019-05-04\n".encode("cp1252"), ["read as windows-1252"]),
        ("title,,date,\nLämp,,2019-05-04,\n", []),
        (
            "title,date,mood\nLämp,2019-05-04,".encode("cp1252") + b"\x81\n",
            ["read as windows-1252", "it has characters that could not be read"],
        ),
        ("title,date\nLämp,2019-05-04,x\n", ["its row has 3 cells, and there are 2 columns"]),
    ],
)
def test_tables_as_programs_write_them(tmp_path: Path, data: str | bytes, told: list[str]) -> None:
    (item,) = items(tmp_path / "a.csv", data).values()
    assert values(item) == {"headline": "Lämp", "date": "2019-05-04"}
    assert item.id == "a.csv:2"
    assert [note.text for note in item.notes] == told


def test_a_quotation_mark_that_is_not_closed_is_told(tmp_path: Path) -> None:
    (item,) = items(tmp_path / "a.csv", 'title,mood\n"Lämp","a\nBoat,b\n').values()
    assert (values(item), item.extra) == ({"headline": "Lämp"}, {"mood": "a\nBoat,b\n"})
    assert [note.text for note in item.notes] == [
        "a quotation mark in it is not closed, so it has all lines below"
    ]


def test_a_row_stands_where_its_first_line_does(tmp_path: Path) -> None:
    rows = 'title,text\nLamp,"One.\n\nTwo."\n\n"A\nboat",Three.\nCat,Four.\n'
    found = items(tmp_path / "a.csv", rows)
    assert {at: values(item)["headline"] for at, item in found.items()} == {
        "a.csv:2": "Lamp", "a.csv:6": "A\nboat", "a.csv:8": "Cat",
    }  # fmt: skip
    long = "x" * (csv.MOST_CHARACTERS + 1)
    with pytest.raises(SourceError, match=r"^a\.csv:3: field larger than"):
        items(tmp_path / "a.csv", f'title\nLamp\n"One\n\n{long}"\n')


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", '{"id": 1, "title": "Lamp", "mood": {"a": "x", "a": "y"}, "title": "Boat"}'),
        ("a.json", '[{"id": 1, "title": "Lamp", "title": "Boat", "mood": [{"a": "x", "a": "y"}]}]'),
    ],
)
def test_keys_that_an_object_has_twice_are_told(tmp_path: Path, name: str, data: str) -> None:
    item = items(tmp_path / name, data)["1"]
    assert values(item)["headline"] == "Boat"
    assert [(note.weight, note.text) for note in item.notes] == [
        ("attention", "`title` stands twice in one object; this is not taken: Lamp"),
        ("attention", "`a` stands twice in one object; this is not taken: x"),
    ]
    same = items(tmp_path / "a.jsonl", '{"id": 1, "title": "Lamp", "title": "Lamp"}')["1"]
    assert same.notes == ()


def test_lines_of_json(tmp_path: Path) -> None:
    lines = (
        '{"id": 7, "headline": "Lamp", "date": "2019-05-04", "tags": ["a"], "draft": true}\n'
        '\n{"id": }\n[1]\n'
        '{"id": "8", "title": "Boat", "image": {"url": "/b.jpg"}, "markdown": "*x*"}\n'
    )
    found = items(tmp_path / "a.jsonl", lines)
    assert [(it.id, it.skip.partition(":")[0]) for it in found.values()] == [
        ("7", ""), ("a.jsonl:3", "it is no JSON"), ("a.jsonl:4", "it is no JSON object"), ("8", ""),
    ]  # fmt: skip
    assert found["7"].status == "draft"
    assert values(found["8"]) == {"headline": "Boat", "image": {"src": "/b.jpg"}}
    assert found["8"].media[0].paths == ("b.jpg",)
    assert [*items(tmp_path / "a.json", ' [ {"id": 1}, {"id": 2}]')] == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.csv", "a,a\n1,2\n", "has two columns of one name"),
        ("a.json", "[{", "is no JSON"),
        ("a.csv", 'a\n"' + "x" * (20 * 1024 * 1024 + 1) + '"\n', "field larger than"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: str, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        items(tmp_path / name, data)


def test_what_no_file_can_hold_is_a_blank(tmp_path: Path) -> None:
    line = r"""{"id": "\ud800", "title": "A\udc00b", "date": "2019-05-04", "text": "c\u0000d",
        "mood": {"\ufffe": ["\u000b", {"a": []}]}}""".replace("\n", "")
    story = ImportStory(tmp_path).put("a.jsonl", line).run("jsonl").build()
    text = story.text("content/2019/05/a-b.md")
    assert "headline: A b\n" in text
    assert text.endswith("\nc d\n")
    ((_, entry),) = story.entries.items()
    assert [note.text for note in entry.notes] == [
        "it has characters that no file can hold, such as U+D800: blanks now"
    ]


def test_a_site_of_a_table_builds(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION).put("a.csv", TABLE)
    story.run("csv", map={"nr": "id"}).build()
    assert "One **two**.\n\nThree." in story.text("content/2019/05/the-lamp.md")
    assert story.has("2019/05/05/the-boat/index.html")
    assert story.has("lamp/index.html") or story.has("lamp.html") or story.has("lamp")
