"""Tables and bars of data: what is read of a file, what is told, and that edits come through."""

from __future__ import annotations

import pytest

from archivegen.config.tables import EXTENSIONS, MarkdownConfig
from archivegen.loader.boxes.data import files_named_in
from archivegen.loader.boxes.tables import DataError, Table, number_of, read_table
from archivegen.loader.markup.convert import make_markup
from archivegen.model.body import Box, in_words, with_boxes
from story import Story

MARKUPS = {name: make_markup(MarkdownConfig(name, "sanitize", EXTENSIONS[name]))
           for name in EXTENSIONS}  # fmt: skip
PAGE = "2024/05/01/a/index.html"
CSV = "Party,Votes\nHarbour,812\nMarsh,1 204\nLight,\n"


def box_of(line: str, data: bytes | None = CSV.encode(), file: str = "r.csv") -> tuple[Box, str]:
    """The box that both engines make of a line, and what is told of it."""
    found: list[Box] = []
    told = set()
    for markup in MARKUPS.values():
        body = markup.render(f"a\n\n{line}", files={file: data})

        def keep(box: Box) -> str:
            found.append(box)
            return ""

        with_boxes(body.html, keep)
        told.add("; ".join(note.message for note in body.notes))
        assert file in body.targets
    assert found[0] == found[1]
    return found[0], told.pop()


@pytest.mark.parametrize(
    ("name", "data", "table"),
    [
        ("a.csv", b'A,B\n"1,5","x ""y"""\n\nz', Table(("A", "B"), (("1,5", 'x "y"'), ("z", "")))),
        ("a.csv", b"A;B\n1,5;2\n", Table(("A", "B"), (("1,5", "2"),), ",")),
        ("a.csv", b"A\n1,2,3", Table(("A", "", ""), (("1", "2", "3"),))),
        ("a.tsv", "\ufeffA\tB\n\u00e9\t\x01b".encode(), Table(("A", "B"), (("\u00e9", "b"),))),
        ("a.csv", "A,B\n1,2".encode("utf-16"), Table(("A", "B"), (("1", "2"),))),
        ("a.json", b'[{"A": 1.50, "B": null}, {"A": true, "C": "x"}]',
         Table(("A", "B", "C"), (("1.50", "", ""), ("true", "", "x")))),
        ("a.JSON", b'[["A", "B"], [1, 2]]', Table(("A", "B"), (("1", "2"),))),
        ("a.csv", b"", Table((), ())),
    ],
)  # fmt: skip
def test_files_of_data(name: str, data: bytes, table: Table) -> None:
    assert read_table(name, data) == table


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"\xe9", "a.csv is not in UTF-8"),
        ("a.csv", b"a\n" * 3000, "a.csv has more than 2000 rows"),
        ("a.csv", b'"' + b"a" * 200_000, "a.csv cannot be read: field larger than field limit"),
        ("a.xlsx", b"PK", "a.xlsx is not a table"),
        ("a.json", b"[" * 100_000, "a.json is no JSON"),
        ("a.json", b"{}", "a.json is not a list of rows"),
        ("a.json", b'[{"a": [1]}]', "a.json has a list in a cell"),
        ("a.json", b'[{"a": 1}, [1]]', "a.json has rows of two kinds"),
    ],
)
def test_what_is_no_table_is_told(name: str, data: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message) as raised:
        read_table(name, data)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,204.5", 1204.5), ("\u221212 %", -12), ("\u00a31 000", 1000), ("a", None), ("", None),
     ("1e999", None), ("nan", None), (".5", 0.5)],
)  # fmt: skip
def test_numbers(text: str, number: float | None) -> None:
    assert number_of(text) == number
    assert number_of("1.204,5", ",") == 1204.5


def test_table_has_rows_in_an_order_and_columns_of_numbers() -> None:
    box, told = box_of('::: table data="r.csv" caption="A <b> & c" sort="-votes" limit=2\n:::')
    assert (box.name, box.title, box.link, told) == (
        "table", "A &lt;b&gt; &amp; c", "\0r.csv\0", ""
    )  # fmt: skip
    assert box.values["rows"] == [["Marsh", "1 204"], ["Harbour", "812"]]
    assert [column["is_number"] for column in box.values["columns"]] == [False, True]
    box, _ = box_of("::: table data='r.csv' sort=Votes columns='Votes'")
    assert box.values["rows"] == [["812"], ["1 204"], [""]]


