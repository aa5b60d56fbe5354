"""Names of files, however a system composes the letters in them (NFD, as from many Macs)."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from checking import told
from story import Snapshot, Story

COMPOSED = "K\u00fcste"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


def a_site(site: Story, name: str, written: str) -> Story:
    site.article(
        f"{name}/{name}.md",
        headline="K",
        body=f"![K]({written}.png) ![K](/{written}.svg)",
        image={"src": f"{written}.png", "alt": "K"},
    )
    site.article(
        f"{name}/{name}.en.md", headline="L", language="de", translation_of=f"{written}.md"
    )
    site.article("a.md", f"[K]({written}/{written}.md) ![K]({written}/{written}.png)")
    site.write(f"content/{name}/{name}.png", "x").write(f"static/{name}.svg", "<svg/>")
    return site.write(f"templates/assets/{name}.css", "x")


@pytest.mark.parametrize(
    ("name", "written"),
    [(DECOMPOSED, COMPOSED), (DECOMPOSED, DECOMPOSED), (COMPOSED, DECOMPOSED)],
)
def test_names_and_links_meet(
    site: Story, tmp_path_factory: pytest.TempPathFactory, name: str, written: str
) -> None:
    a_site(site, name, written).build(strict=True).assert_clean()
    assert told(site, "broken") == []
    assert told(site, "image") == []
    other = a_site(Story(tmp_path_factory.mktemp("other")), COMPOSED, COMPOSED).build()
    assert Snapshot.of(site.paths.output).files == Snapshot.of(other.paths.output).files
    assert site.build().report.written == 0


def test_problems_of_such_files_have_their_places(site: Story) -> None:
    head = "---\nheadline: K\nsection: N\ndate: tomorrow\n---\n"
    site.write(f"content/{DECOMPOSED}.md", head).fail()
    (problem,) = site.problems
    assert (problem.path, problem.line) == (f"content/{COMPOSED}.md", 4)
    site.article(f"{DECOMPOSED}.md", "[x](x.md)", section="N").build()
    assert f"content/{COMPOSED}.md:6:5: the link leads to content/x.md" in site.places()[0]


@pytest.mark.skipif(sys.platform == "darwin", reason="there, both are one file")
def test_two_files_of_one_name_are_told(site: Story) -> None:
    site.article("a.md").build()
    site.article(f"{DECOMPOSED}.md").article(f"{COMPOSED}.md").fail()
    assert "differ in how Unicode composes a letter" in site.problems[0].message
    site.delete(f"content/{DECOMPOSED}.md").build().assert_clean()
