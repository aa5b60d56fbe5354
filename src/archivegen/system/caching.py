"""Caching: how long browsers and hosts may keep a file before they ask for it again.

The headers in `_headers` and those of objects in a store are the same, and are defined here. A file
with its digest in its name never gets other bytes; any other may, at the next build.

https://www.rfc-editor.org/rfc/rfc9111 and https://www.rfc-editor.org/rfc/rfc8246
"""

from __future__ import annotations

import re

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose names have a digest of their bytes."""

BRIEFLY = "public, max-age=60"
"""For all others: a correction is seen within a minute, and a rush of readers asks once in one."""

_HAS_DIGEST = re.compile(
    r"assets/[^/]+\.[0-9a-f]{12}\.\w+"  # the stylesheet, the scripts
    r"|assets/pictures/[0-9a-f]{16}-\d+\.webp"
    r"|assets/cards/[0-9a-f]{16}\.jpg"
    r"|.+\.pf_(fragment|index|meta|filter)"  # Pagefind's
)


def caching_of(path: str) -> str:
    """The `Cache-Control` of a file of the output, given its path there."""
    return FOR_EVER if _HAS_DIGEST.fullmatch(path) else BRIEFLY
