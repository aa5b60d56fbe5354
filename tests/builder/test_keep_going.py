"""Builds that go on: what cannot be read stands as it was, or is left out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from story import NOW, Snapshot, Story

if TYPE_CHECKING:
    from pathlib import Path

BAD = "---\nheadline: A: b\n---\n![N](new.png)\n"
A, B = "2024/05/01/a/index.html", "2024/05/01/b/index.html"


def keep_going(site: Story, **options: object) -> Story:
    """A build that goes on, after which others do not."""
    return site.build(keep_going=True, **options).using(keep_going=False)


@pytest.fixture
def broken(site: Story) -> Story:
    """A site that was built; then one article cannot be read, and another is new."""
    site.article("a.md", "Old. ![P](p.png)", tags=["T"], aliases=["/old/"]).article("b.md")
    site.write("content/p.png", "p").build()
    return site.write("content/a.md", BAD).write("content/new.png", "n").article("c.md", tags=["T"])


def test_what_stood_stands_and_the_rest_is_published(broken: Story) -> None:
    page = broken.page(A)
    keep_going(broken)
    assert broken.places() == ["content/a.md:2:12: a colon in a text without quotes"]
    assert broken.problems[0].severity == "error"
    assert broken.page(A) == page
    assert broken.has("old/index.html")
    assert broken.has("p.png")
    assert not broken.has("new.png")
    assert "2024/05/01/a/" in broken.page("topics/t/index.html")
    assert "2024/05/01/c/" in broken.page("topics/t/index.html")
    # Again, it is the same; without the option, nothing is published.
    assert keep_going(broken).written == set()
    broken.fail()
    assert broken.places() == ["content/a.md:2:12: a colon in a text without quotes"]
    # What was looked at in between takes nothing away.
    broken.article("d.md").fail()
    assert keep_going(broken).has("2024/05/01/d/index.html")
    assert broken.has(A)
    broken.article("a.md", "New. ![N](new.png)").build().assert_clean()
    assert "New." in broken.page(A)
    assert not broken.has("old/index.html")


def test_it_is_what_a_clean_build_of_the_last_readable_sources_is(
    broken: Story, tmp_path: Path
) -> None:
    good = Story(tmp_path / "good")
    keep_going(broken).configure('description = "Another"\n')
    broken.write("templates/day.html", "{% extends 'theme/day.html' %}")
    keep_going(broken.article("b.md", "Other."))
    shutil.copytree(broken.root / "content", good.root / "content")
    shutil.copytree(broken.root / "templates", good.root / "templates")
    good.configure('description = "Another"\n').delete("content/new.png")
    good.article("a.md", "Old. ![P](p.png)", tags=["T"], aliases=["/old/"]).build()
    assert Snapshot.of(broken.paths.output).files == Snapshot.of(good.paths.output).files


def test_what_was_never_published_is_left_out(site: Story) -> None:
    site.article("a.md").article("later.md", "![L](later.png)", date="2025-07-01")
    site.article("draft.md", draft=True).build()
    for name in ("new", "later", "draft"):
        site.write(f"content/{name}.md", "").write(f"content/{name}.png", name)
    keep_going(site, now=NOW + 10**8)
    assert len(site.problems) == 3
    assert not any(
        site.has(f"{day}/index.html") for day in ("2025/07/01/later", "2024/05/01/draft")
    )
    assert site.has(A)
    # An empty file names nothing; but it is known what it showed.
    assert not site.has("later.png")
    assert site.has("new.png")


def test_what_was_taken_back_does_not_stand(broken: Story) -> None:
    broken.article("a.md", draft=True).article("b.md", date="soon").fail()
    broken.write("content/a.md", BAD)
    keep_going(broken)
    assert not broken.has(A)
    assert broken.has(B)
    broken.write("content/b.md", "---\ndraft: true\nheadline: [\n---\n")
    keep_going(broken)
    assert not broken.has(B)
    broken.article("a.md").article("b.md").build().assert_clean()


def test_a_file_that_is_removed_takes_its_page_with_it(broken: Story) -> None:
    keep_going(broken)
    broken.delete("content/a.md").build().assert_clean()
    assert not broken.has(A)


@pytest.mark.parametrize("lost", ["articles.db", "bodies.db", ""])
def test_what_nobody_knows_any_more_stops_the_build(broken: Story, lost: str) -> None:
    keep_going(broken)
    path = next(broken.paths.state.rglob(lost)) if lost else broken.paths.state
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    broken.fail(keep_going=True)
    assert [line for line in broken.places() if "its page cannot be kept" in line] == [
        "content/a.md:0:0: its page cannot be kept, as nothing is known of this file from before"
    ]
    broken.article("a.md").build().assert_clean()


def test_what_stands_is_known_from_the_list_in_the_output_too(broken: Story) -> None:
    broken.article("later.md", date="2025-07-01").fail()
    broken.write("content/later.md", "")
    shutil.rmtree(broken.paths.outputs_db.parent)
    assert keep_going(broken, now=NOW + 10**8).has(A)
    assert not broken.has("2025/07/01/later/index.html")


def test_a_clean_build_goes_on_without_what_it_cannot_read(broken: Story) -> None:
    shutil.rmtree(broken.paths.state)
    shutil.rmtree(broken.paths.output)
    keep_going(broken)
    assert not broken.has(A)
    assert broken.has(B)
    # An address that was recorded is not given up.
    broken.write("urls.txt", "/2024/05/01/a/ content/a.md\n").fail(keep_going=True)
    assert any("would vanish: content/a.md cannot be read" in line for line in broken.places())


def test_what_is_wrong_with_the_site_stops_the_build(broken: Story) -> None:
    broken.article("e.md", slug="b").fail(keep_going=True)
    broken.delete("content/e.md").article("c.md", mood="x")
    broken.fail(keep_going=True, strict=True)
