"""People: who wrote an article. Neither the site nor `admin` is anyone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Field
from archivegen.importer.sources.pages.json_ld import cleaned, types_of
from archivegen.importer.sources.pages.page import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.importer.sources.pages.json_ld import Graph
    from archivegen.importer.sources.pages.page import Page

_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "byline", "cxenseparse:author",
)  # fmt: skip
_MARKED = (
    '//*[@itemprop="author"]//*[@itemprop="name"]',
    '//*[@itemprop="author"]',
    '//a[@rel="author"]',
    '//*[contains(concat(" ",normalize-space(@class)," ")," byline ")]//a',
    '//*[contains(@class,"author") and contains(@class,"name")]',
)
_NOBODY = re.compile(
    r"admin|administrator|editor|redaktion|redacci[oó]n|staff|newsroom|webmaster|unknown|none|null"
    r"|guest|web ?desk|\S+\.[a-z]{2,}|\W*",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|por|par|di|text|words by|posted by|written by):?\s+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*[;|/]\s*|\s*,\s*(?=[^\W\d_]+\s+[^\W\d_])|\s+(?:and|und|y|et|&)\s+", re.IGNORECASE
)
_ORGANISATIONS = {"organization", "newsmediaorganization", "corporation"}
_LONGEST, _MOST_WORDS, _MOST_ELEMENTS = 60, 6, 4


def authors_of(page: Page) -> Field | None:
    """The names of the people who wrote a page's article."""
    for written, origin in _said(page):
        names = tuple(dict.fromkeys(name for text in written for name in _names(text)))
        people = tuple(name for name in names if _is_somebody(name, page.site_name))
        if people:
            return Field(people, origin)
    return None


def _said(page: Page) -> Iterator[tuple[list[str], str]]:
    author = page.article.get("author") or page.article.get("creator") or []
    yield [*_people(author, page.graph)], "JSON-LD author"
    for name in _META:
        if name in page.meta:
            yield page.meta[name], f"meta {name}"
    for path in _MARKED:
        elements = page.document.xpath(path)[:_MOST_ELEMENTS]
        yield [cleaned(one.get("content") or one.text_content()) for one in elements], "byline"


def _people(value: Any, graph: Graph) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        node = graph.resolved(one)
        if isinstance(node, dict):
            if not types_of(node) & _ORGANISATIONS:
                named = node.get("name")
                yield from (cleaned(str(name)) for name in
                            (named if isinstance(named, list) else [named]) if name)  # fmt: skip
        elif isinstance(node, str):
            yield cleaned(node)


def _names(text: str) -> Iterator[str]:
    if text.startswith("http") or ("@" in text and " " not in text):
        return
    for name in _BETWEEN.split(_BY.sub("", text, count=1)):
        if stripped := name.strip(" .,;|"):
            yield stripped


def _is_somebody(name: str, site_name: str) -> bool:
    if _NOBODY.fullmatch(name) or normal(name) == normal(site_name):
        return False
    is_short = len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS
    return is_short and not re.search(r"\d", name)
