"""Remarks: what editors hear of texts that were pasted, or moved from other systems."""

from __future__ import annotations

from pathlib import Path

import pytest

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.leftovers import on_leftovers
from archivegen.loader.notes.pasted_text import on_pasted_text
from checking import told
from story import Story

CONTENT = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))
MARKUPS = {
    name: make_markup(MarkdownConfig(name, extensions=names)) for name, names in EXTENSIONS.items()
}
BOTH = (*EXTENSIONS,)
DEFAULT = ("markdown",)

PASTED = [
    ("Who spoke:\n- The mayor\n- The editor", "- The mayor", "list without an empty line", DEFAULT),
    ("Who spoke\n1. The mayor\n2. The editor", "1.", "list without an empty line", DEFAULT),
    ("Who spoke:\n* The mayor", "* The", "list without an empty line", DEFAULT),
    ("The fine was ~~$5 million~~ $3 million.", "~~$5", "strikethrough", DEFAULT),
    ("1) The mayor\n2) The editor", "1)", "list with parentheses", DEFAULT),
    ("* One\n  * Below it\n* Two", "* Below", "list indented by two blanks", DEFAULT),
    ("1. One\n   - Below it", "- Below", "list indented by two blanks", DEFAULT),
    ("Thousands marched.\n#MeToo was there.", "#MeToo", "hashtag", DEFAULT),
    ("Results:\n| a | b |\n|---|---|\n| 1 | 2 |", "| a", "table without an empty line", DEFAULT),
    ("Results\na | b\n--|--\n1 | 2", "a |", "table without an empty line", DEFAULT),
    ("One.\n\n\u2022 The mayor\n\u2022 The editor", "\u2022 The mayor", "list of bullets", BOTH),
    ("Text:\n\u2022\tThe mayor", "\u2022\t", "list of bullets", BOTH),
    ("One.\n\n    The mayor went home early, she said.", "The", "indented paragraph", BOTH),
    ("\tThe mayor went home early, she said.\nAnd ate.", "The", "indented paragraph", BOTH),
]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("text", "at", "kind", "engines"), PASTED)
def test_pasted_text(
    engine: Engine, text: str, at: str, kind: str, engines: tuple[Engine, ...]
) -> None:
    found = [(text.index(at), kind)] if engine in engines else []
    assert [(remark.at, remark.kind) for remark in on_pasted_text(text, engine)] == found


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "Who spoke:\n\n- The mayor\n- The editor",
        "He paused\n- and went on with a dash at the beginning of a line.",
        "It was in\n2015. A good year.",
        "## Who spoke\n- The mayor\n- The editor",
        "- One\n    - Below it\n    - Below it\n- Two",
        "- One\n\n    A paragraph that belongs to the item above it.\n\n    And one more of these.",
        "Text.[^1]\n\n[^1]: A note.\n\n    A paragraph that belongs to the note above it.",
        "Term\n: What it is\n\n    A paragraph that belongs to the one above it.",
        "```\nWho:\n- a\n- b\n#MeToo\n\u2022 c\n```",
        "    def f(a, b):\n        return a + b and so on",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "`~~a~~` and ~~~ or a ~~ b ~~ and \\~~c~~",
        "# MeToo\n\n## Heading\n\n\\#MeToo and #MeToo",
        "> Who:\n> - a\n> - b",
    ],
)
def test_what_is_as_it_looks(engine: Engine, text: str) -> None:
    assert [*on_pasted_text(text, engine)] == []


LEFT_OVER = [
    ('[caption id="a1" align="left"]<img src="/p.jpg" alt="P"> A[/caption]', "[caption]"),
    ("[gallery ids=1,2]", "[gallery]"),
    ("[embed]https://x.org/[/embed]", "[embed]"),
    ("{{< youtube abc >}} and {{< youtube def >}}", "{{< youtube >}}"),
    ("{{% notice tip %}}a{{% /notice %}}", "{{< notice >}}"),
    ('{% include figure.html src="x.jpg" %} and more', "{% include %}"),
    ("{% highlight python %}\nprint(1)\n{% endhighlight %}", "{% highlight %}"),
    ("See {{ site.url }}.", "{{ site.url }}"),
    ("![[photo.png]]", "![[ ]]"),
]  # fmt: skip


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("text", "name"), LEFT_OVER)
def test_leftovers(engine: Engine, text: str, name: str) -> None:
    (remark,) = on_leftovers(text, MARKUPS[engine].render(text).html, engine)
    assert remark.kind == f"left over {name}"
    assert remark.message.startswith(f"`{name}` is ")
    assert ("2 times" in remark.message) == (text.count("youtube") == 2)


def test_attribute_lists_are_left_over_where_they_did_nothing() -> None:
    text = "One.\n{: .pull title='a' }\n\n*a*{.b}\n\n## T {#c}\n\n{: .d}"
    kinds = {
        engine: [
            (r.at, r.kind) for r in on_leftovers(text, MARKUPS[engine].render(text).html, engine)
        ]
        for engine in EXTENSIONS
    }
    assert kinds["commonmark"] == [(text.index("{: .pull"), "left over {: }")]
    assert kinds["markdown"] == [(text.index("{: .d"), "left over {: }")]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "`{% include %}` ``[caption id=1]`` <!-- {{ a }} -->",
        "~~~\n{{< youtube a >}}\n~~~",
        "    {% include a %}",
        "\\{{ a }} \\{% include a %} \\[caption id=1] \\![[a.png]]",
        "[video](a.mp4) [embed][1] [sic] [a b] [x] {Laughter} {{ 7*7 }}\n\n[gallery]: /x\n[1]: /y",
    ],
)
def test_no_leftovers(engine: Engine, text: str) -> None:
    assert [*on_leftovers(text, MARKUPS[engine].render(text).html, engine)] == []


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_nothing_is_said_of_the_sample_articles(path: Path) -> None:
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert [*on_pasted_text(text, "markdown")] == []
    assert [*on_leftovers(text, "", "markdown")] == []


def test_are_told_with_their_place_as_long_as_they_hold(site: Story) -> None:
    text = "It\x92s so:\n- a\n- b\n\n{% include a %} {% include b %}"
    site.article("a.md", text).build()
    tag = "`{% include %}` is a tag of Liquid or Nunjucks: readers see it as text"
    places = [
        "content/a.md:6:3: U+0092 is no character; it is shown as \u2019",
        "content/a.md:7:1: this is no list: it goes on with the paragraph above",
        f"content/a.md:10:1: {tag}, 2 times in this article",
    ]
    assert site.places() == places
    assert site.build().places() == places
    assert [told(site, kind) for kind in ("Windows-1252", "left over {% include %}")] != [[], []]
    site.article("a.md", "Its here.").build()
    assert site.places() == []
