"""Pictures, headlines, names, summaries and what is not published: what the checks say of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.checks.similar_names import Pair, similar
from archivegen.model.slugs import slug_of
from checking import checked, line, told
from story import Story

NO_TEXT = "the image has no text for who cannot see it"


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("![A boat](x.jpg)", []),
        ("![](x.jpg)", ["6:5"]),
        ("Text ![ ](x.jpg) and ![](<x.jpg>)", ["6:11", "6:27"]),
        ('<img src="x.jpg" alt="">', []),
        ('<img src="x.jpg">', ["6:11"]),
        ('<img src="x.jpg" alt="A boat">', []),
        ('![](x.jpg)\n\n<img alt="" src="x.jpg">', ["6:5"]),
        ('<img alt="" src="x.jpg">\n\n![](x.jpg)', ["8:5"]),
        ("![A boat](x.jpg)\n\n![](x.jpg)", ["8:5"]),
        ("`![](x.jpg)` and ![](x.jpg)", ["6:22"]),
        ("[![](x.jpg)](x.jpg)", ["6:6"]),
    ],
)
def test_images_without_text(site: Story, engine: str, body: str, places: list[str]) -> None:
    site.configure(f'[markdown]\nengine = "{engine}"\n').write("content/x.jpg", "x")
    site.article("a.md", body)
    found = told(site, "alt")
    assert [problem.split(": ")[0].partition("md:")[2] for problem in found] == places
    assert all(f"warning content/a.md:{at}: {NO_TEXT}" in " ".join(found) for at in places)


@pytest.mark.parametrize(
    ("image", "why"),
    [
        ("x.jpg", ""),
        ({"src": "x.jpg", "alt": ""}, ""),
        ("/s.svg", ""),
        ("https://elsewhere.example/x.jpg", ""),
        (
            "X.jpg",
            "4:8: the image leads to content/X.jpg, which is not there (did you mean x.jpg?)",
        ),
        (
            {"alt": "A", "src": "y/x.jpg"},
            "6:8: the image leads to content/y/x.jpg, which is not there (did you mean x.jpg?)",
        ),
        ("/t.svg", "4:8: the image leads to /t.svg, where the site has nothing"),
        (
            "../x.jpg",
            "4:8: the image leads out of content/ (a path is relative to the article's file)",
        ),
    ],
)
def test_lead_images(site: Story, image: Any, why: str) -> None:
    site.write("content/x.jpg", "x").write("static/s.svg", "x").article("a.md", image=image)
    found = told(site, "broken image")
    assert found == ([f"warning content/a.md:{why}"] if why else [])


def test_orphaned_images(site: Story) -> None:
    for name in (
        "link",
        "body",
        "lead",
        "html",
        "draft",
        "later",
        "extra",
        "own",
        "root",
        "odd name",
    ):
        site.write(f"content/d/{name}.jpg", "x")
    site.write("content/d/orphan.PNG", "x").write("content/d/data.csv", "x")
    site.write("static/s.png", "x")
    site.article(
        "d/a.md",
        "[l](link.jpg) ![A](body.jpg) ![A](https://gazette.example/d/own.jpg) ![A](/d/root.jpg)\n"
        '![A](odd%20name.jpg) <img src="html.jpg" alt="A">',
        image="lead.jpg",
        extra={"library": [{"file": "extra.jpg"}]},
    )
    site.article("d/b.md", "![A](draft.jpg)", draft=True)
    site.article("d/c.md", "![A](later.jpg)", date="2030-01-01")
    assert told(site, "orphaned") == [
        (
            "advice content/d/orphan.PNG:0:0: no article shows this image"
            " (it is published all the same: remove it, or move it to static/)"
        )
    ]
    site.write("content/d/broken.md", "no front matter")
    assert told(site, "orphaned") == []


def test_headlines_of_one_day(site: Story) -> None:
    site.article("a.md", headline="Fire at the pier", date="2024-05-01T08:00")
    site.article("b.md", headline="Fire  at the Pier!", date="2024-05-01T20:00", slug="b")
    site.article("c.md", headline="Fire at the pier", date="2024-05-02")
    site.article("d.md", headline="Fire at the pier", date="2024-05-01", slug="d", draft=True)
    site.article("e.md", headline="???", slug="e").article("f.md", headline="!!!", slug="f")
    (problem,) = told(site, "headline")
    assert problem == (
        "warning content/b.md:2:11: content/a.md has the same headline on the same day"
        " (2024-05-01)"
        " (if they are one article, remove one; else let the headlines tell them apart)"
    )
    assert len(told(site, "headline", drafts=True)) == 2


def test_one_address_is_told_as_an_error_alone(site: Story) -> None:
    site.article("a.md", headline="Fire").article("b.md", headline="Fire")
    found = told(site)
    assert [problem for problem in found if "headline" in problem] == []
    assert len([problem for problem in found if problem.startswith("error content/b.md")]) == 1


def test_known_sections(site: Story) -> None:
    site.configure('sections = ["Local News", "Sport"]\n')
    site.article("a.md", section="sport").article("b.md", section="Sprot")
    site.article("c.md", section="Zoo").article("d.md", section="Sprot", date="2030-01-01")
    named = "`sections` in archivegen.toml names those that there are"
    assert told(site, "section") == [
        f"warning content/b.md:3:10: unknown section `Sprot` (did you mean `Sport`? {named})",
        f"warning content/c.md:3:10: unknown section `Zoo` ({named})",
        f"warning content/d.md:3:10: unknown section `Sprot` (did you mean `Sport`? {named})",
    ]


@pytest.mark.parametrize("sections", ['[""]', '["topics"]', '["a/b/c"]', '"News"', "[1]"])
def test_sections_that_cannot_be(site: Story, sections: str) -> None:
    site.article("a.md").configure(f"sections = {sections}\n").fail()
    assert site.places()[0].startswith("archivegen.toml:3:1: `sections`")


def test_a_lone_section_that_is_nearly_another(site: Story) -> None:
    for number in range(3):
        site.article(f"{number}.md", section="Sport", date=f"2024-05-0{number + 1}")
    site.article("a.md", section="Sprot", date="2024-06-01").article("b.md", section="Zoo")
    assert told(site, "section") == [
        (
            "advice content/a.md:3:10: the section `Sprot` (1) may be the same as `Sport` (3)"
            " (if so, write `Sport` in every article)"
        )
    ]


def test_similar_topics_and_authors(site: Story) -> None:
    site.article("a.md", tags=["Harbour", "Covid"], authors="Iris Calloway")
    site.article("b.md", tags=["covid-19"], authors="Iris Calloway", date="2024-05-02")
    site.article("c.md", tags=["covid-19"], authors=["Bo", "Iris Caloway"], date="2030-05-02")
    assert told(site, "similar") == [
        (
            "advice content/a.md:6:3: the topic `Covid` (1) may be the same as `covid-19` (2)"
            " (if so, write `covid-19` in every article)"
        ),
        (
            "advice content/c.md:8:3: the author `Iris Caloway` (1) may be the same as"
            " `Iris Calloway` (2) (if so, write `Iris Calloway` in every article)"
        ),
    ]


def test_several_authors_in_one_text_are_no_spelling_of_a_name(site: Story) -> None:
    site.article("a.md", authors="Iris Calloway, Tom Reed")
    site.article("b.md", authors="Iris Calloway and Tom Reed", date="2024-05-02")
    assert told(site, "similar") == []
    assert len(told(site, "several authors")) == 2


ONE = """
covid ~ covid-19 | election ~ elections | hilary clinton ~ hillary clinton | beatles ~ the beatles
email ~ e-mail | arts culture ~ arts and culture | harbor ~ harbour | theater ~ theatre
liberal democrat ~ liberal democrats | city ~ cities | climatechange ~ climate change
sheffield untied ~ sheffield united | barak obama ~ barack obama | council tax ~ council taxes
church ~ churches | organisation ~ organization | labor party ~ labour party
"""

TWO = """
cop26 ~ cop27 | g7 ~ g20 | world cup ~ world cup 2022 | iran ~ iraq | austria ~ australia
new ~ news | north korea ~ south korea | niger ~ nigeria | slovakia ~ slovenia | plan a ~ plan b
channel ~ channel 4 | radio 1 ~ radio 4 | manchester united ~ manchester city | crime ~ crimea
bus ~ business | police ~ policy | emigration ~ immigration | 9-11 ~ 91-1 | economy ~ economics
labour ~ liberal | storm ~ storm eunice | climate change ~ climate change act | gas ~ glass
saint john ~ saint joan | parking ~ barking | louis xv ~ louis xvi | mathematics ~ mathematician
"""


def pairs(text: str) -> list[tuple[str, str]]:
    lines = (pair.split("~") for pair in text.replace("\n", "|").split("|") if pair.strip())
    return [(slug_of(one), slug_of(other)) for one, other in lines]


@pytest.mark.parametrize(("one", "other"), pairs(ONE))
def test_one_thing_under_two_names(one: str, other: str) -> None:
    assert similar({one: 1, other: 9}) == [Pair(one, other)]
    assert similar({other: 9, one: 1}) == [Pair(one, other)]


@pytest.mark.parametrize(("one", "other"), pairs(TWO))
def test_two_things(one: str, other: str) -> None:
    assert similar({one: 1, other: 9}) == []


def test_a_list_of_numbered_things_is_none_of_one() -> None:
    assert similar({"apollo": 3, "apollo-11": 5, "apollo-13": 2}) == []


def test_two_names_that_are_both_common_are_no_slip() -> None:
    assert similar({"caroline-smith": 20, "carolina-smith": 30}) == []


slugs = st.text(alphabet="abs1-", min_size=1, max_size=14).map(slug_of)


@given(st.dictionaries(slugs, st.integers(1, 30), max_size=12))
def test_similar_names_are_among_the_names_and_each_is_told_once(counts: dict[str, int]) -> None:
    found = similar(counts)
    assert found == similar(dict(reversed(counts.items())))
    assert len({pair.rare for pair in found}) == len(found)
    for rare, common in found:
        assert rare != common
        assert counts[rare] <= counts[common]


@given(st.text(alphabet="abcdefgh", min_size=8, max_size=12), st.data())
def test_a_slip_in_a_long_name_is_found(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    slip = data.draw(
        st.sampled_from([
            name[:at] + name[at + 1 :],
            name[:at] + "z" + name[at:],
            name[:at] + "z" + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ])
    )  # fmt: skip
    slip, name = slip + "xxx", name + "xxx"
    if slip != name:
        assert similar({slip: 1, name: 50}) == [Pair(slip, name)]


def test_many_topics_take_no_longer_than_a_few_each() -> None:
    """Compared each with each, these would be 200 million pairs."""
    counts = {f"council-meeting-{number:05}": 1 for number in range(20_000)}
    assert similar(counts) == []


def test_articles_without_a_summary(site: Story) -> None:
    site.article("a.md").article("b.md", summary="S", date="2024-05-02")
    assert told(site, "no summary") == [
        (
            "advice content/a.md:1:1: no `summary`: listings show the first paragraph"
            " (add a line: summary: ...)"
        )
    ]


def test_a_change_that_is_still_to_come(site: Story) -> None:
    site.article("a.md", updated="2099-01-01").article("b.md", updated="2025-06-15")
    site.article("c.md", date="2098-01-01", updated="2099-01-01")
    hint = "write when it last changed: readers, feeds and search engines are told"
    assert told(site, "updated") == [
        f"warning content/a.md:4:10: `updated` is in the future ({hint})"
    ]


def test_articles_that_are_not_published(site: Story) -> None:
    site.article("a.md", draft=True).article("b.md", date="2030-01-02T03:04")
    site.article("c.md", date="2029-01-01").article("d.md")
    done = checked(site)
    assert [line(problem) for problem in done.unpublished] == [
        (
            "advice content/c.md:4:7: not published: scheduled for 2029-01-01T00:00:00+00:00,"
            " in the future (the first build after that time publishes it)"
        ),
        (
            "advice content/b.md:4:7: not published: scheduled for 2030-01-02T03:04:00+00:00,"
            " in the future (the first build after that time publishes it)"
        ),
        "advice content/a.md:4:8: not published: `draft: true` (take that line out to publish it)",
    ]
    assert done.articles == 3
    assert checked(site, drafts=True, future=True).unpublished == ()


def test_what_a_build_would_refuse(site: Story) -> None:
    site.article("a.md", aliases=["/old/"]).article("b.md", aliases=["/old/"], date="2024-05-02")
    site.write("static/news/index.html", "x").write("content/c.md", "no front matter")
    site.article("d.md", mood="x", date="2024-05-03")
    found = told(site)
    assert [problem.split(" (")[0] for problem in found] == [
        (
            "error content/b.md:4:1: this would be written to /old/index.html,"
            " where content/a.md stands"
        ),
        "error content/c.md:1:1: no front matter",
        "warning content/d.md:4:1: unknown key `mood`",
        (
            "error static/news/index.html:1:1: this would be written to /news/index.html,"
            " where the site's own page"
        ),
    ]
    site.fail()


def test_templates(site: Story) -> None:
    site.article("a.md")
    site.write("templates/unused.html", "\n{% if %}")
    site.write("templates/section.html", "{{ nothing }}")
    site.write("templates/README.md", "{% if %}").write("templates/assets/x.html", "{% if %}")
    found = [line for line in told(site, "template") if line.startswith("error")]
    assert found[0].startswith(
        "error templates/section.html:1:1: 'nothing' is undefined (in the pa"
    )
    assert found[1].startswith("error templates/unused.html:2:1: Expected an expression, got 'end")
    assert len(found) == 2


def test_what_was_read_for_a_check_is_read_for_a_build(site: Story) -> None:
    site.article("a.md", "[x](x.md)")
    first = checked(site).problems
    assert checked(site).problems == first
    site.build()
    assert checked(site).problems == first
    site.build().assert_written().assert_clean()
    site.article("b.md", date="2024-05-02")
    assert checked(site).articles == 2
    site.build()
    assert "2024/05/02/b/index.html" in site.written
    site.assert_clean()
