"""References: what the HTML of a body leads to, and what can be led to in it.

The HTML is that of the state, in which links between files still stand as the author wrote them.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.body import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

# A quoted value is taken as one piece, so that a `>` in it does not end the tag.
_TAG = re.compile(r"<(a|img|iframe)\s((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'<>=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
# Ids and links that begin like the theme's own are given a prefix by `markup`.
_PREFIXED = re.compile(r"#text-((?:text-)*page-.*)", re.DOTALL)
_ID = re.compile(r" id=\"([^\"]*)\"")


class Reference(NamedTuple):
    """A link, a picture or a frame; the target is as the author wrote it.

    `is_symbolic` says that the target is a path to a file of the site. `number` counts
    the links, or the pictures, of a body with the same target, from 0. `alt` is None where a
    picture has none.
    """

    target: str
    is_image: bool
    is_symbolic: bool
    number: int
    alt: str | None


def references(body: str) -> Iterator[Reference]:
    """The references of a body, in its order."""
    counts: Counter[tuple[str, bool]] = Counter()
    for tag in _TAG.finditer(body):
        name, values = tag[1].lower(), _attributes(tag[2])
        found = values.get("href" if name == "a" else "src")
        if not found:
            continue
        target = _PREFIXED.sub(r"#\1", found.strip(MARK))
        same = target, name == "img"
        yield Reference(*same, found.startswith(MARK), counts[same], values.get("alt"))
        counts[same] += 1


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, each the first of its name, as a browser reads them."""
    values: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text):
        value = found[2] or found[3] or found[4] or ""
        values.setdefault(found[1].lower(), html.unescape(value))
    return values


def id_in_body(fragment: str) -> str:
    """The id that a fragment of an author's becomes in the HTML of the same body."""
    return f"text-{fragment}" if re.match("(?:text-)*page-", fragment) else fragment


def ids(body: str) -> set[str]:
    """What a link can lead to in a body: ids, and the names of anchors of old."""
    found = {html.unescape(name) for name in _ID.findall(body)}
    if ' name="' in body:
        anchors = (_attributes(tag[2]) for tag in _TAG.finditer(body) if tag[1].lower() == "a")
        found.update(values["name"] for values in anchors if "name" in values)
    return found
