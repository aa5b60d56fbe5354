"""Live reload: the script that loads a page again after a build, put into pages as they leave."""

from __future__ import annotations

import codecs
import re

CLIENT = "/__archivegen/client.js"
"""Where the script is; no page of a site can have this address, since slugs have no underscores."""

_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<!doctype[^>]*>|<!--.*?-->|<html(?:\s[^>]*)?>)*+"
    rb"<head(?:\s[^>\"']*)?>",
    re.IGNORECASE | re.DOTALL,
)
"""The beginning of an ordinary page, up to where its head begins."""


def with_script(page: bytes, edition: str) -> bytes:
    """The page with the script, which gets the edition of the site that the page is of.

    In the head the script runs also where a page ends in the middle of something; a page that
    begins in no ordinary way gets it at its end. One in UTF-16 is left alone.
    """
    if page.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page
    script = f'<script src="{CLIENT}" data-edition="{edition}" defer></script>'.encode()
    head = _HEAD.match(page)
    at = head.end() if head else len(page)
    return page[:at] + script + page[at:]


def plain_page(title: str, text: str, edition: str) -> bytes:
    """A page for where the site has none. Both texts are constants, and not escaped."""
    page = (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title></head>\n<body><h1>{title}</h1>\n<p>{text}</p></body>\n</html>\n"
    )
    return with_script(page.encode(), edition)
