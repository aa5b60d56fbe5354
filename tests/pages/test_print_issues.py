"""Print issues: which there are, what stood in each, and what of them changes."""

from __future__ import annotations

import re

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
