"""Pictures: what stands with them as HTML, and where their files may lie.

WordPress keeps of each picture several sizes beside the original, `harbour-300x200.jpg` of
`harbour.jpg`, and texts show one of them. The original is what an archive wants.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.importer.item import path_of_address
from archivegen.importer.sources.shared.html_texts import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.importer.sources.wordpress.library import Attachment, Library

_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+\Z)")
_SCALED = re.compile(r"-(?:scaled|rotated)(?=\.\w+\Z)")
_RESIZED_BY = re.compile(r"\A(?:https?:)?//i\d\.wp\.com/", re.IGNORECASE)
"""The address of a service that sizes pictures; what follows it is the address of the picture."""

_PICTURE_IN_LINK = re.compile(
    r"<a\b[^<>]*?\shref\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')[^<>]*>\s*"
    r"(?P<picture><img\b[^<>]*>)\s*</a>",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PARTS_OF_GALLERY = re.compile(
    r"<img\b[^<>]*>|<figcaption\b(?P<attributes>[^<>]*)>(?P<caption>.*?)</figcaption\s*>",
    re.DOTALL | re.IGNORECASE,
)


def figure(picture: str, caption: str = "") -> str:
    """A picture, as an `img`, with its caption, as HTML."""
    words = f"<figcaption>{caption.strip()}</figcaption>" if caption.strip() else ""
    return f"<figure>{picture}{words}</figure>"


def gallery(figures: Iterable[str]) -> str:
    """Figures that stand side by side."""
    return "\n".join(['\n\n<div class="gallery">', *figures, "</div>\n\n"])


def figure_of(file: Attachment) -> str:
    """A picture of the library with the caption that it has there."""
    picture = f'<img src="{attribute(file.address)}" alt="{attribute(file.alt)}">'
    return figure(picture, file.caption)


def as_gallery(text: str) -> str:
    """The pictures of a gallery of the block editor, each with its own caption.

    What is said of the gallery as a whole is a paragraph below it.
    """
    figures: list[tuple[str, str]] = []
    below = ""
    for match in _PARTS_OF_GALLERY.finditer(text):
        if match["caption"] is None:
            figures.append((match[0], ""))
        elif "blocks-gallery-caption" in match["attributes"] or not figures or figures[-1][1]:
            below += f"<p>{match['caption'].strip()}</p>"
        else:
            figures[-1] = (figures[-1][0], match["caption"])
    return gallery(figure(*it) for it in figures) + below


def without_own_links(text: str, library: Library) -> str:
    """The text without links around pictures that lead to the same picture, or to a page of it.

    WordPress sets them by itself; those pages are no longer there.
    """

    def replacement(match: re.Match[str]) -> str:
        leads_to = unescaped(match["double"] or match["single"] or "")
        source = _SOURCE.search(match["picture"])
        shown = unescaped(next(filter(None, source.groups()), "")) if source else ""
        is_same = _original(_path(leads_to)) == _original(_path(shown))
        return match["picture"] if is_same or library.is_page_of_file(leads_to) else match[0]

    return _PICTURE_IN_LINK.sub(replacement, text) if "<img" in text else text


def file_paths(address: str, library: Library) -> tuple[str, ...]:
    """Where the file at an address may lie below a folder of files, the best first.

    None for a file of another host. The whole path counts, since files of two months have often the
    same name; but the folder may be that of the site, its `wp-content` or its `uploads`.
    """
    if address.startswith("data:"):
        return ()
    address = _RESIZED_BY.sub("//", address)
    if not library.is_own_host(address):
        return ()
    written = _path(address)
    sized = _SIZE.sub("", written)
    files = (written, sized) if library.is_original(written) else (_original(sized), sized, written)
    found: dict[str, None] = {}
    for file in files:
        for above in ("", "/uploads/", "/files/"):
            if above in file:
                found[file[file.index(above) + len(above) :].lstrip("/")] = None
    return tuple(filter(None, found))


def unescaped(value: str) -> str:
    """An address from an attribute of HTML, as far as addresses are escaped there."""
    return value.replace("&amp;", "&").replace("&#038;", "&").strip()


def _path(address: str) -> str:
    return unquote(path_of_address(address))


def _original(path: str) -> str:
    return _SCALED.sub("", _SIZE.sub("", path))
