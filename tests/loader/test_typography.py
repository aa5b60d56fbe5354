"""Typography: quotes, dashes and addresses of both engines, in the language of the article."""

# ruff: noqa: E501, RUF001 -- the signs are what this is about

from __future__ import annotations

import os
import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup import typography
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.markup.quotation_marks import ENGLISH, marks_of
from archivegen.loader.markup.typography import Piece, typeset, typeset_plainly
from story import Story

EXAMPLES = 20_000 if "ARCHIVEGEN_TORTURE" in os.environ else 250
MARKUPS = {
    name: make_markup(MarkdownConfig(name, extensions=names)) for name, names in EXTENSIONS.items()
}
both_engines = pytest.mark.parametrize("engine", EXTENSIONS)


@both_engines
@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        ("en", "'twas the '80s, a '07 Camry, rock 'n' roll", "’twas the ’80s, a ’07 Camry, rock ’n’ roll"),
        ("en", "he is 6'2\", she said, on 12\" discs", "he is 6′2″, she said, on 12\" discs"),
        ("en", "3'30'' of it, 5'' wide", "3'30'' of it, 5'' wide"),
        ("en", "O'Neil's dogs' bowls, 'Ndrangheta", "O’Neil’s dogs’ bowls, ’Ndrangheta"),
        ("en", "\"'Quoted' words,\" (\"she said\") -- \"no\"", "“‘Quoted’ words,” (“she said”) – “no”"),
        ("en", '"the class of 1984" ... "*a*" "`"`"', "“the class of 1984” … “<em>a</em>” “<code>\"</code>”"),
        ("en", '<b>"a"</b> "<b>b</b>" "[c](/d)"[^1]', '<b>“a”</b> “<b>b</b>” “<a href="\x00/d\x00">c</a>”[^1]'),
        ("en", '\\"a\\" &quot;b&quot; \\-- \\...', '"a" "b" -- ...'),
        ("de", 'Er sagte "Guten \'Tag\'" und ging. Rock \'n\' Roll', "Er sagte „Guten ‚Tag‘“ und ging. Rock ’n’ Roll"),
        ("de-CH", '"ja"', "«ja»"),
        ("fr", '"l\'été" est là', "«\xa0l’été\xa0» est là"),
        ("es", '"sí"', "«sí»"),
        ("es-AR", '"sí"', "“sí”"),
        ("sr-Latn", '"da"', "„da”"),
        ("ru", '"да"', "«да»"),
        ("sv", '"ja"', "”ja”"),
        ("zh", '村里的"老规矩"变了，**"新办法"**开始了。', "村里的“老规矩”变了，<strong>“新办法”</strong>开始了。"),
        ("zh", '他说"你好"，然后走了。', "他说“你好”，然后走了。"),
        ("ja", "日本語の'引用'です。", "日本語の‘引用’です。"),
        ("ko", '"안녕"이라고', "“안녕”이라고"),
        ("he", 'צה"ל', 'צה"ל'),
        ("xx", '"a"', "“a”"),
    ],
)  # fmt: skip
def test_quotes(engine: Engine, language: str, text: str, html: str) -> None:
    made = MARKUPS[engine].render(text, language).html.strip()
    assert made.replace("&nbsp;", "\xa0") == f"<p>{html}</p>"


@both_engines
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{0} for more.", "{1} for more."),
        ("({0}), **{0}**; {0}!", "({1}), <strong>{1}</strong>; {1}!"),
        ("见{0}。", "见{1}。"),
        ("`{0}`", "<code>{0}</code>"),
        ("[{0}]({0})", "{1}"),
        ("<{0}>", "{1}"),
        ("> {0}", "<blockquote>\n<p>{1}</p>\n</blockquote>"),
    ],
)
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/news--archive/a...b",
        "https://example.org/it's-here",
        "http://example.org:80/a_b_c/(d)?e=1&copy=2#f",
    ],
)
def test_bare_address_is_a_link_and_stays_as_it_is(
    engine: Engine, address: str, text: str, html: str
) -> None:
    shown = address.replace("&", "&amp;")
    made = MARKUPS[engine].render(text.format(address)).html.strip()
    wanted = html.format(shown, f'<a href="{shown}" class="bare-address">{shown}</a>')
    assert made.replace("&#x27;", "'") in {wanted, f"<p>{wanted}</p>"}


@both_engines
def test_bare_addresses_of_all_kinds(engine: Engine) -> None:
    def html(text: str) -> str:
        return MARKUPS[engine].render(text).html.strip()

    # In print, their addresses do not stand behind them once more.
    assert html("www.example.org.") == (
        '<p><a href="http://www.example.org" class="bare-address">www.example.org</a>.</p>'
    )
    assert "class" not in html("[example.org/a](https://example.org/b)")
    assert html("[embed]https://x.org/a[/embed]") == (
        '<p>[embed]<a href="https://x.org/a" class="bare-address">https://x.org/a</a>[/embed]</p>'
    )
    assert html('https://x.org/?q="y"') == (
        '<p><a href="https://x.org/?q=%22y%22" class="bare-address">https://x.org/?q="y"</a></p>'
    )
    for none in (
        "www.",
        "http://",
        "x.org",
        "a@www.example.org",
        "awww.example.org",
        "ftp://x.org",
    ):
        assert html(none) == f"<p>{none}</p>"


