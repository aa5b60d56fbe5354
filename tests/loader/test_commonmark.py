"""The CommonMark engine: the structure of the default engine, and CommonMark's own meaning."""

# ruff: noqa: E501 -- HTML is easier to read on one line

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pyromark
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archivegen.config.tables import EXTENSIONS, HtmlMode, MarkdownConfig
from archivegen.loader.markup import commonmark
from archivegen.loader.markup.commonmark import CommonMark
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.safe_html.sanitizer import Sanitizer
from story import Story

EXAMPLES = 20_000 if "ARCHIVEGEN_TORTURE" in os.environ else 250
CONTENT = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))
ALL = EXTENSIONS["commonmark"]
DEFAULT = make_markup(MarkdownConfig())
CLEANER = Sanitizer()
COMMONMARK = make_markup(MarkdownConfig("commonmark", extensions=ALL))
PIECES = st.sampled_from([
    "word", "a", " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "`", "```\n", "~~~ py\n", "[",
    "](b.md)", "](<c d>", "![", "]", "[^1]", "(", ")", "\n# ", "## ", "> ", "- ", "1. ", "7) ",
    "    ", "\t", "<b>", "</b>", "<div>\n", "</div>", "<!--", "-->", "<http://x.y>", "<a@b.c>",
    "&", "&amp;", "&copy;", '"', '"t")', "'", "...", "--", "\n===\n", "\n---\n", "\\", "  \n",
    "[1]: /u 't'\n", "[1]", "é", "\u202e", "~~", "| a |\n|--:|\n", "{#x .c}", ": ", "\x0c",
    "\u00a0", "\n- [ ] ", "> [!NOTE]\n", "\u6587\uff5c**\u5b57", "{y}", "n' ", "--", "www.x.org",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
RAW = ("<b>", "</b>", "<div>", "</div>", "<!--", "-->")


def html(text: str, *extensions: str, mode: HtmlMode = "sanitize") -> str:
    config = MarkdownConfig("commonmark", mode, extensions or ALL)
    return make_markup(config).render(text).html.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n## Two", '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>'),
        ("### A\n\n### A\n\n### A", '<h2 id="a">A</h2>\n<h2 id="a-1">A</h2>\n<h2 id="a-2">A</h2>'),
        ("## R & *D*: `x`?", '<h2 id="r--d-x">R &amp; <em>D</em>: <code>x</code>?</h2>'),
        ("## 標題 {#own .wide}", '<h2 id="own" class="wide">標題</h2>'),
        ("## ?", "<h2>?</h2>"),
        ('"Quoted" -- text...', "<p>\u201cQuoted\u201d \u2013 text\u2026</p>"),
        ("a ~~b~~", "<p>a <del>b</del></p>"),
        ("term\n: what it is", "<dl>\n<dt>term</dt>\n<dd>what it is</dd>\n</dl>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("~~~ py x\n<b>\n~~~", '<pre><code class="language-py">&lt;b&gt;\n</code></pre>'),
        ("a  \nb\nc", "<p>a<br>\nb\nc</p>"),
        ("<a@b.example>", '<p><a href="mailto:a@b.example">a@b.example</a></p>'),
        (".![*a*\n`b`![c](c) `d`](/x 't')", '<p>.<img alt="a bc d" src="\x00/x\x00" title="t"></p>'),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
        ("- [ ] a\n- [x] b", '<ul>\n<li class="task">\u2610 a</li>\n<li class="task">\u2611 b</li>\n</ul>'),
        (
            "> [!NOTE]\n> Take care.",
            "\x01note\x02\x02\x02\x03<p>Take care.</p>\n\x04",
        ),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("**\u6587\uff5c**\u5b57 *\u300c\u6587\u300d*\u5b57", "<p><strong>\u6587\uff5c</strong>\u5b57 <em>\u300c\u6587\u300d</em>\u5b57</p>"),
        ("\u5b57**\u300c\u6587\u300d**\u5b57", "<p>\u5b57<strong>\u300c\u6587\u300d</strong>\u5b57</p>"),
        ("\u5b57\\**\uff5c\u5b57 `\uff5c**\u5b57`", "<p>\u5b57**\uff5c\u5b57 <code>\uff5c**\u5b57</code></p>"),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: str) -> None:
    assert html(text) == expected


def test_table_stands_in_a_box_and_is_aligned_by_class() -> None:
    text = "| a | b |\n|---|--:|\n| 1 | 2 |"
    assert tree(html(text)) == tree(DEFAULT.render(text).html)
    assert html(text).startswith('<div class="table" tabindex="0"><table>')
    assert '<td class="right">2</td>' in html(text)


class TestFootnotes:
    def test_stand_at_the_end_in_the_order_of_the_references(self) -> None:
        made = html("[^b]: Two.\n\n[^a]: One.\n\nText[^A] and[^b].")
        assert made.index("Text") < made.index("One.") < made.index("Two.")
        assert '<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>' in made
        assert '<li id="fn:b">' in made

    def test_lead_back_to_every_reference(self) -> None:
        made = html("A[^1], b[^1].\n\n[^1]: Note.")
        for target in ("fnref:1", "fnref2:1"):
            assert f'<sup id="{target}">' in made
            assert f'href="#{target}"' in made

    def test_may_refer_to_others_and_to_themselves(self) -> None:
        made = html("A[^1].\n\n[^1]: One[^2].\n\n[^2]: Two[^1] and[^2].")
        assert re.findall('<li id="([^"]*)">', made) == ["fn:1", "fn:2"]
        assert made.count("footnote-backref") == 4

    def test_without_a_reference_are_not_lost(self) -> None:
        made = html("Text.\n\n[^1]: One[^2].\n\n[^2]: Two.\n")
        assert re.findall('<li id="([^"]*)">', made) == ["fn:1", "fn:2"]
        assert "One" in made

    def test_may_end_in_something_else_than_a_paragraph(self) -> None:
        made = html("A[^1].\n\n[^1]:\n    - item")
        assert "</ul>\n<p><a class=" in made

    def test_have_a_label_that_is_only_text(self) -> None:
        made = html('A[^"><b>].\n\n[^"><b>]: Note.', mode="trusted")
        assert 'href="#fn:&quot;&gt;&lt;b&gt;"' in made


def test_only_the_extensions_that_are_asked_for() -> None:
    text = "~~a~~ -- [^1]\n\n| a |\n|---|\n\n[^1]: Note."
    assert html(text, "tables").startswith("<p>~~a~~ -- ")
    assert "<table>" not in html(text, "strikethrough")
    assert "<del>a</del>" in html(text, "strikethrough")


def test_escaped() -> None:
    assert html("a <b>c</b>", mode="escape") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"
    assert html("<div>\n*a*\n</div>", mode="escape") == "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>"


def test_trusted() -> None:
    text = '<div style="x"><script>1</script></div>'
    assert html(text, mode="trusted") == text


@pytest.mark.parametrize("depth", [10_000])
def test_any_depth_is_rendered(depth: int) -> None:
    for piece in (">", "- ", "*a ", "[", "1. "):
        COMMONMARK.render(piece * depth)


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_both_engines_give_an_article_the_same_structure(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    # Without attributes of paragraphs and abbreviations, which CommonMark does not have.
    text = re.sub(r"\n(?:> )?\{:.*?\}|\n\*\[.*", "", text)
    default, commonmark = DEFAULT.render(text), COMMONMARK.render(text)
    assert tree(commonmark.html) == tree(default.html)
    assert commonmark.excerpt == default.excerpt
    assert commonmark.targets == default.targets


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    TEXTS.filter(lambda text: not any(raw in text for raw in (*RAW, "\\<http", "www.", "\u6587")))
)
@example("# a\n\n> - b\n\n1. c\n\n       d")
@example("~~~~\xa0")
@example("~~~ a\tb c\n")
def test_means_what_its_parser_makes_of_it(text: str) -> None:
    config = MarkdownConfig("commonmark", "trusted", ("strikethrough",))
    options = pyromark.Options.ENABLE_STRIKETHROUGH
    ours, theirs = CommonMark(config).convert(text).html, pyromark.html(text, options=options)
    assert tree(without_headings(ours)) == tree(without_headings(theirs))


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS)
@example("[a](JavaScript:b)")
@example("![a](<java\nscript:b>)")
def test_html_of_its_own_need_not_be_sanitised(text: str) -> None:
    made, is_own = CommonMark(MarkdownConfig("commonmark", extensions=ALL)).convert(text)
    if is_own:
        assert tree(CLEANER.clean(made)[0]) == tree(made)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(PIECES.filter(lambda piece: "<" not in piece), max_size=20).map("".join))
@example("a\n===\n")
@example("> a\n> ---\n")
@example("a  \nb\n\n***\n")
@example("1. a\n   - b")
@example("- a\n\n  b\n  - c\n\n- d")
@example('# A [b](/c?d=e&f "g\'h")\n\n## A b')
@example("![a 'b' *c*](/d.png) e")
@example('"[A *b*] c," d "*[e]* f" "**[**g]"')
@example("a .*. b*.c* -**--**")
def test_the_parsers_own_html_is_what_is_written(text: str) -> None:
    for extensions in (ALL, ("strikethrough",)):
        engine = CommonMark(MarkdownConfig("commonmark", extensions=extensions))
        assert engine.convert(text) == written(engine, text)


def written(engine: CommonMark, text: str) -> object:
    """What the writer writes of a text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commonmark, "as_written", lambda *_: None)
        return engine.convert(text)


def test_most_texts_are_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commonmark, "Writer", None)
    assert html(
        "## It\u2019s *so*\n\n> \"[We] can,\" she [said](b.md 'When').\n\n- a\n- **b**\n\n3. c\n\n4. d\n\n"
        "![The 'sea'](sea.jpg \"Blue\") a  \nb\n\n---\n\n[c]\n\n[c]: https://c.example/?d&e"
    ) == (
        '<h2 id="its-so">It\u2019s <em>so</em></h2>\n'
        "<blockquote>\n<p>\u201c[We] can,\u201d she "
        '<a href="\x00b.md\x00" title="When">said</a>.</p>\n</blockquote>\n'
        "<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>\n"
        '<ol start="3">\n<li><p>c</p>\n</li>\n<li><p>d</p>\n</li>\n</ol>\n'
        '<p><img alt="The &#x27;sea&#x27;" src="\x00sea.jpg\x00" title="Blue"> a<br>\nb</p>\n<hr>\n'
        '<p><a href="https://c.example/?d&amp;e">c</a></p>'
    )


def without_headings(made: str) -> str:
    """The HTML without ids and levels of headings, and the ways to write addresses."""
    made = re.sub(r"<(/?)h[1-6][^>]*>", r"<\1h1>", made)
    return re.sub(r'(href|src)="[^"]*"', r"\1", made)


def tree(made: str) -> object:
    """What a browser makes of some HTML: elements, attributes and words."""
    return node(html5lib.parse(made, namespaceHTMLElements=False).find("body"))


def node(element: Element) -> object:
    children = [(node(child), words(child.tail)) for child in element]
    return (element.tag, sorted(element.attrib.items()), words(element.text), children)


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def test_the_page_shows_boxes_and_alerts_as_github_does(site: Story) -> None:
    site.configure('[markdown]\nengine = "commonmark"\n').article("b.md", slug="b")
    site.article(
        "a.md",
        "- [ ] Ask the *harbour* master\n- [x] Check the [chart](b.md)\n- no box\n\n1. [X] first\n\n"
        "> [!WARNING]\n> The **bridge** is closed.\n>\n> Until noon.\n\n"
        "> [!ODD]\n> said\n\n[ ] no list",
    ).build()
    assert (
        '<ul>\n<li class="task">\u2610 Ask the <em>harbour</em> master</li>\n'
        '<li class="task">\u2611 Check the <a href="/2024/05/01/b/">chart</a></li>\n'
        "<li>no box</li>\n</ul>\n"
        '<ol>\n<li class="task">\u2611 first</li>\n</ol>\n'
        '<aside class="box alert warning">\n<p class="box-title">Warning</p>\n'
        "<p>The <strong>bridge</strong> is closed.</p>\n<p>Until noon.</p>\n\n</aside>\n"
        "<blockquote>\n<p>[!ODD]\nsaid</p>\n</blockquote>\n<p>[ ] no list</p>\n"
    ) in site.page("2024/05/01/a/index.html")
    # Where neither is wanted, it is as it was written.
    plain = html("- [ ] a\n\n> [!NOTE]\n> b", "tables")
    assert plain == "<ul>\n<li>[ ] a</li>\n</ul>\n<blockquote>\n<p>[!NOTE]\nb</p>\n</blockquote>"
