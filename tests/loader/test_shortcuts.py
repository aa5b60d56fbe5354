"""The shortcuts through Python-Markdown leave its output as it is, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor

from archivegen.loader.markup import python_markdown_fast as shortcuts
from archivegen.loader.markup import python_markdown_own as own

EXAMPLES = 20_000 if "ARCHIVEGEN_TORTURE" in os.environ else 250
CONTENT = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))

MARKED = st.sampled_from([
    "word", "the", "O'Neil", "can't", " ", " ", " ", "  ", "\n", "\n\n", "\n\n\n", '"', "'", "\"'",
    "'\"", "``", "*", "**", "_", "__", "[", "]", "(", ")", "](", "[a](b)", "[a]", "[1]: http://x.y\n",
    "[^1]", "[^1]: note", "\n\n[^1]: note\n\n", "![x](y)", "&", "&amp;", "&nbsp", "&#39;", "<", ">",
    "<b>", "</b>", "<div>", "</div>", "<http://a.b>", "- ", "\n- ", "1. ", "\n1. ", "\n2015. ",
    "    ", "\n    ", "\n> ", "# ", "\n# ", "\n## h", "=", "\n===\n", "\n---\n", "--", "---", "...",
    "\u2026", "\u2019", ":", "\n: ", ": def", "|", "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "{", "}",
    "{: .c }", "\\", "\\*", "~~~", "```", "\n```\ncode\n```\n", "~", "^", "!", "#", "+", "+ ", "\t",
    "\r\n", "*[HTML]: x\n", "HTML", "[TOC]", "é", "'80s", "9", " \n", "  \n", "\u00a0", "\u2028",
    "\x0b", "\x0c", "\x02", "\x03", "\x85", "klzzwxh:0000", "https://x.org/a_b", "www.x.org", "{b}",
    "<a href=x>", "</a>", "文",
])  # fmt: skip
PLAIN = st.sampled_from([
    "word ", "the ", "O'Neil ", "can't ", "a", " ", "\n\n", "\n", '"', "'", "\"'", "'\"", '"Yes," ',
    "--", "---", "...", "-", "(", ")", "[x] ", "[", "]", ".", ",", ": ", ":", "!", "? ", "& ", "&",
    "\u2019", "\u201c", "\u2014", "\u00a0", "80s ", "'80s ", "9. ", "5) ", "#", "+", "%", "$", "@",
    ";", "/", "é", "TOC", "文", "n' ", "tis ", "6'2\"",
])  # fmt: skip
TEXTS = st.one_of(
    st.lists(MARKED, max_size=40).map("".join),
    st.lists(PLAIN, max_size=40).map("".join),
    st.tuples(st.lists(PLAIN, max_size=20).map("".join), MARKED, st.lists(PLAIN).map("".join)).map(
        "".join
    ),
)


class Wavy(Extension):
    """An extension of a site's own, which reacts to a character of plain prose."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()%(.*?)%", "wavy"), "wavy", 75)


def _pair(*extensions: str | Extension) -> tuple[Callable[[str], str], Callable[[str], str]]:
    plain = markdown.Markdown(extensions=extensions)
    short = markdown.Markdown(extensions=extensions)
    own.install(plain)
    typography = own.install(short)
    names = [name if isinstance(name, str) else "wavy" for name in extensions]
    return lambda text: plain.reset().convert(text), shortcuts.install(short, names, typography)


PAIRS = {
    "default": _pair("extra", "sane_lists", "smarty", "toc"),
    "none": _pair(),
    "others": _pair("extra", "admonition", "codehilite", "nl2br"),
    "own": _pair("extra", "smarty", Wavy()),
}


@pytest.mark.parametrize("name", PAIRS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(text=TEXTS)
@example(text="a%b% c")
@example(text='`\'80s` \\"x" <b>"y"</b>')
def test_any_text(name: str, text: str) -> None:
    plain, short = PAIRS[name]
    assert short(text) == plain(text)


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_sample_article(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    plain, short = PAIRS["default"]
    assert short(body) == plain(body)


def test_plain_documents_do_not_reach_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: markdown.Markdown, source: str) -> str:
        raise AssertionError(source)

    monkeypatch.setattr(markdown.Markdown, "convert", fail)
    _, short = PAIRS["default"]
    assert short('He said "no" -- twice.\n\nThe end...') == (
        "<p>He said \u201cno\u201d \u2013 twice.</p>\n<p>The end\u2026</p>"
    )
