"""Kinds of articles: their labels, what machines are told of them, and those of a site's own."""

from __future__ import annotations

import json
import re

import pytest

from archivegen.model.vocabulary.kinds import TYPES
from story import NOW, Story

OWN = """
[kinds.recipe]
label = "Recipe <b>"
[kinds.satire]
type = "SatiricalArticle"
[kinds.column]
label = "Our columnist"
"""


def of_kind(site: Story, kind: str) -> Story:
    return site.article(f"{kind}.md", slug=kind, kind=kind)


def test_each_kind_has_a_label_and_a_type(site: Story) -> None:
    own = {"recipe": "Recipe &lt;b&gt;", "satire": "Satire", "column": "Our columnist"}
    usual = {kind: kind.capitalize().replace("-", " ") for kind in TYPES}
    labels = {**usual, "paid": "Paid content", **own}
    types = {**TYPES, "satire": "SatiricalArticle", "recipe": "NewsArticle"}
    site.configure(OWN)
    for kind in types:
        of_kind(site, kind)
    site.build()
    listing = site.page("2024/05/01/index.html")
    records = json.loads(site.page("2024/05/index.json"))["articles"]
    assert sorted(record["kind"] for record in records) == sorted(types)
    for kind, type_ in types.items():
        page = site.page(f"2024/05/01/{kind}/index.html")
        assert f'"@type": "{type_}"' in page
        label = f'<a class="kind" href="/kinds/{kind}/">{labels[kind]}</a>'
        assert (label in page.partition("<h1>")[0].partition("<main")[2]) is (kind != "news")
        assert (label in listing) is (kind != "news")


def test_a_kind_that_is_called_as_its_section_is_told_once(site: Story) -> None:
    site.article("a.md", kind="opinion", section="Opinion").build()
    assert 'class="kind"' not in site.page("2024/05/01/a/index.html") + site.page("index.html")


def test_a_kind_changes_what_shows_it(site: Story) -> None:
    site.article("a.md", summary="S").article("b.md", date="2023-05-01", kind="letter").build()
    unchanged = site.page("2023/05/index.html")
    site.article("a.md", summary="S", kind="letter").build().assert_clean()
    assert {"2024/05/01/a/index.html", "index.html", "2024/05/index.json"} <= site.written
    assert site.page("2023/05/index.html") == unchanged
    site.configure('[kinds.letter]\nlabel = "Post"\n').build().assert_clean()
    assert '<a class="kind" href="/kinds/letter/">Post</a>' in site.page("index.html")


def test_what_is_for_sale_is_no_news(site: Story) -> None:
    site.article("a.md", date="2025-06-14 10:00", kind="paid").using(now=NOW).build()
    assert not site.has("sitemaps/news.xml")
    site.article("b.md", date="2025-06-14 11:00").build().assert_clean()
    news = site.page("sitemaps/news.xml")
    assert re.findall(r"<news:title>(\w)<", news) == ["B"]


@pytest.mark.parametrize(
    ("kind", "place", "hint"),
    [
        ("opnion", "content/a.md:4:7: `kind`: `opnion` is not known here", "`opinion`?"),
        ("Opinion", "content/a.md:4:7: `kind`: `Opinion` is not known here", "`opinion`?"),
        ("recipes", "content/a.md:4:7: `kind`: `recipes` is not known here", "`recipe`?"),
        ("5", "content/a.md:4:7: `kind`: `5` is read as a number, not as text", 'quote it: "5"'),
        ("poem", "content/a.md:4:7: `kind`: `poem` is not known here", "add [kinds.poem] to"),
        ("</p>", "content/a.md:4:7: `kind`: `</p>` is not known here", "write one of: news, "),
        ("[a]", "content/a.md:4:7: `kind` is a list, not text", "without brackets"),
    ],
)
def test_a_kind_that_is_not_known_is_told(site: Story, kind: str, place: str, hint: str) -> None:
    site.configure('[kinds.recipe]\nlabel = "Recipe"\n')
    head = f"headline: A\ndate: 2024-05-01\nkind: {kind}\nsection: News"
    site.write("content/a.md", f"---\n{head}\n---\nText.\n").fail()
    assert site.places() == [place]
    assert hint in site.problems[0].hint


def test_another_site_may_not_know_a_kind(site: Story) -> None:
    site.configure('[kinds.recipe]\nlabel = "R"\n').article("a.md", kind="recipe").build()
    site.configure("").fail()
    assert site.problems[0].message == "`kind`: `recipe` is not known here"


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("[kinds.Recipe]", "3:1: `kinds.Recipe`: 'Recipe' is not a name in small letters",
         "write [kinds.recipe], and what readers see under `label`"),
        ("[kinds.x]\nlable = 'X'", "4:1: unknown key `kinds.x.lable`", "did you mean `label`?"),
        ("[kinds.x]\nlabel = 5", "4:1: `kinds.x.label` is not text, which stands in quotes", ""),
        ("[kinds]\nx = 'X'", "4:1: `kinds.x` is not a table", ""),
        ("[kinds.x]\ntype = 'Recipe'", "4:1: `kinds.x.type` is not 'Article', 'NewsArticle'", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_kind_of_a_site(site: Story, text: str, place: str, hint: str) -> None:
    site.configure(text).article("a.md").fail()
    (told,) = site.places()
    assert told.startswith(f"archivegen.toml:{place}")
    assert site.problems[0].hint == hint
