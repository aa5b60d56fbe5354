"""Boxes in texts: the same with both engines, made by templates, and nothing but data to these."""

from __future__ import annotations

import re

import pytest

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from archivegen.model.body import Box, in_words, with_boxes
from story import Story

MARKUPS = {name: make_markup(MarkdownConfig(name, "sanitize", EXTENSIONS[name]))
           for name in EXTENSIONS}  # fmt: skip
PAGE = "2024/05/01/a/index.html"
each_engine = pytest.mark.parametrize("engine", EXTENSIONS)


def shown(box: Box) -> str:
    return f"[{box.name}|{box.title}|{box.content}]"


def made(engine: Engine, text: str) -> str:
    """The HTML of a text, with its boxes in brackets, on one line."""
    html = with_boxes(MARKUPS[engine].render(text).html, shown)
    return re.sub(r"\s*\n\s*", "", html.replace("\0", ""))


@each_engine
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n::: fact The *lamp*, [b](b.md)\nc\n\n- d\n:::",
         '<p>a</p>[fact|The <em>lamp</em>, <a href="b.md">b</a>|<p>c</p><ul><li>d</li></ul>]'),
        ("::: Quote\na\n:::", "[quote||<p>a</p>]"),
        (":::note[Mind]\na\n:::\n", "[note|Mind|<p>a</p>]"),
        (":::: qa T ::::\n::: details\na\n:::\n::::", "[qa|T|[details||<p>a</p>]]"),
        ("- a\n\n::: fact\nb\n:::\n\n> c\n\n::: fact\nd",
         "<ul><li>a</li></ul>[fact||<p>b</p>]<blockquote><p>c</p></blockquote>[fact||<p>d</p>]"),
        ("::: fact\n:::", "[fact||]"),
        ("> [!NOTE]\n> Take *care*.\n>\n> b", "[note||<p>Take <em>care</em>.</p><p>b</p>]"),
        ("> a\n\n> [!Tip]\n> b\n\n> c",
         "<blockquote><p>a</p></blockquote>[tip||<p>b</p>]<blockquote><p>c</p></blockquote>"),
        ("> [!WARNING]\n>\n> > a", "[warning||<blockquote><p>a</p></blockquote>]"),
        ("> [!NOTE] a", "<blockquote><p>[!NOTE] a</p></blockquote>"),
        ("> [!ODD]\n> a", "<blockquote><p>[!ODD]a</p></blockquote>"),
        # What is none stays as it is written.
        ("`::: fact`\n\n    :::", "<p><code>::: fact</code></p><pre><code>:::</code></pre>"),
        ("```\n::: fact\n:::\n```", "<pre><code>::: fact:::</code></pre>"),
        ("a ::: fact", "<p>a ::: fact</p>"),
        ("::: facts <T>\na\n:::", "<p>::: facts &lt;T&gt;a:::</p>"),
        (":::", "<p>:::</p>"),
        ("<div>\n\n::: fact **T**\n\n</div>\n\n:::", None),
        ("<table><tr>\n\n::: fact\n\n</tr><td>\n\n:::\n\n</td></table>", None),
    ],
)  # fmt: skip
def test_boxes(engine: Engine, text: str, html: str | None) -> None:
    assert html is None or made(engine, text) == html
    words = re.sub(r"<[^>]*>", " ", made(engine, text))
    assert html is not None or ("::: fact" in words and ":::" in words.partition("::: fact")[2])


@each_engine
def test_excerpt_is_the_first_paragraph_outside_of_boxes(engine: Engine) -> None:
    render = MARKUPS[engine].render
    text = (
        "::: fact T\nIn.\n\n> [!TIP]\n> n\n:::\n\n> [!TIP]\n> n\n\nThe story.\n\n::: fact\nx\n:::"
    )
    assert render(text).excerpt == "The story."
    assert render("::: fact T\nIn it.\n:::").excerpt == "T"
    assert render(f"{text}\n\nMore.\n<!-- more -->\nRest.").excerpt == "The story. More."
    assert in_words(render("::: fact T\nIn it.\n:::").html) == "<p>T</p>\n<p>In it.</p>\n"


@each_engine
@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a\n\n::: facts\n:::", 3, "there is no box `facts`: readers see the line as text"),
        ("a\n\n:::", 3, "`:::` ends no box"),
        ("::: fact\n\na", 0, "the box `::: fact` has no end"),
        ("<div>\n\n::: fact\n\n</div>\n\n:::", 7,
         "`::: fact` is no box here: readers see its lines as text"),
        ("::: fact\n" * 6 + ":::\n" * 6, 45,
         "`::: fact` is in 5 other boxes: readers see it as text"),
    ],
)  # fmt: skip
def test_what_is_no_box_is_told(engine: Engine, text: str, at: int, message: str) -> None:
    (note,) = MARKUPS[engine].render(text).notes
    assert (note.at, note.message, note.severity) == (at, message, "warning")
    assert note.hint


def test_template_is_the_sites_and_an_edit_renders_those_that_use_it_alone(site: Story) -> None:
    site.configure('[feeds]\ncontent = "full"\n')
    site.article("a.md", "Text.\n\n::: fact <script>T</script> {{ 1 }}\nIn {{ 2 }}.\n:::")
    site.article("b.md", "Text.\n\n::: sidebar\nx\n:::")
    site.build()
    assert [problem.message for problem in site.problems] == [
        "`<script>` is left out with all that is in it",
        "there is no box `sidebar`: readers see the line as text",
    ]
    assert '<aside class="box fact">\n<p class="box-title">{{ 1 }}</p>' in site.page(PAGE)
    box = "<div>{{ title }}, {{ content }}{{ values }}</div>"
    site.write("templates/blocks/fact.html", box).build().assert_clean()
    feeds = {"feed.json", "feed.xml", "feeds/2024-05.xml", "news/feed.xml", "rss.xml"}
    assert site.written == {PAGE} | feeds
    assert "<div>{{ 1 }}, <p>In {{ 2 }}.</p>\n{}</div>" in site.page(PAGE)
    # A box of the site's own.
    site.write("templates/blocks/sidebar.html", "<nav>{{ content }}</nav>").build().assert_clean()
    assert "<nav><p>x</p>" in site.page("2024/05/01/b/index.html")
    assert [problem.kind for problem in site.problems] == ["left out"]
    site.write("templates/blocks/fact.html", "{{ nothing }}").fail()
    assert site.places()[-1] == (
        "templates/blocks/fact.html:1:1: 'nothing' is undefined (in the page of content/a.md)"
    )


def test_boxes_of_pages_and_terms_follow_their_templates(site: Story) -> None:
    box = "::: fact T\nx\n:::\n"
    site.write("content/_pages/about.md", f"---\nheadline: A\n---\n{box}")
    site.write("content/_authors/ann.md", f"---\nname: Ann\n---\n{box}")
    site.article("a.md", authors=["Ann"]).build()
    shown = {"about/index.html", "authors/ann/index.html"}
    assert all("box fact" in site.page(path) for path in shown)
    site.write("templates/blocks/fact.html", "<hr>").build().assert_clean()
    assert site.written == shown
