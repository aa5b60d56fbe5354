"""Bodies: what HTML and links in an article become, and that they cannot break the page."""

from __future__ import annotations

import pytest

from story import Story

PAGE = "2024/05/01/a/index.html"


def body(site: Story, text: str, more: str = "") -> str:
    """The HTML that a body becomes."""
    return inner(site.configure(more).article("a.md", text).build().page(PAGE))


def inner(page: str) -> str:
    """The HTML of the body in a page, which is whole around it."""
    assert page.count("<article") == page.count("</article>") == 1
    after = page.partition('<div class="story-body">\n')[2]
    return after.partition('<footer class="story-footer"')[0].rpartition("</div>")[0].strip()


SANITIZED = [
    ("<script>alert(1)</script>", ""),
    ('<b onclick="x()">b</b>', "<p><b>b</b></p>"),
    ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
    ("<a href='JaVaScRiPt:x'>a</a>", "<p><a>a</a></p>"),
    ("[a](data:text/html,x)", "<p><a>a</a></p>"),
    ('<p style="color: red">a</p>', "<p>a</p>"),
    ("<iframe src='https://x.org'></iframe>", ""),
    ("<div>open", "<div>open</div>"),
    ("</div></div></article>text", "<p>text</p>"),
    ("<p>one<p>two", "<p>one</p><p>two</p>"),
    ("a <b>bold", "<p>a <b>bold</b></p>"),
    ("<!-- note -->a", "<p>a</p>"),
    ("<style>p {}</style>", ""),
    ("<form><input name=a></form>x", "<p>x</p>"),
    ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
    ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
    ("<kbd>x</kbd>", "<p><kbd>x</kbd></p>"),
]


