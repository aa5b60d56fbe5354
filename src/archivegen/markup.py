"""Markup: Markdown becomes safe HTML in which links between files are still symbolic.

A body's HTML depends on its text and on the markup settings alone, so it can be kept under the
digest of both. Links to other files stand in it as the author wrote them, between marks, since
the addresses may change while the body does not.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Protocol

import markdown
import nh3
from markdown.extensions.toc import slugify_unicode
from markdown.treeprocessors import Treeprocessor

from archivegen import shortcuts
from archivegen.body import MARK, Body
from archivegen.digests import extensions_digest, fingerprint, libraries_digest
from archivegen.urls import has_scheme

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from archivegen.config import MarkdownConfig

EXCERPT_LENGTH = 500
"""Characters of the first paragraph that a listing shows, at most."""

_TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}

# A comment, a script, a style or a tag; quoted attribute values are taken as one piece, so that
# nothing in them is mistaken for a tag.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)"
    r"|<[A-Za-z][^\s>/]*(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"(\s(?:href|src)=)\"([^\"]*)\"")
# The page around a body has ids of its own, which begin so.
_PAGE_ID = re.compile(r"(\sid=\"|\shref=\"#)page-")
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_FOOTNOTE = re.compile(r"<sup\b[^>]*>\s*<a\b[^>]*footnote-ref.*?</sup>", re.DOTALL)


class Markup(Protocol):
    """An engine: `render` turns a text into a `Body`; `digest` names engine and settings."""

    @property
    def digest(self) -> bytes:
        """Changes whenever the same text could become other HTML."""

    def render(self, text: str) -> Body:
        """The body. Raises RecursionError for a text that is nested too deeply."""


class PythonMarkdown:
    """Python-Markdown with the configured extensions, sanitised as configured."""

    def __init__(self, config: MarkdownConfig) -> None:
        self._mode = config.html
        self._markdown = markdown.Markdown(
            extensions=[*config.extensions],
            extension_configs={"toc": {"slugify": slugify_unicode}}
            if "toc" in config.extensions
            else {},
            output_format="html",
        )
        self._markdown.treeprocessors.register(_Tidy(self._markdown), "archivegen", -10)
        if self._mode == "escape":
            self._markdown.preprocessors.deregister("html_block")
            self._markdown.inlinePatterns.deregister("html")
        self._convert = shortcuts.install(self._markdown, config.extensions)
        self._cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
        )
        self.digest = fingerprint(
            (
                libraries_digest(),
                extensions_digest(config.extensions),
                self._mode,
                config.extensions,
            )
        )

    def render(self, text: str) -> Body:
        """The body of an article. Raises RecursionError when it is nested too deeply."""
        converted = self._convert(text)
        if self._mode != "trusted":
            converted = self._cleaner.clean(converted)
        return _symbolic(converted)


def make_markup(config: MarkdownConfig) -> Markup:
    """The engine that the configuration names. Raises ImportError for an unknown extension."""
    return PythonMarkdown(config)


class _Tidy(Treeprocessor):
    """What the page around a body needs of it.

    Headings begin at the second level, since the headline is the first; a table's alignment is
    a class, since inline styles are forbidden by a strict content security policy; and a table
    stands in a box of its own, which scrolls where the screen is narrow.
    """

    def run(self, root: Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch("h[1-6]", str(node.tag))]
        levels = {int(node.tag[1]) for node in headings}
        shift = 2 - min(levels, default=2)
        for node in headings:
            node.tag = f"h{min(int(node.tag[1]) + shift, 6)}"
        for parent in list(root.iter()):
            for index, node in enumerate(parent):
                if node.tag == "table":
                    parent[index] = _boxed(node)


def _boxed(table: Element) -> Element:
    for cell in table.iter():
        if style := cell.attrib.pop("style", ""):
            cell.set("class", style.removeprefix("text-align:").strip(" ;"))
    # In the order of the keyboard, so that it can be scrolled without a mouse.
    box = table.makeelement("div", {"class": "table", "tabindex": "0"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box


def _symbolic(converted: str) -> Body:
    targets: dict[str, None] = {}

    def link(match: re.Match[str]) -> str:
        target = html.unescape(match[2])
        if not target or target.startswith(("//", "#", "?")) or has_scheme(target):
            return match[0]
        targets[target] = None
        return f'{match[1]}"{MARK}{target}{MARK}"'

    def tag(match: re.Match[str]) -> str:
        if match[0].startswith("<!--") or match[1]:
            return match[0]
        return _PAGE_ID.sub(r"\1text-page-", _LINK.sub(link, match[0]))

    converted = converted.replace(MARK, "")
    if any(name in converted for name in (' href="', ' src="', ' id="page-')):
        converted = _TAG.sub(tag, converted)
    return Body(converted, _excerpt(converted), tuple(targets))


def _excerpt(converted: str) -> str:
    for match in _PARAGRAPH.finditer(converted):
        text = _TAG.sub("", _FOOTNOTE.sub("", match[1]))
        text = " ".join(html.unescape(re.sub(r"</[^>]*>", "", text)).split())
        if text:
            return _shortened(text)
    return ""


def _shortened(text: str) -> str:
    if len(text) <= EXCERPT_LENGTH:
        return text
    cut = text.rfind(" ", 0, EXCERPT_LENGTH)
    return text[: cut if cut > 0 else EXCERPT_LENGTH].rstrip(" ,;:.") + "\u2026"
