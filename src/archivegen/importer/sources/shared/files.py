"""The files that the HTML of an item shows: pictures, sound, video, and files that it links to."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.importer.item import Media

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHOWN = re.compile(
    r"<(?:img|audio|video|source|track|embed|input)\b[^<>]*?\s(?:src|poster)\s*=\s*"
    r"(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))",
    re.IGNORECASE,
)
_POSTER = re.compile(
    r"<video\b[^<>]*?\sposter\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_LINKED = re.compile(
    r"<a\b[^<>]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_PATTERNS = ((_SHOWN, ("src", "poster")), (_POSTER, ("poster",)), (_LINKED, ("href",)))
"""What finds addresses, each with the attributes without which it finds none."""

_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|mp3|m4a|ogg|oga|wav|flac|mp4|m4v|mov|webm|ogv"
    r"|avi|vtt|pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|zip|epub)(?=\Z|[?#])",
    re.IGNORECASE,
)


def is_file(address: str) -> bool:
    """Whether an address ends as that of a file does that pages show or link to."""
    return _FILE_NAME.search(address) is not None


def addresses_of_files(text: str) -> Iterable[str]:
    """The addresses of files in some HTML, each once, as a reader of HTML has them."""
    found: dict[str, None] = {}
    small = text.lower()
    for pattern, names in _PATTERNS:
        for match in pattern.finditer(text) if any(name in small for name in names) else ():
            address = html.unescape(next(filter(None, match.groups()), "")).strip()
            if address and (pattern is not _LINKED or is_file(address)):
                found[address] = None
    return found


def media_of(
    addresses: Iterable[str],
    paths_of: Callable[[str], tuple[str, ...]],
    *,
    is_exact: bool = False,
) -> tuple[Media, ...]:
    """The files at some addresses; of those that have no path, none."""
    found = ((address, paths_of(address)) for address in addresses)
    return tuple(Media(it, paths, is_exact=is_exact) for it, paths in found if paths)
