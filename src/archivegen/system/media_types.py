"""Media types: the type that a server or a web archive gives a file, the same on every system.

Where systems disagree or know nothing, the table here decides. For the rest, Python's own table
does, never the system's.
"""

from __future__ import annotations

import mimetypes
import posixpath
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HTML = "text/html; charset=utf-8"
_UNKNOWN = "application/octet-stream"

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".atom": "application/atom+xml",
        ".avif": "image/avif",
        ".bmp": "image/bmp",
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".epub": "application/epub+zip",
        ".flac": "audio/flac",
        ".geojson": "application/geo+json",
        ".gif": "image/gif",
        ".gz": "application/gzip",
        ".htm": HTML,
        ".html": HTML,
        ".ico": "image/x-icon",
        ".ics": "text/calendar; charset=utf-8",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".jsonld": "application/ld+json",
        ".jxl": "image/jxl",
        ".link": "application/link-format",
        ".m4a": "audio/mp4",
        ".m4v": "video/mp4",
        ".map": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".mov": "video/quicktime",
        ".mp3": "audio/mpeg",
        ".mp4": "video/mp4",
        ".oga": "audio/ogg",
        ".ogg": "audio/ogg",
        ".ogv": "video/ogg",
        ".opus": "audio/ogg",
        ".otf": "font/otf",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".rss": "application/rss+xml",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".txt": "text/plain; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
        ".wasm": "application/wasm",
        ".wav": "audio/wav",
        ".weba": "audio/webm",
        ".webm": "video/webm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
        ".xsl": "application/xslt+xml",
        ".zip": "application/zip",
    }
)


_FEEDS = {
    "feed.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}
"""Names of feeds, of the site and of its sections, topics and authors."""


def media_type_of(path: str) -> str:
    """The media type of a file of the output, given its path there; for text, with the encoding."""
    if feed := _FEEDS.get(posixpath.basename(path)):
        return feed
    suffix = posixpath.splitext(path)[1].lower()
    return _TYPES.get(suffix) or _known_to_python().get(suffix, _UNKNOWN)


@cache
def _known_to_python() -> dict[str, str]:
    """The types that come with Python, without those of the system's files and registry."""
    return mimetypes.MimeTypes().types_map[True]
