"""Pictures: the lead picture of a page with its own caption, and the files of all pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from archivegen.importer.item import Field, Media, Place, path_of_address
from archivegen.importer.sources.pages.json_ld import cleaned
from archivegen.model.links import has_scheme, join_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from archivegen.importer.item import Value
    from archivegen.importer.sources.pages.page import Page

_LAZY = ("data-src", "data-original", "data-lazy-src")
_NO_PICTURE = re.compile(r"logo|placeholder|default|fallback", re.IGNORECASE)
_MADE_SIZE = re.compile(r"[-_]?\d{2,4}x\d{2,4}|\.(?:jpe?g|png|webp|gif|avif).*$")
_CREDIT = (
    './/*[contains(@class,"credit") or contains(@class,"copyright") or contains(@class,"source")]'
)


def with_sources(document: HtmlElement) -> None:
    """Give pictures that load late the address that they will have, in place."""
    for image in document.iter("img"):
        written = image.get("src") or ""
        late = next((image.get(name) for name in _LAZY if image.get(name)), "")
        if late and (not written or written.startswith("data:")):
            image.set("src", late)


def lead_picture(page: Page) -> Field | None:
    """The lead picture, with the caption and the credit of its own figure, which is taken out."""
    written, origin = _image(page.article.get("image"), page), "JSON-LD image"
    if not written:
        written, name = page.meta_of("og:image", "og:image:url", "twitter:image")
        origin = f"meta {name}"
    if not written or _NO_PICTURE.search(written.rsplit("/", 1)[-1]):
        return None
    values: dict[str, Value] = {"src": written}
    if (figure := _figure(page.document, written)) is not None:
        values |= _said(figure)
        figure.drop_tree()
    return Field(values, origin)


def _image(value: Any, page: Page) -> str:
    value = page.graph.resolved(value[0] if isinstance(value, list) and value else value)
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or ""
    try:
        return urljoin(page.address, value) if isinstance(value, str) and value else ""
    except ValueError:
        return ""


def _figure(document: HtmlElement, address: str) -> HtmlElement | None:
    """The figure that shows a picture, in whichever size."""
    wanted = _stem(address)
    for figure in document.iter("figure"):
        images = [*figure.iter("img")]
        if len(images) == 1 and wanted and _stem(images[0].get("src") or "") == wanted:
            return figure
    return None


def _stem(address: str) -> str:
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return _MADE_SIZE.sub("", unquote(path).rsplit("/", 1)[-1].lower())


def _said(figure: HtmlElement) -> dict[str, Value]:
    """What a figure says of its picture."""
    values: dict[str, Value] = {}
    image = next(figure.iter("img"))
    written = image.get("src") or ""
    if written and not written.startswith("data:"):
        values["src"] = written
    if alt := cleaned(image.get("alt") or ""):
        values["alt"] = alt
    caption = figure.find(".//figcaption")
    credited = figure.xpath(_CREDIT)
    credit = cleaned(credited[0].text_content()) if credited else ""
    text = cleaned(caption.text_content()) if caption is not None else ""
    if credit and text.endswith(credit):
        text = text.removesuffix(credit).rstrip(" |\u2013\u2014-")
    if text:
        values["caption"] = text
    if credit:
        values["credit"] = credit
    return values


def media_of(addresses: Iterator[str], folder: str, name: str) -> tuple[Media, ...]:
    """Where the files of these pictures may lie; `name` is the page's path in the folder."""
    found = {}
    for written in dict.fromkeys(addresses):
        if not written or written.startswith(("data:", "#")):
            continue
        if has_scheme(written) or written.startswith("/"):
            found[written] = Media(written, (unquote(path_of_address(written)).lstrip("/"),))
        elif beside := join_below(name, unquote(path_of_address(written))):
            found[written] = Media(written, (beside,), (Place(folder, beside),))
    return tuple(found.values())
