"""Texts as Markdown: no word is lost, and nothing is taken for markup that is none."""

from __future__ import annotations

import gc
import html
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.config.tables import EXTENSIONS, MarkdownConfig
from archivegen.importer.item import Body
from archivegen.importer.markdown.convert import Converter
from archivegen.importer.markdown.read_back import is_plain, tokens_of_html, words_of
from archivegen.loader.markup.convert import Markup, make_markup
from archivegen.renderer.markdown.convert import joined
from archivegen.renderer.markdown.tree import parsed
from archivegen.system.timeouts import Timekeeper, keep_time

CONFIGS = {
    engine: MarkdownConfig(engine=engine, extensions=EXTENSIONS[engine], link_cards=False)
    for engine in ("markdown", "commonmark")
}
ENGINES: dict[str, Markup] = {name: make_markup(config) for name, config in CONFIGS.items()}
CONVERTERS = {
    name: Converter(config, ["fact", "note", "details"], Timekeeper(), 60)
    for name, config in CONFIGS.items()
}
BOTH = pytest.mark.parametrize("engine", [*ENGINES])


def converted(text: str, engine: str = "markdown", form: str = "html") -> str:
    made = CONVERTERS[engine].convert(Body(text, form), lambda address: address)  # type: ignore[arg-type]
    assert made.is_same
    return made.text


def words(text: str, engine: str) -> list[str]:
    """The words of a Markdown text on its page."""
    return words_of(tokens_of_html(ENGINES[engine].render(text).html))


