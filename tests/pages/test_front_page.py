"""The front page: what stands there, in which order, and that nothing stands there twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from story import Story

FRONT = "index.html"


def shown(site: Story) -> list[str]:
    """The headlines of the front page: the articles, and behind a bar those of each section."""
    main = site.page(FRONT).partition("<main")[2]
    above, *sections = main.split('<section aria-labelledby="page-section-')
    pattern = re.compile(r'<a href="/\d{4}/\d[^"]*">([^<]+)</a>')
    return [*pattern.findall(above), *("| " + " ".join(pattern.findall(one)) for one in sections)]


@pytest.fixture
def paper(site: Story) -> Story:
    for number in range(1, 7):
        section = "Sport" if number % 2 else "News"
        site.article(f"a{number}.md", date=f"2024-05-0{number}", section=section)
    return site


def test_sections_do_not_repeat_what_stands_above(paper: Story) -> None:
    paper.configure("front_limit = 3\n").build()
    assert shown(paper) == ["A6", "A5", "A4", "| A2", "| A3 A1"]
    paper.configure("").build().assert_clean()
    assert shown(paper) == ["A6", "A5", "A4", "A3", "A2", "A1"]
    assert 'class="sections"' not in paper.page(FRONT)


def test_one_article_stands_there_once(site: Story) -> None:
    assert shown(site.article("a.md").build()) == ["A"]


def test_lead_pins_and_sections_are_as_configured(paper: Story) -> None:
    front = '[front]\nlead = "a1.md"\npins = ["a3.md", "a1.md"]\nsections = ["Sport", "News"]\n'
    paper.configure(f"front_limit = 3\n{front}").build().assert_clean()
    assert not paper.problems
    assert shown(paper) == ["A1", "A3", "A6", "| A5", "| A4 A2"]
    assert 'Latest: <time datetime="2024-05-06"' in paper.page(FRONT)
    paper.article("a7.md", date="2024-05-07", section="News").build().assert_clean()
    assert shown(paper)[:3] == ["A1", "A3", "A7"]
    # Pins alone follow the newest; more of them than the limit all stand there.
    paper.configure('front_limit = 1\n[front]\nlayout = "list"\npins = ["a2.md", "a3.md"]\n')
    paper.build().assert_clean()
    assert shown(paper)[:2] == ["A7", "A2"]
    assert '<ul class="cards">' in paper.page(FRONT)


def test_a_section_may_be_called_by_the_name_that_it_had(paper: Story) -> None:
    paper.configure(
        'front_limit = 1\nsections = ["Games", "News"]\n[front]\nsections = ["Games"]\n'
        '[templates]\nsection.Games = "article.html"\n'
    )
    paper.write("content/_sections/sport.md", "---\nname: Sport\naliases: Games\n---\n").build()
    (told,) = paper.problems
    assert (told.message, told.hint) == (
        "`templates.section.Games`: no article is in the section `Games`", "did you mean `Sport`?"
    )  # fmt: skip
    assert shown(paper) == ["A6", "| A5 A3 A1"]
    header = paper.page(FRONT).partition("</header>")[0]
    assert header.index('href="/sport/"') < header.index('href="/news/"')
    paper.write("content/_sections/sport.md", "---\nname: Sport\n---\n").build().assert_clean()
    assert any(one.message.endswith("is in the section `Games`") for one in paper.problems)
    assert header != paper.page(FRONT).partition("</header>")[0]


def test_a_headline_of_the_old_kind_is_set_smaller(site: Story) -> None:
    site.article("a.md", slug="a", headline="Loss of the Ballast. " * 7)
    site.article("b.md", slug="b", headline="Loss of the Ballast").build()
    assert site.page(FRONT).count('class="card-title long"') == 1
    assert '<h1 class="long">' in site.page("2024/05/01/a/index.html")
    assert "<h1>" in site.page("2024/05/01/b/index.html")


def test_what_is_not_there_is_told_at_its_place(paper: Story) -> None:
    paper.article("later.md", date="2030-01-01").article("draft.md", draft=True)
    paper.configure(
        '[front]\nlead = "content/a1.md"\npins = [\n  "later.md", "a2.md",\n  "draft.md",\n]\n'
        'sections = ["Sprot"]\n'
    ).build()
    assert paper.places() == [
        "archivegen.toml:4:9: `front.lead`: there is no article content/content/a1.md",
        "archivegen.toml:6:4: `front.pins`: content/later.md is in the future",
        "archivegen.toml:7:4: `front.pins`: content/draft.md is a draft",
        "archivegen.toml:9:14: `front.sections`: no article is in the section `Sprot`",
    ]
    assert paper.problems[0].hint == "did you mean `a1.md`?"
    assert paper.problems[3].hint == "did you mean `Sport`?"
    assert shown(paper)[:2] == ["A6", "A2"]
    # It takes its place without an edit.
    paper.build(now=1_900_000_000).assert_clean()
    assert shown(paper)[:2] == ["Later", "A2"]


def test_very_many_sections_are_named_and_some_are_shown(site: Story) -> None:
    for number in range(10, 25):
        site.article(f"{number}.md", section=f"S{number}", date=f"{2000 + number}-05-01")
    site.configure("front_limit = 1\n[theme]\nnav_limit = 14\n").build()
    page = site.page(FRONT)
    shown_sections = [f"s{number}" for number in range(10, 22)]
    assert re.findall(r'<h2 id="page-section-[^>]*><a href="/([^/]*)/"', page) == shown_sections
    names = page.partition('<ul class="names">')[2].partition("</ul>")[0]
    assert re.findall(r'href="/([^/]*)/"', names) == ["s22", "s23", "s24"]
    years = re.compile(r'<ol class="years">(.*?)</ol>', re.DOTALL)
    assert re.findall(r'href="/(\d+)/"', years.findall(page)[0])[:2] == ["2024", "2023"]
    site.article("old.md", section="S10", date="1901-05-01").build().assert_clean()
    assert '<a href="/1901/">' in site.page(FRONT)
    for number in range(10):
        site.article(f"old-{number}.md", section="S10", date=f"19{number}2-05-01")
    site.build().assert_clean()
    links = re.findall(r'href="([^"]*)">([^<]*)<', years.findall(site.page(FRONT))[0])
    assert links[0] == ("/archive/#decade-2020", "2020s")
    assert len(links) == 12
    for address, _ in links:
        assert f'id="{address.partition("#")[2]}"' in site.page("archive/index.html")


def test_stories_with_pictures_share_a_row(site: Story) -> None:
    """Below the first five; one alone is joined by a story without, and none leaves a hole."""

    def rows() -> list[str]:
        grids = site.page(FRONT).split('<div class="grid')[2:]
        headline = re.compile(r'<a href="/\d{4}/[^"]*">(\w+)</a>|<img')
        return [
            " ".join(found[1] or "+" for found in headline.finditer(grid.partition("</section")[0]))
            for grid in grids
        ]

    site.write("content/p.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for number in range(1, 10):
        site.article(f"a{number}.md", date=f"2024-05-0{number}")
    assert rows_after(site, rows) == ["A4 A3 A2 A1"]
    site.article("a2.md", date="2024-05-02", image="p.svg")
    assert rows_after(site, rows) == ["+ A2 A4", "A3 A1"]
    site.article("a4.md", date="2024-05-04", image="p.svg")
    assert rows_after(site, rows) == ["+ A4 + A2", "A3 A1"]


def rows_after(site: Story, rows: Callable[[], list[str]]) -> list[str]:
    site.build().assert_clean()
    return rows()
