"""Markup: what Markdown becomes, and that hostile bodies stay inside theirs."""

from __future__ import annotations

import os

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.config.tables import EXTENSIONS, Engine, HtmlMode, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.markup.excerpt import EXCERPT_LENGTH
from archivegen.model.body import MARK, resolve

SANITIZE = make_markup(MarkdownConfig())
ENGINES = {
    name: make_markup(MarkdownConfig(name, extensions=names)) for name, names in EXTENSIONS.items()
}
EXAMPLES = 5000 if "ARCHIVEGEN_TORTURE" in os.environ else 100
PIECES = st.sampled_from([
    "word", " ", "\n", "\n\n", "*", "**", "_", "`", "```\n", "[", "](a.md)", "](<", "![", "]",
    "(", ")", "# ", "## ", "> ", "- ", "1. ", "    ", "| a | b |\n|---|--:|\n", "[^1]", "\n[^1]: ",
    "<", ">", "<div>", "</div>", "<script>", "</main>", "<!--", "-->", "<a href=x.md title='a>b'>",
    "&", "&amp;", '"', "'", "...", "--", "javascript:", "<img src=", "x.png", "{{ x }}", "\\",
    "\x02", "é", "\u202e", ": ", "[TOC]", "<p markdown=1>", "{: #page-main .c }", "<svg>", "<h1>",
    "\t",
])  # fmt: skip
BODIES = st.lists(PIECES, max_size=40).map("".join)


def html(text: str, mode: HtmlMode = "sanitize") -> str:
    return make_markup(MarkdownConfig(html=mode)).render(text).html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n## Two", '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>'),
        ("## One\n\n#### Two", '<h2 id="one">One</h2>\n<h4 id="two">Two</h4>'),
        ("### One\n\n###### Two", '<h2 id="one">One</h2>\n<h5 id="two">Two</h5>'),
        ("## 標題", '<h2 id="標題">標題</h2>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ('"Quoted" -- text...', "<p>\u201cQuoted\u201d \u2013 text\u2026</p>"),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
        ("~~~\n<b>\n~~~", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("<!-- x --> 1 &lt; 2 &amp; <br>end", "\n<p>1 &lt; 2 &amp; <br>end</p>"),
        ("<div>a</div> b &#65; c\nd &gt; e", "<div>a</div>\n<p>b A c\nd &gt; e</p>"),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: str) -> None:
    assert html(text) == expected


def test_table_stands_in_a_box_and_is_aligned_by_class() -> None:
    made = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert made.startswith('<div class="table" tabindex="0"><table>')
    assert '<td class="right">2</td>' in made
    assert "style" not in made


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("<script>alert(1)</script>x", "<p>x</p>"),
        ("<div onclick=x()>a", "<div>a</div>"),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        ("[a]\n\n[a]: javascript:alert(1)", "<p><a>a</a></p>"),
        ("![a](data:image/png;base64,AA)", '<p><img alt="a"></p>'),
        ('<p style="position:fixed">a</p>', "<p>a</p>"),
        ("a <!-- b", "<p>a &lt;!\u2013 b</p>"),
        ("</main></article>a", "<p>a</p>"),
        ("<iframe src=x>a</iframe>b", "<p>b</p>"),
        ("<q cite='javascript:x'>a</q>", "<p><q>a</q></p>"),
        ("<h1 id=x>a</h1>\n\n### b", '<h2 id="x">a</h2>\n\n<h2 id="b">b</h2>'),
        ("<p><object><p>a</object>", "<p>a</p>"),
        ("<p id=a>b</p><p id=a>c</p>\n\n## a", '<p id="a">b</p>\n<p>c</p>\n\n<h2>a</h2>'),
        ("a\x01b\x0b&#8;c\x7f\ufffe\ufdd0", "<p>a b  c   </p>"),
    ],
)
def test_sanitized(text: str, harmless: str) -> None:
    assert html(text).strip() == harmless


def test_ids_of_a_body_keep_clear_of_those_of_the_page() -> None:
    made = html("[TOC]\n\n## Page main\n\n[here](#page-main)\n\n## Text page main")
    assert made.count('href="#text-page-main"') == 2
    assert '<h2 id="text-page-main">' in made
    assert made.count('href="#text-text-page-main"') == 1
    assert '<h2 id="text-text-page-main">' in made


def test_escaped() -> None:
    assert html("a <b>c</b>", "escape") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"


def test_trusted() -> None:
    assert html('<div style="x"><script>1</script></div>', "trusted") == (
        '<div style="x"><script>1</script></div>'
    )


@pytest.mark.parametrize(
    "target", ["a.md", "../b.md#c", "p%20q.png", "/x/", "a.md?b=1&c=2", "\u00fc.md"]
)
def test_links_between_files_stay_symbolic(target: str) -> None:
    body = SANITIZE.render(f"[a]({target}) and ![b]({target})")
    assert body.targets == (target,)
    assert body.html.count(MARK) == 4
    resolved = resolve(body.html, {target: '/"x"&'}.__getitem__)
    assert 'href="/&quot;x&quot;&amp;"' in resolved
    assert 'src="/&quot;x&quot;&amp;"' in resolved


