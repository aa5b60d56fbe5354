"""What a build says of links and pictures that lead to no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from archivegen.builder import broken_links
from archivegen.loader.frontmatter.document import Document, article_document
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
            "the image leads to content/x/still.png, which is not there",
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


def test_only_what_is_shown_has_its_place(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        site.article(f"{number}.md", "![x](no.png) ![y](/no.png)")
    site.article("z.md", "[x](no.pdf)")
    read = []

    def document_of(root: Path, path: str) -> Document | None:
        read.append(path)
        return article_document(root, path)

    monkeypatch.setattr(broken_links, "article_document", document_of)
    site.build()
    broken = [p for p in site.problems if p.kind.startswith("broken")]
    assert [problem.line > 0 for problem in broken] == [True] * 6 + [False] * 2 + [True]
    assert read == ["content/0.md", "content/1.md", "content/2.md", "content/z.md"]
    assert all(p.message.startswith("the image leads to") for p in broken[:8])
