"""Texts: the headline, the section and the standfirst of a page's article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Field
from archivegen.importer.sources.pages.json_ld import cleaned, text_of, types_of
from archivegen.importer.sources.pages.page import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from archivegen.importer.sources.pages.page import Page

_SECTIONS = (
    "article:section", "parsely-section", "section", "cxenseparse:recs:category",
    "sailthru.section",
)  # fmt: skip
_HOME = {"home", "startseite", "inicio", "accueil", "homepage"}
_SEPARATOR = re.compile(r"\s+[|\u00bb\u00ab\u00b7\u2022\u2014\u2013-]\s+|\s*\|\s*")
_STANDFIRST = (
    "standfirst", "article-dek", "-dek", "deck", "subhead", "subtitle", "sub-title", "article-lead",
    "article__lead", "article-summary", "article__summary", "teaser-text", "chapeau",
)  # fmt: skip
_AS_MARKED = "marked as a standfirst"
_ELSEWHERE = re.compile(
    r"author|byline|bio|related|promo|newsletter|comment|credit|caption", re.IGNORECASE
)
_SHORTEST, _LONGEST = 30, 450
_BEGINNING, _NEAR_BEGINNING = 45, 120


def headline_of(page: Page) -> Field | None:
    """The headline: what machines are told, where the page shows it; else, how likely it is."""
    return next(_headlines(page), None)


def _headlines(page: Page) -> Iterator[Field]:
    told = text_of(page.article.get("headline"))
    title = without_site(page.meta_of("og:title", "twitter:title")[0], page.site_name)
    shown = without_site(cleaned(page.document.findtext(".//title") or ""), page.site_name)
    for one in page.headlines:
        if told and normal(one) == normal(told):
            yield Field(told, "JSON-LD headline, as the page shows it")
        if normal(one) in {normal(title), normal(shown)}:
            yield Field(one, "<h1>, as the title has it")
    inside = [*map(_words, page.document.xpath("//article//h1 | //main//h1"))]
    if len(inside) == 1 and inside[0]:
        yield Field(inside[0], "<h1> of the article", 0.9)
    if told:
        yield Field(told, "JSON-LD headline", 0.8)
    if len(page.headlines) == 1:
        yield Field(page.headlines[0], "the one <h1>", 0.8)
    if title or shown:
        yield Field(title or shown, "title", 0.6)


def without_site(title: str, site: str) -> str:
    """A page's title without the name of the site behind it."""
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and site:
        last, own = normal(parts[-1]), normal(site)
        if last and (last in own or own in last):
            return title[: title.rfind(parts[-1])].rstrip(" |\u00bb\u00ab\u00b7\u2022\u2014\u2013-")
    return title


def section_of(page: Page) -> Field | None:
    """The section: what machines are told, or the first step of the way to the page."""
    if told := text_of(page.article.get("articleSection")):
        return Field(told.split(",")[0].strip(), "JSON-LD articleSection")
    told, name = page.meta_of(*_SECTIONS)
    if told:
        return Field(told, f"meta {name}")
    steps = [*_steps(page)]
    names = {*_HOME, normal(page.site_name), *map(normal, page.headlines)}
    step = next((one for one in steps if one and normal(one) not in names), "")
    return Field(step, "the way to the page", 0.8) if step else None


def _steps(page: Page) -> Iterator[str]:
    for node in page.graph.nodes:
        if "breadcrumblist" in types_of(node):
            items = node.get("itemListElement")
            items = (
                [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
            )
            yield from (_step(one) for one in sorted(items, key=_position))
    for link in page.document.xpath('//*[contains(@class,"breadcrumb")]//a'):
        yield cleaned(link.text_content())


def _step(node: dict[str, Any]) -> str:
    item = node.get("item")
    return text_of(node.get("name")) or (
        text_of(item.get("name")) if isinstance(item, dict) else ""
    )


_LONG = 9
"""Digits of a number that is no position."""


def _position(node: dict[str, Any]) -> int:
    written = str(node.get("position") or 0)
    return int(written) if written.isdecimal() and len(written) < _LONG else 0


def standfirst_of(page: Page, paragraphs: Sequence[str]) -> Field | None:
    """The standfirst. A description that is how the text begins, or that nobody sees, is none."""
    headline = {normal(one) for one in page.headlines}
    marked = [*_marked(page)]
    described = text_of(page.article.get("description"))
    described = described or page.meta_of("og:description", "description")[0]
    candidates = [(text, _AS_MARKED) for text in marked]
    if described and normal(described) in normal(page.document.text_content()):
        candidates.append((described, "description, as the page shows it"))
    beginnings = [normal(text) for text in paragraphs[:3]]
    for text, origin in candidates:
        own = normal(text)
        # What is marked as one may be read as the text's first paragraph, too.
        texts = [one for one in beginnings if one != own or origin != _AS_MARKED]
        begins = any(own[:_BEGINNING] in one[:_NEAR_BEGINNING] for one in texts)
        if _SHORTEST <= len(text) <= _LONGEST and own not in headline and not begins:
            return Field(text, origin, 0.9)
    return None


def _marked(page: Page) -> Iterator[str]:
    classes = " or ".join(f'contains(@class,"{name}")' for name in _STANDFIRST)
    for element in page.document.xpath(f"//body//*[{classes}]"):
        around = [element, *element.iterancestors()][:5]
        named = (f"{one.get('class', '')} {one.get('id', '')} {one.tag}" for one in around)
        if not any(_ELSEWHERE.search(name) or name.endswith((" aside", " nav", " footer"))
                   for name in named):  # fmt: skip
            yield _words(element)


def _words(element: HtmlElement) -> str:
    return cleaned(str(element.text_content()))
