"""Signatures: the format of a file that is no picture for browsers, recognised by its first bytes.

This is only for messages: how a file is treated does not depend on it.
"""

from __future__ import annotations

import re

_KINDS = (
    (rb"....ftyp(?:hei[cfmsx]|he[iv][cmsx]|mif1|msf1)", "HEIC, which few browsers show"),
    (rb"....ftypavi[fs]", "AVIF, which cannot be read"),
    (rb"....ftyp(?:qt  |mp4|isom|iso[2-9]|M4V|avc1|3gp)", "a video"),
    (rb"(?:II\*\0|MM\0\*)", "TIFF, which browsers do not show"),
    (rb"(?:\xff\x0a|\0\0\0\x0cJXL )", "JPEG XL, which few browsers show"),
    (rb"\0\0\0\x0cjP  ", "JPEG 2000, which browsers do not show"),
    (rb"BM", "a bitmap of Windows (BMP)"),
    (rb"8BPS", "a file of Photoshop"),
    (rb"%PDF-", "a PDF document"),
    (rb"version https://git-lfs", "a pointer of Git LFS: the picture itself was not fetched"),
    (rb"PK\x03\x04", "an archive (ZIP) or an office document"),
    (
        rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b",
        "an SVG drawing",
    ),
    (rb"\s*<(?:!doctype|html|head|\?xml)\b", "a web page, as a download that failed leaves it"),
    (rb"\xff\xd8\xff", "JPEG, which cannot be read"),
    (rb"\x89PNG", "PNG, which cannot be read"),
    (rb"GIF8", "GIF, which cannot be read"),
    (rb"RIFF....WEBP", "WebP, which cannot be read"),
)
_PATTERNS = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), kind) for pattern, kind in _KINDS
)
_LOOKED_AT = 1024


def kind_of(data: bytes) -> str:
    """What a file is, in words that follow `it is`."""
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    kinds = (kind for pattern, kind in _PATTERNS if pattern.match(head))
    return next(kinds, "no picture, or one of a kind that is not known")
