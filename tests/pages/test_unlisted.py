"""Articles that are published and not shown: in no listing, or not for search engines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from archivegen.cli.main import main
from story import Snapshot, Story


def an_archive(site: Story) -> Story:
    """Three articles of a section, of which the one in the middle may be told not to be shown."""
    site.article("old.md", date="2024-04-30", tags=["X"], authors="Ann")
    return site.article("new.md", "[mid](mid.md)", date="2024-05-02", tags=["X"], authors="Ann")


def mentions(site: Story, word: str) -> set[str]:
    files = Snapshot.of(site.paths.output).files
    return {path for path, data in files.items() if word.encode() in data} - {".archivegen-files"}


@pytest.mark.parametrize("content", ["summary", "full"])
def test_what_is_not_listed_is_only_where_somebody_links_to_it(site: Story, content: str) -> None:
    site.configure(f'[feeds]\ncontent = "{content}"\n')
    hidden: dict[str, Any] = {
        "headline": "Middle", "slug": "mid", "tags": ["X", "Y"], "authors": ["Ann", "Bo"],
        "print": {"date": "2024-05-01", "page": "1"}, "listed": False,
        "notices": [{"type": "retraction", "date": "2024-05-03"}],
    }  # fmt: skip
    an_archive(site).build()
    before = Snapshot.of(site.paths.output)
    an_archive(site).article("mid.md", **hidden).build().assert_clean()
    assert mentions(site, "Middle") == {"2024/05/01/mid/index.html"}
    assert mentions(site, "/mid/") == {
        "2024/05/01/mid/index.html", "2024/05/02/new/index.html", "sitemaps/2024-05.xml",
        *(["feed.xml", "rss.xml", "feed.json", "news/feed.xml", "topics/x/feed.xml",
           "authors/ann/feed.xml", "feeds/2024-05.xml"] if content == "full" else []),
    }  # fmt: skip
    changed = Snapshot.of(site.paths.output).changed_since(before)
    assert changed <= mentions(site, "/mid/") | {"sitemap.xml", ".archivegen-files"}
    page = site.page("2024/05/01/mid/index.html")
    assert "noindex" not in page
    for lead in ('href="/news/"', "/topics/", "/authors/bo/", 'rel="prev"', 'href="/2024/05/01/"'):
        assert lead not in page.partition("<article")[2].partition("</article>")[0], lead
    # Back again, it is everywhere.
    site.article("mid.md", **{**hidden, "listed": True}).build().assert_clean()
    assert "Middle" in site.page("index.html")
    site.article("mid.md", **hidden).build().assert_clean()
    site.delete("content/mid.md").build()
    assert not mentions(site, "Middle")


def test_the_only_article_of_a_section_and_month(site: Story) -> None:
    site.article("a.md", listed=False).build().assert_clean()
    assert site.has("2024/05/01/a/index.html")
    assert not site.has("news/index.html")
    assert not site.has("2024/index.html")
    assert json.loads(site.page("archive/index.json"))["count"] == 0
    site.article("a.md", "New.", listed=False).build().assert_clean()
    assert "New." in site.page("2024/05/01/a/index.html")


def test_neighbours_are_those_that_are_listed(site: Story) -> None:
    for month, listed in (("01", True), ("02", False), ("03", False), ("04", True), ("05", True)):
        site.article(f"{month}.md", date=f"2024-{month}-02", slug=f"m{month}", listed=listed)
    site.build().assert_clean()
    assert 'rel="prev" href="/2024/01/02/m01/"' in site.page("2024/04/02/m04/index.html")
    site.article("01.md", date="2024-01-02", slug="m01", headline="Other").build().assert_clean()
    assert "Other" in site.page("2024/04/02/m04/index.html")
    site.article("03.md", date="2024-03-02", slug="m03").build().assert_clean()
    assert 'rel="prev" href="/2024/03/02/m03/"' in site.page("2024/04/02/m04/index.html")


def test_what_is_not_indexed_is_listed_and_not_in_the_sitemap(site: Story) -> None:
    an_archive(site).article("mid.md", slug="mid", indexed=False).build().assert_clean()
    assert '<meta name="robots" content="noindex, follow">' in site.page(
        "2024/05/01/mid/index.html"
    )
    assert "/mid/" in site.page("index.html")
    assert "/mid/" not in site.page("sitemaps/2024-05.xml")
    site.article("mid.md", slug="mid").build().assert_clean()
    assert "/mid/" in site.page("sitemaps/2024-05.xml")
    assert "noindex" not in site.page("2024/05/01/mid/index.html")


def test_editors_see_what_readers_do_not(site: Story) -> None:
    site.article("a.md", listed=False, indexed=False)
    result = CliRunner().invoke(main, ["list", "--site", str(site.root), "--format", "json"])
    (record,) = json.loads(result.stdout)
    assert (record["listed"], record["indexed"], record["state"]) == (False, False, "published")


def test_it_is_said_with_these_words(site: Story) -> None:
    site.article("a.md", unlisted=True).fail()
    (problem,) = site.problems
    assert problem.hint == "write `listed: false` instead, or take it out to publish the article"
    site.article("a.md", noindex=True).build()
    assert site.problems[0].hint == "did you mean `indexed`?"
    site.article("a.md", listed="no").fail()
    assert site.problems[0].message == "`listed` is neither true nor false"
