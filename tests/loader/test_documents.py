"""Documents: what lies in a folder with `_` before its name, from its file to its row."""

from __future__ import annotations

from contextlib import closing

import pytest

from archivegen.archive.catalog import Catalog
from archivegen.archive.documents.codec import document_from_bytes, document_to_bytes
from archivegen.archive.documents.find import documents_at
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles
from archivegen.config.read import read_config
from archivegen.model.documents.document import Document
from archivegen.model.documents.page import PageDetails
from checking import line
from story import NOW, Story

WRONG = [
    ("menu: footr", "error 3:7: `menu`: `footr` is not known here (did you mean `footer`?)"),
    ("menu: [footer]", ("error 3:7: `menu` is a list, not text (write it on one line, "
     "without brackets or dashes)")),
    ("order: first", "error 3:8: `order` is not a whole number (write a number such as 1 or 20)"),
    ("order: 1.5", "error 3:8: `order` is not a whole number (write a number such as 1 or 20)"),
    ("url: https://a.org/", ("error 3:6: `url`: `https://a.org/` is not a path on this site "
     "(write it as /about/)")),
    ("url: /../x", "error 3:6: `url`: `/../x` is not a path on this site (write it as /about/)"),
    ("url: /_headers", ("error 3:6: `url`: `/_headers` has a name that hosts read as instructions "
     "(remove it; files with such names belong in static/)")),
    ("template: ../x.html", ("error 3:11: `template`: `../x.html` is not a template (write its "
     "name, such as page.html)")),
    ("listed: maybe", ("error 3:9: `listed` is neither true nor false (write true or false, "
     "without quotes)")),
    ("published: false", ("error 3:1: unknown key `published`: with it alone, the page would be "
     "published (write `draft: true` instead, or take it out to publish the page)")),
    ("date: 2024-05-01", ("warning 3:1: unknown key `date` (articles have it, and a page does not: "
     "take it out)")),
    ("slug: x", "warning 3:1: unknown key `slug` (did you mean `url`?)"),
    ("image: {src: a.png, alt: b, allt: x}", ("warning 3:29: unknown key `allt` (did you mean "
     "`alt`?)")),
    ("summary: A *fine* page", ("warning 3:10: `summary`: `*fine*` is Markdown, and readers would "
     "see it as it stands (write A fine page)")),
]  # fmt: skip


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is told of a page for each of the lines, by its path."""
    site = Story(tmp_path_factory.mktemp("documents") / "site")
    for number, (wrong, _) in enumerate(WRONG):
        site.write(f"content/_pages/{number}.md", f"---\nheadline: A\n{wrong}\n---\nBody.\n")
    site.write("content/_pages/none.md", "---\nsummary: S\n---\n").fail()
    told: dict[str, list[str]] = {}
    for problem in site.problems:
        if problem.path != "archivegen.toml":
            told.setdefault(problem.path, []).append(line(problem).replace(f"{problem.path}:", ""))
    return told


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_what_is_wrong_is_told_at_its_place(faulty: dict[str, list[str]], number: int) -> None:
    assert WRONG[number][1] in faulty[f"content/_pages/{number}.md"]


def test_a_page_has_a_headline(faulty: dict[str, list[str]]) -> None:
    assert faulty["content/_pages/none.md"] == [
        "error 1:1: `headline` is missing (add a line: headline: ...)"
    ]


def test_what_is_stored_is_what_was_written(site: Story) -> None:
    site.article("a.md").document(
        "_pages/legal/imprint.md", "To [a](../../a.md).", summary="S.", menu="footer", order=-2,
        aliases=["/impressum"], listed=False, extra={"phone": "1", "lines": [1, 2.5, None]},
        image={"src": "b.png", "alt": "B"}, language="de",
    )  # fmt: skip
    site.write("content/_pages/legal/b.png", b"").build()
    config = read_config(site.paths.config, site.paths.config_cache)
    with closing(read_only_articles(site.paths)) as connection:
        catalog = Catalog(connection, View(NOW), config.urls)
        (document,) = documents_at(catalog, ["_pages/legal/imprint.md"])
    assert document.details == PageDetails("page.html", "footer", -2)
    assert (document.url, document.name) == ("/legal/imprint/", "legal/imprint.md")
    assert (document.title, document.summary, document.language) == ("Imprint", "S.", "de")
    assert document.targets == ("../../a.md",)
    assert document.image is not None
    assert document.image.src == "/_pages/legal/b.png"
    assert not document.listed
    assert document.extra == {"phone": "1", "lines": [1, 2.5, None]}
    again = document_from_bytes(document_to_bytes(document), document.body)
    assert isinstance(again, Document)
    assert again == document


def test_a_folder_that_no_kind_has_is_told_and_not_published(site: Story) -> None:
    site.write("content/_page/about.md", "no front matter").write("content/_page/a.png", b"")
    site.write("content/_drafts/b.md", "---\nheadline: B\n---\n").build()
    drafts, page = (one for one in site.problems if one.kind == "folder")
    assert line(drafts) == (
        "warning content/_drafts/b.md:1:1: nothing in content/_drafts/ is published: what a "
        "folder with `_` in front of its name holds is no article, and there is no kind of this "
        "name (take the `_` away, if these are articles; or else there are: _pages, _sections, "
        "_topics, _authors, _series, _kinds, _issues, _tombstones)"
    )
    assert (page.path, page.hint) == ("content/_page/a.png", "did you mean content/_pages/?")
    assert not site.has("_page/a.png")
    site.move("content/_page/about.md", "content/about.md").fail()
    assert "content/about.md" in {problem.path for problem in site.problems}


def test_a_folder_of_documents_in_another_place_is_told(site: Story) -> None:
    site.article("2024/_pages/a.md").build()
    (problem,) = site.problems
    assert line(problem) == (
        "warning content/2024/_pages/a.md:1:1: this is read as an article, since `_pages/` "
        "stands in another folder (if it is not an article, move it directly into content/_pages/)"
    )
    assert site.has("2024/05/01/a/index.html")
