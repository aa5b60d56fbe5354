"""Print issues: which there are, what stood in each, and what of them changes."""

from __future__ import annotations

import json
import re

import pytest

from archivegen.pages.print_issues import family
from checking import line
from story import Story

ISSUE = "issues/1922/07/21/index.html"


def printed(site: Story, name: str, date: str = "1922-07-21", **place: object) -> Story:
    return site.article(
        f"{name}.md", date=date, headline=name.title(), print={"date": date, **place}
    )


def order(site: Story, page: str = ISSUE) -> list[str]:
    return re.findall(r'card-title"><a href="[^"]*">([^<]*)', site.page(page))


def test_articles_stand_by_section_page_and_column(site: Story) -> None:
    printed(site, "ten", page="A10", section="Main")
    printed(site, "two b", page="A2", column=11, section="Main")
    printed(site, "two a", page="a2", column=2, section="MAIN")
    printed(site, "sport", page="B1", section="Sport")
    printed(site, "somewhere", section="Main")
    printed(site, "nowhere", number="9" * 5000)
    printed(site, "first", page=1)
    site.build()
    expected = ["First", "Nowhere", "Two A", "Two B", "Ten", "Somewhere", "Sport"]
    assert order(site) == expected
    assert re.findall(r'page-section-\d">(\w+)', site.page(ISSUE)) == ["MAIN", "Sport"]


def test_an_issue_is_its_publication_day_and_edition(site: Story) -> None:
    printed(site, "a", number=311)
    printed(site, "b", number=311, edition="Late City")
    printed(site, "c", number=311, edition="late city", date="1922-07-22 09:00")
    printed(site, "d", number=311, publication="The Herald")
    printed(site, "e", number=312, date="1922-07-28")
    site.article("f.md", date="1922-08-01", print={"date": "1922-07-21 06:40"})
    printed(site, "g", volume="<b>")
    site.build()
    assert order(site) == ["A", "G", "F"]
    assert order(site, "issues/1922/07/21/late-city/index.html") == ["B"]
    assert order(site, "issues/1922/07/22/late-city/index.html") == ["C"]
    assert order(site, "issues/the-herald/1922/07/21/index.html") == ["D"]
    page = site.page(ISSUE)
    assert "Volume <bdi>&lt;b&gt;</bdi>, No. <bdi>311</bdi>, 3 articles" in page
    assert 'rel="next" href="/issues/1922/07/21/late-city/"' in page
    assert 'rel="prev"' not in page
    overview = site.page("issues/index.html")
    assert "<p>4 issues</p>" in overview
    assert (
        '<a href="/issues/the-herald/">The Herald</a> <span class="count">1 issue</span>'
        in overview
    )
    listings = site.page("sitemaps/listings.xml")
    for url in ("issues/", "issues/1922/", "issues/1922/07/21/late-city/", "issues/the-herald/"):
        assert f"<loc>https://gazette.example/{url}</loc>" in listings


def test_a_year_with_very_many_issues_has_its_weeks(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family, "MOST_ISSUES", 2)
    for edition in ("a", "b", "c"):
        printed(site, edition, edition=edition)
    printed(site, "d", date="1923-07-21")
    year = site.build().page("issues/1922/index.html")
    assert "<p>3 issues</p>" in year
    assert re.findall('href="(/issues/1922/07/21/[^"]*)"', year) == ["/issues/1922/07/21/a/"]
    assert 'href="/issues/1922/07/21/c/"' in site.page("issues/1922/07/index.html")
    assert '<ol class="issues">' in site.page("issues/1923/index.html")


def test_what_most_articles_say_of_an_issue_is_shown(site: Story) -> None:
    for number, name in enumerate("abc"):
        printed(site, name, number=311 if number else 113, edition="Late" if number else "LATE")
    page = site.build().page("issues/1922/07/21/late/index.html")
    assert "No. <bdi>311</bdi>" in page
    assert "<h1>July 21, 1922 (Late)</h1>" in page


def test_a_new_article_changes_its_issue_and_the_lists_that_count(site: Story) -> None:
    for day in range(1, 29):
        printed(site, f"day {day}", date=f"1922-07-{day:02}")
    printed(site, "other", date="1922-08-01", publication="The Herald")
    site.build()
    printed(site, "new", page=3).build()
    issues = {path for path in site.written if path.startswith("issues/")}
    assert issues == {ISSUE, "issues/1922/index.html", "issues/1922/07/index.html"}
    site.assert_clean()
    # Another issue changes its neighbours, too, and how many there are.
    printed(site, "newer", date="1922-08-04").build().assert_clean()
    issues = {path for path in site.written if path.startswith("issues/")}
    assert issues == {
        "issues/index.html", "issues/1922/index.html", "issues/1922/07/index.html",
        "issues/1922/07/28/index.html", "issues/1922/08/index.html",
        "issues/1922/08/04/index.html",
    }  # fmt: skip


