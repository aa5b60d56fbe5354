"""What readers do not get of a body is told, with its place, and leaves no trace on the page."""

from __future__ import annotations

import time

import pytest

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import Markup, make_markup
from archivegen.loader.notes.addresses import unreachable
from archivegen.loader.notes.left_out import notes_on
from archivegen.loader.safe_html.nesting import TooManySignsError, TooManyStraysError
from checking import line, told
from story import Story

HOST = "player.example"
MARKUPS = {
    name: make_markup(MarkdownConfig(name, "sanitize", EXTENSIONS[name], (HOST,)))
    for name in EXTENSIONS
}
PAGE = "2024/05/01/a/index.html"
each_engine = pytest.mark.parametrize("engine", EXTENSIONS)


def joined(markup: Markup, text: str) -> str:
    return markup.render(text).html.replace("\n", "")


def test_is_told_by_builds_and_checks_alike(site: Story) -> None:
    site.article(
        "a.md",
        "Watch:\n\n<iframe src='https://maps.example.com/x'></iframe>\n\n"
        "Go `<form>` to [it](htp://e.example/a) now.\n\n<form action=x>Ask</form>",
        summary="S",
    ).build()
    expected = [
        "warning content/a.md:9:1: the frame of maps.example.com is left out",
        "warning content/a.md:11:21: the link leads to htp://e.example/a, which may not stand here",
        "warning content/a.md:13:1: `<form>` is left out",
    ]
    hints = [
        (
            'add "maps.example.com" to embed_hosts under [markdown] in archivegen.toml, '
            "or link to the page"
        ),
        "did you mean http://e.example/a?",
        "its text stays; link to a page that has the form",
    ]
    expected = [f"{said} ({hint})" for said, hint in zip(expected, hints, strict=True)]
    assert [line(problem) for problem in site.problems] == expected
    assert [line(problem) for problem in site.build().problems] == expected
    assert told(site) == expected
    site.assert_clean()


@each_engine
@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("a [b](hhttps://e.example/)", 6, "hhttps://e.example/, which may not stand here",
         "did you mean https://e.example/?"),
        ("<img src='//e.example/' srcset='a.jpg, file:///b.jpg 2x'>", 39,
         "file:///b.jpg, which lies on your own computer",
         "put the file beside the article and write its name: b.jpg"),
        ("[b](ftp://e.example/)", 4, "ftp://e.example/, which may not stand here",
         "an address begins with https:, http:, mailto: or tel:"),
        ("![b](file:///C:/Me/map.png)", 5, "file:///C:/Me/map.png, which lies on your own computer",
         "put the file beside the article and write its name: map.png"),
        (r"![b](C:\plan.png)", 5, r"C:\plan.png, which lies on your own computer",
         "put the file beside the article and write its name: plan.png"),
        ("[b](http://localhost:8000/x)", 4,
         "http://localhost:8000/x, which every reader's computer takes for itself",
         "write the address that readers use, or the path of the file"),
        ("<img src='http://127.0.0.1/x.png'>", 10,
         "http://127.0.0.1/x.png, which every reader's computer takes for itself",
         "write the address that readers use, or the path of the file"),
        ("a [to do]()", 2, "", "write its address in the parentheses, or the text alone"),
        ("a ![to do]()", 2, "", "write its address in the parentheses"),
    ],
)  # fmt: skip
def test_address_that_leads_nobody_anywhere(
    engine: Engine, text: str, at: int, message: str, hint: str
) -> None:
    (note,) = MARKUPS[engine].render(text).notes
    what = "image" if "!" in text or "img" in text else "link"
    leads = f"leads to {message}" if message else "leads nowhere"
    assert note == (at, f"the {what} {leads}", hint, "warning", f"broken {what}")


@each_engine
@pytest.mark.parametrize(
    "text",
    [
        "[a](b.md) [c](/d/) [e](#f) [g](?h) ![i](j.png) <https://e.example/a> <a@e.example>",
        "[a](mailto:a@e.example) [b](tel:+44) [c](//e.example) [d](HTTP://e.example/localhost)",
        "`[to do]()` and `<script>`\n\n```\n<form>\n```",
        "<b>a</b> <a id='x'></a> <section>b</section> <p align=center>c</p>",
    ],
)
def test_nothing_is_told_of_what_is_right(engine: Engine, text: str) -> None:
    assert MARKUPS[engine].render(text).notes == ()