@pytest.fixture(scope="module")
def sanitized(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A site with an article for each of the bodies."""
    site = Story(tmp_path_factory.mktemp("bodies") / "site")
    for number, (text, _) in enumerate(SANITIZED):
        site.article(f"{number}.md", text, slug=f"a{number}")
    return site.build()


@pytest.mark.parametrize("number", range(len(SANITIZED)), ids=[text for text, _ in SANITIZED])
def test_sanitize(sanitized: Story, number: int) -> None:
    made = inner(sanitized.page(f"2024/05/01/a{number}/index.html"))
    assert made.replace("\n", "") == SANITIZED[number][1]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a <b>bold</b>", "a &lt;b&gt;bold&lt;/b&gt;"),
        ("<div>open", "&lt;div&gt;open"),
    ],
)
def test_escape(site: Story, text: str, html: str) -> None:
    made = body(site, text, '[markdown]\nhtml = "escape"')
    assert html in made
    assert "javascript" not in body(site, "[a](javascript:x)", '[markdown]\nhtml = "escape"')


def test_trusted(site: Story) -> None:
    text = '<p style="color: red" onclick="x()">a</p>\n\n<script>go()</script>'
    assert body(site, text, '[markdown]\nhtml = "trusted"').replace("\n", "") == text.replace(
        "\n", ""
    )


TRUSTED_LINKS = [
    ("<img src='p.png' alt='One'>", "<img src=\"/p.png\" alt='One'>"),
    ("<IMG SRC=p.png ALT=Two>", '<IMG SRC="/p.png" ALT=Two>'),
    ('<img src = "p.png" alt="it\'s a > b"/>', '<img src="/p.png" alt="it\'s a > b"/>'),
    (
        '<img srcset="p.png 1x, https://x.org/q,r.png 2x, p.png 3x">',
        '<img srcset="/p.png 1x, https://x.org/q,r.png 2x, /p.png 3x">',
    ),
    (
        "<video poster=p.png><source src='p.png'></video>",
        '<video poster="/p.png"><source src="/p.png"></video>',
    ),
    (
        "<audio src='p.png'></audio><video src='/p.png'><track src='p.png'></video>",
        '<audio src="/p.png"></audio><video src="/p.png"><track src="/p.png"></video>',
    ),
    ("<object data='p.png'></object>", '<object data="/p.png"></object>'),
    ("<a\nhref='b.md#c'>b</a>", '<a\nhref="/2024/05/01/b/#c">b</a>'),
    (
        "<div><a title=it's href=b.md>b</a></div>",
        '<div><a title=it\'s href="/2024/05/01/b/">b</a></div>',
    ),
    ("<a href=javascript:x()>b</a>", "<a href=javascript:x()>b</a>"),
    ("<!-- <a href='b.md'> -->", "<!-- <a href='b.md'> -->"),
    ("<script>'<a href=b.md>'</script>", "<script>'<a href=b.md>'</script>"),
    ("<div data='p.png' data-src='p.png'></div>", "<div data='p.png' data-src='p.png'></div>"),
]


def test_paths_in_trusted_html_lead_to_files(site: Story) -> None:
    site.configure('[markdown]\nhtml = "trusted"').write("content/p.png", b"x")
    site.article("b.md", slug="b")
    site.article("a.md", "\n\n".join(text for text, _ in TRUSTED_LINKS), slug="a").build()
    page = site.page(PAGE)
    for _, wanted in TRUSTED_LINKS:
        assert wanted in page


def test_a_declaration_that_is_none_in_trusted_html(site: Story) -> None:
    made = body(
        site, "<div><a href='/x/'>x</a></div>\n\n<![x <b>y</b>", '[markdown]\nhtml = "trusted"'
    )
    assert "y" in made


def test_mode_is_changed_for_bodies_that_are_kept(site: Story) -> None:
    text = "a <b onclick='x()'>b</b>"
    assert "onclick" not in body(site, text)
    assert "onclick" in body(site, text, '[markdown]\nhtml = "trusted"')
    site.assert_clean()


@pytest.mark.parametrize("base", ["", "/paper"])
def test_links_to_files_and_from_the_root(site: Story, base: str) -> None:
    site.write("archivegen.toml", f'title = "T"\nbase_url = "https://x.org{base}/"\n')
    site.write("content/2024/report.pdf", b"%PDF").write("content/i.jpg", b"x")
    site.article(
        "2024/a.md",
        "[r](report.pdf#page=2) ![i](../i.jpg) [s](/about/) [e](https://e.org/a) [n](#n) "
        '<img src="../i.jpg" alt="x">',
        image={"src": "../i.jpg", "alt": "x"},
    ).build()
    page = site.page(PAGE)
    assert f'<a href="{base}/2024/report.pdf#page=2">r</a>' in page
    assert page.count(f'src="{base}/i.jpg"') == 3
    assert f'<a href="{base}/about/">s</a>' in page
    assert '<a href="https://e.org/a">e</a> <a href="#n">n</a>' in page
    assert site.has("2024/report.pdf")
    assert site.has("i.jpg")


def test_link_to_an_article_follows_it(site: Story) -> None:
    site.article("x/a.md", "[b](../y/b%20c.md?q#part) [c](b%20c.md)", slug="a")
    site.article("y/b c.md", slug="b").build()
    assert '<a href="/2024/05/01/b/?q#part">b</a>' in site.page(PAGE)
    site.article("y/b c.md", slug="bee").build().assert_clean()
    assert '<a href="/2024/05/01/bee/?q#part">b</a>' in site.page(PAGE)
    site.article("y/b c.md", slug="bee", date="2023-01-02").build().assert_clean()
    assert '<a href="/2023/01/02/bee/?q#part">b</a>' in site.page(PAGE)
    site.article("y/b c.md", slug="bee", date="2023-01-02", draft=True).build().assert_clean()
    assert "/2023/01/02/bee/" not in site.page(PAGE)
    site.delete("content/y/b c.md").build().assert_clean()
    site.article("x/b c.md", slug="sea").build().assert_clean()
    assert '<a href="/2024/05/01/sea/">c</a>' in site.page(PAGE)


def test_links_that_lead_nowhere_do_not_fail(site: Story) -> None:
    site.article(
        "a.md",
        "[a](gone.md) [b](../../out.md) [c](gone.pdf) ![d](gone.jpg) [e](%) [f](http://[bad) "
        "[g](a%00b.md) [h](<>) [i](..%2f..%2fetc/passwd)",
        image={"src": "gone.png", "alt": "x"},
    ).build()
    assert {problem.severity for problem in site.problems} == {"warning"}
    assert {problem.kind for problem in site.problems} <= {"broken link", "broken image", "link"}
    site.assert_clean()


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% raw %}", "{# note #}", "{{ config }}"])
def test_templates_in_articles_are_text(site: Story, text: str) -> None:
    site.article("a.md", f"Look: {text}", headline=f"Of {text}", summary=text, slug="a").build()
    page = site.page(PAGE)
    assert f"<h1>Of {text}</h1>" in page
    assert f"<p>Look: {text}</p>" in page
    assert f'<p class="standfirst">{text}</p>' in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "a & b"])
def test_markup_in_front_matter_is_text(site: Story, text: str) -> None:
    site.article(
        "a.md", headline=text, summary=text, location=text, authors=[text], tags=[text], slug="a",
        source={"name": text}, corrections=[{"date": "2024-05-02", "text": text}],
        image={"src": "a.jpg", "alt": text, "caption": text, "credit": text}, section=text[:5],
    ).build()  # fmt: skip
    for path in (PAGE, "index.html", "topics/index.html", "authors/index.html", "feed.xml"):
        page = site.page(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "a & b" not in page


@pytest.mark.parametrize(
    "change", [lambda text: b"\xef\xbb\xbf" + text, lambda text: text.replace(b"\n", b"\r\n")]
)
def test_byte_order_mark_and_carriage_returns_are_fine(site: Story, change: object) -> None:
    assert callable(change)
    site.article("a.md", "One.\n\nTwo.", summary="S").build()
    text = (site.root / "content/a.md").read_bytes()
    site.write("content/a.md", change(text)).build().assert_written().assert_clean()


def test_body_that_is_nested_too_deeply(site: Story) -> None:
    site.article("b.md").build()
    site.article("a.md", "- " * 3000 + "x").fail()
    assert site.places() == ["content/a.md:6:1: the body is nested too deeply"]
