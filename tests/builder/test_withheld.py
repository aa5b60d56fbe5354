"""Files that wait for the articles which show them, and articles under another ending."""

from __future__ import annotations

import pytest

from checking import told
from story import Story

LEAD = {"src": "lead.png", "alt": "L"}


def a_site(site: Story) -> Story:
    site.article("2024/a.md", '![A](a.png)\n\n<img src="https://gazette.example/2024/own.png">')
    site.article("2024/draft.md", "![M](merger.png) [o](own.png)", draft=True, image=LEAD)
    site.article("2024/later.md", "[R](../r/report.pdf) ![A](a.png)", date="2030-01-02")
    site.article("2024/more.md", "Text.", date="2030-01-02", extra={"map": "map.svg"})
    for name in ("a.png", "own.png", "merger.png", "lead.png", "map.svg", "alone.png"):
        site.write(f"content/2024/{name}", name)
    return site.write("content/r/report.pdf", "x").write("static/2024/site.css", "x")


WAITING = ["2024/lead.png", "2024/map.svg", "2024/merger.png", "r/report.pdf"]


def test_what_only_unpublished_articles_show_is_not_published(site: Story) -> None:
    a_site(site).build(strict=True)
    assert [path for path in WAITING if site.has(path)] == []
    for path in ("a.png", "own.png", "alone.png", "site.css"):
        assert site.has(f"2024/{path}")
    assert told(site, "broken") == []
    site.write("static/r.png", "x").article("r.md", "![R](/r.png)", draft=True)
    assert told(site, "early") == [
        (
            "advice static/r.png:0:0: this is published already, though only content/r.md shows it,"
            " which is not (files in content/ wait for their articles: move it there)"
        )
    ]
    site.delete("content/r.md")
    # Each comes with its article, and goes with it.
    site.article("2024/draft.md", "![M](merger.png)", image=LEAD).build().assert_clean()
    assert [path for path in WAITING if site.has(path)] == ["2024/lead.png", "2024/merger.png"]
    site.article("2024/draft.md", "![M](merger.png)", draft=True).build().assert_clean()
    assert site.has("2024/lead.png")
    assert not site.has("2024/merger.png")
    site.build(now=1_900_000_000).assert_clean()
    assert site.has("2024/map.svg")
    assert site.has("r/report.pdf")
    assert not site.build(drafts=True).assert_clean().problems


def test_what_the_configuration_names_is_published(site: Story) -> None:
    a_site(site).configure('[theme]\nlogo = "/2024/merger.png"\n').build()
    assert site.has("2024/merger.png")


def test_nor_are_its_renditions(site: Story) -> None:
    image = pytest.importorskip("PIL.Image")
    (site.root / "content").mkdir()
    image.new("RGB", (100, 60), "navy").save(site.root / "content/p.png")
    site.configure("[images]\nenabled = true\nwidths = [40]\n").article("a.md")
    site.article("d.md", "![P](p.png)", draft=True).build()
    assert not site.has("p.png")
    assert not site.has("assets/pictures")
    site.article("a.md", "![P](p.png)").build().assert_clean()
    assert site.has("p.png")
    assert site.has("assets/pictures")
    site.article("a.md").build().assert_clean()
    assert not site.has("assets/pictures")


HEAD = "---\nheadline: B\ndraft: true\n---\nText.\n"


def test_an_article_with_another_ending_is_told_and_not_published(site: Story) -> None:
    site.article("a.md").write("content/b.mdown", HEAD)
    site.write("content/old.html", "\ufeff+++\r\ntitle = 'O'\r\n+++\r\n<p>Old</p>")
    site.write("content/x.html", "<p>---</p>").write("content/x.txt", "---\nA line.\n---\n")
    site.write("content/x.yaml", "---\na: 1\n---\nb: 2\n").write("static/s.html", HEAD).build()
    assert site.places() == [
        f"content/{name}:1:1: this begins like an article, but is not published"
        for name in ("b.mdown", "old.html")
    ]
    assert "call it b.md" in site.problems[0].hint
    for name in ("x.html", "x.txt", "x.yaml", "s.html"):
        assert site.has(name)
    assert not site.has("b.mdown")
    assert not site.build().written
    site.fail(strict=True)
    assert len(site.problems) == 2
    site.write("content/old.html", "<p>Old</p>").delete("content/b.mdown").build().assert_clean()
    assert site.places() == []
    assert site.has("old.html")