def test_address_in_a_link_of_html_is_left_alone() -> None:
    text = 'a <a href="/b/">https://example.org/ c</a>'
    made = make_markup(MarkdownConfig(html="trusted")).render(text).html
    assert made.count("<a ") == 1


@both_engines
@pytest.mark.parametrize(
    "text",
    [
        "The minister left.\n{Laughter}",
        "The *Gazette*{London} said so.",
        "*a*{b} and {c}",
        "## Video {exclusive report}",
        "## Vitamin {C}",
        "## Vitamin{C d}",
        "| Reds {a} |\n|---|\n| 1 {b} |",
        "term {x}\n: what {y}",
        "- item {a}\n- item\n  {b}",
    ],
)
def test_words_in_braces_are_words(engine: Engine, text: str) -> None:
    made = MARKUPS[engine].render(text).html
    assert made.count("{") == text.count("{")
    assert made.count("}") == text.count("}")
    if "exclusive" in text:
        assert made.strip() == '<h2 id="video-exclusive-report">Video {exclusive report}</h2>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n{: .pull }", '<p class="pull">a</p>'),
        ("a\n{.pull #b lang=de title='c d'}", '<p class="pull" id="b" lang="de" title="c d">a</p>'),
        ("*a*{.b} {Laughs}", '<p><em class="b">a</em> {Laughs}</p>'),
        ('*a*{: title="}" } b {c}', '<p><em title="}">a</em> b {c}</p>'),
        ("## a { #b }", '<h2 id="b">a</h2>'),
        # Kramdown's words are no attributes, and no reason to break the element that they follow.
        ("* Contents\n{:toc}", "<ul>\n<li>Contents\n{:toc}</li>\n</ul>"),
        ("a\n{: toc .b }", "<p>a\n{: toc .b }</p>"),
    ],
)
def test_attribute_lists(text: str, html: str) -> None:
    assert MARKUPS["markdown"].render(text).html == html


@both_engines
def test_characters_of_windows_1252_are_what_was_meant(engine: Engine) -> None:
    body = MARKUPS[engine].render("It\x92s \x93here\x94 \x96 now\x85 \x80\x815")
    assert body.html.strip() == "<p>It’s “here” – now… € 5</p>"
    assert body.excerpt == "It’s “here” – now… € 5"


PIECES = st.sampled_from([
    "a", "b", " ", " ", "\n", '"', '"', "'", "n", "s", "80", "1", ".", ",", "!", "(", ")", "-", "--", "---",
    "...", "文", "。", "é", "\u201c", ">", "ñ", "[", "]",
])  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
@example('"[a] b" "n [b]"')
def test_what_is_plain_is_set_as_the_rest(text: str) -> None:
    plain = typeset_plainly(text, ENGLISH)
    if plain is not None:
        assert plain == edited(text, "en")


def edited(text: str, language: str) -> str:
    """The text with each sign looked at by itself."""
    for start, end, sign in reversed(typography._edits(text, marks_of(language))):
        text = text[:start] + sign + text[end:]
    return text


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=6), st.sampled_from(["en", "fr"])
)
@example(['a "b', 'c"', " d--e--f"], "fr")
def test_pieces_are_set_as_their_whole(texts: list[str], language: str) -> None:
    # Dots and hyphens that stand in two pieces are left alone.
    assume(not any(re.search(r"[.-]$", text) for text in texts))
    made = typeset([Piece(text) for text in texts], marks_of(language))
    assert "".join(made) == edited("".join(texts), language)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.tuples(st.lists(PIECES, max_size=5).map("".join), st.booleans()), max_size=6))
def test_no_word_is_lost_and_what_is_fixed_stays(pieces: list[tuple[str, bool]]) -> None:
    made = typeset([Piece(t, t if fixed else None) for t, fixed in pieces], marks_of("fr"))
    for (text, fixed), new in zip(pieces, made, strict=True):
        assert new == text if fixed else letters(new) == letters(text)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_a_body_has_the_quotes_of_its_language(site: Story) -> None:
    text = 'Er sagte "Hallo".'
    site.configure('language = "de"').article("a.md", text).build()
    page = site.page("2024/05/01/a/index.html")
    assert "Er sagte „Hallo“." in page
    site.article("a.md", text, language="en").build().assert_clean()
    assert "Er sagte “Hallo”." in site.page("2024/05/01/a/index.html")
