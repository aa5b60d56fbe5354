"""Markdown that stands in HTML and is not read there: an editor is told what to write."""

from __future__ import annotations

import pytest

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.html_blocks import on_markdown_in_html
from checking import told
from story import Story

MARKUPS = {
    name: make_markup(MarkdownConfig(name, extensions=names)) for name, names in EXTENSIONS.items()
}
BOTH = (*EXTENSIONS,)

UNREAD = [
    ("<aside>\nRead [also](b.md).\n</aside>", "[also]", BOTH),
    ("<aside>\n\nRead [also](b.md).\n\n</aside>", "[also]", ("markdown",)),
    ("<aside markdown>\nRead [also](b.md).\n</aside>", "[also]", ("commonmark",)),
    ("Text *so*.\n\n<DIV class='x'>**Really**</DIV>\n\n*So*.", "**Really", BOTH),
    ("<section>\n<p>It is _said_ & *so*.</p>\n</section>", "_said", BOTH),
    ("<div>\n## Head\n- one\n- two\n</div>", "## Head", BOTH),
    ("<figure>\n<img src='a.jpg' alt=''>\n<figcaption>*Cap*</figcaption>\n</figure>", "*Cap", BOTH),
    ("<details><summary>A *b*</summary>\n\nText *c*\n\n</details>", "*b", BOTH),
    ("<ul>\n<li>One\n<li>![A boat](boat.jpg)\n</ul>", "![A", BOTH),
    ("<div markdown>\n<p>*x*</p>\n</div>", "*x", BOTH),
]


def places(text: str, engine: Engine) -> list[int]:
    made = MARKUPS[engine].render(text).html
    return [note.at for note in on_markdown_in_html(text, made, engine)]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("text", "at", "engines"), UNREAD)
def test_the_first_of_an_element_is_told(
    engine: Engine, text: str, at: str, engines: tuple[Engine, ...]
) -> None:
    assert (text.index(at) in places(text, engine)) == (engine in engines)


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "<div>2 * 3 * 4, snake_case_name, 5* and 6*, [sic] (he said)</div>",
        "<div>\n- He came.<br>\n- He went.\n</div>\n\n- *one*",
        "<pre>*x*</pre>\n\n<div><code>*x*</code></div>",
        "<p>No <em>sign</em> in it.</p>\n\nBut *here* and [there](b.md).",
        "A <span>*word*</span> in a line.\n\n```\n<div>*x*</div>\n```",
        "<div>\n\n</div>\n\n**After** it.",
    ],
)
def test_what_is_read_or_meant_is_not_told(engine: Engine, text: str) -> None:
    assert places(text, engine) == []


@pytest.mark.parametrize(
    ("engine", "hint"),
    [
        ("markdown", "write `<section markdown>` and `<p markdown>`, or HTML in the place of the"),
        ("commonmark", "write it in HTML, with tags such as <em>"),
    ],
)
def test_the_hint_says_what_to_write(site: Story, engine: Engine, hint: str) -> None:
    site.configure(f'[markdown]\nengine = "{engine}"\n')
    body = (
        "It was.\n\n<section>\n<p>Read *also* this.</p>\n</section>\n\n<aside>\n**So.**\n</aside>"
    )
    site.article("a.md", body)
    first, second = told(site, "Markdown in HTML")
    assert "content/a.md:9:9: Markdown is not read in `<p>`: readers see `*also*` as" in first
    assert hint in first
    if engine == "commonmark":
        assert "write it in lines of its own, with an empty line above and below" in second


def test_much_of_it_takes_no_longer_than_its_length() -> None:
    for piece in (
        "<p>*a",
        "<p>[a](",
        "<p>\n- a",
        "</div>",
        "<p>***",
        "<tr><td>_a",
        "<li>" + 9 * "*",
    ):
        text = piece * 5_000
        assert [*on_markdown_in_html(text, "", "markdown")] == []
