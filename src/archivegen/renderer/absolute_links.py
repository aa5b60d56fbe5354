"""Absolute links: the HTML of a body in a form that can be shown away from its page.

A feed reader shows it at its own address, where `/world/` and `#fn:1` lead nowhere.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from archivegen.model.html_tags import ATTRIBUTE, START_TAG

LINKS = {"cite", "data", "href", "poster", "src", "srcset"}
"""Attributes that hold addresses."""


def absolute_links(body: str, page: str) -> str:
    """The HTML of a body, in which every link leads where it leads on its page.

    `page` is that page's address with scheme and host. Links to places in the page, images and
    `srcset` are changed, too.
    """
    return START_TAG.sub(
        lambda tag: ATTRIBUTE.sub(lambda match: _absolute(match, page), tag[0]), body
    )


def _absolute(match: re.Match[str], page: str) -> str:
    name = match["name"]
    if name.lower() not in LINKS:
        return match[0]
    value = html.unescape(match["double"] or match["single"] or match["bare"] or "")
    if name.lower() == "srcset":
        parts = (_candidate(part, page) for part in re.split(r",(?=\s)|,$", value.strip()))
        value = ", ".join(part for part in parts if part)
    else:
        value = _joined(page, value)
    return f'{name}="{html.escape(value)}"'


def _candidate(text: str, page: str) -> str:
    """An image of a `srcset`: an address, and for which screens it is."""
    url, *descriptor = text.split()[:2] or [""]
    return " ".join((_joined(page, url), *descriptor)) if url else ""


def _joined(page: str, target: str) -> str:
    try:
        return urljoin(page, target)
    except ValueError:  # such as a host in brackets that are never closed
        return target
