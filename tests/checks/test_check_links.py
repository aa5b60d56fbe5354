"""Links inside the site: which are broken, why, and where they stand in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.checks.article_file import ArticleFile
from archivegen.checks.body_links import Reference, ids, references
from archivegen.checks.internal_links import template_ids
from checking import checked, told
from story import CONFIG, Story

RELATIVE = "a path is relative to the article's file"
ADDRESS = "write it as in https://example.org/page"
HEADING = "link to a heading by its id"


def test_a_site_without_broken_links(site: Story) -> None:
    site.article(
        "2024/05/a.md",
        "[file](../06/b.md) [part](../06/b.md#a-part) [page](/2024/06/02/) [home](/) [top](#top)\n"
        "[topics](/topics/) [own](https://gazette.example/2024/06/02/b/) [mail](mailto:a@b.example)"
        "\n[asset](plan.pdf?x=1) [old](/old/b/) [folder](../../2024/06/) [](../06/b.md#page-main)\n"
        "[feed](/feed.xml) [query](?x) [elsewhere](https://elsewhere.example/) [static](/s.txt)\n"
        "![A boat](boat.jpg)\n\n## Here\n\n[here](#here)\n\n## Page one\n\n[one](#page-one)",
        tags=["Harbour"],
    )
    site.article("2024/06/b.md", "## A part", date="2024-06-02", aliases=["/old/b/"])
    site.write("content/2024/05/plan.pdf", "x").write("content/2024/05/boat.jpg", "x")
    site.write("static/s.txt", "x")
    assert told(site) == []


@pytest.mark.parametrize(
    ("target", "why", "hint"),
    [
        ("gone.md", "to content/x/gone.md, which is not there", RELATIVE),
        ("othr.md", "to content/x/othr.md, which is not there", "did you mean other.md?"),
        ("Other.md", "to content/x/Other.md, which is not there", "did you mean other.md?"),
        ("far.md", "to content/x/far.md, which is not there", "did you mean ../y/far.md?"),
        ("far", "to content/x/far, which is not there", "did you mean ../y/far.md?"),
        ("../../x.md", "out of content/", RELATIVE),
        ("../../secret.txt", "out of content/", RELATIVE),
        ("plan.pdf", "to content/x/plan.pdf, which is not there", RELATIVE),
        (
            ".plan.pdf",
            "to content/x/.plan.pdf, which is not published",
            "give the file another name",
        ),
        ("/nowhere/", "to /nowhere/, where the site has nothing", ""),
        ("/News/", "to /News/, where the site has nothing", "did you mean /news/?"),
        ("/y/far.md", "to /y/far.md, where the site has nothing", "write ../y/far.md"),
        ("https://gazette.example/no", "to /no, where the site has nothing", ""),
        ("//GAZETTE.example/no", "to /no, where the site has nothing", ""),
        ("http:/typo.example/", "to http:/typo.example/, which is no address", ADDRESS),
        ("#nothing", "to #nothing, but nothing in this article has that id", HEADING),
        ("#a-prt", "to #a-prt, but nothing in this article has that id", "did you mean #a-part?"),
        ("#page-main", "to #page-main, but nothing in this article has that id", HEADING),
        ("other.md#x", "to #x, but nothing in content/x/other.md has that id", HEADING),
    ],
)
def test_a_broken_link(site: Story, target: str, why: str, hint: str) -> None:
    site.article("x/a.md", f"First.\n\n## A part\n\nSee [this]({target}) here.")
    site.article("x/other.md", date="2024-05-02").article("y/far.md", date="2024-05-03")
    site.write("content/x/.plan.pdf", "x")
    told_hint = f" ({hint})" if hint else ""
    assert told(site) == [f"warning content/x/a.md:10:12: the link leads {why}{told_hint}"]


def test_ways_to_a_file_that_almost_work(site: Story) -> None:
    hints = {
        "../../static/x.png": "/x.png",
        "/static/x.png": "/x.png",
        "..\\static\\x.png": "/x.png",
        "images\\x.png": "images/x.png",
        "www.example.com/a": "https://www.example.com/a",
        "/x/other.md#top": "other.md#top",
        "/content/y/far.md": "../y/far.md",
    }
    site.write("static/x.png", "x").write("content/x/images/x.png", "x")
    site.article("x/other.md", date="2024-05-02").article("y/far.md", date="2024-05-03")
    site.article("x/a.md", "\n\n".join(f'<a href="{written}">T</a>' for written in hints))
    lines = told(site, "broken")
    told_hints = [line.rpartition(" (")[2] for line in lines]
    assert told_hints == [f"write {hint})" for hint in hints.values()]


def test_an_article_with_errors_is_not_called_missing(site: Story) -> None:
    site.article("a.md", "[b](b.md)").write("content/b.md", "---\nheadline: B\n---\n")
    assert [problem for problem in told(site) if "a.md" in problem] == []


def test_drafts_and_scheduled_articles(site: Story) -> None:
    site.article("a.md", "[d](d.md) [s](s.md) [url](/2030/01/02/s/)")
    site.article("d.md", date="2024-05-02", draft=True)
    site.article("s.md", date="2030-01-02")
    draft, scheduled, url = told(site)
    assert draft == (
        "warning content/a.md:6:5: the link leads to content/d.md, which is a draft"
        " (publish that article first, or take the link out until then)"
    )
    assert scheduled == (
        "warning content/a.md:6:15: the link leads to content/s.md, which is scheduled for"
        " 2030-01-02T00:00:00+00:00 (put the link in when that article is out,"
        " or let this one wait for it)"
    )
    assert url.startswith("warning content/a.md:6:27: the link leads to content/s.md, which is sch")
    assert len(told(site, drafts=True)) == 2
    assert len(told(site, future=True)) == 1
    assert told(site, drafts=True, future=True) == []


def test_scheduled_articles_are_checked_as_of_their_time(site: Story) -> None:
    site.article("a.md", "[first](first.md) [second](second.md)", date="2030-01-02")
    site.article("first.md", date="2030-01-01").article("second.md", date="2030-01-03")
    (problem,) = told(site)
    assert "content/second.md, which is scheduled for" in problem
    assert "and comes out later than this" in problem


def test_drafts_are_left_in_peace(site: Story) -> None:
    site.article("a.md", "[x](x.md) ![](no.jpg)", draft=True)
    assert told(site) == []
    assert len(told(site, drafts=True)) == 3


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("[a](x.md) and [b](x.md)\n\n[c](x.md)", ["6:5", "6:19", "8:5"]),
        ("`[a](x.md)`\n\n```\n[a](x.md)\n```\n\n[b](x.md)", ["12:5"]),
        ("<!-- [a](x.md) -->\n\n[b](x.md)", ["8:5"]),
        ("[a][ref] here\n\n[ref]: x.md", ["8:8"]),
        ("[a](<x y.md>)", ["6:6"]),
        ("[a](x%20y.md)", ["6:5"]),
        ("[a](x_\\_y.md)", ["6:5"]),
        ("Look: <a href='x.md'>a</a>", ["6:16"]),
        ('[a](x.md "Title") x', ["6:5"]),
        ("![A [b] c](x.jpg)", ["6:12"]),
        ("[![A](x.jpg)](https://elsewhere.example/)", ["6:7"]),
        ("[![A](x.jpg)](x.jpg) [b](x.jpg)", ["6:7", "6:15", "6:26"]),
        ("\\[no [a](x.md)", ["6:10"]),
        ("[no\n\n![A](x.jpg) [a](x.jpg)", ["8:6", "8:17"]),
        ("[a](x(1).md)", ["6:5"]),
        ("[a](x.md?a=1&amp;b=2)", ["6:5"]),
        ("- one\n- two [a](x.md)\n\n> [b](x.md)", ["7:11", "9:7"]),
    ],
)
def test_where_a_link_stands(site: Story, engine: str, body: str, places: list[str]) -> None:
    site.write("archivegen.toml", CONFIG + f'[markdown]\nengine = "{engine}"\n')
    site.article("a.md", body)
    found = [problem.split(": ")[0].partition("md:")[2] for problem in told(site)]
    assert found == places


def test_fragments_of_html_anchors_and_of_text(site: Story) -> None:
    site.configure('[markdown]\nhtml = "trusted"\n')
    site.article("a.md", '<a name="old"></a>\n\n[o](#old) [t](#:~:text=word) [e](#) [n](#new)')
    (problem,) = told(site)
    assert "#new" in problem


def test_what_a_comment_or_a_script_has_is_no_link(site: Story) -> None:
    site.configure('[markdown]\nhtml = "trusted"\n')
    site.article(
        "a.md",
        '<p>Text.</p>\n\n<!-- <img src="no.png"> -->\n\n<script>let a = \'<img src="no.png">\';'
        "</script>\n\n<a title='<!--' href='no.md'>x</a>",
    )
    (problem,) = told(site)
    assert "content/no.md" in problem


def test_ids_of_the_sites_own_templates(site: Story) -> None:
    site.article("a.md", "[x](#comments) [y](#note-7) [z](#note-)")
    site.write(
        "templates/article.html",
        '<div id="comments"></div><p id="note-{{ page.data.article.card.date.year }}">',
    )
    (problem,) = told(site)
    assert "#note-," in problem


def test_below_a_base_path(site: Story) -> None:
    site.write("archivegen.toml", 'title = "T"\nbase_url = "https://gazette.example/paper/"\n')
    site.article(
        "a.md",
        "[ok](/news/) [own](https://gazette.example/paper/news/)"
        " [other site](https://gazette.example/shop/) [twice](/paper/news/)",
    )
    (problem,) = told(site)
    assert problem.startswith("warning content/a.md:6:109: the link leads to /paper/paper/news/, ")
    assert problem.endswith("(leave out /paper: a path from the site's root gets it by itself)")


def test_the_configuration(site: Story) -> None:
    site.write("static/logo.svg", "x").article("a.md")
    site.configure(
        '[theme]\nlogo = "logo.svg"\nfavicon = "icon.svg"\n[[theme.navigation]]\ntitle = "News"\n'
        'url = "/news/"\n[[theme.navigation]]\ntitle = "Sport"\nurl = "/sport/"\n'
        '[[theme.navigation]]\ntitle = "X"\nurl = "https://x.example/"\n'
    )
    why = "where the site has nothing (it is a path from the site's root, as in the output)"
    assert told(site) == [
        f"warning archivegen.toml:5:1: `theme.favicon` leads to /icon.svg, {why}",
        f"warning archivegen.toml:11:1: `theme.navigation.url` leads to /sport/, {why}",
    ]


def test_a_machines_mistakes_are_told_up_to_a_bound(site: Story) -> None:
    site.article("a.md", "\n".join(f"[x](no-{number}.md)" for number in range(500)))
    assert len(told(site)) == 100


def test_references_of_a_body() -> None:
    body = (
        '<p><a href="\x00b.md\x00">x</a><a href="https://x.example/?a=1&amp;b=2">y</a>'
        '<img alt="A &gt; B" src="\x00p.jpg\x00"><a href="\x00b.md\x00">z</a><a id="no">n</a></p>'
    )
    found = [(r.target, r.number, r.is_symbolic, r.is_image, r.alt) for r in references(body)]
    assert found == [
        ("b.md", 0, True, False, None),
        ("https://x.example/?a=1&b=2", 0, False, False, None),
        ("p.jpg", 0, True, True, "A > B"),
        ("b.md", 1, True, False, None),
    ]
    still = [(r.target, r.is_symbolic) for r in references('<video src="/v" poster="\x00p\x00">')]
    assert still == [("/v", False), ("p", True)]
    video = references('<video src="/v" poster="p"><a href="p">x</a><img src="p" alt="P">')
    assert [(r.target, r.what) for r in video] == [
        ("/v", "link"), ("p", "poster"), ("p", "link"), ("p", "image"),
    ]  # fmt: skip
    (lazy,) = references('<img data-src="a.jpg" src=b.jpg alt>')
    assert (lazy.target, lazy.alt) == ("b.jpg", "")
    assert ids('<h2 id="a&amp;b">x</h2><a name="c">y</a>') == {"a&b", "c"}


def test_template_ids() -> None:
    knows = template_ids(['<i id="a"> <i id="b-{{ n }}"> <i id="{{ x }}">'])
    assert [name for name in ("a", "b-1", "b-", "c", "ab-1") if knows(name)] == ["a", "b-1"]
    assert not template_ids([])("")


def article_file(root: Path, body: str) -> ArticleFile:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "a.md").write_text(f"---\nheadline: x\n---\n{body}", encoding="utf-8")
    return ArticleFile(root, "a.md")


@given(st.text(alphabet="[]()<>`\"'!\\ ab.md:/\n#=-~", max_size=60))
def test_any_text_has_places_inside_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = article_file(tmp_path_factory.getbasetemp(), text)
    lines = file.document.lines
    for reference in references('<a href="a.md"></a><img src="b"><a href="a.md"></a>'):
        line, column = file.position_of(reference)
        assert 3 < line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


NOTHING = Reference("nothing", is_image=False, is_symbolic=True, number=0, alt=None)

HOSTILE = {
    "brackets": "[" * 200_000,
    "openings": "](" * 100_000,
    "tags": "<a " * 70_000,
    "ticks": "`" * 1000 + " ``" * 60_000,
    "more ticks": "".join("`" * number + " " for number in range(600)),
    "blanks": "[a]:" + " " * 200_000,
    "images": "![](x" * 40_000,
    "parentheses": "](x(y)" * 30_000,
    "comments": "<!--" * 50_000,
    "fences": "~~~\n" * 50_000,
    "attributes": "<a href=" * 25_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_no_longer(tmp_path: Path, name: str) -> None:
    """Each would take minutes if anything in it were looked at again for every character."""
    assert article_file(tmp_path, HOSTILE[name]).mentions(NOTHING) == []


def test_a_file_that_is_gone_by_now(site: Story) -> None:
    assert ArticleFile(site.root, "gone.md").document.position_of(("headline",)) == (1, 1)


def test_a_damaged_body_is_read_again(site: Story) -> None:
    site.article("a.md", "[x](x.md)")
    first = checked(site).problems
    bodies = site.root / ".archivegen" / "bodies.db"
    bodies.write_bytes(bodies.read_bytes().replace(b"x.md", b"y.md"))
    assert checked(site).problems == first


def test_files_of_galleries_boxes_and_heads_are_told_once(site: Story) -> None:
    text = (
        '![One](one.jpg "x")\n![Two](two.jpg)\n\n::: table data="lost.csv"\n\n'
        "::: fact [b](b.md)\n![Three](three.jpg)\n:::\n\n"
        "<picture><source srcset='four.jpg 2x'><img src='five.jpg' alt='5'></picture>"
    )
    site.article("a.md", text, audio="lost.mp3", summary="S")
    assert [line.partition(", which")[0] for line in told(site)] == [
        "warning content/a.md:4:8: the link leads to content/lost.mp3",
        "warning content/a.md:8:8: the image leads to content/one.jpg",
        "warning content/a.md:9:8: the image leads to content/two.jpg",
        "warning content/a.md:11:17: the link leads to content/lost.csv",
        "warning content/a.md:13:14: the link leads to content/b.md",
        "warning content/a.md:14:10: the image leads to content/three.jpg",
        "warning content/a.md:17:26: the image leads to content/four.jpg",
        "warning content/a.md:17:49: the image leads to content/five.jpg",
    ]


def test_the_poster_of_a_video_is_told_as_what_it_is(site: Story) -> None:
    """At its own place, also where something else leads to the same file."""
    video = '<video src="https://x.example/v.mp4" poster="/no.png"></video>'
    other = "<video poster='c:/p.png' src='https://x.example/v.mp4'></video>"
    site.article("a.md", f"[still](/no.png)\n\n{video}\n\n{other}")
    column = video.index("/no.png") + 1
    assert [one.partition(" (")[0] for one in told(site, "broken")] == [
        "warning content/a.md:6:9: the link leads to /no.png, where the site has nothing",
        f"warning content/a.md:8:{column}: the poster leads to /no.png, where the site has nothing",
        "warning content/a.md:10:16: the poster leads to c:/p.png, which lies on your own computer",
    ]
