"""What an article says of its address, its id in feeds and its rights."""

from __future__ import annotations

import json
from typing import Any

import pytest

from story import Story


def test_an_article_keeps_its_old_address_and_id(site: Story) -> None:
    own = {"url": "/news/2009/123-title.html", "id": "https://old.example/?p=123"}
    site.article("a.md", **own).article("b.md", "[a](a.md)", url="/über/b", date="2024-05-02")
    site.build().assert_clean()
    assert not site.problems
    assert "<h1>A</h1>" in site.page("news/2009/123-title.html")
    assert '<a href="/news/2009/123-title.html">a</a>' in site.page("über/b/index.html")
    assert '"https://gazette.example/%C3%BCber/b/"' in site.page("über/b/index.html")
    for feed in ("feed.xml", "rss.xml", "feed.json"):
        assert own["id"] in site.page(feed)
        assert "tag:gazette.example,2024-05-02:b.md" in site.page(feed)
    site.article("a.md", id=own["id"]).build().assert_clean()
    assert not site.has("news/2009")
    assert site.has("2024/05/01/a/index.html")


def test_what_can_be_wrong_with_an_address(site: Story) -> None:
    site.article("a.md", url="/x/").article("b.md", aliases="/x/").fail()
    assert "content/a.md" in site.problems[0].message + site.problems[0].path
    site.delete("content/b.md").article("b.md", url="/x/").fail()
    site.article("b.md", url="/robots.txt").fail()
    site.article("b.md", url="/x.aspx").build()
    (warning,) = site.problems
    assert warning.message == "`url`: hosts send the page at /x.aspx as a download"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("url", "https://a.example/x", "`url`: `https://a.example/x` is not a path on this site"),
        ("url", "../x", "`url`: `../x` is not a path on this site"),
        ("url", "/.htaccess", "`url`: `/.htaccess` has a name that hosts read as instructions"),
        ("id", "123", "`id`: `123` cannot be an id in a feed"),
        ("id", "tag:a b", "`id`: `tag:a b` cannot be an id in a feed"),
        ("licence", {"url": "https://l.org/"}, "`licence.name` is missing"),
        ("licence", {"name": "L", "url": "javascript:x"}, "`licence.url`: `javascript:x` is not a"),
        ("accessible", "maybe", "`accessible` is neither true nor false"),
        ("rights", ["a"], "`rights` is a list, not text"),
    ],
)
def test_values_that_cannot_be(site: Story, key: str, value: Any, told: str) -> None:
    site.article("a.md", **{key: value}).fail()
    (problem,) = site.problems
    assert problem.message.startswith(told)
    text = (site.root / "content/a.md").read_text(encoding="utf-8").split("\n")
    assert problem.excerpt == text[problem.line - 1] != "---"


def test_rights_are_told_to_machines_and_in_feeds(site: Story) -> None:
    rights = {"rights": "© 2024 Bo <b>.", "licence": "CC BY 4.0", "published_by": "Wire"}
    site.article("a.md", **rights, accessible=False).article("b.md").build()
    page, line = site.page("2024/05/01/a/index.html"), "© 2024 Bo &lt;b&gt;. CC BY 4.0"
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert '"isAccessibleForFree": false' in page
    assert f'"license": "{address}"' in page
    assert '"publisher": {"@type": "Organization", "name": "Wire"}' in page
    assert f"<rights>{line} ({address})</rights>" in site.page("feed.xml")
    assert f"<dc:rights>{line} ({address})</dc:rights>" in site.page("rss.xml")
    (_, item) = json.loads(site.page("feed.json"))["items"]
    assert item["_archivegen"]["rights"] == f"© 2024 Bo <b>. CC BY 4.0 ({address})"
    record = json.loads(site.page("2024/05/index.json"))["articles"][0]
    assert record["licence"] == {"name": "CC BY 4.0", "url": address}
    assert (record["published_by"], record["accessible"]) == ("Wire", False)
    unchanged = site.page("index.html")
    site.article("a.md", **{**rights, "rights": "© Ann"}, accessible=False).build().assert_clean()
    assert "© Ann" in site.page("feeds/2024-05.xml")
    assert site.page("index.html") == unchanged
