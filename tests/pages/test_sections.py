"""Sections and other terms in order; of very many, the header and the front page have some."""

from __future__ import annotations

import re

import pytest

from story import Snapshot, Story

LIMIT = "[theme]\nnav_limit = 2\n"
LIST = "sections/index.html"


def header(site: Story, page: str = "index.html") -> list[str]:
    nav = site.page(page).partition('class="site-nav"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]*)"', nav)


def fill(site: Story, **counts: int) -> Story:
    for section, count in counts.items():
        for number in range(count):
            site.article(f"{section}-{number}.md", section=section.title(), date="2024-05-01")
    return site


def test_as_many_as_the_limit_are_all_in_the_header(site: Story) -> None:
    fill(site.configure(LIMIT), art=1, sport=1).build()
    assert header(site) == ["/art/", "/sport/"]
    assert not site.has(LIST)


def test_with_more_the_largest_are_there_and_a_list_of_all(site: Story) -> None:
    fill(site.configure("front_limit = 1\n" + LIMIT), art=1, law=4, news=2, sport=5).build()
    assert header(site) == ["/law/", "/sport/", "/sections/"]
    front = site.page("index.html").partition('class="sections"')[2]
    assert re.findall(r'<h2[^>]*><a href="([^"]*)"', front) == ["/law/", "/sport/"]
    counts = site.page(LIST).partition('class="counts"')[2]
    assert re.findall(r'href="([^"]*)"', counts)[:4] == ["/art/", "/law/", "/news/", "/sport/"]
    assert 'aria-current="true"' in site.page(LIST).partition("</nav>")[0]
    files = Snapshot.of(site.paths.output).files
    maps = b"".join(data for path, data in files.items() if path.startswith("sitemaps/"))
    assert b"<loc>https://gazette.example/sections/</loc>" in maps


def test_the_row_has_the_largest_of_the_header_and_the_menu_all(site: Story) -> None:
    counts = {"art": 1, "law": 4, "news": 2, "sport": 5}
    fill(site.configure("[theme]\nnav_main = 2\n"), **counts).build()
    row, menu = ["/law/", "/sport/"], ["/art/", "/law/", "/news/", "/sport/"]
    assert header(site) == [*row, *menu]
    assert "<summary>All sections</summary>" in site.page("index.html")
    site.configure("[theme]\nnav_main = 2\nnav_limit = 3\n").build().assert_clean()
    assert header(site) == [*row, "/law/", "/news/", "/sport/", "/sections/"]
    links = '[[theme.navigation]]\ntitle = "Law"\nurl = "/law/"\n'
    site.configure(links).build().assert_clean()
    assert header(site) == ["/law/"]


def test_names_are_listed_as_the_language_lists_them(site: Story) -> None:
    tags = ["Zebra", "Österreich", "Ångström", "Apple"]
    site.configure('language = "sv"\n').article("a.md", section="Öst", tags=tags)
    site.article("b.md", section="Zon", authors=["Åsa Ek", "Zoe Ek", "Örjan Ek"]).build()
    listed = re.compile(r'class="counts">(.*?)</ul>', re.DOTALL)

    def names(page: str) -> list[str]:
        return re.findall(r"<a [^>]*>([^<]*)</a>", "".join(listed.findall(site.page(page))))

    assert header(site) == ["/zon/", "/ost/"]
    assert names("topics/index.html") == ["Apple", "Zebra", "Ångström", "Österreich"]
    assert names("authors/index.html") == ["Zoe Ek", "Åsa Ek", "Örjan Ek"]
    site.article("c.md", tags=["Ärla"]).build().assert_clean()
    assert names("topics/index.html") == ["Apple", "Zebra", "Ångström", "Ärla", "Österreich"]
    site.configure('language = "de"\n').build().assert_clean()
    assert names("topics/index.html") == ["Ångström", "Apple", "Ärla", "Österreich", "Zebra"]
    assert header(site) == ["/news/", "/ost/", "/zon/"]


