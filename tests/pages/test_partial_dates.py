"""Partial dates: articles of which no more than the month or the year is known."""

from __future__ import annotations

import json
import re

from story import Story


def headlines(site: Story, page: str) -> list[str]:
    return re.findall(r'card-title"[^>]*><a href="[^"]*">([^<]*)', site.page(page))


def test_they_are_in_what_is_known_of_their_time(site: Story) -> None:
    site.configure("newest_limit = 1\nlisting_limit = 2\n")
    site.article("year.md", date="1923", tags=["Sea"], authors="Ann Lee")
    site.article("month.md", date="1923-07", tags=["Sea"])
    site.article("day.md", date="1923-07-01", tags=["Sea"]).article("other.md", date="1923-08-02")
    site.build().assert_clean()
    assert site.has("1923/00/00/year/index.html")
    assert site.has("1923/07/00/month/index.html")
    assert not site.has("1923/07/00/index.html")
    assert not site.has("1923/00/index.html")
    year, month = site.page("1923/index.html"), site.page("1923/07/index.html")
    assert headlines(site, "1923/index.html") == ["Other", "Year"]
    assert ">1923, month unknown</h2>" in year
    assert "<p>4 articles</p>" in year
    assert headlines(site, "1923/07/index.html") == ["Day", "Month"]
    assert ">July 1923, day unknown</h2>" in month
    assert "<p>2 articles</p>" in month
    assert headlines(site, "topics/sea/1923/index.html") == ["Day", "Year"]
    assert headlines(site, "topics/sea/1923/07/index.html") == ["Day", "Month"]
    assert headlines(site, "1923/07/01/index.html") == ["Day"]
    assert not site.has("on-this-day/01-01/index.html")
    assert '<td class="sum">4</td>' in site.page("archive/index.html")


def test_they_are_shown_as_they_are_known(site: Story) -> None:
    site.configure('date_format = "d. MMMM y"\n')
    site.article("year.md", date="1923", authors="Ann Lee", print={"page": 3})
    site.article("month.md", date="1923-07").build()
    year = site.page("1923/00/00/year/index.html")
    assert '<a href="/1923/"><time datetime="1923">1923</time></a>' in year
    assert 'article:published_time" content="1923"' in year
    assert '"datePublished": "1923"' in year
    assert "<dd>Lee, A. (1923). Year." in year
    assert "<i>The Test Gazette</i>, 1923, 3." in year
    assert "  year = {1923},\n  pages" in year
    assert "Printed in the issue of <time datetime" in year
    assert not site.has("issues")
    month = site.page("1923/07/00/month/index.html")
    assert '<a href="/1923/07/"><time datetime="1923-07">July 1923</time></a>' in month
    assert "Month. (1923, July)." in month
    assert "<i>The Test Gazette</i>, July 1923." in month
    assert '<time datetime="1923-07">July 1923</time>' in site.page("index.html")


def test_machines_are_told_what_is_known(site: Story) -> None:
    site.article("year.md", date="1923").article("month.md", date="1923-07").build()
    data = json.loads(site.page("1923/index.json"))
    assert (data["year"], data["month"]) == (1923, None)
    assert data["html"] == "https://gazette.example/1923/"
    assert [article["published"] for article in data["articles"]] == ["1923"]
    assert data["next"] == "https://gazette.example/1923/07/index.json"
    (article,) = json.loads(site.page("1923/07/index.json"))["articles"]
    assert article["published"] == "1923-07"
    months = json.loads(site.page("archive/index.json"))["months"]
    assert [month["month"] for month in months] == [None, 7]
    assert "/1923/00/00/year/" in site.page("sitemaps/1923.xml")
    assert "<published>1923-01-01T00:00:00Z</published>" in site.page("feeds/1923.xml").replace(
        "+00:00", "Z"
    )
    assert "/feeds/1923-07.xml" in site.page("feed.xml")


def test_a_date_that_becomes_known_moves_the_article(site: Story) -> None:
    site.article("a.md", date="1923").article("b.md", date="1923-07-04").build()
    site.article("a.md", date="1923-07").build().assert_clean()
    assert headlines(site, "1923/07/index.html") == ["B", "A"]
    site.article("a.md", date="1923-07-05").build().assert_clean()
    site.article("c.md", date="1923").build().assert_clean()
    site.delete("content/c.md").build().assert_clean()
    # In the future, it waits as others do.
    site.article("a.md", date="2026").build().assert_clean()
    assert site.report.scheduled == 1


def test_only_the_date_may_be_partial(site: Story) -> None:
    site.article("a.md", date="1923-13").article("b.md", updated="1923-07").fail()
    assert [problem.message for problem in site.problems] == [
        "`date`: `1923-13` names a month that does not exist",
        "`updated`: `1923-07` has no day",
    ]


def test_an_order_says_how_dates_are_meant(site: Story) -> None:
    dates = ("7/8/2022", "21 July 2022", "07.08.2022 06:40", "3rd March 2021, 6:40pm")
    for number, date in enumerate(dates):
        site.article(f"{number}.md", date=date)
    site.fail()
    hints = [problem.hint for problem in site.problems]
    both = "did you mean `2022-07-08` or `2022-08-07`?"
    assert hints[0].startswith(both)
    assert 'date_order = "dmy" or "mdy"' in hints[0]
    assert hints[1] == "did you mean `2022-07-21`?"
    site.configure('date_order = "dmy"\n').build().assert_clean()
    for path in ("2022/08/07/0", "2022/07/21/1", "2022/08/07/2", "2021/03/03/3"):
        assert site.has(f"{path}/index.html")
    assert "2022-08-07T06:40:00" in site.page("2022/08/07/2/index.html")
    site.configure('date_order = "mdy"\n').build().assert_clean()
    assert site.has("2022/07/08/0/index.html")
    site.configure('date_order = "ymd"\n').fail()