def words_of_source(text: str) -> list[str]:
    return words_of(tokens_of_html(text))


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<p>One <b>two</b> <i>three</i>.</p>", "One **two** *three*."),
        ("<p>in<b>side</b></p>", "in<strong>side</strong>"),
        ("<p><a href='/a_b(c)'>x [y]</a></p>", r"[x \[y\]](</a_b(c)>)"),
        ("<p>Stop!<a href='/a'>here</a></p>", "Stop&#33;[here](/a)"),
        ("<p>one<br>two<br></p>", "one<br>\ntwo"),
        ("<h2>A <em>b</em></h2><hr>", "## A *b*\n\n---"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n    1. b\n- c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<pre><code class='language-py'>x\n\ny</code></pre>", "```py\nx\n\ny\n```"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>",
         "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><th>a<th>b<tr><td><code>|</code><td><q title='|'>2</q></table>",
         "| a | b |\n| --- | --- |\n| <code>&#124;</code> | <q title=\"&#124;\">2</q> |"),
        ("<figure><img src=a.jpg alt=A><figcaption>Dusk <span class=credit>Iris</span>",
         '![A](a.jpg "Dusk | Iris")'),
        ("<figure><a href=a.jpg><img src=a.jpg alt=A></a></figure>", "![A](a.jpg)"),
        ("<p>loose<div>text</div> tail", "loose\n\ntext\n\ntail"),
        ("<p>H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("<p dir=rtl>a", '<p dir="rtl">a</p>'),
        ("<p>a</p><!--more--><p>b</p>", "a\n\n<!-- more -->\n\nb"),
        ("<p>a</p><!-- wp:x --><script>b()</script><style>c{}</style>", "a"),
        ("<p>A <img src=a.jpg alt=''></p>", 'A <img src="a.jpg" alt="">'),
        ("<audio src=a.mp3 controls></audio>", '<audio src="a.mp3" controls></audio>'),
        ("<p>\x00\x0bA &amp; B &lt;b&gt; &copy;</p>", "A & B &lt;b> \u00a9"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_markdown(source: str, markdown: str) -> None:
    for engine in ENGINES:
        assert converted(source, engine) == markdown


@pytest.mark.parametrize("engine", [*ENGINES])
@pytest.mark.parametrize(
    "line",
    ["1986. A year", "# no heading", "* no * list", "- dash", "+ plus", "3) three", "> no quote",
     "<b>bold</b>", "{: .class }", "::: fact x", ":::", "[!NOTE] x", "> [!NOTE]", "a | b", "~~x~~",
     "[^1]: note", "*[HTML]: x", "[x]: http://y", "Term\n: definition", "---", "===", "\\*",
     "&amp;", "    code", "```", "`x`", "_a_ __b__ a_b", "***", "https://gazette.example/a_b_c",
     "<!-- x -->",
     "[x](y)", "![x](y)", "x{#id}", "# x {#id}", "^[note]", "a\\", "{{ x }}", "http://x.example/*a*",
     "<https://x.example>", "$x$", "==x==", ":smile:", "1. a\n2. b", "|a|b|\n|-|-|", "!",
     "\u2028x"],
)  # fmt: skip
def test_plain_text_is_plain_text(line: str, engine: str) -> None:
    text = converted(f"Before.\n\n{line}\n\nAfter.", engine, "text")
    shown = ENGINES[engine].render(text).html
    assert words_of(tokens_of_html(shown)) == words_of_source(
        f"<p>Before.</p><p>{html.escape(' '.join(line.split()))}</p><p>After.</p>"
    )
    assert shown.count("<p>") == 3


PIECES = st.sampled_from(
    ["word", "two words", "*", "_", "`", "[", "](x)", "<", "&lt;", "&amp;", "#", "1.", "- ", "|",
     "~~", "{:", "!", "\\", ":::", "\n", "\n\n", "\u00e9", "\u6c34", "'", '"', "--", "...",
     "\u00a0"]
)  # fmt: skip
INLINE = st.sampled_from(["b", "em", "a href='/x'", "code", "sup", "span", "q", "u", "i", "strong"])
BLOCK = st.sampled_from(["p", "div", "h2", "blockquote", "li", "pre", "ul", "ol", "td", "section"])


def tagged(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split(maxsplit=1)[0]}>"


TEXT = st.lists(PIECES, min_size=1, max_size=5).map("".join)
LINES = st.recursive(
    TEXT, lambda inner: st.builds(tagged, INLINE, inner) | st.tuples(inner, inner).map("".join),
    max_leaves=4,
)  # fmt: skip
HTML = st.recursive(
    st.builds(tagged, BLOCK, LINES) | LINES,
    lambda inner: st.builds(tagged, BLOCK, inner) | st.lists(inner, max_size=3).map("".join),
    max_leaves=5,
)


WORDS = st.sampled_from([
    "<p>Two words.</p>", "<p>\n A\tb \n</p>\n", "<p>\u201c12 (boats)\u00a0</p>", "<p>\u00a0</p>",
    "<p>A_b</p>", "<p>- a</p>", "<p>1986. A</p>", "<p>a *b*</p>", "<p>www.a</p>", "<p>A\x0bb</p>",
    "<p>\x1cA</p>\x1c", "<p>A<p>b</p>", "<P>A</P>", "<blockquote>", "</blockquote>", "<!--", "-->",
    "<li>", "<b>", "</b>", "<pre>", "</pre>", "<div>", "</div>", "<a title='", "'>", "loose",
    "<hr>", "&#xE000;0", "<p>&#57344;0</p>",
])  # fmt: skip


@settings(max_examples=100)
@given(st.lists(WORDS, min_size=1, max_size=7).map("".join))
def test_paragraphs_of_words_are_what_they_would_be_in_the_tree(source: str) -> None:
    def made(text: str) -> tuple[str, dict[str, int]]:
        one = CONVERTERS["commonmark"].convert(Body(text), lambda address: address)
        return one.text, one.counts

    # Where a text has the mark itself, no paragraph is taken out of it.
    assert made(source) == made(f"<p title='\ue000'></p>{source}")


@BOTH
@settings(max_examples=120)
@given(HTML)
def test_no_word_is_lost(engine: str, source: str) -> None:
    made = CONVERTERS[engine].convert(Body(source), lambda address: address)
    body = parsed(source)
    wanted = "".join("".join(body.itertext()).split())
    shown = "".join(words(made.text, engine))
    normal = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2026", "''\"\"--.")
    if made.is_same:
        assert squeezed(shown.translate(normal)) == squeezed(wanted.translate(normal))


def squeezed(text: str) -> str:
    """A text without the signs that an engine may set another way."""
    return text.replace("-", "").replace(".", "").replace("'", "").replace('"', "")


SIMPLE = st.lists(
    st.sampled_from(["A", "word", "it's", "well-known", "said:", "(so)", "1986.", "\u00e9t\u00e9",
                     "www.x.y", "[a b](/x_y_z)", "[it's](https://x.example/?a=b#c)", "*em*",
                     "**st rong**", "*", "_a_", "(c)", "+-", "1/2", "//", "&", "&amp;",
                     "\u00a320", "\u201csaid\u201d", "\u00a0", "2.", "12", "1)", "http:",
                     "x.example", "a@b.example",
                     "!", "[", "]", "(", "--", "\\[", "\\[x]", '"', "*a*b", "a*b*",
                     "![a](b)", "[1](2)", "**", "\\", "#", "|",
                     "`a it's`", "`c`", "`", "[https://x.y/a_b](/c)", "[d](/e?f=1&lt=2)"]),
    min_size=1, max_size=8,
)  # fmt: skip


def html_of(text: str) -> str:
    """The HTML that a plain line of Markdown stands for."""
    expected = html.escape(text.replace("\\[", "&#91;"), quote=False).replace("&amp;#91;", "&#91;")
    expected = re.sub(r"\[([^]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', expected)
    expected = re.sub(r"`([^`]+)`", r"<code>\1</code>", expected)
    expected = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", expected)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", expected)


@BOTH
@settings(max_examples=200)
@given(
    SIMPLE,
    st.sampled_from(["", " "]),
    st.sampled_from(["A", "", "\u201c", '"', "(", "12 ", "\u2014 "]),
)
def test_what_needs_no_engine_is_read_as_it_says(
    engine: str, pieces: list[str], gap: str, start: str
) -> None:
    text = f"{start}{gap.join(pieces)}".strip(" ")
    if text and is_plain(text) and not text.startswith(("- ", "> ", "1. ", "#", "![")):
        shown = ENGINES[engine].render(text).html
        assert tokens_of_html(shown) == tokens_of_html(f"<p>{html_of(text)}</p>")


LINES_THAT_ARE_PLAIN = [
    "A *word* here",
    "\u201cTwo\u201d & [three](/x_y)",
    "12 boats, 1/2 of \u00a320",
    "At [https://a.example/b_c/](https://a.example/b_c/) or [there](/x?id=1&copy=2&ref=3)",
    "The `ferry of 12, it's` left",
]
PLAIN_BLOCKS = {
    "{}": "<p>{}</p>",
    "## {}": "<h2>{}</h2>",
    "> {0}": "<blockquote><p>{0}</p></blockquote>",
    "> {0}\n>\n> {1}": "<blockquote><p>{0}</p><p>{1}</p></blockquote>",
    "- {0}": "<ul><li>{0}</li></ul>",
    "- {0}\n- {1}\n- {2}": "<ul><li>{0}</li><li>{1}</li><li>{2}</li></ul>",
    "1. {0}\n2. {1}": "<ol><li>{0}</li><li>{1}</li></ol>",
    "---": "<hr>",
    "{0}<br>\n{1}": "<p>{0}<br>{1}</p>",
    "> {0}<br>\n> {1}": "<blockquote><p>{0}<br>{1}</p></blockquote>",
    "![A lamp, 2 boats](/a/b-1.jpg)": '<p><img src="/a/b-1.jpg" alt="A lamp, 2 boats"></p>',
    '![It\'s](b.jpg "At dusk (2%)")': '<figure><img src="b.jpg" alt="It\'s">'
                                      "<figcaption>At dusk (2%)</figcaption></figure>",
    "{3}": "<p>{3}</p>",
    "- {3}\n- {4}": "<ul><li>{3}</li><li>{4}</li></ul>",
    "| Of 2 | It's: \u00a3 |\n| --- | --- |\n| 1.9% | \u00c5sund - (a) |":
        "<table><tr><th>Of 2<th>It's: \u00a3<tr><td>1.9%<td>\u00c5sund - (a)</table>",
}  # fmt: skip
HARD_BLOCKS = {
    "```\n- a\n```": "<pre><code>- a\n</code></pre>",
    "<details><summary>A</summary> b</details>": "<details><summary>A</summary> b</details>",
    "| a | b |\n| --- | --- |\n|  | 2 |": "<table><tr><th>a<th>b<tr><td><td>2</table>",
    "- a\n    - b": "<ul><li>a<ul><li>b</ul></ul>",
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("first", [*PLAIN_BLOCKS, *HARD_BLOCKS])
def test_plain_blocks_are_read_as_they_say_beside_any_others(engine: str, first: str) -> None:
    blocks = PLAIN_BLOCKS | HARD_BLOCKS
    pairs = [[first, second, first] for second in blocks]
    for chain in pairs:
        texts = [one.format(*LINES_THAT_ARE_PLAIN) for one in chain]
        assert all(is_plain(text) for one, text in zip(chain, texts, strict=True)
                   if one in PLAIN_BLOCKS)  # fmt: skip
        shown = ENGINES[engine].render(joined(texts)).html
        wanted = "".join(blocks[one].format(*map(html_of, LINES_THAT_ARE_PLAIN)) for one in chain)
        assert tokens_of_html(shown) == tokens_of_html(wanted), texts


@pytest.mark.parametrize(
    "block",
    ["1986. A", "- a\n  b", "> [!NOTE]\n> a", "2. a", "1. a\n3. b", "## a #", "- 1. a", "> - a",
     "> > a", "- [ ] a", "####### a", "- a\n\n- b", "-- a", "'1. a", "> a\nb", "www.a", "---\na",
     "a<br>\n- b", "a<br>\n1986. b", "a<br>", "![](b.jpg)", "![a_b_](b.jpg)", '![a](b.jpg "a | b")',
     "![a](b.jpg){.x}", "![a](<b c.jpg>)", "a `b`` c", "`a *b*`", "`a` `", "| a | b |\n| 1 | 2 |",
     "| a | b |\n| --- | --- |\n| 1 |", "| a |\n| --- |", "| a | b_c |\n| --- | --- |", "| a | b |",
     "| a | b |\n| --- | --- |\nc", "| a | - b |\n| --- | --- |"],
)  # fmt: skip
def test_what_may_be_read_another_way_is_not_plain(block: str) -> None:
    assert not is_plain(block)


def test_addresses_are_those_of_the_new_site_in_markdown_too() -> None:
    text = "See [a](/old/) and ![b](b.jpg)\n\n`[code](/old/)`\n\n<a href='/old/'>x</a>"
    made = CONVERTERS["markdown"].convert(
        Body(text, "markdown"), lambda address: {"/old/": "../new.md"}.get(address, address)
    )
    assert made.text == text.replace("[a](/old/)", "[a](../new.md)").replace(
        "href='/old/'", "href='../new.md'"
    )


@pytest.mark.parametrize("tag", ["div", "b", "font", "ul><li", "table><tr><td", "blockquote"])
def test_what_is_nested_without_end_becomes_its_words(tag: str) -> None:
    source = f"<p>One.</p><script>x</script>{f'<{tag}>' * 30_000}two *three*"
    made = CONVERTERS["markdown"].convert(Body(source), lambda address: address)
    assert made.text == "One.\n\ntwo \\*three\\*"
    assert not made.is_same


@pytest.fixture
def no_garbage() -> Iterator[None]:
    """No collection of garbage, to which Hypothesis listens: what is raised there is lost."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage")
def test_what_takes_too_long_becomes_its_words() -> None:
    with keep_time() as keeper:
        converter = Converter(CONFIGS["markdown"], [], keeper, 0.05)
        made = converter.convert(Body("<a href=x title=y>word " * 5_000), lambda address: address)
    assert made.text.split()[:2] == ["word", "word"]
    assert len(made.text.split()) == 5_000
    assert not made.is_same
