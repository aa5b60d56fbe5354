"""Pages that are no articles: their addresses, their links, and what a change of them changes."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

import pytest

from archivegen.archive.ledger.published import PublishedAddresses
from archivegen.archive.ledger.record import record
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles
from archivegen.config.read import read_config
from checking import checked, line, told
from story import NOW, Snapshot, Story


def test_pages_and_articles_link_to_one_another(site: Story) -> None:
    site.article("2024/a.md", "To [us](../_pages/about.md#who).", tags=["Sea"])
    site.document("_pages/about.md", "To [a](../2024/a.md) and [imprint](legal/imprint.md).")
    site.document("_pages/legal/imprint.md").build()
    assert '<a href="/about/#who">us</a>' in site.page("2024/05/01/a/index.html")
    assert '<a href="/2024/05/01/a/">a</a>' in site.page("about/index.html")
    assert '<a href="/legal/imprint/">imprint</a>' in site.page("about/index.html")
    # An address that changes is another for all that lead there, and for nobody else.
    site.document("_pages/about.md", "Text.", url="/who-we-are.html").build()
    assert site.written >= {"who-we-are.html", "2024/05/01/a/index.html"}
    assert site.report.written < 9
    assert '<a href="/who-we-are.html#who">us</a>' in site.page("2024/05/01/a/index.html")
    site.assert_clean()
    site.document("_pages/legal/imprint.md", draft=True).document("_pages/about.md").build()
    assert not site.has("legal/imprint/index.html")
    site.assert_clean()


@pytest.mark.parametrize(
    ("path", "output"),
    [
        ("_pages/About Us.md", "about-us/index.html"),
        ("_pages/legal/index.md", "legal/index.html"),
        ("_pages/Über/Uns.markdown", "uber/uns/index.html"),
    ],
)
def test_the_address_of_a_page_is_that_of_its_file(site: Story, path: str, output: str) -> None:
    assert site.document(path).build().has(output)


def test_another_text_rewrites_the_page_alone(site: Story) -> None:
    site.article("a.md").document("_pages/about.md", aliases=["/old/"]).build()
    assert "/about/" in site.page("old/index.html")
    site.document("_pages/about.md", "Another.", aliases=["/old/"]).build()
    site.assert_written("about/index.html").assert_clean()


def test_pages_in_several_languages_name_one_another(site: Story) -> None:
    site.document("_pages/about.md").document(
        "_pages/de/uber.md", headline="Über uns", language="de", translation_of="../about.md"
    ).build()
    for path in ("about/index.html", "de/uber/index.html"):
        page = site.page(path)
        assert (
            '<link rel="alternate" hreflang="de" href="https://gazette.example/de/uber/">' in page
        )
        assert 'hreflang="x-default" href="https://gazette.example/about/">' in page
    assert '<article class="story static-page" lang="de" dir="ltr">' in page
    site.document("_pages/about.md", headline="Us").build()
    site.assert_clean()


def test_pictures_wait_for_the_page_that_shows_them(site: Story) -> None:
    site.write("content/_pages/a.svg", "<svg/>").write("content/_pages/b.svg", "<svg/>")
    site.document("_pages/about.md", "![A](a.svg) ![C](c.svg)", draft=True).build()
    assert not site.has("_pages/a.svg")
    assert site.has("_pages/b.svg")
    site.document("_pages/about.md", "![A](a.svg) ![C](c.svg)").build()
    assert site.has("_pages/a.svg")
    assert site.places() == [
        "content/_pages/about.md:4:18: the image leads to content/_pages/c.svg, which is not there"
    ]
    site.assert_clean()


def test_going_on_keeps_a_page_that_cannot_be_read(site: Story) -> None:
    site.article("a.md").document("_pages/about.md", "As it was.").build()
    site.write("content/_pages/about.md", "---\nheadline: [\n---\n").article("b.md")
    site.build(keep_going=True)
    assert "As it was." in site.page("about/index.html")
    assert site.has("2024/05/01/b/index.html")


def test_search_engines_are_told_of_pages_that_they_may_show(site: Story) -> None:
    site.document("_pages/about.md").document("_pages/thanks.md", indexed=False).build()
    sitemap = site.page("sitemaps/listings.xml")
    assert "<loc>https://gazette.example/about/</loc>" in sitemap
    assert "thanks" not in sitemap
    assert '<meta name="robots" content="noindex, follow">' in site.page("thanks/index.html")
    assert "noindex" not in site.page("about/index.html")
    site.document("_pages/about.md", draft=True).build()
    assert "about" not in site.page("sitemaps/listings.xml")


def test_a_page_that_would_vanish_is_an_error(site: Story) -> None:
    site.document("_pages/about.md").build()
    config = read_config(site.paths.config, site.paths.config_cache)
    with closing(read_only_articles(site.paths)) as connection:
        record(site.paths.ledger, PublishedAddresses(connection, View(NOW), config))
    site.move("content/_pages/about.md", "content/_pages/us.md").fail()
    (problem,) = (one for one in site.problems if one.kind == "vanished")
    assert problem.message == "/about/ of content/_pages/about.md would vanish"
    assert problem.hint.startswith("add `/about/` to the `aliases` of the page that replaces it")
    site.document("_pages/about.md", url="/who/").fail()
    (problem,) = (one for one in site.problems if one.kind == "vanished")
    assert problem.hint.startswith("keep it by a line `url: /about/`, or add `/about/` to the `al")
    site.document("_pages/about.md", url="/who/", aliases=["/about/"]).build()


def test_two_owners_of_one_address_are_named(site: Story) -> None:
    site.article("a.md").write("static/terms/index.html", "T")
    pages = {"same": "/2024/05/01/a", "one": "/x/", "two": "/x/", "terms": "/terms/"}
    for name, url in pages.items():
        site.document(f"_pages/{name}.md", url=url)
    told = {one.path: f"{one.line}:{one.column} {one.message}" for one in site.fail().problems}
    two = "have the same address"
    assert told["content/_pages/same.md"] == f"3:1 this and content/a.md {two} /2024/05/01/a/"
    assert told["content/_pages/two.md"] == f"3:1 this and content/_pages/one.md {two} /x/"
    assert told["content/_pages/terms.md"] == (
        "3:1 this would be written to /terms/index.html, where static/terms/index.html stands"
    )
    for name in pages:
        site.delete(f"content/_pages/{name}.md")
    site.document("_pages/news.md").document("_pages/archive.md").fail()
    archive, news = site.problems
    assert line(news) == (
        "error content/_pages/news.md:2:1: this would be written to /news/index.html, where the "
        "site's own page (term/sections/news) stands (give one of them another address)"
    )
    assert archive.hint.startswith("give this another address, or the site's page another place")


def test_pages_are_checked_as_articles_are(site: Story) -> None:
    site.article("a.md", "## Head").write("content/_pages/x.png", b"")
    site.document("_pages/about.md", "[A](../a.md#no) [B](b.pdf) ![](x.png) [C](/nowhere/)")
    site.document("_pages/later.md", draft=True, image={"src": "x.png", "alt": "X"})
    problems = [one for one in checked(site).problems if one.path == "content/_pages/about.md"]
    assert [one.message for one in problems] == [
        "the link leads to #no, but nothing in content/a.md has that id",
        "the link leads to content/_pages/b.pdf, which is not there",
        "the image has no text for who cannot see it",
        "the link leads to /nowhere/, where the site has nothing",
    ]


# Menus and the footer


def test_every_page_links_to_the_pages_of_the_menus(site: Story) -> None:
    site.article("a.md").document("_pages/privacy.md", menu="footer", order=2)
    site.document("_pages/zoo.md", menu="footer", order=1).document("_pages/plain.md")
    site.document("_pages/imprint.md", menu="footer", order=2, headline="Imprint & more")
    site.document("_pages/about.md", menu="header").build()
    page = site.page("index.html")
    header, footer = page.split("<main")[0], page.split("</main>")[1]
    links = re.findall('<li><a href="([^"]+)">', header)
    assert [link for link in links if link not in {"/archive/", "/on-this-day/"}] == [
        "/news/", "/about/",
    ]  # fmt: skip
    assert re.findall('<li><a href="([^"]+)">', footer)[-3:] == ["/zoo/", "/imprint/", "/privacy/"]
    assert "Imprint &amp; more" in footer
    assert "plain" not in page
    assert '<a href="/about/" aria-current="true">' in site.page("about/index.html")
    # Only what the menus show changes all pages.
    site.document("_pages/zoo.md", "Another text.", menu="footer", order=1, summary="S.").build()
    site.assert_written("zoo/index.html")
    site.document("_pages/zoo.md", menu="none").build()
    html = {path for path in Snapshot.of(site.paths.output).files if path.endswith(".html")}
    assert site.written == html
    site.assert_clean()


def test_the_footer_is_a_line_of_markdown(site: Story) -> None:
    line_of_footer = (
        "© *Saltmarsh* [Us](_pages/about.md#a) [News](/news/) <script>x</script> <b>&</b>"
    )
    site.configure(f"[theme]\nfooter = '{line_of_footer}'\n")
    site.article("a.md").document("_pages/about.md").build()
    links = '<a href="/about/#a">Us</a> <a href="/news/">News</a>'
    assert f"<p>© <em>Saltmarsh</em> {links}  <b>&amp;</b></p>" in site.page("index.html")
    (problem,) = site.problems
    assert line(problem) == (
        "warning archivegen.toml:4:1: `footer`: `<script>` is left out with all that is in it "
        "(scripts stand in the templates of a site, not in its articles)"
    )
    site.document("_pages/about.md", url="/who/").build()
    assert '<a href="/who/#a">' in site.page("2024/05/01/a/index.html")
    site.assert_clean()
    site.configure('[theme]\nfooter = "[A](/nowhere/) [N](/news/) [U](_pages/about.md#a)"\n')
    (lost,) = told(site, "configuration")
    assert lost == (
        "warning archivegen.toml:4:1: `theme.footer` leads to /nowhere/, where the site has "
        "nothing (it is a path from the site's root, as in the output)"
    )
    site.delete("content/_pages/about.md").build()
    assert site.problems[0].message == (
        "`footer` leads to content/_pages/about.md, which is not there"
    )


@pytest.mark.parametrize("text", ["# A heading", "- a list", "one\\n\\ntwo", "<p>a</p><p>b</p>"])
def test_a_footer_of_more_than_a_line_is_an_error(site: Story, text: str) -> None:
    site.configure(f'[theme]\nfooter = "{text}"\n').article("a.md").fail()
    (problem,) = site.problems
    assert line(problem) == (
        "error archivegen.toml:4:1: `footer` is more than one line of text "
        "(write a line without headings, lists and tables)"
    )


# Hostile values


def test_what_a_page_says_is_data(site: Story) -> None:
    bad = '"><script>alert(1)</script>{{ 7 * 7 }}'
    image = {"src": '"onerror=1', "alt": bad, "caption": bad}
    values: dict[str, Any] = {"headline": bad, "summary": bad, "image": image, "extra": {"a": bad}}
    site.article("a.md").document("_pages/a.md", url='/"><b>/x.html', **values).fail()
    (error,) = (one for one in site.problems if one.severity == "error")
    assert error.message == '`url`: `/"><b>/x.html` is not a path on this site'
    body = "{{ site.title }} <script>x</script>"
    site.document("_pages/a.md", body, menu="footer", url="/&'é/", **values).build()
    for path in ("&'é/index.html", "index.html"):
        text = site.page(path).split("<body>")[1]
        assert "<script>alert" not in text
        assert "49" not in text
        assert '"onerror=' not in text
        assert "/&amp;&#39;%C3%A9/" in text
    assert "{{ site.title }}" in site.page("&'é/index.html")
    site.assert_clean()
