"""Parts of a post of Substack beside words: what each class stands for, as plain HTML.

What such a part shows stands as JSON in its `data-attrs`; what is drawn around that when a page is
read may be there or not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.importer.sources.platforms.elements import (
    attributes_of,
    first_of,
    inner_html,
    link,
    words_of,
)
from archivegen.importer.sources.shared.html_texts import attribute, paragraph
from archivegen.importer.sources.shared.json_values import text_at
from archivegen.importer.sources.wordpress.pictures import figure, gallery

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.html import HtmlElement

_FETCHED = re.compile(r"https://(?:cdn\.)?substack(?:cdn)?\.com/image/fetch/.*/(https?%3A[^/?#]+)")
_BUCKET = re.compile(r"https://bucketeer-[^/]+\.s3\.amazonaws\.com/")
_BUTTONS_OF_THE_PLATFORM = re.compile(
    r"action=share|gift=true|/subscribe\b|/comments\b|utm_content=share|/gift\b|donate=true"
)


def original(address: str) -> str:
    """The address of a picture itself, for one that Substack makes smaller on the way."""
    if found := _FETCHED.match(address):
        address = unquote(found[1])
    return _BUCKET.sub("https://substack-post-media.s3.amazonaws.com/", address)


def picture(element: HtmlElement) -> str | None:
    """A picture with its caption, and the link that it is, if that leads elsewhere."""
    image = element if element.tag == "img" else element.find(".//img")
    told = attributes_of(image if image is not None else element)
    written = text_at(told, "src") or ("" if image is None else image.get("src") or "")
    if not written:
        return None
    source = original(written)
    alt = text_at(told, "alt") or ("" if image is None else image.get("alt") or "")
    caption = element.find(".//figcaption")
    below = inner_html(caption) if caption is not None else ""
    shown = f'<img src="{attribute(source)}" alt="{attribute(alt)}">'
    anchor = next(iter(element.find_class("image-link")), None)
    leads_to = original((anchor.get("href") or "") if anchor is not None else "")
    if leads_to and leads_to.rpartition("/")[2] != source.rpartition("/")[2]:
        shown = f'<a href="{attribute(leads_to)}">{shown}</a>'
    return figure(shown, below)


def _gallery(element: HtmlElement) -> str | None:
    told = attributes_of(element).get("gallery")
    images = told.get("images") if isinstance(told, dict) else None
    if not isinstance(images, list):
        return None
    sources = [original(text_at(one, "src")) for one in images if isinstance(one, dict)]
    figures = (figure(f'<img src="{attribute(one)}" alt="">') for one in sources if one)
    caption = text_at(told, "caption") if isinstance(told, dict) else ""
    return gallery(figures) + (paragraph(caption) if caption else "")


def _video(address: str) -> Callable[[HtmlElement], str | None]:
    def frame(element: HtmlElement) -> str | None:
        number = text_at(attributes_of(element), "videoId")
        if not re.fullmatch(r"[\w-]+", number):
            inside = element.find(".//iframe[@src]")
            return (
                None
                if inside is None
                else f'<iframe src="{attribute(inside.get("src"))}"></iframe>'
            )
        return f'<iframe src="{address}{number}"></iframe>'

    return frame


def _post(element: HtmlElement) -> str | None:
    """A card of another post, as a link with its title."""
    told = attributes_of(element)
    address = text_at(told, "canonical_url") or text_at(told, "url")
    return link(address, text_at(told, "title")) if address else None


def _message(element: HtmlElement) -> str | None:
    """A message of another network, as a quotation with a link to it."""
    told = attributes_of(element)
    address = text_at(told, "url").partition("?")[0]
    words = text_at(told, "full_text") or words_of(first_of(element, "tweet-text"))
    if not address:
        return None
    who = " ".join(filter(None, (text_at(told, "name"), text_at(told, "username"))))
    said = paragraph(words) if words else ""
    return f"<blockquote>{said}{link(address, who)}</blockquote>"


def _file(element: HtmlElement) -> str | None:
    button = next(iter(element.find_class("file-embed-button")), None)
    address = "" if button is None else button.get("href") or ""
    title = words_of(first_of(element, "file-embed-details-h1"))
    return link(address, title) if address else None


def _formula(element: HtmlElement) -> str | None:
    written = text_at(attributes_of(element), "persistentExpression")
    return (
        f'<pre><code class="language-latex">{attribute(written)}</code></pre>' if written else None
    )


def _button(element: HtmlElement) -> str | None:
    """A button of the author's own as a link; those to subscribe, share and so on are none."""
    anchor = element.find(".//a[@href]")
    if anchor is None or _BUTTONS_OF_THE_PLATFORM.search(anchor.get("href")):
        return None
    return link(anchor.get("href"), words_of(anchor))


def _quotation(element: HtmlElement) -> str:
    return f"<blockquote>{inner_html(element)}</blockquote>"


def _nothing(_: HtmlElement) -> None:
    return None


PARTS: Mapping[str, tuple[str, Callable[[HtmlElement], str | None]]] = {
    "subscription-widget-wrap": ("form to subscribe", _nothing),
    "subscription-widget-wrap-editor": ("form to subscribe", _nothing),
    "subscribe-widget": ("form to subscribe", _nothing),
    "button-wrapper": ("button", _button),
    "image-gallery-embed": ("gallery", _gallery),
    "captioned-image-container": ("", picture),
    "image3": ("", picture),
    "youtube-wrap": ("video of YouTube", _video("https://www.youtube.com/embed/")),
    "vimeo-wrap": ("video of Vimeo", _video("https://player.vimeo.com/video/")),
    "digest-post-embed": ("card of another post", _post),
    "embedded-post-wrap": ("card of another post", _post),
    "tweet": ("message of another network", _message),
    "twitter-embed": ("message of another network", _message),
    "file-embed-wrapper": ("file", _file),
    "latex-rendered": ("formula", _formula),
    "pullquote": ("", _quotation),
    "image-link-expand": ("", _nothing),
    "header-anchor-parent": ("", _nothing),
}
"""The parts by their classes: what one is called where it is counted, and what stands for it."""

LEFT_OUT_IN_SILENCE = frozenset({"image-link-expand", "header-anchor-parent"})
"""Signs that Substack draws beside pictures and headings."""

FURNITURE = frozenset({"form to subscribe", "button"})
"""What a reader of an archive has no use for; it is counted."""
