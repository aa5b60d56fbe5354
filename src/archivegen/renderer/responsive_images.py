"""Responsive images: adds sizes and sources to the pictures in a body's HTML.

It runs when a page is rendered, with the pictures of the page. With width and height, nothing
moves while a page loads; with renditions, a phone loads a picture for a phone. An `<img>` of
anything but a picture of the site is left unchanged.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.model.html_tags import IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.picture import Picture
    from archivegen.model.urls import Urls

SIZES = "(min-width: 42rem) 40rem, calc(100vw - 2rem)"
"""How wide the theme shows pictures in a text, as the `sizes` of a `<source>`."""

# A `<picture>` is one piece: whoever wrote it chose the files.
_SHOWN = re.compile(rf"<picture\b.*?</picture>|{IMAGE.pattern}", re.DOTALL)
_SOURCE = re.compile(r"\ssrc=\"([^\"]*)\"")
_OF_ITS_OWN = re.compile(r"\s(?:width|height)=")


class PageImages:
    """The pictures that a page shows, found by their addresses, however these are spelled."""

    def __init__(self, pictures: Iterable[Picture], urls: Urls) -> None:
        self._urls = urls
        self._pictures = {urls.file_of(picture.src): picture for picture in pictures}

    def __bool__(self) -> bool:
        return bool(self._pictures)

    def get(self, address: str) -> Picture | None:
        """The picture at an address; none if it is not of this site, or not known."""
        if not self._pictures or not address.startswith(self._urls.base):
            return None
        return self._pictures.get(self._urls.file_of(address))


def with_pictures(body: str, pictures: PageImages) -> str:
    """The HTML of a body, in which each `<img>` of one of the pictures has width and height.

    With renditions, it stands in a `<picture>` that offers them, unless it is in one already.
    """

    def sized(image: str, *, is_chosen: bool) -> str:
        source = _SOURCE.search(image)
        picture = pictures.get(html.unescape(source[1])) if source else None
        return _markup(image, picture, is_chosen=is_chosen) if picture else image

    def shown(match: re.Match[str]) -> str:
        if match[0].startswith("<picture"):
            return IMAGE.sub(lambda image: sized(image[0], is_chosen=True), match[0])
        return sized(match[0], is_chosen="srcset=" in match[0])

    return _SHOWN.sub(shown, body) if pictures else body


def _markup(tag: str, picture: Picture, *, is_chosen: bool) -> str:
    more = "" if "loading=" in tag else ' loading="lazy"'
    if not _OF_ITS_OWN.search(tag):
        more = f' width="{picture.width}" height="{picture.height}"{more}'
    end = "/>" if tag.endswith("/>") else ">"
    image = tag.removesuffix(end).rstrip() + more + end
    if is_chosen or not picture.renditions:
        return image
    srcset = html.escape(picture.srcset)
    source = f'<source type="image/webp" srcset="{srcset}" sizes="{SIZES}">'
    return f"<picture>{source}{image}</picture>"
