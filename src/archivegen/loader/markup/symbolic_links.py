"""Symbolic links: a body holds the paths of files as the author wrote them, between two marks.

This is the last step from a text to a body. Addresses on other hosts are normalised to RFC 3986,
and an id that the surrounding page could have is changed.
"""

from __future__ import annotations

import html
import re

from archivegen.loader.safe_html import trusted_links
from archivegen.loader.safe_html.trusted_links import is_path
from archivegen.model.body import MARK
from archivegen.model.html_tags import CANDIDATE, MARKUP
from archivegen.model.links import is_web_address
from archivegen.model.urls import encoded

_OWN_LINK = re.compile(r"(<(?:a|img)(?: [a-z]+=\"[^\"]*\")*? (?:href|src)=)\"([^\"]*)\"")
_LINK = re.compile(r"(\s(?:href|poster|src)=)\"([^\"]*)\"")
_SRCSET = re.compile(r"(\ssrcset=)\"([^\"]*)\"")
# The page around a body has ids of its own, which begin with `page-`. Those that are already as
# they would become here are changed too, so that two ids never become one.
_PAGE_ID = re.compile(r"(\sid=\"|\shref=\"#)((?:text-)*page-)")
_TO_BE_CHANGED = (' href="', ' poster="', ' src="', ' srcset="', ' id="page-', ' id="text-')


def with_symbolic_links(
    converted: str, *, is_own: bool, is_trusted: bool
) -> tuple[str, tuple[str, ...]]:
    """The HTML with symbolic links, and the paths that they are of, in their order.

    `is_own` says that an engine wrote all of it, and `is_trusted` that somebody vouches for it.
    """
    links = _Links()
    if is_trusted:
        converted, found = trusted_links.with_symbolic_links(converted)
        links.targets.update(dict.fromkeys(found))
    if is_own and "page-" not in converted:
        converted = _OWN_LINK.sub(links.link, converted)
    elif any(name in converted for name in _TO_BE_CHANGED):
        converted = MARKUP.sub(links.tag, converted)
    return converted, tuple(links.targets)


class _Links:
    """Makes links symbolic, and remembers their targets."""

    def __init__(self) -> None:
        self.targets: dict[str, None] = {}

    def tag(self, match: re.Match[str]) -> str:
        """A comment, a script or a tag, in which the links are symbolic."""
        if match[0].startswith("<!--") or match["raw"]:
            return match[0]
        made = _LINK.sub(self.link, match[0])
        if " srcset=" in made:
            made = _SRCSET.sub(self._pictures, made)
        return _PAGE_ID.sub(r"\1text-\2", made)

    def link(self, match: re.Match[str]) -> str:
        """An attribute, whose value is symbolic if it is a path."""
        target = html.unescape(match[2])
        if not is_path(target) and _encoded(target) == target:
            return match[0]
        return f'{match[1]}"{self._address(target)}"'

    def _pictures(self, match: re.Match[str]) -> str:
        return f'{match[1]}"{CANDIDATE.sub(self._candidate, html.unescape(match[2]))}"'

    def _candidate(self, match: re.Match[str]) -> str:
        address = self._address(match["address"])
        return match["before"] + address + html.escape(match["rest"])

    def _address(self, target: str) -> str:
        if is_path(target):
            self.targets[target] = None
            return f"{MARK}{target}{MARK}"
        return html.escape(_encoded(target))


def _encoded(target: str) -> str:
    """An address of another host as RFC 3986 has it; anything else as it is."""
    address = encoded(target)
    if address == target or not (target.startswith("//") or is_web_address(target)):
        return target
    return address
