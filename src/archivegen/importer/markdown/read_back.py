"""Read-back: whether what a site's engine makes of a text says the same as the source.

HTML is compared by its tokens: its words, and the structure that readers see. What an engine may
add (ids, rows' groups, a link around an address that is written out) or set another way (curly
quotation marks, dashes) makes no difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html as lxml_html

from archivegen.model.body import MARK
from archivegen.renderer.markdown.tree import html_parser

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SAME = {"b": "strong", "i": "em", "strike": "s", "del": "s", "acronym": "abbr", "tt": "code"}
_NO_TOKEN = {
    "body", "colgroup", "col", "div", "section", "span", "tbody", "thead", "tfoot", "html", "wbr",
}  # fmt: skip
_LOOSE = {"li", "td", "th", "dd", "blockquote", "figure", "figcaption"}
"""Elements in which a paragraph says no more than its text."""

_INLINE = {
    "a", "abbr", "cite", "code", "del", "dfn", "em", "img", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "strong", "sub", "sup", "time", "u", "var",
}  # fmt: skip
_ATTRIBUTES = (
    "href",
    "src",
    "alt",
    "title",
    "start",
    "colspan",
    "rowspan",
    "datetime",
    "lang",
    "dir",
)

_TYPOGRAPHY = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2039": "'", "\u203a": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2013": "-", "\u2014": "-", "\u2026": "...", "\u00a0": " ", "\u202f": " ",
})  # fmt: skip
_DASHES = re.compile("-+")
_SPACE = re.compile(r"\s{2,}|[^\S ]")
_SIGN = re.compile(r"\x01[^\x02]*\x02|\x03[^\x04]*\x04")
_BREAK_AT_END = re.compile(r"(?:\x01br\x02\x01/br\x02)+(?=\x01(?:/|\x02))")
_PARTED_TWICE = re.compile(
    r"(?<=\x02)(?:\x01\x02)+|(?:\x01\x02)+(?=\x01)|\A(?:\x01\x02)+|(?:\x01\x02)+\Z"
)

_SIGNS_OF_WORDS = (
    "\\w .,:;?!%()'\"\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u00ab\u00bb\u00a0\u00a3\u20ac"
    "\u00a7\u00b0\u00b7-"
)
_LINK = r"\[(?:[^\W_][\w .,;?'\u2019-]*+|https?://[\w./-]++)\]\((?:https?://)?[\w./~%+=#?&-]++\)"
_IN_MARKS = r"[^\W_](?:[\w .,'\u2019-]*[^\W_])?"
_CODE = rf"(?<!`)`{_IN_MARKS}`(?!`)"
_MARKED = rf"(?<![^ (])(?:\*{_IN_MARKS}\*|\*\*{_IN_MARKS}\*\*)(?![^ .,:;?!)])"
_BEFORE_WORDS = "(?:\u2014 )?[\"'\u201c\u201d\u2018\u2019\u201e\u00ab(\u00a3\u20ac]{0,3}"
_BEGINNING = r"[^\W\d_]|\d{1,9}(?:[.,:]\d{1,9})*+(?=[ %]|[^\W\d_])"
WORDS = rf"{_BEFORE_WORDS}(?:{_BEGINNING})[{_SIGNS_OF_WORDS}]*+"
"""A line that means to both engines what it says, if there is neither `_` nor `www.` in it."""

_PLAIN = re.compile(
    rf"(?:{_BEFORE_WORDS}(?:{_BEGINNING}|\\\[|{_LINK})|(?=\*))"
    rf"(?:[{_SIGNS_OF_WORDS}]++|/(?!/)|&(?= )|\\\[|\](?![(\[:])|(?<![!\\]){_LINK}"
    rf"|{_MARKED}|{_CODE})*+"
)
_LINKS = re.compile(_LINK)
_HEADING = re.compile(r"#{1,6} ")
_PICTURE = re.compile(
    r"!\[[^\W_](?:[^\W_]|[ .,;?'\u2019%-])*+\]\([\w./~%+=-]++"
    r"(?: \"[^\W_](?:[^\W_]|[ .,;:?!()'\u2019%-])*+\")?\)"
)
_ROW = re.compile(rf"\|(?: [^\W_][{_SIGNS_OF_WORDS}]*+\|){{2,}}")
_BREAK = "<br>\n"


def is_plain(markdown: str) -> bool:
    """Whether both engines read a block of Markdown alike for certain.

    Words, links with words or addresses, code of words, and emphasis that stands free, in a
    paragraph, a heading, a quotation, or a list without others in it, pictures with words, and
    tables of words: what most blocks are. Blocks beside one another change nothing.
    """
    if not markdown.startswith(("#", "> ", "- ", "1. ", "---", "![", "| ")):
        return all(map(_is_plain_line, markdown.split(_BREAK)))
    if markdown[0] == "!":
        return _PICTURE.fullmatch(markdown) is not None
    if markdown[0] == "|":
        return _is_plain_table(markdown)
    if heading := _HEADING.match(markdown):
        return _is_plain_line(markdown[heading.end() :])
    lines = markdown.split("\n")
    if markdown[0] == ">":
        lines = [line for line in markdown.replace(_BREAK, "\n").split("\n") if line != ">"]
        marks = ["> "] * len(lines)
    elif markdown[0] == "-":
        marks = ["- "] * len(lines)
    else:
        marks = [f"{number}. " for number in range(1, len(lines) + 1)]
    return markdown == "---" or all(
        line.startswith(mark) and _is_plain_line(line[len(mark) :])
        for line, mark in zip(lines, marks, strict=True)
    )


def _is_plain_line(text: str) -> bool:
    if not _PLAIN.fullmatch(text):
        return False
    if "[" in text:
        text = _LINKS.sub("", text)
    return "_" not in text and "www." not in text


def _is_plain_table(markdown: str) -> bool:
    rows = markdown.split("\n")
    bars = rows[0].count("|")
    return (
        rows[1:2] == [f"|{' --- |' * (bars - 1)}"]
        and all(row.count("|") == bars and _ROW.fullmatch(row) for row in (rows[0], *rows[2:]))
        and "_" not in markdown
        and "www." not in markdown
    )


def tokens_of(element: HtmlElement) -> str:
    """The words and the structure of an element, for comparison."""
    parts: list[str] = []
    _collect(element, parts)
    text = (
        _SPACE.sub(" ", "".join(parts)).strip(" ").replace(" \x01", "\x01").replace("\x02 ", "\x02")
    )
    if "\x01br" in text:
        text = _BREAK_AT_END.sub("", text)
    return _PARTED_TWICE.sub("", text) if "\x01\x02" in text else text


def words_of(tokens: str) -> list[str]:
    """The words among tokens."""
    return _SIGN.sub(" ", tokens).split()


def tokens_of_html(text: str) -> str:
    """The same of HTML that an engine made; links in it may be symbolic."""
    text = text.replace(MARK, "")
    if not text.strip():
        return ""
    body = lxml_html.document_fromstring(
        f"<html><body>{text}</body></html>".encode("utf-8", "replace"), parser=html_parser()
    ).find("body")
    return "" if body is None else tokens_of(body)


def _collect(element: HtmlElement, parts: list[str]) -> None:
    if isinstance(element.tag, str):
        before, after = _signs(element)
        parts += [before, _words(element.text, element)]
        for child in element:
            _collect(child, parts)
            parts.append(_words(child.tail, element))
        parts.append(after)


def _words(text: str | None, element: HtmlElement) -> str:
    if not text:
        return ""
    if element.tag in {"pre", "code"}:
        return _SPACE.sub(" ", text.translate(_TYPOGRAPHY))
    if not text.isascii():
        text = text.translate(_TYPOGRAPHY)
    return _DASHES.sub("-", text) if "--" in text else text


def _signs(element: HtmlElement) -> tuple[str, str]:
    """What stands for the start and the end of an element."""
    tag = _SAME.get(element.tag, element.tag)
    if tag in _NO_TOKEN or (tag == "a" and _shows_its_address(element)):
        return "", ""
    parent = element.getparent()
    if tag == "figure" and element.find("figcaption") is None:
        tag = "p"
    if tag == "p" and parent is not None and parent.tag in _LOOSE:
        return "\x01\x02", "\x01\x02"
    # A list in which the code of a block stands is the same without it.
    if tag == "code" and parent is not None and parent.tag == "pre":
        return "", ""
    values = "".join(
        f" {name}={_value(element.get(name))}" for name in _ATTRIBUTES if _counts(element, name)
    )
    if tag in _INLINE:
        return f"\x03{tag}{values}\x04", f"\x03/{tag}\x04"
    return f"\x01{tag}{values}\x02", f"\x01/{tag}\x02"


def _counts(element: HtmlElement, name: str) -> bool:
    if name == "start" and element.get(name) == "1":
        return False
    return bool(element.get(name))


def _value(value: str) -> str:
    return unquote(value).translate(_TYPOGRAPHY).strip()


def _shows_its_address(link: HtmlElement) -> bool:
    """Whether a link leads to nothing but what it shows: an address, or a picture."""
    href, text = link.get("href", ""), str(link.text_content()).strip()
    picture = link.find("img")
    if picture is not None and picture.get("src") == href:
        return True
    return bool(text) and href.removeprefix("mailto:").removesuffix("/").endswith(text.rstrip("/"))
