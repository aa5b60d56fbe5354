"""Inline content: the content of a line, as Markdown where both engines read it alike."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.renderer.markdown.escape import escaped, in_brackets, spaced, target_of
from archivegen.renderer.markdown.raw import opening, raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

TAGS = {
    "abbr", "bdi", "bdo", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "ruby", "s", "samp",
    "small", "span", "sub", "sup", "time", "u", "var", "rb", "rp", "rt", "wbr",
}  # fmt: skip
"""Elements within lines that Markdown has no sign for."""

BLOCKS = {
    "aside", "audio", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "iframe", "li", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
}  # fmt: skip
"""Elements that are blocks of their own."""

_HOLDERS = {"p", "li", "div", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Blocks at whose edges nothing else stands in a line."""

_KEPT = ("title", "datetime", "dir", "lang", "cite", "class", "id")
_RENAMED = {"strike": "s", "acronym": "abbr", "tt": "code"}
_EDGES = re.compile(r"([ \t\n\r\f\v]*)(.*?)([ \t\n\r\f\v]*)", re.DOTALL)


def has_block(element: HtmlElement) -> bool:
    """Whether a block stands within an element."""
    return len(element) > 0 and any(child.tag in BLOCKS for child in element.iterdescendants())


def inline(element: HtmlElement) -> str:
    """The content of an element, as Markdown; lines end only after `<br>`."""
    parts = [_text(element.text)]
    for child in element:
        _append(parts, _one(child))
        _append(parts, _text(child.tail))
    return "".join(parts)


def _append(parts: list[str], part: str) -> None:
    # A `!` before a bracket would make a picture of a link.
    if part.startswith("[") and parts[-1].endswith("!"):
        parts[-1] = f"{parts[-1][:-1]}&#33;"
    if part:
        parts.append(part)


def _text(text: str | None) -> str:
    return escaped(spaced(text)) if text else ""


def _one(element: HtmlElement) -> str:
    if not isinstance(element.tag, str):
        return "<!-- more -->"
    if write := _WRITERS.get(element.tag):
        return write(element)
    if element.tag in BLOCKS:
        return raw(element)
    tag = _RENAMED.get(element.tag, element.tag)
    if tag not in TAGS:
        return inline(element)
    return f"{opening(element, _KEPT)}{inline(element)}</{element.tag}>"


def _marked(mark: str, tag: str) -> Callable[[HtmlElement], str]:
    def write(element: HtmlElement) -> str:
        before, text, after = _EDGES.fullmatch(inline(element)).groups()  # type: ignore[union-attr]
        if not text:
            return before or after
        if _stands_free(element, text):
            return f"{before}{mark}{text}{mark}{after}"
        return f"{before}<{tag}>{text}</{tag}>{after}"

    return write


def _stands_free(element: HtmlElement, text: str) -> bool:
    """Whether signs of emphasis around a text are such to both engines."""
    if not (text[0].isalnum() and text[-1].isalnum()) or "*" in text or "\n" in text:
        return False
    previous = element.getprevious()
    parent = element.getparent()
    before = (parent.text if previous is None else previous.tail) or ""
    after = element.tail or ""
    return _is_edge(before[-1:], previous is None, parent) and _is_edge(
        after[:1], element.getnext() is None, parent
    )


def _is_edge(character: str, is_outermost: bool, parent: HtmlElement) -> bool:  # noqa: FBT001
    if character:
        return character.isspace() or character in ".,;:!?()\u2013\u2014\u2026"
    return is_outermost and parent.tag in _HOLDERS


def _link(element: HtmlElement) -> str:
    before, text, after = _EDGES.fullmatch(inline(element)).groups()  # type: ignore[union-attr]
    href = element.get("href", "")
    if not text:
        return before or after
    if not href:
        has_anchor = element.get("id") or element.get("name")
        shown = f"{opening(element, ('id', 'name'))}{text}</a>" if has_anchor else text
        return f"{before}{shown}{after}"
    if element.get("title") or element.get("id") or "\n" in text:
        return f"{before}{opening(element, ('href', 'title', 'id'))}{text}</a>{after}"
    shown = text if element.find("img") is not None else in_brackets(text)
    return f"{before}[{shown}]({target_of(href)}){after}"


def _image(element: HtmlElement) -> str:
    source, alt = element.get("src", ""), " ".join((element.get("alt") or "").split())
    if not source:
        return html.escape(alt, quote=False)
    if not alt or element.get("title"):
        return opening(element, ("src", "alt", "title")) if alt else _decoration(source)
    return f"![{in_brackets(escaped(alt))}]({target_of(source)})"


def _decoration(source: str) -> str:
    return f'<img src="{html.escape(source)}" alt="">'


def _code(element: HtmlElement) -> str:
    text = " ".join(str(element.text_content()).split("\n"))
    if not text.strip():
        return " " if text else ""
    if len(element) or "|" in text or text != text.strip():
        return raw(element) if has_block(element) else f"<code>{inline(element)}</code>"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _break(_: HtmlElement) -> str:
    return "<br>\n"


_WRITERS: dict[str, Callable[[HtmlElement], str]] = {
    "a": _link,
    "b": _marked("**", "strong"),
    "strong": _marked("**", "strong"),
    "em": _marked("*", "em"),
    "i": _marked("*", "em"),
    "img": _image,
    "code": _code,
    "br": _break,
}
