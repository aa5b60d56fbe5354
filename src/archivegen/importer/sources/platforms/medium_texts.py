"""The text of a story of Medium: what repeats its head, and what is Medium's own, is taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from archivegen.importer.sources.pages.page import normal
from archivegen.importer.sources.platforms.elements import (
    first_of,
    inner_html,
    link,
    replace,
    words_of,
)
from archivegen.importer.sources.shared.html_texts import attribute
from archivegen.importer.sources.wordpress.pictures import as_gallery, figure

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from archivegen.importer.item import Value
    from archivegen.importer.sources.shared.findings import Findings

_LOWER = {"h3": "h2", "h4": "h3"}
"""Headings: a story's largest is an `h3`, since its title is one, too."""

_FORWARD = re.compile(r"https?://(?:www\.)?medium\.com/r/?\?")
_GIST = re.compile(r"https://gist\.github\.com/[\w-]+/\w+")


def has_title(body: HtmlElement) -> bool:
    """Whether a text begins with a title of its own; those of responses do not."""
    return first_of(body, "graf--title") is not None


def begins_with(body: HtmlElement, words: str) -> bool:
    """Whether a text begins with these words, which may be cut off."""
    wanted = normal(words)
    return bool(wanted) and normal(words_of(body)).startswith(wanted)


def take_out(body: HtmlElement, name: str, words: str) -> bool:
    """Take out the first block of a class, if it says no more than these words."""
    found = first_of(body, name)
    if found is None or normal(words_of(found)) != normal(words):
        return False
    found.drop_tree()
    return True


def lead_picture(body: HtmlElement) -> dict[str, Value]:
    """The picture that stands before all words of a text, which is taken out; empty for none."""
    first = next((one for one in body.iter("p", "h3", "h4", "figure", "pre", "ul", "ol",
                                           "blockquote")), None)  # fmt: skip
    if first is None or first.tag != "figure" or len([*first.iter("img")]) != 1:
        return {}
    if "outsetRow" in (first.getparent().get("class") or ""):
        return {}
    image = next(first.iter("img"))
    values: dict[str, Value] = {"src": image.get("src") or ""}
    for key, said in (("alt", image.get("alt") or ""), ("caption", words_of(_caption(first)))):
        if said.strip():
            values[key] = said.strip()
    if not values["src"]:
        return {}
    first.drop_tree()
    return values


def text_of(body: HtmlElement, findings: Findings) -> str:
    """The rest of a text as plain HTML. The element is changed."""
    # The line above the first section parts nothing.
    for divider in body.xpath('(.//section)[1]/div[contains(@class, "section-divider")]'):
        divider.drop_tree()
    for row in body.find_class("sectionLayout--outsetRow"):
        if len(row) > 1 and all(child.tag == "figure" for child in row):
            replace(row, as_gallery(inner_html(row)))
    for card in body.find_class("graf--mixtapeEmbed"):
        _card(card)
    for block in [*body.iter("pre")]:
        _code(block)
    for one in [*body.iter("figure")]:
        _figure(one, findings)
    for heading in [*body.iter(*_LOWER)]:
        heading.tag = _LOWER[heading.tag]
    for anchor in body.iter("a"):
        anchor.set("href", _without_forward(anchor.get("href") or ""))
    return inner_html(body)


def _caption(element: HtmlElement) -> HtmlElement | None:
    return element.find(".//figcaption")


def _card(card: HtmlElement) -> None:
    """A card of another page, as a link with the page's title."""
    anchor = card.find(".//a[@href]")
    title = words_of(card.find(".//strong")) or words_of(anchor)
    replace(card, "" if anchor is None else link(anchor.get("href"), title))


def _code(block: HtmlElement) -> None:
    """A listing, whose lines end with breaks, as one of plain lines."""
    for line_break in [*block.iter("br")]:
        line_break.tail = f"\n{line_break.tail or ''}"
        line_break.drop_tag()
    language = block.get("data-code-block-lang") or ""
    for part in [*block.iter("span")]:
        part.drop_tag()
    if re.fullmatch(r"[\w+#-]+", language):
        block.set("class", f"language-{language}")


def _figure(element: HtmlElement, findings: Findings) -> None:
    """A figure: a picture without its placeholders, or what another site shows."""
    caption = _caption(element)
    below = "" if caption is None else inner_html(caption)
    frame, script = element.find(".//iframe[@src]"), element.find(".//script[@src]")
    if element.find(".//img") is not None:
        image = element.find(".//img")
        alt = attribute(image.get("alt") or "")
        shown = f'<img src="{attribute(image.get("src") or "")}" alt="{alt}">'
        anchor = next((one for one in image.iterancestors("a")), None)
        if anchor is not None and anchor.get("href"):
            shown = f'<a href="{attribute(anchor.get("href"))}">{shown}</a>'
        replace(element, figure(shown, below))
        return
    after = f"<p>{below}</p>" if below else ""
    if frame is not None:
        replace(element, f'<iframe src="{attribute(frame.get("src"))}"></iframe>{after}')
    elif script is not None and (gist := _GIST.match(script.get("src"))):
        replace(element, link(gist[0], "") + after)
    else:
        text = "it showed something of another site that the export does not have"
        findings.note(text, "attention", kind="what other sites show is not in the export")
        replace(element, after)


def _without_forward(address: str) -> str:
    """An address without Medium's own page that leads to it."""
    if not _FORWARD.match(address):
        return address
    return parse_qs(urlsplit(address).query).get("url", [address])[0]
