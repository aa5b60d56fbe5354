"""Responsive images: the pictures in the HTML of a body get sizes and sources.

Called when a page is rendered, with the pictures that the page has. With width and height, nothing
moves while a page loads; with renditions, a phone loads a picture for a phone. An `<img>` of
anything but a picture of the site stays as it is.
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
        """The picture at an address; none for what is not of this site, or not known."""
        if not self._pictures or not address.startswith(self._urls.base):
            return None
        return self._pictures.get(self._urls.file_of(address))


def with_pictures(body: str, pictures: PageImages) -> str:
    """The HTML of a body, in which each `<img>` of one of the pictures has width and height.

    With renditions, it stands in a `<picture>` that offers them, unless the body has a `<picture>`.
    """
    # Whoever wrote `<picture>` chose the files.
    is_chosen = "<picture" in body

    def sized(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[0])
        picture = pictures.get(html.unescape(source[1])) if source else None
        return _markup(match[0], picture, is_chosen=is_chosen) if picture else match[0]

    return IMAGE.sub(sized, body) if pictures else body


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