def test_bars_begin_at_nothing() -> None:
    box, _ = box_of("::: bars data=r.csv value=b label=a", b"a,b\nx,-1\ny,3\nz,?\n")
    assert [bar["start"] for bar in box.values["bars"]] == ["0", "25", ""]
    assert [bar["size"] for bar in box.values["bars"]] == ["25", "75", ""]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('::: table data="r.csv" sort="vote"',
         "`::: table`: nothing is shown: there is no column `vote`"),
        ('::: table data="r.csv" srot="votes"',
         "`::: table`: `srot` has no meaning in a box of data"),
        ('::: table data="r.csv" encoding="x"',
         "`::: table`: nothing is shown: `x` is not an encoding"),
        ('::: table data="r.csv" limit="ten"',
         "`::: table`: nothing is shown: `ten` is not a number of rows"),
        ('::: table data="r.csv"\n:::\n:::', "`:::` ends no box"),
        ("::: bars data=r.csv",
         "`::: bars`: nothing is shown: it does not say which column has the numbers"),
        ("::: bars data=r.csv value=party",
         "`::: bars`: nothing is shown: the column `Party` has no numbers"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(line: str, told: str) -> None:
    assert box_of(line)[1] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("::: table data=https://a.example/r.csv",
         "`::: table`: nothing is shown: https://a.example/r.csv is on another site"),
        ("::: bars label=party\n:::",
         "`::: bars`: it has no data, and readers see the line as text"),
        ("::: table data='r.csv\n:::",
         "`::: table`: its attributes cannot be read, and readers see the line as text"),
    ],
)  # fmt: skip
def test_a_line_that_names_no_file_here_is_told(line: str, told: str) -> None:
    for markup in MARKUPS.values():
        assert [note.message for note in markup.render(f"a\n\n{line}").notes] == [told]


@pytest.mark.parametrize("line", ["a=" * 2000 + '" data=', " " * 200_000 + "x\n\ndata=x"])
def test_lines_that_are_no_attributes_take_no_longer(line: str) -> None:
    assert files_named_in(f"::: table {line}") == ()
    assert "\x01" in MARKUPS["markdown"].render(f"::: fact {line}").html


def test_data_too_large_and_data_that_is_not_there() -> None:
    assert "is larger than 512 kB" in box_of("::: table data=r.csv", b"a\n" * 300_000)[1]
    for empty in (b"", b"A,B\n"):
        told = box_of("::: table data=r.csv", empty)[1]
        assert told == "`::: table`: nothing is shown: r.csv has no rows"
    box, told = box_of("::: table data=r.csv", None)
    assert (box.values, told) == ({"file": "r.csv"}, "")


def test_words_of_data_are_searched() -> None:
    body = MARKUPS["markdown"].render("::: table data=r.csv", files={"r.csv": b"A,B\n<1>,2\n"})
    assert in_words(body.html).strip() == "<p>A B &lt;1&gt; 2</p>"


def test_an_edit_of_data_changes_the_pages_that_show_it(site: Story) -> None:
    feeds = 'content = "full"\natom = false\nrss = false\narchive = false\n'
    site.configure(f"[feeds]\n{feeds}[taxonomies.sections]\nfeed = false\n")
    site.write("content/n/r.csv", CSV).write("static/s.json", '[{"x": 1}]')
    site.article("n/a.md", 'Text.\n\n::: table data="r.csv" caption="The vote"')
    site.article("n/b.md", "Text.\n\n::: bars data=/s.json value=x\n\n::: table data=../m.csv")
    site.write("content/_pages/p.md", "---\nheadline: P\n---\n::: table data=../n/r.csv\n")
    site.article("c.md").build()
    assert [problem.kind for problem in site.problems] == ["broken link"]
    assert site.has("n/r.csv")
    page = site.page(PAGE)
    assert '<td class="right"><bdi dir="ltr">1 204</bdi></td>' in page
    assert "<figcaption>The vote\n" in page
    assert 'Data: <a href="/n/r.csv" download>r.csv</a></span>' in page
    site.write("content/n/r.csv", "Party,Votes\nHarbour,813\n").build().assert_clean()
    assert site.written == {PAGE, "p/index.html", "n/r.csv", "feed.json"}
    assert "813" in site.page(PAGE)
    assert "813" in site.page("feed.json")
    site.write("static/s.json", '[{"x": 2}]').write("content/m.csv", "M\n1\n")
    site.build(workers=2).assert_clean()
    assert not site.problems
    assert site.written == {"2024/05/01/b/index.html", "s.json", "m.csv", "feed.json"}
    # What is not of the site is not read.
    site.configure('exclude = ["m.csv"]\n').build().assert_clean()
    assert '<th scope="col"' not in site.page("2024/05/01/b/index.html")
    site.delete("content/n/r.csv").build().assert_clean()
    assert "813" not in site.page(PAGE)
    # An article that goes, or no longer shows it, is no longer read again.
    site.delete("content/n/a.md").article("n/b.md").write("content/n/r.csv", CSV)
    site.write("static/s.json", "[]").build().assert_clean()


def test_files_elsewhere_are_no_data(site: Story) -> None:
    site.write("secret.csv", "A\nsecret\n").write("content/.hidden.csv", "A\nsecret\n")
    names = ["../secret.csv", "../../secret.csv", ".hidden.csv", "/../secret.csv", "/etc/passwd",
             "https://e.example/a.csv", "file:///etc/passwd"]  # fmt: skip
    site.article("a.md", "\n\n".join(f"::: table data={name}" for name in names)).build()
    assert "secret</td>" not in site.page(PAGE)
    assert "<td" not in site.page(PAGE)
