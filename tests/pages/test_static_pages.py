"""Pages that are no articles: their addresses, their links, and what a change of them changes."""

from __future__ import annotations

import pytest

from story import Story


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
