"""Files of the content folder that the configuration leaves out."""

from __future__ import annotations

import pytest

from archivegen.loader.sources import meant_by
from checking import told
from story import Story


@pytest.mark.parametrize(
    ("pattern", "left_out", "stays"),
    [
        ("README.md", "README.md a/README.md", "README.markdown a/README.md.txt readme.md"),
        ("_drafts/**", "_drafts/a.md _drafts/b/c.md", "a/_drafts/b.md drafts/a.md _drafts.md"),
        ("_drafts", "_drafts/a.md a/_drafts/b.md", "x_drafts/a.md"),
        ("_drafts/", "_drafts/a.md a/_drafts/b.md", "_drafts.md"),
        ("**/old/*.md", "old/a.md b/c/old/a.md", "old/a.txt old/b/a.txt cold/a.md"),
        ("*.psd", "a.psd b/c.psd", "a.psd.md"),
        ("2024/?.md", "2024/a.md", "2024/ab.md b/2024/a.md"),
        ("a+b[c].md", "a+b[c].md", "aab.md"),
    ],
)
def test_patterns(pattern: str, left_out: str, stays: str) -> None:
    is_excluded = meant_by([pattern, "never"])
    assert [path for path in left_out.split() if not is_excluded(path)] == []
    assert [path for path in stays.split() if is_excluded(path)] == []


def test_files_that_are_left_out_come_and_go(site: Story) -> None:
    site.article("a.md").article("drafts/b.md").write("content/README.md", "# Read me")
    site.configure('exclude = ["README.md", "drafts/**"]\n').build(strict=True)
    assert not site.has("2024/05/01/b")
    assert [line for line in told(site) if "exclude" in line] == [
        "advice archivegen.toml:0:0: `exclude` leaves out 2 files of content/"
    ]
    site.article("drafts/c.md").build().assert_written()
    site.configure('exclude = ["README.md"]\n').build().assert_clean()
    assert site.has("2024/05/01/b")
    site.configure('exclude = ["*.md"]\n').build().assert_clean()
    assert not site.has("2024/05/01/a")