def test_edits_leave_what_a_clean_build_leaves(site: Story) -> None:
    printed(site, "a", publication="The Herald")
    printed(site, "b", publication="THE HERALD", date="1922-08-01")
    printed(site, "c", page=1).build()
    assert "THE HERALD" in site.page("issues/the-herald/index.html")
    printed(site, "a", publication="The Herald", page=4).build().assert_clean()
    site.article("c.md", date="1922-07-21").build().assert_clean()
    assert not site.has(ISSUE)
    site.delete("content/b.md").build().assert_clean()
    assert "The Herald" in site.page("issues/the-herald/index.html")
    site.delete("content/a.md").build().assert_clean()
    assert not site.has("issues")
    assert "Print issues" not in site.page("index.html")


def test_what_is_not_published_is_in_no_issue_and_the_family_can_be_left_out(site: Story) -> None:
    printed(site, "a")
    site.article("b.md", date="2030-01-01", print={"date": "1922-07-21"})
    site.article("c.md", date="1922-07-21", draft=True, print={"page": 1})
    assert order(site.build()) == ["A"]
    site.configure("[indexes]\nissues = false\n").build().assert_clean()
    assert not site.has("issues")
    assert "Printed in the issue of <time" in site.page("1922/07/21/a/index.html")


def about(site: Story, name: str, text: str = "", **head: object) -> Story:
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    return site.write(f"content/_issues/{name}.md", f"---\n{lines}---\n{text}\n")


def test_a_file_says_what_is_known_of_an_issue(site: Story) -> None:
    printed(site, "a", number=311)
    about(site, "1922-07-21", "See [a](../a.md).", number=312, image={"src": "p.svg", "alt": "P"})
    about(site, "1922-07-22", missing=True, aliases="/lost/", volume="II").build()
    about(site, "herald/1922-08-01-late", publication="The Herald", edition="Late", summary="S")
    site.write("content/_issues/p.svg", "<svg/>")
    site.article("b.md", "[i](_issues/1922-07-22.md), [j](_issues/herald/1922-08-01-late.md)")
    site.build().assert_clean()
    assert not site.problems
    page = site.page(ISSUE)
    for text in (
        'No. <bdi>312</bdi>, 1 article<', '<p>See <a href="/1922/07/21/a/">a</a>.</p>',
        '<a href="/_issues/p.svg"><img src="/_issues/p.svg" alt="P"', 'href="/issues/1922/07/22/"',
    ):  # fmt: skip
        assert text in page
    assert "0 articles" not in site.page("issues/the-herald/1922/08/01/late/index.html")
    assert "0 articles" not in site.page("issues/the-herald/1922/08/index.html")
    lost = site.page("issues/1922/07/22/index.html")
    assert "Volume <bdi>II</bdi></p>" in lost
    assert '<p class="missing-issue">No copy of this issue is known to survive.</p>' in lost
    assert "url=/issues/1922/07/22/" in site.page("lost/index.html")
    assert site.has("issues/the-herald/1922/08/01/late/index.html")
    article = site.page("2024/05/01/b/index.html")
    assert 'href="/issues/1922/07/22/"' in article
    assert 'href="/issues/the-herald/1922/08/01/late/"' in article
    for path in ("", "1922/", "1922/07/"):
        assert "<p>1 issue, 1 missing</p>" in site.page(f"issues/{path}index.html")
    month = site.page("issues/1922/07/index.html")
    assert (
        '<td class="missing"><a href="/issues/1922/07/22/" aria-label="July 22, 1922, miss' in month
    )
    assert '<td><a href="/issues/1922/07/21/" aria-label="July 21, 1922">' in month
    assert "<loc>https://gazette.example/issues/1922/07/22/</loc>" in site.page(
        "sitemaps/listings.xml"
    )


