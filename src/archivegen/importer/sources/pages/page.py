"""A page: its document, what it tells machines, and where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import html as lxml_html

from archivegen.importer.sources.encodings import decoded
from archivegen.importer.sources.pages.json_ld import Graph, Node, cleaned, graph_of, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from archivegen.importer.sources.encodings import Decoded

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD_BYTES = 4096
_BEGINNING = 30
"""Characters by which two headlines are one, where a title goes on with the site's name."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of HTML."""

    document: HtmlElement
    meta: dict[str, list[str]]
    graph: Graph
    article: Node
    """The node of JSON-LD that is the article; empty, where none is for certain."""
    headlines: tuple[str, ...]
    """The texts of all `<h1>`."""
    site_name: str
    address: str
    decoded: Decoded
    is_whole: bool
    """Whether the parser has left out nothing, as it does where elements are nested without end."""

    def meta_of(self, *names: str) -> tuple[str, str]:
        """The first of these metadata that the page has, and its name."""
        return next(((self.meta[name][0], name) for name in names if name in self.meta), ("", ""))


def page_of(data: bytes) -> Page:
    """The page that some bytes are. Never raises for what is written in it."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    text = decoded(data, declared[1].decode("ascii") if declared else "")
    shown = _XML.sub("", text.text.replace("\x00", ""))
    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    document = lxml_html.document_fromstring(
        (shown if shown.strip() else "<html></html>").encode("utf-8", "replace"), parser=parser
    )
    meta = _meta(document)
    kind = 'contains(translate(@type,"LDJSON","ldjson"),"ld+json")'
    graph = graph_of([script.text_content() for script in document.xpath(f"//script[{kind}]")])
    headlines = tuple(filter(None, (cleaned(one.text_content()) for one in document.iter("h1"))))
    site_name = meta.get("og:site_name", [""])[0]
    title = meta.get("og:title", [""])[0] or cleaned(document.findtext(".//title") or "")
    article = _article(graph, (title, *headlines))
    address = _address(document, meta, shown)
    is_whole = not any("depth" in error.message for error in parser.error_log)
    return Page(document, meta, graph, article, headlines, site_name, address, text, is_whole)


def normal(text: str) -> str:
    """A text as it is compared: letters and digits alone."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def _meta(document: HtmlElement) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for element in document.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if (key := name.strip().lower()) and (value := cleaned(element.get("content"))):
            meta.setdefault(key, []).append(value)
    return meta


def _article(graph: Graph, titles: tuple[str, ...]) -> Node:
    """The article that a page is about, among those that it names."""
    articles = graph.articles()
    wanted = [normal(title) for title in titles if normal(title)]
    for node in articles:
        own = normal(text_of(node.get("headline") or node.get("name") or ""))
        if own and any(own == one or own[:_BEGINNING] == one[:_BEGINNING] for one in wanted):
            return node
    return articles[0] if len(articles) == 1 else {}


def _address(document: HtmlElement, meta: dict[str, list[str]], text: str) -> str:
    saved = _SAVED_FROM.search(text[:_HEAD_BYTES])
    base = saved[1] if saved else meta.get("og:url", [""])[0]
    canonical = document.xpath('string(//link[@rel="canonical"]/@href)').strip()
    try:
        address = urljoin(base, canonical) if canonical else base
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""