def test_the_configuration_chooses(site: Story) -> None:
    site.configure('sections = ["News", "Art", "Law", "Sport", "Gone"]\n' + LIMIT)
    fill(site, art=1, law=4, news=2, sport=5).build()
    assert header(site) == ["/news/", "/art/", "/sections/"]
    # The front page has blocks of what does not stand above them.
    site.configure('sections = ["Sport", "Law"]\nfront_limit = 1\n').build()
    assert header(site) == ["/sport/", "/law/", "/art/", "/news/"]
    front = site.page("index.html").partition('class="sections"')[2]
    assert re.findall(r'<h2[^>]*><a href="([^"]*)"', front) == header(site)


def test_a_new_section_and_a_new_article_leave_the_other_pages_alone(site: Story) -> None:
    fill(site.configure(LIMIT), art=1, law=4, news=2, sport=5).build()
    site.article("new.md", section="Zoo", date="2024-05-02").build()
    articles = re.compile(r"(law|news|art|sport)/|2024/05/01/\w")
    assert not {path for path in site.written if articles.match(path)} - {"2024/05/01/index.html"}
    assert LIST in site.written
    fill(site, news=3).build().assert_clean()
    assert header(site) == ["/law/", "/sport/", "/sections/"]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_link_is_in_the_language_of_the_site(site: Story, language: str) -> None:
    fill(site.configure(f'language = "{language}"\n{LIMIT}'), art=1, law=1, news=1).build()
    assert ">Sections<" not in site.page("index.html")


def test_sections_below_a_section(site: Story) -> None:
    site.configure("[theme]\nnav_limit = 1\n[search]\nenabled = true\n")
    site.article("a.md", section="Sport", date="2023-01-02")
    site.article("b.md", section="Sport/Football").article("c.md", section="Sport / Football")
    site.article("d.md", section="Art/Books").build()
    assert header(site, "2024/05/01/b/index.html") == ["/sport/", "/sections/"]
    listed = re.compile(r'card-title"><a href="([^"]*)')
    assert listed.findall(site.page("sport/index.html")) == [
        "/2024/05/01/c/", "/2024/05/01/b/", "/2023/01/02/a/",
    ]  # fmt: skip
    assert listed.findall(site.page("sport/football/index.html")) == [
        "/2024/05/01/c/", "/2024/05/01/b/",
    ]  # fmt: skip
    assert site.has("sport/football/2024/index.html")
    assert site.has("sport/football/feed.xml")
    article = site.page("2024/05/01/b/index.html")
    above = article.partition('<nav class="trail"')[2].partition("</nav>")[0]
    assert re.findall(r'class="label"><a href="([^"]*)', above) == ["/sport/", "/sport/football/"]
    assert '"articleSection": ["Sport", "Football"]' in article
    assert 'href="/sport/football/">Football</a> <span class="count">2 articles' in (
        site.page("sport/index.html")
    )
    places = re.findall(r'<li[^>]*><a href="([^"]*)', site.page(LIST).partition('"counts"')[2])
    assert places[:4] == ["/art/", "/art/books/", "/sport/", "/sport/football/"]
    choice = site.page("search/index.html").partition('id="search-section"')[2]
    assert re.findall(r'value="([^"]*)"[^>]*>([^<]*)', choice)[1:5] == [
        ("art", "Art"), ("art/books", "Art / Books"), ("sport", "Sport"),
        ("sport/football", "Sport / Football"),
    ]  # fmt: skip
    site.article("b.md", section="Sport/Rowing").build().assert_clean()
    site.delete("content/a.md").build().assert_clean()


def test_addresses_with_a_section_below_a_section(site: Story) -> None:
    site.configure('permalink = "/{section}/{slug}/"\n')
    site.article("a.md", section="Sport/Football").build()
    assert site.has("sport/football/a/index.html")
    site.article("b.md", section="Sport", slug="football").fail()
    assert "sport/football/index.html" in site.problems[0].message