@each_engine
@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<strike>$5</strike> $3", "<p><s>$5</s> $3</p>"),
        ("<tt>a</tt>", "<p><code>a</code></p>"),
        ("a <T> of <line missing> b", "<p>a &lt;T&gt; of &lt;line missing&gt; b</p>"),
        ("a <title> b <b>c</b>", "<p>a &lt;title&gt; b <b>c</b></p>"),
        ("a <math><mi>x</mi></math> b", "<p>a x b</p>"),
        ("a <svg><text>x</text></svg> b", "<p>a  b</p>"),
        ("a <svg><svg></svg><text>x</text></svg> b", "<p>a  b</p>"),
        ("a <noscript><img src='//e.example/a'></noscript>", '<p>a <img src="//e.example/a"></p>'),
        ("<div><script>x()</script></div>\n\na", "<p>a</p>"),
        ("## <script>x()</script>\n\na", "<p>a</p>"),
        ("a <video src='//e.example/v' autoplay onplay=x()>b</video>",
         '<p>a <video controls="" src="//e.example/v">b</video></p>'),
        ("a <audio><source src='//e.example/a' type='audio/mpeg'></audio>",
         '<p>a <audio controls=""><source src="//e.example/a" type="audio/mpeg"></audio></p>'),
        ("a <video src='//e.example/v'> b",
         '<p>a <video controls="" src="//e.example/v"></video> b</p>'),
        ("a <video poster='//e.example/p' src='//e.example/v'></video>",
         '<p>a <video controls="" poster="//e.example/p" src="//e.example/v"></video></p>'),
        ("a <video poster='x:p' src='//e.example/v'></video>",
         '<p>a <video controls="" src="//e.example/v"></video></p>'),
        ("a <a name='n'>b</a>", '<p>a <a id="n">b</a></p>'),
        ("a <img name=n src='//e.example/a'>", '<p>a <img id="n" src="//e.example/a"></p>'),
        ("[a](#n) <form name=n>b</form>", '<p><a href="#n">a</a> <a id="n"></a>b</p>'),
        ("[a](#\u00fc) <label id=\u00fc>b</label> <label id=o>c</label>",
         '<p><a href="#HERE">a</a> <a id="\u00fc"></a>b c</p>'),
        ("[a](#) <form name=n>b</form> <a href='#'>c</a>",
         '<p><a href="#">a</a> b <a href="#">c</a></p>'),
        ("a <video>b</video>", "<p>a b</p>"),
        ("a <picture><source srcset='//e.example/b 2x, x:c 3x'><source srcset='x:d'></picture>",
         '<p>a <picture><source srcset="//e.example/b 2x"><source></picture></p>'),
        ("a <source srcset=b> <picture> b", "<p>a  &lt;picture&gt; b</p>"),
        ("<aside>a</aside>\n\n<section>b</section>", "<aside>a</aside><section>b</section>"),
        ("a <b title='b>c <i>d</i> '>e", "<p>a &lt;b title='b&gt;c <i>d</i> '&gt;e</p>"),
        ("a <iframe src='//www.youtube.com/embed/abcdefghijk' title='T'></iframe>",
         '<p>a <a href="https://www.youtube.com/watch?v=abcdefghijk">T</a></p>'),
    ],
)  # fmt: skip
def test_what_stays(engine: Engine, text: str, made: str) -> None:
    # Whether an engine encodes what is no ASCII is its own affair.
    encoded = joined(MARKUPS[engine], text).replace("#%C3%BC", "#HERE").replace("#\u00fc", "#HERE")
    assert encoded == made


@each_engine
def test_frame_of_a_video_is_the_card_that_a_link_is(engine: Engine) -> None:
    markup = MARKUPS[engine]
    frame = "<iframe src='http://player.vimeo.com/video/123' title='A talk'></iframe>"
    body = markup.render(f"a\n\n{frame}\n\nb")
    assert '<figure class="video"><a href="https://vimeo.com/123">A talk</a>' in body.html
    assert body.notes == ()


@each_engine
def test_words_of_a_player_are_no_excerpt(engine: Engine) -> None:
    text = "<video src='v.mp4'>Your browser cannot play it.</video>\n\nA harbour."
    body = MARKUPS[engine].render(text)
    assert body.excerpt == "A harbour."
    assert body.targets == ("v.mp4",)


@each_engine
def test_places_are_those_of_the_same_tag(engine: Engine) -> None:
    kept = f"<iframe src='https://{HOST}/'></iframe>"
    text = f"{kept}\n\n`<iframe>`\n\n<iframe src=x></iframe>\n\n{kept}"
    (note,) = MARKUPS[engine].render(text).notes
    assert note.at == text.index("<iframe src=x")


@each_engine
def test_picture_that_a_script_would_have_shown(engine: Engine) -> None:
    text = (
        "![a](a.png) <img src='//e.example/b' data-src='//e.example/b' alt=b>\n"
        "<img alt=c src='//e.example/blank' data-src='c.png'>\n"
        "<img data-lazy-srcset='d.png 1x' alt=d>"
    )
    first, second = MARKUPS[engine].render(text).notes
    at = text.index("<img alt=c")
    message = "the picture is left out, since it is in `data-src`, where scripts look"
    hint = 'write src="c.png" in the place of `data-src`'
    assert first == (at, message, hint, "warning", "left out")
    assert second.at == text.index("<img data-lazy")
    assert "`data-lazy-srcset`" in second.message


