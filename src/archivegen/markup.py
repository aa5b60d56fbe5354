"""Markup: Markdown becomes safe HTML in which links between files are still symbolic.

A body's HTML depends on its text and on the markup settings alone, so it can be kept under the
digest of both. Links to other files stand in it as the author wrote them, between marks, since
the addresses may change while the body does not.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Protocol

import nh3

from archivegen.body import MARK, Body, Converted
from archivegen.digests import extensions_digest, fingerprint, libraries_digest
from archivegen.urls import has_scheme

if TYPE_CHECKING:
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
_OWN_LINK = re.compile(r"(<(?:a|img)(?: [a-z]+=\"[^\"]*\")*? (?:href|src)=)\"([^\"]*)\"")
_LINK = re.compile(r"(\s(?:href|src)=)\"([^\"]*)\"")
# The page around a body has ids of its own, which begin so.
_PAGE_ID = re.compile(r"(\sid=\"|\shref=\"#)page-")
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_FOOTNOTE = re.compile(r"<sup\b[^>]*>\s*<a\b[^>]*footnote-ref.*?</sup>", re.DOTALL)


class Engine(Protocol):
    """What makes HTML of Markdown."""

    def convert(self, text: str) -> Converted:
        """The HTML of a text. Raises RecursionError for one that is nested too deeply."""


class Markup:
    """The configured engine and what is done to its HTML; `digest` names both.

    The digest changes whenever the same text could become other HTML.
    """

    def __init__(self, config: MarkdownConfig, engine: Engine) -> None:
        self._engine = engine
        self._trusted = config.html == "trusted"
        self._cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
        )
        self.digest = fingerprint(
            (libraries_digest(), extensions_digest(config.extensions), config)
        )

    def render(self, text: str) -> Body:
        """The body of an article. Raises RecursionError when it is nested too deeply."""
        converted, is_own = self._engine.convert(text)
        if is_own:
            return _symbolic(converted, is_own=True)
        if not self._trusted:
            converted = self._cleaner.clean(converted)
        return _symbolic(converted, is_own=False)


def make_markup(config: MarkdownConfig) -> Markup:
    """The markup of a configuration. Raises ImportError for what is not installed."""
    return Markup(config, _engine(config))


def _engine(config: MarkdownConfig) -> Engine:
    # Only the one that is used is imported: they are slow to import, and one is an extra.
    if config.engine == "commonmark":
        from archivegen.commonmark import CommonMark  # noqa: PLC0415

        return CommonMark(config)
    from archivegen.python_markdown import PythonMarkdown  # noqa: PLC0415

    return PythonMarkdown(config)


def _symbolic(converted: str, *, is_own: bool) -> Body:
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
    if is_own and "page-" not in converted:
        converted = _OWN_LINK.sub(link, converted)
    elif any(name in converted for name in (' href="', ' src="', ' id="page-')):
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
