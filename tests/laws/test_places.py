"""Places that files contend for: files against folders, odd names, links, cases."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from archivegen.builder.build import RefusedError, build
from archivegen.builder.output.claims import in_the_way
from archivegen.config.paths import MANIFEST_NAME, SitePaths
from story import Silence, Story, needs_links


def test_a_file_where_a_section_needs_a_folder(site: Story) -> None:
    site.article("a.md").write("static/news", "x").fail()
    assert "/news" in site.problems[0].message
    site.delete("static/news").build().assert_clean()
    site.write("static/news", "x").fail()


def test_a_file_becomes_a_folder_and_back(site: Story) -> None:
    site.article("a.md").write("static/x", "1").build()
    site.delete("static/x").write("static/x/y", "2").build().assert_clean()
    site.delete("static/x/y")
    (site.root / "static/x").rmdir()
    site.write("static/x", "3").build().assert_clean()


def test_a_foreign_folder_where_a_file_stood(site: Story) -> None:
    site.article("a.md").build()
    page = site.paths.output / "2024/05/01/a/index.html"
    page.unlink()
    page.mkdir()
    (page / "mine.txt").write_text("mine")
    site.fail()
    assert "mine.txt" in site.problems[0].message
    (page / "mine.txt").unlink()
    site.build().assert_clean()


def test_names_that_differ_by_case_in_turn(site: Story) -> None:
    site.article("a.md").write("static/Logo.txt", "1").build()
    site.delete("static/Logo.txt").write("static/logo.txt", "2").build().assert_clean()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell cases apart anyway")
def test_a_name_that_differs_by_case_alone(site: Story) -> None:
    """What seems to stand already, where cases are not told apart, goes with the old name."""
    site.article("a.md").write("static/Logo.txt", "1").build()
    with contextlib.suppress(FileExistsError):
        os.link(site.paths.output / "Logo.txt", site.paths.output / "logo.txt")
    site.delete("static/Logo.txt").write("static/logo.txt", "1").build().assert_clean()
    assert site.report.written_paths == ("logo.txt",)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell cases apart anyway")
def test_an_old_address_that_differs_by_case_alone(site: Story) -> None:
    """The page that leads from it has the same bytes under both names."""
    site.article("a.md", aliases=["/Old/"]).build()
    (site.paths.output / "old").mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.link(site.paths.output / "Old/index.html", site.paths.output / "old/index.html")
    site.article("a.md", aliases=["/old/"]).build().assert_clean()
    assert site.report.written_paths == ("old/index.html",)
    site.build().assert_written()


@pytest.mark.parametrize(
    ("gone", "wanted", "first"),
    [
        ("x", "x/y", {"x"}),
        ("x/y", "x", {"x/y"}),
        ("X/y", "x/y", {"X/y"}),
        ("X/y", "x/z", {"X/y"}),
        ("X/a/y", "x/b", {"X/a/y"}),
        ("x/y", "x/z", set()),
        ("x/y", "y", set()),
    ],
)
def test_what_goes_before_something_takes_its_place(
    gone: str, wanted: str, first: set[str]
) -> None:
    """Else a folder would keep its old name where cases are not told apart."""
    assert in_the_way({gone}, [wanted]) == first


def test_names_that_differ_by_case_at_once(site: Story, tmp_path: Path) -> None:
    (tmp_path / "case").touch()
    if (tmp_path / "CASE").exists():
        pytest.skip("this file system does not tell cases apart")
    site.article("a.md").write("static/Logo.txt", "1").write("static/logo.txt", "2").fail()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_newline_in_a_name_does_not_reach_the_list(site: Story) -> None:
    site.article("a.md").build()
    mine = site.paths.output / "mine.txt"
    mine.write_text("mine")
    site.write("content/a\nmine.txt", "x").build()
    assert "control character" in site.problems[0].message
    site.article("b.md").build()
    assert mine.read_text() == "mine"


def test_names_that_archivegen_keeps_for_itself(site: Story) -> None:
    site.article("a.md").write(f"static/{MANIFEST_NAME}", "x").build().assert_clean()
    assert "for itself" in site.problems[0].message


@needs_links
def test_output_inside_the_sources_by_way_of_a_link(site: Story, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (site.root / "content").symlink_to(data)
    with pytest.raises(RefusedError):
        build(SitePaths(site.root, data / "out"), site.options, Silence())


@pytest.mark.parametrize("broken", ["---\n", "---\nheadline: A\n---\n"])
def test_an_article_that_broke_takes_no_part_in_checks(site: Story, broken: str) -> None:
    site.article("a.md", slug="x", tags=["T", "T"]).article("b.md", tags=["t"], unknown=1).build()
    site.write("content/b.md", broken).article("c.md", slug="b", tags=["T"])
    assert not site.build_as_clean()
    site.delete("content/b.md")
    assert site.build_as_clean()


@needs_links
def test_folders_of_templates_that_lead_to_one_another(site: Story) -> None:
    """Followed for ever, they would be as many as two to the power of forty."""
    for name, other in (("a", "b"), ("b", "a")):
        site.write(f"templates/{name}/part.html", name)
        for link in ("one", "two"):
            (site.root / "templates" / name / link).symlink_to(f"../{other}")
    site.write("templates/404.html", '{% include "a/one/part.html" %}').article("a.md").build()
    assert site.page("404.html") == "b"
    site.build().assert_written()
    site.write("templates/b/part.html", "changed").build().assert_written("404.html")
    (site.root / "templates/a/one").unlink()
    site.fail()


@needs_links
def test_template_behind_a_link(site: Story, tmp_path: Path) -> None:
    shared = tmp_path / "shared.html"
    shared.write_text("one")
    site.article("a.md").write("templates/.keep", "")
    (site.root / "templates/404.html").symlink_to(shared)
    assert site.build().page("404.html") == "one"
    shared.write_text("two")
    assert site.build().page("404.html") == "two"


def test_hidden_template_and_dynamic_include(site: Story) -> None:
    site.article("a.md").write("templates/.part.html", "one").write("templates/i/b.svg", "svg 1")
    site.write("templates/404.html", '{% include ".part.html" %}{% include "i/" ~ "b.svg" %}')
    assert site.build().page("404.html") == "onesvg 1"
    site.write("templates/.part.html", "two").write("templates/i/b.svg", "svg 2")
    assert site.build().page("404.html") == "twosvg 2"
    site.assert_clean()


@pytest.mark.parametrize(
    "text", [b"\xff\xfe{{", "{{ '\\ud800' }}", "{% include 'x' %}", "{{ 1/0 }}"]
)
def test_template_that_cannot_be_rendered(site: Story, text: str | bytes) -> None:
    site.article("a.md").write("templates/404.html", text).fail()
    assert site.problems[0].path == "templates/404.html"


@needs_links
def test_links_that_come_and_go_are_told_as_by_a_clean_build(site: Story) -> None:
    site.article("a.md")
    os.utime(site.root / "content/a.md", (1, 1))
    assert site.build_as_clean()
    link = site.root / "content/gone.md"
    link.symlink_to(site.root / "nothing")
    assert site.build_as_clean()
    assert "leads nowhere" in site.build().problems[0].message
    link.unlink()
    assert site.build().problems == ()


def test_bodies_that_no_article_has_are_forgotten(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archivegen.archive.store.PRUNE_FROM", 2)

    def edit(word: str) -> None:
        for number in range(10):
            site.article(f"{number}.md", f"{word} {number}.")
        site.build()

    edit("Text")
    for number in range(10):
        edit(f"Other {number}")
    with contextlib.closing(sqlite3.connect(site.root / ".archivegen/bodies.db")) as bodies:
        (kept,) = bodies.execute("SELECT count(*) FROM bodies").fetchone()
    assert 10 <= kept <= 2 * 10 + 2


def test_view_changes_with_every_option(site: Story) -> None:
    site.article("a.md").article("d.md", draft=True).article("f.md", date="2030-01-01").build()
    assert site.report.articles == 1
    site.build(drafts=True).assert_clean()
    assert site.report.articles == 2
    site.build(future=True).assert_clean()
    assert site.report.articles == 3
    site.options = replace(site.options, drafts=False, future=False)
    site.build().assert_clean()


def test_a_conflict_is_told_alike_whoever_came_first(site: Story) -> None:
    site.article("b.md", aliases=["/old/"])
    assert site.build_as_clean()
    site.article("a.md", aliases=["/old/"]).article("c.md", aliases=["/OLD/"])
    assert not site.build_as_clean()
    assert [problem.path for problem in site.fail().problems] == ["content/b.md", "content/c.md"]
