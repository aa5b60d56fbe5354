"""The body: the part of a page that is the text of its article."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

from archivegen.importer.sources.pages.json_ld import cleaned
from archivegen.importer.sources.pages.page import normal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from archivegen.importer.sources.pages.page import Page

_FURNITURE = "//nav | //footer | //script | //style | //noscript | //form"
_LEAST = 200
"""Characters of a text that is marked as the article's, at least."""

_TEXTS = ("p", "table", "pre", "blockquote", "dl")
_LEAST_WORDS = 8
"""Words of a paragraph that is likely none of the page's furniture."""


def body_of(page: Page, *fields: str) -> tuple[HtmlElement, str]:
    """The element that holds the text, and how it was found.

    `fields` are texts that stand elsewhere, such as the headline and the standfirst: a block that
    is nothing but one of them is taken out.
    """
    marked = page.document.xpath('//*[@itemprop="articleBody"]')
    if len(marked) == 1 and len(marked[0].text_content()) >= _LEAST:
        body, origin = deepcopy(marked[0]), "marked as the article's text"
    else:
        body, origin = _read(page.document), "read as the article's text"
    for element in body.xpath(_FURNITURE):
        element.drop_tree()
    told = {normal(one) for one in fields if one}
    for element in [*body.iter("h1", "h2", "p", "div", "time")]:
        if element.getparent() is None or (element.tag == "time" and not _stands_alone(element)):
            continue
        if normal(element.text_content()) in told:
            element.drop_tree()
    return body, origin


def _stands_alone(element: HtmlElement) -> bool:
    """Whether no words stand beside an element in its line."""
    previous, parent = element.getprevious(), element.getparent()
    before = (parent.text if previous is None else previous.tail) or ""
    return not before.strip() and not (element.tail or "").strip()


def _read(document: HtmlElement) -> HtmlElement:
    text = lxml_html.tostring(document, encoding="unicode")
    try:
        summary = Document(text).summary(html_partial=True, keep_all_images=True)
        return lxml_html.fragment_fromstring(summary, create_parent="div")
    except (Unparseable, AssertionError, ValueError, RecursionError):
        return lxml_html.fragment_fromstring("", create_parent="div")


def paragraphs_of(body: HtmlElement) -> list[str]:
    """The texts of the paragraphs."""
    return [text for one in body.iter("p") if (text := cleaned(one.text_content()))]


def left_out_of(page: Page, body: HtmlElement, *fields: str) -> list[str]:
    """Texts of the page's one `<article>` that are neither in the body nor in a field."""
    articles = page.document.xpath("//article[not(ancestor::article)]")
    if len(articles) != 1:
        return []
    text, told = normal(body.text_content()), {normal(one) for one in fields}
    around = "ancestor::aside | ancestor::nav | ancestor::footer | ancestor::figure"
    found = (
        cleaned(one.text_content()) for one in articles[0].iter(*_TEXTS) if not one.xpath(around)
    )
    return [
        one
        for one in dict.fromkeys(found)
        if len(one.split()) >= _LEAST_WORDS and normal(one) not in text and normal(one) not in told
    ]
