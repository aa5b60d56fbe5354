"""Exports: what other systems read of an archive, and what comes back of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from test_bag import run

from archivegen.cli.commands.export import FORMS
from archivegen.preservation.export.formats import FORMATS
from archivegen.renderer.plain_text import plain_text
from story import CONFIG, Story

NOW = "2025-06-15"
MORE = 'default_section = "News"\ntimezone = "Europe/Berlin"\nlanguage = "en"\n'
TEXT = """\
First [words](b.md#x) & more, with [gallery] and ]]> in them.

::: fact Tides & times
High at noon.
:::

A note.[^1]

[^1]: Its text.
"""


def export(site: Story, form: str, *options: str | Path, code: int = 0) -> bytes:
    result = run("export", "--site", site.root, "--now", NOW, "--format", form, *options)
    assert result.exit_code == code, result.output
    return result.stdout_bytes


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture
def site(tmp_path: Path) -> Story:
    """Articles with all that the formats know, and some that nobody may see yet."""
    story = Story(tmp_path / "old", config=CONFIG + MORE)
    story.article(
        "2024/b.md", TEXT, headline="Boats & <nets>", section="Sport/Rowing", tags=["Sea", "R&D"],
        authors=["Iris Calloway", "Ben O'Dell"], summary="What <they> caught & lost", slug="nets",
        date="2024-05-02 08:30", updated="2024-05-03", kind="review", location="Cuxhaven",
    )  # fmt: skip
    story.article("a.md", "In[print](2024/b.md).", date="1923-07", authors=["Iris Calloway"])
    story.article("c.md", "Hidden words.", listed=False, language="de", date="2024-06-01")
    story.article("d.md", "A secret.", draft=True).article("e.md", "A secret.", date="2031-01-01")
    return story


def test_all_formats_have_published_articles_alone_and_are_the_same_twice(
    site: Story, tmp_path: Path
) -> None:
    assert {*FORMS} == FORMATS.keys()
    for form in FORMS:
        file = tmp_path / form
        assert export(site, form, file) == b""
        assert export(site, form) == file.read_bytes()
        assert b"secret" not in file.read_bytes()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_json_lines(site: Story) -> None:
    first, second, third = lines(export(site, "jsonl"))
    assert first["published"] == "1923-07"
    assert first["html"] == '<p>In<a href="https://gazette.example/2024/05/02/nets/">print</a>.</p>'
    assert (first["text"], first["listed"]) == ("Inprint.", True)
    assert second["section"]["parent"]["name"] == "Sport"
    assert '<aside class="box fact">' in second["html"]
    assert "First words & more, with [gallery] and ]]> in them." in second["text"]
    assert "Tides & times\n\nHigh at noon." in second["text"]
    assert (third["listed"], third["language"]) == (False, "de")


def test_beside_its_page_an_article_is_as_in_json_lines(site: Story) -> None:
    site.configure(f"{MORE}[alternates]\njson = true\n").build()
    for line in lines(export(site, "jsonl")):
        url = line["url"].removeprefix("https://gazette.example/")
        beside = json.loads(site.page(f"{url}index.json"))
        assert (beside.pop("version"), line.pop("path")[:8], line) == (1, "content/", beside)


def test_a_table(site: Story) -> None:
    rows = list(csv.DictReader(io.StringIO(export(site, "csv").decode())))
    assert [row["date"][:10] for row in rows] == ["1923-07", "2024-05-02", "2024-06-01"]
    assert rows[1]["authors"] == "Iris Calloway; Ben O'Dell"
    assert rows[1]["section"] == "Sport/Rowing"
    assert rows[2]["text"] == "Hidden words."


def test_news_in_json(site: Story) -> None:
    story = lines(export(site, "ninjs"))[1]
    assert story["uri"] == "tag:gazette.example,2024-05-02:2024/b.md"
    assert story["headlines"][0]["value"] == "Boats & <nets>"
    assert [body["contenttype"] for body in story["bodies"]] == ["text/html", "text/plain"]
    assert [one["name"] for one in story["subjects"]] == ["Sport/Rowing", "Sea", "R&D"]
    assert story["firstcreated"] == "2024-05-02T08:30:00+02:00"


def test_files_say_what_went_without_saying(tmp_path: Path) -> None:
    defaults = '[[defaults]]\npath = "1998/**"\nsection = "Old"\nprint.publication = "The Star"\n'
    site = Story(tmp_path / "old", config=CONFIG + MORE + defaults)
    head = "---\nheadline: A # as it was\ndate: 1998-02-03\nsection:\nprint:\n  page: 4\n"
    site.write("content/1998/a.md", f"{head}# a comment\n---\nText\n---\nand [b](../b.md).\n")
    site.article("b.md", language="de", url="/own/", id="tag:x.example,2000:1")
    with zipfile.ZipFile(io.BytesIO(export(site, "markdown"))) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
        archive.extractall(tmp_path / "new")
    assert texts["content/1998/a.md"] == (
        "---\nheadline: A # as it was\ndate: 1998-02-03\n# a comment\n"
        "section: Old\nprint:\n  publication: The Star\n  page: 4\nlanguage: en\n"
        'id: "tag:gazette.example,1998-02-03:1998/a.md"\nurl: "/1998/02/03/a/"\n---\n'
        "Text\n---\nand [b](../b.md).\n"
    )
    assert texts["content/b.md"] == (site.root / "content/b.md").read_text("utf-8")
    # Elsewhere, without what the configuration said of the files, the site is the same.
    new = Story(tmp_path / "new", config=CONFIG + 'timezone = "Europe/Berlin"\n')
    assert export(new, "jsonl") == export(site, "jsonl")


def test_what_is_written_for_wordpress_is_read_back_equal(site: Story, tmp_path: Path) -> None:
    site.article("2024/im.md", image={"src": "/lamp.png", "alt": "A lamp"}, date="2024-07-01")
    site.write("static/lamp.png", b"\x89PNG\r\n\x1a\n")
    export(site, "wxr", tmp_path / "old.xml")
    new = Story(tmp_path / "new", config=CONFIG + MORE)
    result = run("import", "--site", new.root, "--from", "wxr", tmp_path / "old.xml")
    assert result.exit_code == 0, result.output
    keys = ("id", "url", "headline", "published", "updated", "language", "section", "kind",
            "authors", "topics", "standfirst", "dateline", "listed")  # fmt: skip
    before, after = (lines(export(one, "jsonl")) for one in (site, new))
    for was, one in zip(before, after, strict=True):
        assert {key: one[key] for key in keys} == {key: was[key] for key in keys}
        assert one["text"].split() == was["text"].split()
    assert after[3]["image"]["alt"] == "A lamp"


def test_pictures_need_not_have_been_looked_at(site: Story) -> None:
    config = (site.root / "archivegen.toml").read_text(encoding="utf-8")
    site.write("archivegen.toml", f"{config}\n[images]\nenabled = true\n")
    assert lines(export(site, "jsonl"))


def test_a_section(site: Story) -> None:
    assert [one["headline"] for one in lines(export(site, "jsonl", "--section", "sport"))] == [
        "Boats & <nets>"
    ]
    unknown = run("export", "--site", site.root, "--format", "csv", "--section", "Sprot")
    assert unknown.exit_code == 2
    assert "did you mean `Sport`?" in unknown.stderr


def test_what_is_refused_leaves_no_file(site: Story, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("precious")
    export(site, "csv", tmp_path / "there", code=2)
    assert (tmp_path / "there").read_text() == "precious"
    site.write("content/wrong.md", "no front matter")
    export(site, "csv", tmp_path / "new", code=1)
    site.delete("content/wrong.md").write("templates/blocks/fact.html", "{{ nothing.at.all }}")
    export(site, "csv", tmp_path / "new", code=1)
    site.delete("templates/blocks/fact.html").write("archivegen.toml", 'title = "x"\n' + MORE)
    export(site, "wxr", tmp_path / "new", code=2)
    assert not (tmp_path / "new").exists()
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n two</p><p>Three<br>\nfour</p>", "One two\n\nThree\nfour"),
        ("<ul><li>a &lt;b&gt;</li><li><p>c</p></li></ul>", "a <b>\n\nc"),
        ("<table><tr><td>1</td><td>2</td></tr></table><pre>  x\n   y</pre>", "1\t2\n\n  x\n   y"),
        ("<script>no</script><p> y <b> es</b></p>", "y es"),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text
