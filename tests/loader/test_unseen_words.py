"""Words that are a part of the Markdown, and so on no page: an editor is told of each."""

from __future__ import annotations

import pytest

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.unseen_words import on_unseen_words
from checking import told
from story import Story

MARKUPS = {
    name: make_markup(MarkdownConfig(name, extensions=names)) for name, names in EXTENSIONS.items()
}
BOTH = (*EXTENSIONS,)
DEFAULT, COMMONMARK = ("markdown",), ("commonmark",)
TABLE = "| Team | Goals |\n|---|--:|\n"

UNSEEN = [
    ("[Smith]: Yes", "[Smith]", "unused definition", BOTH),
    ("Who?\n\n- [Jones]: No\n- a", "[Jones]", "unused definition", BOTH),
    ("> [Ford]: (Nods)", "[Ford]", "unused definition", BOTH),
    ("- [x]: Done", "[x]", "unused definition", BOTH),
    ("[1]: https://e.example/", "[1]", "unused definition", BOTH),
    ("*[HTML]: A language", "*[", "unused definition", DEFAULT),
    ("See [a].\n\n[a]: b.md\n[a]: c.md", "[a]: b", "definition twice", DEFAULT),
    ("See [a].\n\n[a]: b.md\n[A]: c.md", "[A]", "definition twice", COMMONMARK),
    ("a[^1]\n\n[^1]: One\n\n[^1]: Two", "[^1]: O", "definition twice", DEFAULT),
    ("a[^1]\n\n[^1]: One\n\n[^1]: Two", "[^1]: T", "definition twice", COMMONMARK),
    (TABLE + "| Reds | 2 | one penalty |", "one", "cell without a column", BOTH),
    (TABLE + "Reds | 2\nBlues | 1 | a | b", "a |", "cell without a column", BOTH),
    ("> a|b\n> -|-\n> c|d|e", "e", "cell without a column", BOTH),
    (TABLE + "| `a|b` | 2 |", "2", "cell without a column", COMMONMARK),
    ("```Hello to all of you\nHow are you?\n```", "```", "words at a fence", COMMONMARK),
    ("One.\n\n```python\na = 1\n\nTwo.", "```", "fence without an end", BOTH),
    ("```\na\n```\n\nOne.\n\n~~~~\nb\n~~~\n\nTwo.", "~~~~", "fence without an end", BOTH),
    ("One.\n\n```", "```", "fence without an end", BOTH),
    ("```\na\n\n[Smith]: Yes", "[Smith]", "unused definition", DEFAULT),
    ("``` a ``` is code.\n\n[Smith]: Yes", "[Smith]", "unused definition", BOTH),
    (f"```\na\n\n{TABLE}| Reds | 2 | one penalty |", "one", "cell without a column", DEFAULT),
]


def kinds_in(text: str, engine: Engine) -> list[tuple[int, str]]:
    made = MARKUPS[engine].render(text).html
    return [(note.at, note.kind) for note in on_unseen_words(text, made, engine)]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("text", "at", "kind", "engines"), UNSEEN)
def test_what_nobody_sees(
    engine: Engine, text: str, at: str, kind: str, engines: tuple[Engine, ...]
) -> None:
    assert ((text.index(at), kind) in kinds_in(text, engine)) == (engine in engines)


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "See [the report][r], [r] and [R][].\n\n[r]: https://e.example/",
        "See [the\nreport].\n\n[The Report]: https://e.example/ 'a title'",
        '[Smith]: Yes, it\'s "so" --- in **all**.',
        "He said\n\n[*Smith*]: Yes, of course.",
        "[//]: # (a comment)\n\n[comment]: <> (and one more)",
        "HTML\n\n*[HTML]: A language",
        "a[^1]\n\n[^1]: One\n\n[^2]: Two",
        "`[a]: b`\n\n    [a]: b\n\n```\n[a]: b\n```",
        TABLE + "| Reds | 2 |\n| Blues \\| Greens | 1 | |\n\nText | a | b | c",
        "a | b | c\n--|--\n1 | 2 | 3",
        "```python linenums\na | b\n--|--\n1 | 2 | 3\n```",
        "- One\n\n   ```\n   a\n     ```\n\nTwo",
        "``` a ``` is code, and `[a]: b`",
        '```js title="a b c"\n```\n\n```rust\na\n```\nText and more words here',
    ],
)
def test_what_everybody_sees(engine: Engine, text: str) -> None:
    assert kinds_in(text, engine) == []


def test_an_editor_is_told(site: Story) -> None:
    """At the place in the file, with what to write."""
    site.article("a.md", body=f"Who was there?\n\n[Smith]: Nobody\n\n{TABLE}| Reds | 2 | 3 |\n")
    (definition,) = told(site, "definition")
    assert definition.startswith("warning content/a.md:8:1: `[Smith]:` is the address of a link")
    assert "if it is text, write \\[Smith]: Nobody;" in definition
    assert len(told(site, "cell")) == 1


@pytest.mark.parametrize(
    ("engine", "shown"), [("markdown", "its code is"), ("commonmark", "what follows is")]
)
def test_code_without_an_end_is_told_where_it_begins(
    site: Story, engine: Engine, shown: str
) -> None:
    site.configure(f'[markdown]\nengine = "{engine}"\n')
    site.article("a.md", body="One.\n\n```\na\n\nTwo {{< youtube b >}} <script>c</script>\n")
    (fence,) = told(site, "fence")
    assert fence.startswith(
        f"warning content/a.md:8:1: the code that begins at `{3 * '`'}` has no end: {shown} shown"
    )
    lost = {line.split()[1] for line in told(site) if "youtube" in line or "script" in line}
    column = len("Two {{< youtube b >}} ") + 1
    expected = {"content/a.md:11:5:", f"content/a.md:11:{column}:"}
    assert lost == (expected if engine == "markdown" else set())
