"""Figures: pictures that are a paragraph of their own get captions, or are set side by side.

Like `link_cards`, it runs between an engine's HTML and the symbolic links of a body, so that it is
the same for every engine. The caption is the picture's title,
`![Alt text](boat.jpg "Caption | Credit")`.
"""

from __future__ import annotations

import html
import re

from archivegen.model.html_tags import attributes

_VALUES = r"(?:[^\">]|\"[^\"]*\")*+"
# Nothing is tried twice: this may be an author's HTML.
_PICTURE = rf"(?:<a {_VALUES}>\s*+)?<img {_VALUES}>\s*+(?:</a>)?"
_PARAGRAPH = re.compile(rf"<p>\s*+((?:{_PICTURE}(?:\s|<br ?/?>)*+)++)</p>")
_EACH = re.compile(rf"(?P<link><a {_VALUES}>\s*)?(?P<image><img {_VALUES}>)")
_TITLE = re.compile(r" title=\"([^\"]*)\"")
_CREDIT = re.compile(r"(?:^|\s)\|\s")


def with_figures(converted: str) -> str:
    """The HTML of a body, in which pictures with a title, alone in a paragraph, have captions.

    Several in one paragraph are a gallery, with captions or without; each leads to its picture,
    unless it leads elsewhere. The text after the last ` | ` of a title is the credit.
    """
    return _PARAGRAPH.sub(_shown, converted) if "<img " in converted else converted


def _shown(paragraph: re.Match[str]) -> str:
    pictures = list(_EACH.finditer(paragraph[1]))
    if len(pictures) > 1:
        figures = "\n".join(_figure(picture, is_one_of_many=True) for picture in pictures)
        return f'<div class="gallery">\n{figures}\n</div>'
    if not _title_of(pictures[0]["image"]):
        return paragraph[0]
    return _figure(pictures[0])


def _title_of(image: str) -> str:
    """The title of a picture, as HTML."""
    title = _TITLE.search(image)
    return html.escape(html.unescape(title[1]), quote=False).strip() if title else ""


def _figure(picture: re.Match[str], *, is_one_of_many: bool = False) -> str:
    image, link = _TITLE.sub("", picture["image"], count=1), picture["link"] or ""
    values = attributes(image)
    # Without a text, the link would have no name for those who hear the page.
    if is_one_of_many and not link and values.get("src") and values.get("alt"):
        link = f'<a href="{html.escape(values["src"])}">'
    shown = f"{link}{image}</a>" if link else image
    return f"<figure>{shown}{_caption(_title_of(picture['image']))}</figure>"


def _caption(title: str) -> str:
    """The caption that a title holds, with its credit."""
    caption, credit = title, ""
    if bars := list(_CREDIT.finditer(title)):
        caption, credit = title[: bars[-1].start()], title[bars[-1].end() :]
    named = f'<span class="credit">{credit.strip()}</span>' if credit.strip() else ""
    text = " ".join(filter(None, (caption.strip(), named)))
    return f"<figcaption>{text}</figcaption>" if text else ""
