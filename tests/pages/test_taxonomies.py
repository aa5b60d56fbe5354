"""Taxonomies of a site's own: listed, linked and told like sections, topics and authors."""

from __future__ import annotations

import json
import re

from checking import told
from story import Story

PEOPLE = '[taxonomies.people]\nlabel = "Person"\njson_ld = "about"\n'


def test_a_taxonomy_of_the_sites_own_is_one_like_any_other(site: Story) -> None:
    site.configure(f"listing_limit = 2\nnewest_limit = 1\n{PEOPLE}")
    site.article("a.md", people=["Ada Cole", "Bo Ek"], date="2023-01-02")
    site.article("b.md", people="Ada Cole").article("c.md", people=["ADA COLE"]).build()
    page = site.page("people/ada-cole/index.html")
    assert '<p class="label">Person</p>\n<h1>Ada Cole</h1>' in page
    assert "<title>Person: Ada Cole |" in page
    assert '<a href="/people/">People</a>' in page
    assert 'href="/people/ada-cole/2023/"' in page
    assert site.has("people/ada-cole/2024/index.html")
    assert site.has("people/ada-cole/feed.xml")
    assert '<a href="/people/bo-ek/">Bo Ek</a>' in site.page("people/index.html")
    assert "/people/bo-ek/</loc>" in site.page("sitemaps/listings.xml")
    (record,) = json.loads(site.page("2023/01/index.json"))["articles"]
    assert [one["name"] for one in record["terms"]["people"]] == ["Ada Cole", "Bo Ek"]
    assert record["terms"]["people"][1]["url"] == "https://gazette.example/people/bo-ek/"
    assert ("spelling", "write `Ada Cole`") in {(one.kind, one.hint) for one in site.problems}
    site.article("b.md", people="Bo Ek").build().assert_clean()
    site.delete("content/a.md").build().assert_clean()
    site.configure('[taxonomies.people]\npages = false\ntitle = "Leute"').build().assert_clean()
    assert not site.has("people/index.html")


def test_similar_names_are_told(site: Story) -> None:
    site.configure(PEOPLE)
    for number in range(3):
        site.article(f"a{number}.md", people=["Hillary Clinton"])
    (line,) = told(site.article("b.md", people=["Bo Ek", "Hilary Clinton"]), "similar people")
    assert line == (
        "advice content/b.md:6:3: the `people` name `Hilary Clinton` (1) may be the same as "
        "`Hillary Clinton` (3) (if so, write `Hillary Clinton` in every article)"
    )


def test_keys_of_taxonomies_are_checked_like_others(site: Story) -> None:
    site.configure(PEOPLE).article("a.md", people={"name": "Ada"}).fail()
    assert site.places() == [
        "content/a.md:5:3: `people` is a mapping, not a name",
    ]
    site.article("a.md", people=[5, "Bo"], series={"part": 1}).fail()
    assert [(one.line, one.column) for one in site.problems] == [(5, 3), (8, 3)]
    site.article("a.md", series={"name": "A", "part": "first"}).fail()
    assert site.places() == ["content/a.md:6:9: `series`: `part` is no number from 1 to 9999"]
    site.configure("[limits]\narticle_items = 2\n" + PEOPLE)
    site.article("a.md", people=["A", "B", "C"]).fail()
    assert "`people` has 3 items" in site.problems[0].message


def test_templates_of_the_sites_own(site: Story) -> None:
    site.write("templates/person.html", '{% extends "term.html" %}{% block main %}P{% endblock %}')
    site.configure(f'{PEOPLE}template = "person.html"\n')
    site.article("a.md", people="Ada").build()
    assert re.search(r"<main[^>]*>\s*P\s*</main>", site.page("people/ada/index.html"))
    assert not [one for one in site.problems if one.kind == "template"]
    site.configure(f'{PEOPLE}template = "preson.html"\n').fail()
    assert (
        "archivegen.toml:6:1: `taxonomies.people.template`: there is no templates/preson.html"
        in (site.places())
    )
    assert [one.hint for one in site.problems if one.line == 6] == ["did you mean person.html?"]


def test_where_articles_have_none_there_is_nothing_of_series(site: Story) -> None:
    site.article("a.md").build()
    assert not site.has("series/index.html")
    assert "eries" not in site.page("index.html")
    site.article("b.md", series="Flood").build().assert_clean()
    assert '<a href="/series/">Series</a>' in site.page("index.html")
    assert site.has("series/flood/index.html")
    site.delete("content/b.md").build().assert_clean()
