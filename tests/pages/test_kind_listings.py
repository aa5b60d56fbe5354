"""Listings of kinds: `/kinds/opinion/` with its feed, as of any other taxonomy."""

from __future__ import annotations

import json

from click.testing import CliRunner

from archivegen.cli.main import main
from story import Story


def an_archive(site: Story) -> Story:
    site.configure('listing_limit = 1\n[kinds.recipe]\nlabel = "Recipe & <b>"\n')
    site.article("a.md", kind="photo-essay", date="2023-05-01").article("b.md", kind="photo-essay")
    return site.article("c.md", kind="recipe").article("d.md")


def test_a_kind_has_a_listing_and_a_feed(site: Story) -> None:
    an_archive(site).build().assert_clean()
    page = site.page("kinds/photo-essay/index.html")
    assert "<h1>Photo essay</h1>" in page
    assert "<title>Photo essay | The Test Gazette</title>" in page
    assert "<h1>Photo essay, 2023</h1>" in site.page("kinds/photo-essay/2023/index.html")
    assert "<title>Photo essay | The Test Gazette</title>" in site.page(
        "kinds/photo-essay/feed.xml"
    )
    assert "<h1>Recipe &amp; &lt;b&gt;</h1>" in site.page("kinds/recipe/index.html")
    overview = site.page("kinds/index.html")
    assert '<a href="/kinds/recipe/">Recipe &amp; &lt;b&gt;</a>' in overview
    assert "/kinds/photo-essay/" in site.page("sitemaps/listings.xml")
    link = '<a class="kind" href="/kinds/photo-essay/">Photo essay</a>'
    assert link in site.page("2024/05/01/b/index.html")
    assert link in site.page("index.html")
    assert link not in page
    assert not site.has("kinds/news")


def test_it_follows_its_articles(site: Story) -> None:
    an_archive(site).build()
    site.article("c.md").build().assert_clean()
    assert not site.has("kinds/recipe")
    site.article("a.md", kind="recipe", date="2023-05-01").build().assert_clean()
    assert "<h1>Recipe" in site.page("kinds/recipe/index.html")
    site.configure("").article("a.md", date="2023-05-01").article("b.md").build().assert_clean()
    assert not site.has("kinds")
    site.article("b.md", kind="letter").configure("[taxonomies.kinds]\npages = false\n").build()
    assert not site.assert_clean().has("kinds")
    assert '<span class="kind">Letter</span>' in site.page("index.html")


def test_articles_of_a_kind_are_found(site: Story) -> None:
    an_archive(site)
    words = ["list", "--site", str(site.root), "--format", "json", "--kind"]
    found = json.loads(CliRunner().invoke(main, [*words, "photo-essay"]).stdout)
    assert [record["headline"] for record in found] == ["B", "A"]
    result = CliRunner().invoke(main, [*words, "photo"])
    assert result.exit_code == 2
    assert "no article has the kind `photo`" in result.stderr
