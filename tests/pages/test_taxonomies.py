"""Taxonomies of a site's own: listed, linked and told like sections, topics and authors."""

from __future__ import annotations

import json
import re
from typing import Any

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


def parts(site: Story, path: str) -> list[str]:
    """The headlines that the strip of an article's page shows, its own between asterisks."""
    strip = site.page(path).partition('<nav class="series"')[2].partition("</nav>")[0]
    found = re.findall(r"<li([^>]*)><(?:a|span)[^>]*>([^<]*)<", strip)
    return [f"*{words}*" if "aria-current" in more else words for more, words in found]


def structured(site: Story, path: str) -> dict[str, Any]:
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', site.page(path))
    assert text
    found: dict[str, Any] = json.loads(text[1])
    return found


def flood(site: Story, *names: str) -> Story:
    for number, name in enumerate(names, 1):
        site.article(f"{name}.md", series="The long flood", date=f"2024-05-0{number}")
    return site


def test_a_series_in_the_order_of_its_dates(site: Story) -> None:
    flood(site, "one", "two", "three").build()
    page = "2024/05/02/two/index.html"
    assert parts(site, page) == ["One", "*Two*", "Three"]
    assert '<a href="/series/the-long-flood/">The long flood</a> <span>Part 2 of 3<' in (
        site.page(page)
    )
    assert 'rel="prev" href="/2024/05/01/one/">Previous part' in site.page(page)
    assert 'rel="next" href="/2024/05/03/three/">Next part' in site.page(page)
    data = structured(site, page)
    assert data["position"] == 2
    assert data["isPartOf"] == [{
        "@type": "CreativeWorkSeries",
        "name": "The long flood",
        "url": "https://gazette.example/series/the-long-flood/",
    }]  # fmt: skip
    listed = re.findall(
        r'card-title"><a href="([^"]*)', site.page("series/the-long-flood/index.html")
    )
    assert listed == ["/2024/05/01/one/", "/2024/05/02/two/", "/2024/05/03/three/"]
    assert "series" not in site.page("news/index.html").partition("<main")[2].partition("</main")[0]


def test_parts_by_their_numbers(site: Story) -> None:
    series = {"name": "Flood", "part": 2}
    site.article("a.md", date="2024-05-01", series=series)
    site.article("b.md", date="2024-05-02", series=[{"name": "Flood", "part": 1}, "Sea"])
    site.article("c.md", date="2024-05-03", series={"name": "Flood", "part": 4}).build()
    assert parts(site, "2024/05/01/a/index.html") == ["B", "*A*", "C"]
    assert "Part 2 of 4" in site.page("2024/05/01/a/index.html")
    numbers = re.compile(r'"card-page">(Part \d+)</span>').findall
    assert numbers(site.page("series/flood/index.html")) == ["Part 1", "Part 2", "Part 4"]
    site.article("d.md", date="2024-05-04", series={"name": "Flood", "part": 3}).build()
    site.assert_clean()
    assert parts(site, "2024/05/01/a/index.html") == ["B", "*A*", "D", "C"]
    site.article("a.md", date="2024-05-01", series={"name": "Flood", "part": 4}).build()
    site.assert_clean()
    assert parts(site, "2024/05/02/b/index.html")[:4] == ["*B*", "D", "A", "C"]
    (told,) = [one for one in site.problems if one.kind == "part"]
    assert (told.path, told.line, told.message) == (
        "content/c.md",
        4,
        "part 4 of `Flood` is content/a.md, too",
    )


def test_a_strip_changes_its_parts_alone(site: Story) -> None:
    flood(site, "one", "two").article("other.md", date="2024-04-01", section="Sport").build()
    flood(site, "one", "two", "three").build().assert_clean()
    articles = {path for path in site.written if re.match(r"2024/\d\d/\d\d/\w", path)}
    pages = {f"2024/05/0{number}/{name}/index.html" for number, name in
             enumerate(("one", "two", "three"), 1)}  # fmt: skip
    assert articles - {f"2024/05/0{day}/index.html" for day in (1, 2, 3)} == pages
    site.article("two.md", headline="New", slug="two", series="The long flood", date="2024-05-02")
    site.build().assert_clean()
    assert parts(site, "2024/05/01/one/index.html") == ["*One*", "New", "Three"]
    site.delete("content/one.md").build().assert_clean()
    assert parts(site, "2024/05/03/three/index.html") == ["New", "*Three*"]
    site.article("two.md", headline="New", slug="two", date="2024-05-02").build().assert_clean()
    assert parts(site, "2024/05/03/three/index.html") == ["*Three*"]


def test_a_long_series_shows_the_parts_around_and_stays_as_it_is(site: Story) -> None:
    site.configure('sections = ["S0"]\n')
    for number in range(26):
        date = (
            f"2024-{number // 2 + 1:02}-0{number % 2 + 1}"
            if number < 24
            else f"2025-0{number - 23}-01"
        )
        site.article(f"{chr(97 + number)}.md", series="Column", date=date, section=f"S{number}")
    site.build()
    page = "2024/03/01/e/index.html"
    assert parts(site, page) == ["B", "C", "D", "*E*", "F", "G", "H"]
    assert "Part " not in site.page(page)
    site.article("new.md", series="Column", date="2025-05-01", section="S25").build()
    site.assert_clean()
    assert {path for path in site.written if re.match(r"202\d/\d\d/\d\d/\w+/", path)} == {
        "2024/12/02/x/index.html",
        "2025/01/01/y/index.html",
        "2025/02/01/z/index.html",
        "2025/05/01/new/index.html",
    }


def test_what_an_article_is_about(site: Story) -> None:
    site.configure(PEOPLE + '[taxonomies.places]\njson_ld = "mentions"\nlabel = "Place"\n')
    site.article("a.md", people=["Ada Cole", "Bo Ek"], places="Gull Point").build()
    data = structured(site, "2024/05/01/a/index.html")
    assert [(one["@type"], one["name"]) for one in data["about"]] == [
        ("Person", "Ada Cole"),
        ("Person", "Bo Ek"),
    ]
    assert [one["@type"] for one in data["mentions"]] == ["Place"]
    footer = site.page("2024/05/01/a/index.html").partition('class="story-footer"')[2]
    assert '<h2 id="page-people">People</h2>' in footer
    assert '<a href="/places/gull-point/">Gull Point</a>' in footer
