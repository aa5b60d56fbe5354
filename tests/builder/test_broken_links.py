"""What a build says of links and pictures that lead to no file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from archivegen.archive import body_cache
from archivegen.builder.links import written_targets
from checking import told
from story import Story

PATH = "a path is relative to the article's file"


@pytest.mark.parametrize("base", ["https://gazette.example/", "https://gazette.example/paper/"])
def test_a_build_tells_what_is_not_there(site: Story, base: str) -> None:
    site.write("archivegen.toml", f'title = "T"\nbase_url = "{base}"\n')
    site.article(
        "x/a.md",
        "[b](../b.md#x) [no](lighthuose.md) ![v](<my view.jpg>) ![r](/r.png) [f](f.pdf)\n\n"
        "[page](../archive/) [feed](/feed.xml) [q](/other/) [old](/old.php) [u](../unread.md)\n"
        '<video src="/s.png" poster="still.png"></video>',
        image={"src": "lead.png", "alt": "L"},
    )
    site.article("b.md", aliases=["/old.php"]).article("x/lighthouse.md", "[r](/s.png)")
    site.article("d.md", "![D](no.png) [d](no.md)", draft=True)
    site.article("s.md", "![D](no.png)", date="2030-01-02").write("static/s.png", "x")
    site.article("unread.md").build()
    problems = [problem for problem in site.problems if problem.kind.startswith("broken")]
    found = [(f"{p.path}:{p.line}:{p.column}", p.message, p.hint) for p in problems]
    assert found == [
        ("content/x/a.md:5:8", "the image leads to content/x/lead.png, which is not there", PATH),
        (
            "content/x/a.md:9:21",
            "the link leads to content/x/lighthuose.md, which is not there",
            "did you mean lighthouse.md?",
        ),
        (
            "content/x/a.md:9:42",
            "the image leads to content/x/my view.jpg, which is not there",
            PATH,
        ),
        ("content/x/a.md:9:61", "the image leads to /r.png, where the site has nothing", ""),
        ("content/x/a.md:9:73", "the link leads to content/x/f.pdf, which is not there", PATH),
        (
            "content/x/a.md:12:29",
            "the poster leads to content/x/still.png, which is not there",
            PATH,
        ),
    ]
    # A build with nothing to do says it again, and a check says it once.
    before = site.problems
    assert site.build().report.written == 0
    assert site.problems == before
    assert len([line for line in told(site, "broken") if "a.md:9:21" in line]) == 1
    site.fail(strict=True)
    site.write("content/x/f.pdf", "x").build().assert_clean()
    assert len([p for p in site.problems if p.kind.startswith("broken")]) == 5
    # What cannot be read is told of itself.
    site.write("content/unread.md", "---\nheadline: U\n---\n").fail()
    assert not [problem for problem in site.problems if "unread.md," in problem.message]


def test_a_build_says_what_to_write_instead(site: Story) -> None:
    site.article(
        "2024/a.md",
        "![o](../../static/x.png) ![t](/static/x.png) ![b](images\\x.png) [h](www.example.com)\n"
        "[m](/2024/b.md) ![c](images/X.PNG) [n](images/xx.png)",
        image={"src": "../../static/x.png", "alt": "X"},
    )
    site.article("2024/b.md").write("static/x.png", "x").write("content/2024/images/x.png", "x")
    site.build()
    found = [
        (f"{p.line}:{p.column}", p.message.split(" leads")[0], p.hint)
        for p in site.problems
        if p.kind.startswith("broken")
    ]
    assert found == [
        ("5:8", "the image", "write /x.png"),
        ("9:6", "the image", "write /x.png"),
        ("9:31", "the image", "write /x.png"),
        ("9:51", "the image", "write images/x.png"),
        ("9:69", "the link", "write https://www.example.com"),
        ("10:5", "the link", "write b.md"),
        ("10:22", "the image", "did you mean images/x.png?"),
        ("10:40", "the link", "did you mean images/x.png?"),
    ]
    assert "out of content/" in site.problems[0].message
    assert {line for line in told(site, "broken") if "a.md:9:31" in line}


def test_a_file_is_read_once_for_its_broken_links(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they stand is kept, for as long as the file is the same and what is kept is whole."""
    looked_at: list[str] = []
    read = written_targets._read

    def watched(root: Path, path: str) -> bytes:
        if root == site.root:
            looked_at.append(path)
        return read(root, path)

    monkeypatch.setattr(written_targets, "_read", watched)
    site.write("archivegen.toml", 'title = "T"\nbase_url = "https://gazette.example/"\n')
    image = {"src": "https://gazette.example/y.png", "alt": "Y"}
    site.article("a.md", "![x](/x.png)", image=image)
    site.article("b.md", "[z](z.pdf) ![y](/y.png) <img src='z&amp;z.png' alt='Z'>")
    assert [place.partition(": ")[0] for place in site.build().places()] == [
        "content/a.md:5:8", "content/a.md:9:6", "content/b.md:6:5", "content/b.md:6:17",
        "content/b.md:6:35",
    ]  # fmt: skip
    before = site.problems
    site.article("c.md").build()
    assert site.problems == before
    assert looked_at == ["a.md", "b.md"]

    site.article("a.md", "More.\n\n![x](/x.png)", image=image)
    assert not site.using(strict=True).build_as_clean()
    assert looked_at == ["a.md", "b.md", "a.md"]

    with closing(sqlite3.connect(site.paths.bodies_db)) as kept, kept:
        kept.execute("UPDATE targets SET data = x'00' WHERE path = 'b.md'")
    site.article("c.md", headline="Another")
    assert not site.build_as_clean()
    assert looked_at == ["a.md", "b.md", "a.md", "a.md", "b.md"]


def test_an_edit_of_a_body_looks_for_its_own_links(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        site.article(f"{name}.md", f"![r](/{name}.png) [no](no-{name}.md)", summary="S")
    site.build()
    looked_for: list[str] = []
    find = body_cache.find_targets

    def watched(kept: sqlite3.Connection, digests: Mapping[str, bytes]) -> object:
        looked_for.extend(digests)
        return find(kept, digests)

    monkeypatch.setattr(body_cache, "find_targets", watched)
    site.article("b.md", "Above.\n\n![r](/b.png) [no](no-b.md)", summary="S").build()
    assert looked_for == ["b.md"]
    broken = [
        "content/a.md:7:6: the image leads to /a.png, where the site has nothing",
        "content/a.md:7:19: the link leads to content/no-a.md, which is not there",
        "content/b.md:9:6: the image leads to /b.png, where the site has nothing",
        "content/b.md:9:19: the link leads to content/no-b.md, which is not there",
        "content/c.md:7:6: the image leads to /c.png, where the site has nothing",
        "content/c.md:7:19: the link leads to content/no-c.md, which is not there",
    ]
    assert [place for place in site.places() if "leads to" in place] == broken
    # What comes or goes may be what others lead to.
    site.article("no-c.md").build()
    assert [place for place in site.places() if "leads to" in place] == broken[:-1]
    site.assert_clean()
