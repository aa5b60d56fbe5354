"""No word is lost: what an article's source says is on its page, or is told with its place.

In angle brackets stands what authors write there: tags, and words that only look like one.
"""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archivegen.config.tables import EXTENSIONS, Engine, HtmlMode, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.unseen_words import on_unseen_words
from archivegen.model.body import Note, in_words

MODES: tuple[HtmlMode, ...] = ("sanitize", "escape", "trusted")
MARKUPS = {
    (engine, mode): make_markup(MarkdownConfig(engine, mode, EXTENSIONS[engine]))
    for engine in EXTENSIONS
    for mode in MODES
}
NAMES = st.sampled_from([
    "T", "view", "not", "in", "log", "image", "Path", "math", "mi", "svg", "text", "title", "path",
    "select", "option", "textarea", "script", "style", "iframe", "template", "noscript", "xmp",
    "plaintext", "noembed", "noframes", "frameset", "frame", "object", "embed", "video", "audio",
    "source", "form", "input", "button", "table", "tr", "td", "caption", "colgroup", "p", "div",
    "ul", "li", "b", "i", "a", "pre", "code", "h2", "details", "body", "html", "head", "meta",
    "o:p", "my-own", "strike", "center", "br", "img", "hr", "math", "mtext", "desc",
])  # fmt: skip
ATTRIBUTES = st.sampled_from([
    "", "", "", " /", " src=x", " src='https://e.example/'", " class=\"a\"", " title='>'", " open",
    " href='x", " =", " \"", " a='<b>'",
])  # fmt: skip
TAGS = st.builds(lambda slash, name, more: f"<{slash}{name}{more}>", st.sampled_from(["", "/"]),
                 NAMES, ATTRIBUTES)  # fmt: skip
PIECES = st.one_of(
    st.just("\0"), st.just("\0"), TAGS,
    st.sampled_from([
        "\n", "\n\n", "<", "</", ">", "<yes or \0>", "<line \0", "<!-- ", "-->", "<!", "<?php ",
        "<![CDATA[", "]]>", "<T \0>", "</b \0>", "<i am \0>", "- ", "> ", "## ",
        "\n::: fact \0\n", "\n:::\n", "\n> [!NOTE]\n> ",
    ]),
)  # fmt: skip
PIECES_OF_MARKDOWN = st.one_of(
    st.just("\0"), st.just("\0"),
    st.sampled_from([
        "\n", "\n\n", "- ", "> ", "## ", "[a]", "[^a]", "\n\n[\0]: \0\n", "\n\n[a]: \0\n\n",
        "\n\n[^a]: \0\n\n", "\n\na|b\n-|-\n\0|\0|\0|\n", "\0|\0|\0|\0\n",
    ]),
)  # fmt: skip
"""What Markdown takes for its own: definitions, and rows of tables."""


def with_words(pieces: list[str]) -> str:
    """A text of the pieces, with a word of its own for each NUL; those in comments have none."""
    text = " ".join(pieces)
    parts = re.split("(\0)", text)
    return "".join(f"word{index}" if part == "\0" else part for index, part in enumerate(parts))


TEXTS = st.lists(PIECES, max_size=16).map(with_words)
TEXTS_OF_MARKDOWN = st.lists(PIECES_OF_MARKDOWN, max_size=16).map(with_words)


def place_of(note: Note, text: str) -> range:
    """What a note tells of: its line, and the lines of the element that it says is gone."""
    first, last = text.rfind("\n", 0, note.at) + 1, note.at
    if whole := re.match(r"`<(\w+)>` is left out with all that is in it", note.message):
        ends = [end.start() for end in re.finditer(f"</{whole[1]}", text, re.IGNORECASE)]
        # Drawings may hold others.
        which = max if whole[1] == "svg" else min
        last = which((end for end in ends if end > note.at), default=note.at)
    return range(first, (text + "\n").index("\n", last))


def lost(engine: Engine, mode: HtmlMode, text: str) -> list[str]:
    """The words of a text that readers do not see, and no note tells at their place.

    What is the address of a link is where the link leads. HTML that is trusted passes as it is, and
    a word in a tag is its attribute.
    """
    body = MARKUPS[engine, mode].render(text)
    html = in_words(body.html)
    is_trusted = mode == "trusted"
    tree = html5lib.parse(f"<p>Page</p><div>{html}</div>", namespaceHTMLElements=False)
    passed = re.findall(r"<[^<>]*>", html) if is_trusted else []
    addresses = [link.get("href", "") for link in tree.iter("a")]
    seen = set(re.findall(r"word\d+", " ".join([*tree.itertext(), *addresses, *passed])))
    notes = (*body.notes, *on_unseen_words(text, body.html, engine))
    told = [place_of(note, text) for note in notes]
    comments = " ".join(re.findall(r"<!--.*?-->", text, re.DOTALL))
    return [
        match[0]
        for match in re.finditer(r"word\d+", text)
        if match[0] not in seen
        and match[0] not in comments
        and not any(match.start() in place for place in told)
    ]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize("mode", MODES)
@given(text=TEXTS)
@example("word1 <T> word2\n\nword3 <view>\n\nword4")
@example("<view>\n\nword1\n\n## word2")
@example("a AsRef<Path> for word1 <not> word2 <line word3> word4")
@example("a <math><mi>word1</mi></math> word2")
@example("<script>\n\nword1")
@example("a <select> word1 <title> word2 <textarea> word3 <plaintext> word4")
@example("<!-- word1\n\nword2")
@example("<video src=x>\n\nword1")
@example("a\n <?php  </b word1>")
@example("<h2>\n <![CDATA[ </b word1>")
@example("<iframe> </iframe href='x> word1")
@example("<div>\n\n::: fact word1\nword2\n</div>\n\nword3\n:::\n\n> [!NOTE]\n> word4")
@example("[word1]: word2\n\n- [x]: word3\n\n*[word4]: word5\n\n[^a]: word6\n\n[^a]: word7")
@example("|a|b|\n|-|-|\n|word1|word2|word3|\n\n> a|b\n> -|-\n> word4|word5|word6 word7|word8")
@example("<div markdown>\nword1\n<div markdown>\nword2\n\n*[A]: word3\n\n*[A]: word4")
@example("<T> \n```py word1 word2\n\n\na|b\n-|-\nword3|word4|word5|\n")
@example("word1 [a]\n\n[a]: word2")
@example("```python word1 word2 word3\nword4\n```")
@example("<table>\n::: fact word1\n<td>\nword2\n:::\nword3")
def test_every_word_is_on_the_page_or_told(engine: Engine, mode: HtmlMode, text: str) -> None:
    assert not lost(engine, mode, text)


@pytest.mark.parametrize("engine", EXTENSIONS)
@given(text=TEXTS_OF_MARKDOWN)
def test_what_markdown_takes_for_its_own_is_told(engine: Engine, text: str) -> None:
    assert not lost(engine, "sanitize", text)
