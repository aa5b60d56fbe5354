"""Relative links: a page's HTML in a form readable from any folder, without a host.

What a host would do is written out: links are relative to the page's own file, and one to a folder
names the file in it. Browsers do not load module scripts from a disk, so a page loads one script
that loads the others where there is a host.
"""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from archivegen.model.html_tags import ATTRIBUTE, CANDIDATE, START_TAG

if TYPE_CHECKING:
    from archivegen.model.urls import Urls

LINKS = {"action", "cite", "data", "formaction", "href", "poster", "src"}
"""Attributes that hold an address."""

SETS = {"srcset", "imagesrcset"}
"""Attributes that hold addresses of pictures."""

FOR_SCRIPTS = {
    "data-engine", "data-indexes", "data-months", "data-names", "data-pages", "data-root",
    "data-url",
}  # fmt: skip
"""Attributes that hold addresses for the theme's scripts, with blanks between several."""

_PLACE = re.compile(r"[?#]")
_REFRESH = re.compile(r"(\d+;\s*url=)(.*)", re.IGNORECASE | re.DOTALL)
_MODULE = re.compile(r'<script type="module" src="([^"]*)"([^>]*)>')


class RelativeLinks:
    """Makes the links of the pages of a site relative.

    `script` is the address of the script that loads others where there is a host.
    """

    def __init__(self, urls: Urls, script: str) -> None:
        self._urls, self._base, self._script = urls, urls.base, script
        self._relative = lru_cache(maxsize=65_536)(self._relative_to)

    def of(self, page: str, output: str) -> str:
        """The HTML of the page at a path in the output, which links to no address of a host."""
        folder = self._urls.at(posixpath.dirname(output)).removeprefix(self._base)
        script = html.escape(self._script)
        loaded = _MODULE.sub(rf'<script defer src="{script}" data-url="\1"\2>', page)
        return START_TAG.sub(lambda tag: self._tag(tag[0], folder), loaded)

    def _tag(self, tag: str, folder: str) -> str:
        if "/" not in tag:
            return tag
        return ATTRIBUTE.sub(lambda match: self._attribute(match, tag, folder), tag)

    def _attribute(self, match: re.Match[str], tag: str, folder: str) -> str:
        name = match["name"].lower()
        is_refresh = name == "content" and 'http-equiv="refresh"' in tag
        if not (is_refresh or name in LINKS or name in SETS or name in FOR_SCRIPTS):
            return match[0]
        old = html.unescape(match["double"] or match["single"] or match["bare"] or "")
        if is_refresh:
            new = _REFRESH.sub(lambda found: found[1] + self._relative(found[2], folder), old)
        elif name in SETS:
            new = CANDIDATE.sub(
                lambda one: f"{one['before']}{self._relative(one['address'], folder)}{one['rest']}",
                old,
            )
        elif name in FOR_SCRIPTS:
            parts = (self._relative(part, folder, names_index=False) for part in old.split(" "))
            new = " ".join(parts)
        else:
            new = self._relative(old, folder)
        return match[0] if new == old else f'{match["name"]}="{html.escape(new)}"'

    def _relative_to(self, address: str, folder: str, *, names_index: bool = True) -> str:
        """The address, seen from a folder of the output; as it is if it is none of the site's."""
        if not address.startswith(self._base) or address.startswith("//"):
            return address
        mark = _PLACE.search(address)
        end = mark.start() if mark else len(address)
        path, rest = address[len(self._base) : end], address[end:]
        is_folder = not path or path.endswith("/")
        if is_folder and names_index:
            path, is_folder = f"{path}index.html", False
        seen = posixpath.relpath(f"/{path}", f"/{folder}")
        # A colon in a first part would make a scheme of it.
        seen = f"./{seen}" if ":" in seen.partition("/")[0] else seen
        return f"{seen}/{rest}" if is_folder else f"{seen}{rest}"
