"""Terms that are spelled in several ways: the commonest spelling is their name."""

from __future__ import annotations

import re
from contextlib import closing

from archivegen.archive.catalog import Catalog
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles
from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.urls import Urls
from story import Story

PAGE = "authors/iris-calloway/index.html"


def heading(site: Story) -> str:
    match = re.search("<h1[^>]*>([^<]*)</h1>", site.page(PAGE))
    assert match
    return match[1]


def test_one_careless_article_names_no_listing(site: Story) -> None:
    site.article("a.md", authors=["IRIS CALLOWAY"], date="2020-01-01")
    site.article("b.md", authors=["Iris Calloway"], date="2021-01-01").build()
    assert heading(site) == "IRIS CALLOWAY"  # the oldest, while both are as common
    site.article("c.md", authors=["Iris Calloway"], date="2022-01-01").build()
    assert heading(site) == "Iris Calloway"
    spellings = [problem for problem in site.problems if problem.kind == "spelling"]
    assert [problem.path for problem in spellings] == ["content/a.md"]
    site.assert_clean()


def test_what_is_not_published_does_not_count(site: Story) -> None:
    site.article("a.md", authors=["Iris Calloway"])
    for number in range(3):
        site.article(f"d{number}.md", authors=["iris calloway"], draft=True)
    site.build()
    assert heading(site) == "Iris Calloway"


def test_each_kind_of_term_has_spellings_of_its_own(site: Story) -> None:
    site.article("a.md", section="World", tags=["world", "Sea"])
    site.article("b.md", section="World", tags=["world", "sea"])
    site.article("c.md", section="World", tags=["world", "sea"]).build()
    assert "<h1>World</h1>" in site.page("world/index.html")
    assert "<h1>world</h1>" in site.page("topics/world/index.html")
    assert [p.path for p in site.problems if p.kind == "spelling"] == ["content/a.md"]


def test_a_term_is_asked_for_by_itself_and_terms_are_counted_as_far_as_it_matters(
    site: Story,
) -> None:
    for number, section in enumerate(("Norway", "Norway/Oslo", "Sweden")):
        site.article(f"a{number}.md", section=section)
    site.article("b.md", section="NORWAY", draft=True).build()
    sections = BUILT_IN["sections"]
    with closing(read_only_articles(site.paths)) as connection:
        catalog = Catalog(connection, View(1 << 40), Urls.of(""))
        terms = catalog.terms(sections)
        assert [*terms] == [*catalog.term_tallies(sections)] == ["norway", "norway/oslo", "sweden"]
        assert {slug: catalog.term(sections, slug) for slug in terms} == terms
        counted = [catalog.has_more_terms(sections, than) for than in range(4)]
        assert counted == [True, True, True, False]
        assert not catalog.has_more_terms(BUILT_IN["series"], 0)
        assert not catalog.respelled_terms(sections)
        with_drafts = Catalog(connection, View(1 << 40, drafts=True), Urls.of(""))
        assert with_drafts.respelled_terms(sections) == {"norway"}
