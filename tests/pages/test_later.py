"""From one story to the next: what came after an article, and that it is an old one."""

from __future__ import annotations

import re

from story import Story

PAGE = "2011/05/01/flood/index.html"


NAVIGATION = '[theme]\nnavigation = [{title = "News", url = "/news/"}]\n'
"""A header that no section changes."""


def later(site: Story, page: str = PAGE) -> list[str]:
    """The headlines of what happened next."""
    _, _, section = site.page(page).partition('aria-labelledby="page-later"')
    return re.findall(r'card-title"[^>]*><a[^>]*>([^<]*)', section.partition("</section>")[0])


def articles_written(site: Story) -> set[str]:
    """The headlines, as slugs, of article pages that were written."""
    found = (re.fullmatch(r"\d{4}/\d\d/\d\d/([^/]+)/index.html", path) for path in site.written)
    return {match[1] for match in found if match}


def test_later_articles_that_link_to_one(site: Story) -> None:
    site.article("flood.md", "See [what came](later.md).", date="2011-05-01")
    told = {"date": "2013-05-01", "slug": "later", "summary": "S"}
    site.article("later.md", "After [the flood](flood.md#top).", **told)
    site.article("before.md", "[The flood](flood.md)?", date="2010-05-01")
    site.article("secret.md", "[The flood](flood.md)", date="2014-05-01", listed=False)
    site.article("draft.md", "[The flood](flood.md)", date="2014-05-02", draft=True)
    site.article("next.md", "[The flood](flood.md)", date="2030-05-02").build()
    assert later(site) == ["Later"]
    assert not later(site, "2013/05/01/later/index.html")
    site.build(drafts=True).assert_clean()
    assert "Draft" in later(site)
    site.build(drafts=False).assert_clean()
    # Its page follows a headline of what links to it, and no other text of that.
    site.article("later.md", "After [the flood](flood.md), much.", **told)
    site.build().assert_clean()
    assert "flood" not in articles_written(site)
    site.article("later.md", "After [the flood](flood.md), much.", headline="Verdict", **told)
    site.build().assert_clean()
    assert later(site) == ["Verdict"]
    site.article("later.md", "After the flood.", **told).build()
    assert not later(site.assert_clean())


def test_what_does_not_stand_any_more_is_no_news_of_an_article(site: Story) -> None:
    notice = {"type": "superseded", "date": "2014-05-01", "by": "flood.md"}
    site.article("flood.md", date="2011-05-01")
    site.article("old.md", date="2013-05-01", notices=[notice]).build()
    assert not later(site)
    site.article("old.md", "After [the flood](flood.md).", date="2013-05-01").build()
    assert later(site.assert_clean()) == ["Old"]


def test_a_new_article_changes_as_many_pages_as_it_has_links(site: Story) -> None:
    site.configure(NAVIGATION).article("flood.md", date="2011-05-01", section="A")
    for number in range(1, 6):
        site.article(
            f"n{number}.md", "[It](flood.md)", date=f"2012-05-0{number}", section=f"S{number}"
        )
    site.build()
    assert later(site) == ["N2", "N3", "N4", "N5"]
    site.article("new.md", "[It](flood.md)", date="2012-06-01", section="B").build().assert_clean()
    assert articles_written(site) == {"flood", "new"}
    assert later(site) == ["N3", "N4", "N5", "New"]
    site.article("old.md", "[It](flood.md)", date="2012-01-01", section="C").build().assert_clean()
    assert articles_written(site) == {"old"}
    site.configure("[reading]\nlater = false\n").build().assert_clean()
    assert not later(site)


def test_the_strip_of_a_series_alone_shows_its_next_part(site: Story) -> None:
    site.article("flood.md", date="2011-05-01", series="Flood")
    site.article("two.md", "[It](flood.md)", date="2012-05-01", series="Flood")
    site.article("three.md", "[It](flood.md)", date="2013-05-01", series="Flood").build()
    assert "page-later" not in site.page(PAGE)
    assert 'href="/2012/05/01/two/"' in site.page(PAGE)
    site.article("four.md", "[It](flood.md)", date="2014-05-01").build().assert_clean()
    assert later(site) == ["Four"]


def test_an_old_article_says_so(site: Story) -> None:
    site.configure(NAVIGATION).article("flood.md", date="2011-05-01").article(
        "b.md", date="2012-05-01", section="B"
    )
    site.article("c.md", date="2012-12-31").build()
    old = re.compile(r'<p class="from-archive">From the archive: <time datetime="(.*?)">')
    assert not old.search(site.page(PAGE))
    site.article("d.md", date="2013-01-01", section="D").build().assert_clean()
    assert old.findall(site.page(PAGE)) == ["2011-05-01"]
    assert '<meta property="og:title" content="Flood (2011)">' in site.page(PAGE)
    # Two years before the newest: what is of that year changes, and no other.
    assert articles_written(site) == {"flood", "d"}
    site.delete("content/d.md").build().assert_clean()
    assert not old.search(site.page(PAGE))
    site.configure("[reading]\narchive_before = 2013\n").build().assert_clean()
    assert old.search(site.page("2012/05/01/b/index.html"))
    site.configure("[reading]\narchive_before = 1\n").build()
    assert not old.search(site.assert_clean().page(PAGE))


def test_related_articles_have_more_than_topics_in_common(site: Story) -> None:
    for number in range(1, 8):
        site.article(f"n{number}.md", tags=["Sea"], date=f"2024-05-0{number}", section=f"S{number}")
    site.article("rare.md", tags=["Lamp"], date="2020-05-01", section="L")
    site.article("hers.md", tags=["Sea"], date="2024-05-01 10:00", section="H", authors=["Ann"])
    site.article("a.md", tags=["Sea", "Lamp"], date="2024-05-09", section="A", authors=["Ann"])
    page = site.build().page("2024/05/09/a/index.html").partition('class="related"')[2]
    # A rare topic first, then the author; of those that have one common topic alone, the newest.
    assert re.findall(r'card-title"><a[^>]*>(\w+)', page) == ["Rare", "N7", "N6"]
    site.article("hers.md", tags=["Sea"], date="2024-05-05 10:00", section="H", authors=["Ann"])
    page = site.build().assert_clean().page("2024/05/09/a/index.html")
    found = re.findall(r'card-title"><a[^>]*>(\w+)', page.partition('class="related"')[2])
    assert found == ["Rare", "Hers", "N7"]