def test_what_changes_with_the_file_of_an_issue(site: Story) -> None:
    for day in range(19, 25):
        printed(site, f"day {day}", date=f"1922-07-{day:02}")
    about(site, "1922-07-21", "A note.").build()
    about(site, "1922-07-21", "A [note](../day%2024.md).").build().assert_clean()
    site.assert_written(ISSUE)
    site.article("day 24.md", date="1922-07-24", slug="x", print={"page": 2}).build()
    assert ISSUE in site.written
    site.assert_clean()
    about(site, "1922-07-21", "A note.", edition="Late").build().assert_clean()
    assert site.has("issues/1922/07/21/late/index.html")
    assert "A note." not in site.page(ISSUE)
    about(site, "1922-07-21", "A note.", indexed=False, draft=False).build().assert_clean()
    assert 'content="noindex, follow"' in site.page(ISSUE)
    assert "issues/1922/07/21/" not in site.page("sitemaps/listings.xml")
    about(site, "1922-07-21", "A note.", draft=True).build().assert_clean()
    assert "A note." not in site.page(ISSUE)
    site.delete("content/_issues/1922-07-21.md").build().assert_clean()


def test_articles_are_cited_with_what_the_file_of_their_issue_says(site: Story) -> None:
    printed(site, "a", page=2)
    printed(site, "b", number=310)
    printed(site, "c", date="1922-07-22")
    about(site, "1922-07-21", volume="LXVII", number=311).build()
    for name, number in (("a", "311"), ("b", "310")):
        page = site.page(f"1922/07/21/{name}/index.html")
        assert '<meta name="citation_volume" content="LXVII">' in page
        assert f'<meta name="citation_issue" content="{number}">' in page
        assert f'"issueNumber": "{number}"' in page
    about(site, "1922-07-21", volume="LXVII", number=312).build().assert_clean()
    articles = {path for path in site.written if not path.startswith("issues/")}
    assert articles == {"1922/07/21/a/index.html"}
    assert '"issueNumber": "312"' in site.page("1922/07/21/a/index.html")


def test_a_missing_issue_with_articles_is_told(site: Story) -> None:
    printed(site, "a")
    about(site, "1922-07-20", missing=True)
    about(site, "1922-07-21", number=1, missing=True).build()
    (told,) = map(line, site.problems)
    assert told == (
        "advice content/_issues/1922-07-21.md:3:1: no copy of this issue survives, but an article "
        "says to have been printed in it (take `missing` out, unless what is known of it comes "
        "from clippings)"
    )


def test_what_is_wrong_with_the_file_of_an_issue_is_told(site: Story) -> None:
    about(site, "july")
    about(site, "1922-02-30")
    about(site, "1922-07-21", missing="perhaps")
    about(site, "1922-07-22", no=3, listed=False)
    about(site, "a/1922-07-23")
    about(site, "b/1922-07-23")
    printed(site, "c").fail()
    told = [line(problem) for problem in site.problems]
    for name in ("july", "1922-02-30"):
        assert (
            f"error content/_issues/{name}.md:1:1: the name of this file does not begin with the "
            "day of an issue (name it like content/_issues/1922-07-21.md, or 1922-07-21-late.md)"
        ) in told
    assert (
        "error content/_issues/1922-07-21.md:2:10: `missing` is neither true nor false (write true "
        "or false, without quotes)"
    ) in told
    assert (
        "error content/_issues/b/1922-07-23.md:1:1: this and content/_issues/a/1922-07-23.md have "
        "the same address /issues/1922/07/23/ (put everything about one issue into one file)"
    ) in told
    path = "content/_issues/1922-07-22.md"
    assert f"warning {path}:2:1: unknown key `no` (did you mean `number`?)" in told
    assert (
        f"warning {path}:3:9: `listed` does nothing here: an issue is listed by its day "
        "(take it out)"
    ) in told
    for name in ("july", "1922-02-30", "1922-07-21", "b/1922-07-23"):
        site.delete(f"content/_issues/{name}.md")
    site.configure("[indexes]\nissues = false\n").build()
    assert "the site has it with issues = true under [indexes] in archivegen.toml" in [
        problem.hint for problem in site.problems
    ]
    assert not site.has("issues")
    site.configure("").build().assert_clean()
    assert site.has("issues/1922/07/22/index.html")


def test_the_address_of_an_issue_with_a_file_lasts(site: Story) -> None:
    printed(site, "a")
    about(site, "1922-07-21")
    about(site, "1922-07-22", missing=True).build()
    site.write("urls.txt", "/issues/1922/07/21/ content/_issues/1922-07-21.md\n"
        "/issues/1922/07/22/ content/_issues/1922-07-22.md\n").build()  # fmt: skip
    site.delete("content/_issues/1922-07-21.md").build()
    site.delete("content/_issues/1922-07-22.md").fail()
    assert [problem.line for problem in site.problems] == [2]
