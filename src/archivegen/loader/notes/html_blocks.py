"""Markdown inside HTML, where an engine does not read it: readers see its syntax.

Python-Markdown reads Markdown within an element only if its tag has the attribute `markdown`
(https://python-markdown.github.io/extensions/md_in_html/). CommonMark does only after an empty line
(https://spec.commonmark.org/0.31.2/#html-blocks). Whether it was read shows in the resulting HTML,
so nothing has to be parsed as an engine does.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.loader.notes.code import without_code
from archivegen.loader.safe_html.elements import END_IMPLIED
from archivegen.model.body import Note
from archivegen.model.html_tags import without_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.tables import Engine

_AS_IT_IS = {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea"}
"""Elements in which signs are meant as they stand."""

_TEXT = {"caption", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "p", "summary"}
"""Elements in which no paragraph can stand."""

_BLOCKS = _TEXT | {
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "figure",
    "footer", "header", "li", "main", "nav", "ol", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip

_OPENING = re.compile(rf"<(?:{'|'.join(sorted(_BLOCKS))})[\s>]", re.IGNORECASE)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{'|'.join(sorted(_BLOCKS | _AS_IT_IS))})(?P<attributes>(?:\s[^<>]*)?)>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"!?(?<!\\)\[[^\[\]\n<]{1,300}\]\([^()\n<]{1,500}\)"
    r"|(?<![\\*\w])(?P<star>\*{1,3})(?=[^\s*])[^*\n<]{1,300}(?<=\S)(?P=star)(?![*\w])"
    r"|(?<![\\_\w])(?P<line>_{1,3})(?=[^\s_])[^_\n<]{1,300}(?<=\S)(?P=line)(?![_\w])"
    r"|^[ ]{0,3}\#{1,6}[ ][^\n<]{1,300}$"
    # A line alone may be somebody's speech.
    r"|^[ ]{0,3}[-*+][ ][^\n<]{1,300}(?=\n[ ]{0,3}[-*+][ ])",
    re.MULTILINE,
)
_SHOWN = 40
"""So much of it is named."""


def on_markdown_in_html(text: str, made: str, engine: Engine) -> Iterator[Note]:
    """A note on the first Markdown in each element of a body in which it was not read.

    `made` is the HTML.
    """
    if "<" not in text or not _OPENING.search(text):
        return
    shown, told = "", -1
    for found, around in _markdown_in_elements(without_code(text, engine)):
        if around[0].start() == told:
            continue
        shown = shown or html.unescape(without_tags(made))
        if found[0].strip() in shown:
            told = around[0].start()
            yield _note(found, around, engine)


def _markdown_in_elements(plain: str) -> Iterator[tuple[re.Match[str], list[re.Match[str]]]]:
    """What looks like Markdown within elements, with the tags around it, the outermost first."""
    around: list[re.Match[str]] = []
    end = 0
    for tag in _TAG.finditer(plain):
        yield from _markdown_between(plain, end, tag.start(), around)
        end = tag.end()
        _close(around, _name(tag), is_end=bool(tag["end"]))
        if not tag["end"]:
            around.append(tag)
    yield from _markdown_between(plain, end, len(plain), around)


def _markdown_between(
    plain: str, start: int, end: int, around: list[re.Match[str]]
) -> Iterator[tuple[re.Match[str], list[re.Match[str]]]]:
    if around:
        for found in _MARKDOWN.finditer(plain, start, end):
            if not any(_name(tag) in _AS_IT_IS for tag in around):
                yield found, around


def _close(around: list[re.Match[str]], name: str, *, is_end: bool) -> None:
    """Leave the elements that an end closes, or that end where another of their name begins."""
    for index in range(len(around) - 1, -1, -1):
        other = _name(around[index])
        if other == name and (is_end or name in END_IMPLIED):
            del around[index:]
            return
        if not (is_end or other in END_IMPLIED):
            return


def _name(tag: re.Match[str]) -> str:
    return tag["name"].lower()


def _note(found: re.Match[str], around: list[re.Match[str]], engine: Engine) -> Note:
    words = found[0].strip()
    start = found.start() + found[0].index(words)
    words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    name = _name(around[-1])
    message = f"Markdown is not read in `<{name}>`: readers see `{words}` as it is written"
    if engine == "markdown":
        tags = dict.fromkeys(
            f"`<{_name(tag)} markdown>`" for tag in around if "markdown" not in tag["attributes"]
        )
        hint = f"write {' and '.join(tags)}, or HTML in the place of the Markdown"
    elif name in _TEXT:
        hint = "write it in HTML, with tags such as <em>, <strong> or <a href>"
    else:
        hint = "write it in lines of its own, with an empty line above and below"
    return Note(start, message, hint, "warning", "Markdown in HTML")