def test_many_that_are_alike_are_told_so_often_and_no_more() -> None:
    notes = MARKUPS["markdown"].render("<center>a</center>\n\n" * 100).notes
    assert len(notes) == 20
    assert {note.severity for note in notes} == {"advice"}


@each_engine
@pytest.mark.parametrize("text", ["<ul><li>", "<b><ul></b>", "<ul><table><td></ul></table>"])
def test_elements_inside_one_another_are_bounded(engine: Engine, text: str) -> None:
    with pytest.raises(RecursionError):
        MARKUPS[engine].render(f"<div>{text * 1000}")


@each_engine
def test_signs_beside_one_another_are_bounded(engine: Engine) -> None:
    with pytest.raises(TooManySignsError):
        MARKUPS[engine].render("<div>\n" + "&" * 100_001)


@each_engine
@pytest.mark.parametrize(
    "text",
    [
        "<table>" + "x<br>" * 2001, "<TABLE><a></TABLE>" * 2001, "<table><td></td>" + "<br>" * 2001,
        "<table><td><table></table></td>" + "x<i></i>" * 1001,
        "<table><td><col>" + "<br>" * 2001,
        "<table>" + "&amp;" * 2001,
    ],
)  # fmt: skip
def test_what_stands_in_tables_outside_of_cells_is_bounded(engine: Engine, text: str) -> None:
    with pytest.raises(TooManyStraysError):
        MARKUPS[engine].render(f"<div>{text}</div>")


def test_what_stands_in_cells_or_beside_tables_is_not() -> None:
    row = "<tr>\n<th>A<br>B</th><td><table><tr><td>x<br></table>y&amp;z<br></td></tr>\n"
    text = f"<table><caption>A<br></caption>{row * 2001}</table>" + "x<br></td>" * 2001
    assert MARKUPS["markdown"].render(f"<div>{text}</div>").html.count("<th>") == 2001


def test_many_elements_beside_one_another_are_not() -> None:
    text = "<p><b>a</b><li>b<a name=c>d<table><tr><td>e</table>" * 400
    assert MARKUPS["markdown"].render(f"<div>{text}</div>").html.count("<table>") == 400


@each_engine
@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("One.\n\nTwo.\n\n<!-- more -->\n\nThree.", "One. Two."),
        ("One.\n\n<!--more-->*Two*.", "One."),
        ("One <!-- more --> two.", "One"),
        ("One\n<!-- MORE -->\ntwo.", "One"),
        ("`<!-- more -->`\n\nTwo.", "<!-- more -->"),
        ("<!-- more -->\n\nOne.\n\nTwo.", "One."),
    ],
)
def test_excerpt_ends_where_its_author_says(engine: Engine, text: str, excerpt: str) -> None:
    body = MARKUPS[engine].render(text)
    assert body.excerpt == excerpt
    assert "more" not in body.html or "`" in text
    assert "*" not in body.html


@each_engine
def test_smile_is_no_definition(engine: Engine) -> None:
    made = joined(MARKUPS[engine], "word\n:) and\n:metal: band\n\n```\n:)\n```\n\nterm\n: meaning")
    assert made.startswith("<p>word:) and:metal: band</p>")
    assert "<code>:)</code>" in made
    assert "<dt>term</dt><dd>meaning</dd>" in made


@each_engine
def test_backslash_at_the_end_of_a_line_breaks_it(engine: Engine) -> None:
    assert joined(MARKUPS[engine], "one\\\ntwo\\*") == "<p>one<br>two*</p>"


HOSTILE_TAGS = ["<i " + "a" * 40_000 + " b=c>", "<i " + "1" * 40_000 + ">", "<i b=" + "c=" * 20_000]


@pytest.mark.parametrize("tag", HOSTILE_TAGS, ids=["name", "digits", "values"])
def test_a_hostile_tag_takes_no_longer(tag: str) -> None:
    """Each took half a minute while a name was tried from each of its characters on."""
    start = time.process_time()
    MARKUPS["commonmark"].render(tag)
    assert time.process_time() - start < 5


HOSTILE = {"ticks": "`" * 120_000, "tildes": "~" * 120_000, "brackets": "![" * 80_000}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_no_longer(name: str) -> None:
    """Each took half a minute while all of it was looked at again for every character."""
    start = time.process_time()
    nowhere = [*unreachable('<a href="">', is_trusted=False)]
    assert [note.at for note in notes_on(HOSTILE[name], [], nowhere, "markdown")] == [0]
    assert time.process_time() - start < 5
