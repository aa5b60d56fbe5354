"""The tree: HTML of an item, parsed and prepared for what follows.

What nobody reads (scripts, styles, form controls) is removed and counted; mere grouping elements
are unwrapped; addresses become those of the new site. The network is not used, and neither
entities nor documents are loaded.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from lxml.html import HtmlElement

LEFT_OUT = {
    "applet", "button", "canvas", "embed", "frame", "frameset", "input", "link", "math", "meta",
    "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
}  # fmt: skip
"""Elements that no article of the site has; what is in them is not text, or is lost with them."""

OPENED = {
    "body", "article", "main", "header", "footer", "nav", "form", "fieldset", "center", "font",
    "big", "hgroup", "address", "label", "nobr", "picture", "map", "area", "dialog", "search",
}  # fmt: skip
"""Elements that are taken away from around what is in them."""

_DROPPED = re.compile(
    r"on\w+|style|class|srcset|sizes|loading|decoding|fetchpriority|rel|target|role|tabindex|align"
    r"|border|bgcolor|face|itemprop|itemscope|itemtype|(?:data|aria)-[\w:.-]*"
)
_ADDRESSES = ("href", "src", "poster")
_SCHEME = re.compile(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
_SAFE_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "sms", "xmpp", "geo", "magnet", "file"}
_KEPT_CLASSES = {"credit", "gallery"}
_UNREAD = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|li|h\d|blockquote|tr)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)"
    r"(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s*more\b", re.IGNORECASE)


@cache
def html_parser() -> lxml_html.HTMLParser:
    """The parser of HTML, which forgets each text with the next: to make one takes as long as some.

    Its elements are all of one class, as forms are not asked for here: to look each up by its name,
    as lxml does, takes as long as to parse it.
    """
    parser = lxml_html.HTMLParser(huge_tree=True, remove_pis=True, encoding="utf-8")
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(
            element=lxml_html.HtmlElement, comment=lxml_html.HtmlComment
        )
    )
    return parser


def parsed(text: str) -> HtmlElement:
    """The body of a document with this HTML.

    Raises RecursionError for one that is nested so deeply that the parser leaves out words.
    """
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html_parser()
    document = lxml_html.document_fromstring(
        f"<html><body>{text or ' '}</body></html>".encode("utf-8", "replace"), parser=parser
    )
    if any("depth" in error.message for error in parser.error_log):
        raise RecursionError("nested too deeply")
    body = document.find("body")
    return document if body is None else body


def words_of_html(text: str) -> str:
    """The words of HTML that cannot be read as a tree, in paragraphs where blocks end."""
    text = _UNREAD.sub(" ", text)
    text = _INLINE_TAG.sub("", _BLOCK_END.sub("\n\n", text))
    return html.unescape(_TAG.sub(" ", text))


def fit(body: HtmlElement, address: Callable[[str], str], counts: Counter[str]) -> None:
    """Make the elements in a body fit, in place.

    `address` gives the address of the new site for one of the old; `counts` gets what was left out.
    """
    for element in [*body.iterdescendants()]:
        if not isinstance(element.tag, str):
            _comment(element)
        elif element.tag in LEFT_OUT:
            counts[f"left out <{element.tag}>"] += 1
            element.drop_tree()
        elif element.tag in OPENED or (element.tag == "span" and not _says_something(element)):
            element.drop_tag()
        else:
            _attributes(element, address, counts)


def _comment(comment: HtmlElement) -> None:
    """The mark that ends what listings show stays; all other comments go."""
    if comment.getparent() is not None and not _MORE.fullmatch(comment.text or ""):
        comment.drop_tree()


def _says_something(span: HtmlElement) -> bool:
    return bool(span.get("lang") or span.get("dir") or span.get("class") in _KEPT_CLASSES)


def _attributes(element: HtmlElement, address: Callable[[str], str], counts: Counter[str]) -> None:
    for name in element.keys():  # noqa: SIM118 -- of lxml, whose elements are their children
        if name == "class" and element.get(name) in _KEPT_CLASSES:
            continue
        if ":" in name or _DROPPED.fullmatch(name):
            if element.tag in {"pre", "code"} and name == "class":
                continue
            del element.attrib[name]
        elif name in _ADDRESSES:
            _address(element, name, address, counts)


def _address(
    element: HtmlElement, name: str, address: Callable[[str], str], counts: Counter[str]
) -> None:
    written = element.get(name) or ""
    scheme = _SCHEME.match(written)
    if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
        counts[f"left out address {scheme[1].lower()}:"] += 1
        del element.attrib[name]
    elif written:
        element.set(name, address(written.strip()))