@pytest.mark.parametrize(
    "target", ["https://x.example/", "#here", "mailto:a@b.example", "//x.example"]
)
def test_other_links_are_kept(target: str) -> None:
    body = SANITIZE.render(f"[a]({target})")
    assert body.targets == ()
    assert f'href="{target}"' in body.html


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_addresses_of_other_hosts_are_encoded_once(engine: Engine) -> None:
    body = ENGINES[engine].render(
        '![a](<https://cdn.example/a b ü%20.jpg?q=ü&r=%26>) <a href="//cdn.example/ä b">b</a>'
        " [c](<HTTPS://münchen.example/it's>) [d](<mailto:a b@c.example>)"
    )
    assert 'src="https://cdn.example/a%20b%20%C3%BC%20.jpg?q=%C3%BC&amp;r=%26"' in body.html
    assert 'href="//cdn.example/%C3%A4%20b"' in body.html
    assert "://xn--mnchen-3ya.example/it" in body.html
    assert "mailto:a" in body.html


def test_what_looks_like_a_link_in_a_text_is_none() -> None:
    body = SANITIZE.render('Write `<a href="x.md">` or href="y.md" or <q cite=\'z.md\'>q</q>.')
    assert body.targets == ()


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("First *one*.\n\nSecond.", "First one."),
        ("![only a picture](a.png)\n\nText[^1] &amp; more.\n\n[^1]: Note.", "Text & more."),
        ("## Heading\n\n> Quoted.\n\nText.", "Quoted."),
        ("- item", ""),
        ("a [b](<x\">'y</p>.md>) c", "a b c"),
        ("a &lt;b&gt; <i title='</p><p>'>c</i>", "a <b> c"),
        ("a\x01b&#8;c", "a b c"),
        ("", ""),
    ],
)
def test_excerpt(text: str, excerpt: str) -> None:
    assert SANITIZE.render(text).excerpt == excerpt


def test_long_excerpt_is_cut_at_a_word() -> None:
    excerpt = SANITIZE.render("words and " * 100).excerpt
    assert len(excerpt) <= EXCERPT_LENGTH + 1
    assert excerpt.endswith(("words\u2026", "and\u2026"))


@pytest.mark.parametrize(
    ("text", "end", "length"),
    [
        ("AI " + "\u8bb0\u8005" * 400, "\u8005\u8bb0\u2026", 500),  # one blank, near the beginning
        (
            "\u8bb0\u8005" * 230 + "\u3002" + "\u8bb0" * 400,
            "\u8005\u2026",
            460,
        ),  # the end of a sentence
        ("\u3067\u3059" * 247 + "\u30cb\u30e5\u30fc\u30b9" * 99, "\u3059\u2026", 494),  # a word
        ("\u0e17\u0e35\u0e48" * 400, "\u0e48\u2026", 498),  # a consonant with its marks
        ("\u0e44\u0e1b" * 249 + "x\u0e44\u0e1b" * 99, "x\u2026", 499),  # a vowel before it
        ("\u8bb0" * 498 + "e\u0301\u0301" * 99, "\u8bb0\u2026", 498),  # letters with accents
        ("\u8bb0" * 499 + "\U0001f469\u200d\U0001f680" * 99, "\u8bb0\u2026", 499),
        ("x" * 900, "x\u2026", 500),
    ],
)
def test_long_excerpt_is_cut_as_its_script_lets_it(text: str, end: str, length: int) -> None:
    excerpt = SANITIZE.render(text).excerpt
    assert excerpt.endswith(end)
    assert len(excerpt) == length + 1


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=EXAMPLES, deadline=None)
@given(text=BODIES)
def test_any_body_is_contained(engine: Engine, text: str) -> None:
    """Whatever the body, what stands around it parses as it does around an empty one."""
    body = ENGINES[engine].render(text)
    resolved = resolve(body.html, lambda target: target)
    assert MARK not in resolved
    page = f"<main><article>{resolved}</article></main><footer>F</footer>"
    tree = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    assert [element.tag for element in tree] == ["main", "footer"]
    assert [element.tag for element in tree.find("main")] == ["article"]
    for element in tree.iter():
        assert element.tag not in {"script", "style", "iframe", "form", "svg"}
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        for name in ("href", "src"):
            assert (
                not (element.get(name) or "").strip().lower().startswith(("javascript:", "data:"))
            )


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=EXAMPLES, deadline=None)
@given(first=BODIES, second=BODIES)
def test_a_body_does_not_depend_on_the_one_before(engine: Engine, first: str, second: str) -> None:
    fresh = make_markup(MarkdownConfig(engine, extensions=EXTENSIONS[engine])).render(second)
    ENGINES[engine].render(first)
    assert ENGINES[engine].render(second) == fresh
