"""Elements of HTML, found by their classes and replaced."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from lxml import html as lxml_html

from archivegen.importer.sources.shared.html_texts import attribute

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def fragment_of(text: str) -> HtmlElement:
    """A `div` with this HTML in it."""
    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    document = lxml_html.document_fromstring(
        f"<html><body><div>{_INVISIBLE.sub('', text)}</div></body></html>".encode(
            "utf-8", "replace"
        ),
        parser=parser,
    )
    body = document.find("body")
    found: HtmlElement = document if body is None else body
    found.tag = "div"
    return found


def inner_html(element: HtmlElement) -> str:
    """What is in an element, as HTML."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += (lxml_html.tostring(child, encoding="unicode") for child in element)
    return "".join(parts).strip()


def words_of(element: HtmlElement | None) -> str:
    """The text of an element, on one line; empty for none."""
    return "" if element is None else " ".join(str(element.text_content()).split())


def first_of(element: HtmlElement, name: str) -> HtmlElement | None:
    """The first element of a class inside another."""
    return next(iter(element.find_class(name)), None)


def replace(element: HtmlElement, markup: str) -> None:
    """Let some HTML stand in the place of an element; without any, it is taken out."""
    parent = element.getparent()
    if parent is None:
        return
    if markup:
        for one in lxml_html.fragments_fromstring(markup, no_leading_text=True):
            element.addprevious(one)
    element.drop_tree()


def attributes_of(element: HtmlElement, name: str = "data-attrs") -> dict[str, Any]:
    """The JSON object that an attribute has, sometimes escaped twice; empty, if it is none."""
    text = element.get(name) or ""
    for attempt in (text, html.unescape(text), html.unescape(html.unescape(text))):
        try:
            found = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else {}
    return {}


def link(address: str, words: str) -> str:
    """A paragraph with a link."""
    shown = html.escape(words or address, quote=False)
    return f'<p><a href="{attribute(address)}">{shown}</a></p>'
