"""Likely targets: what a broken link was probably meant to be, as it should be written instead.

It serves the hints of builds and checks alike, which know in different ways what a link leads
to.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from archivegen.model.links import fragment_of, linked_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivegen.archive.inventory import Inventory

_IS_HOST = re.compile(r"www\.(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#].*)?", re.IGNORECASE).fullmatch
"""An address without its scheme, which a browser takes for the name of a file."""

_IN_STATIC = re.compile(r"(?:\.\./)*/?static/")
"""How a path to a file of `static/` may be written by who sees the folders of the site."""


def likely_target(
    source: str, target: str, leads: Callable[[str], bool], inventory: Inventory
) -> str:
    """What was meant by a link in the article `source`; empty if unknown.

    `leads` says whether another target in its place would lead somewhere.
    """
    if _IS_HOST(target):
        return f"https://{target}"
    slashes = target.replace("\\", "/")
    in_static = _IN_STATIC.match(slashes)
    from_root = "/" + slashes[in_static.end() :] if in_static else target
    for other in (slashes, from_root):
        if other != target and leads(other):
            return other
    below = slashes.removeprefix("/").removeprefix("content/")
    path = linked_article("", below) if below != target else None
    if path and inventory.by_path(path):
        return posixpath.relpath(path, posixpath.dirname(source) or ".") + fragment_of(target)
    return ""
