"""The block editor: comments around each block go, and what is only named by them is filled in.

A block is HTML between `<!-- wp:name {...} -->` and `<!-- /wp:name -->`. Some are nothing but such
a comment, and WordPress makes their HTML when somebody reads the page: of these, what the export
has is put in their place, and the others are told.

After class-wp-block-parser.php of WordPress.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from archivegen.importer.sources.wordpress.known_shortcodes import embedded
from archivegen.importer.sources.wordpress.paragraphs import paragraphs
from archivegen.importer.sources.wordpress.pictures import as_gallery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archivegen.importer.sources.shared.findings import Findings
    from archivegen.importer.sources.wordpress.library import Library

_BLOCK = re.compile(
    r"\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+"
    r"(?P<attributes>\{.*\}\s+)?(?P<alone>/)?",
    re.DOTALL,
)
"""What is in the comment of a block."""

_CAPTION = re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption\s*>", re.DOTALL | re.IGNORECASE)
_AROUND = re.compile(r"\s*<figure\b[^<>]*>(.*)</figure\s*>\s*", re.DOTALL | re.IGNORECASE)
_MOST_USED_AGAIN = 200
"""Blocks that are used again in one text, at most: each may name several others."""

_WITHOUT_TEXT = frozenset({"spacer", "nextpage"})


def has_blocks(text: str) -> bool:
    """Whether a text was written in the block editor."""
    return "<!-- wp:" in text


def without_blocks(text: str, library: Library, findings: Findings) -> str:
    """The HTML of a text of the block editor."""
    return _Blocks(library, findings).html_of(text)


def _comments_of_blocks(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where the comments of blocks begin and end, and what is in them."""
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        position = end + 3
        if found := _BLOCK.fullmatch(text, start + 4, end):
            yield start, position, found


class _Blocks:
    """What is made of the blocks of a text."""

    def __init__(
        self, library: Library, findings: Findings, inside: frozenset[str] = frozenset()
    ) -> None:
        self._library = library
        self._findings = findings
        self._inside = inside
        """The blocks that are used again, and that the text is in: one may name itself."""

    def html_of(self, text: str) -> str:
        """The text without its comments."""
        parts: list[str] = []
        open_blocks: list[tuple[str, Mapping[str, Any], int]] = []
        position = 0
        for start, end, match in _comments_of_blocks(text):
            parts.append(text[position:start])
            position = end
            name = match["name"].removeprefix("core/")
            if match["end"]:
                if name in {block for block, *_ in open_blocks}:
                    while open_blocks:
                        block, attributes, first = open_blocks.pop()
                        parts[first:] = [self._html(block, attributes, "".join(parts[first:]))]
                        if block == name:
                            break
            elif match["alone"]:
                parts.append(self._alone(name, _attributes(match["attributes"])))
            else:
                open_blocks.append((name, _attributes(match["attributes"]), len(parts)))
        return "".join([*parts, text[position:]])

    def _html(self, name: str, attributes: Mapping[str, Any], inside: str) -> str:
        """The HTML of a block that has some."""
        if name in _WITHOUT_TEXT:
            return ""
        if name == "embed" or name.startswith("core-embed/"):
            return _embed(attributes, inside)
        if "/" in name:
            self._findings.count(f"block {name}")
        maker = _MAKERS.get(name)
        return maker(inside) if maker else inside

    def _alone(self, name: str, attributes: Mapping[str, Any]) -> str:
        """The HTML of a block that is a comment and no more."""
        if name in _WITHOUT_TEXT:
            return ""
        if name == "block":
            return self._used_again(str(attributes.get("ref", "")))
        if name == "embed" or name.startswith("core-embed/"):
            return _embed(attributes, "")
        if name == "footnotes":
            return ""
        self._findings.count(f"block {name}")
        message = f"the block {name} is left out: WordPress made it when the page was read"
        self._findings.note(message, "attention" if "/" in name else "told")
        return ""

    def _used_again(self, number: str) -> str:
        text = self._library.blocks.get(number)
        self._findings.count("block used again")
        is_enough = self._findings.counts["block used again"] > _MOST_USED_AGAIN
        if text is None or number in self._inside or is_enough:
            kind = "a block that is used again is not in the export"
            message = f"the block {number}, which is used again, is not in the export"
            self._findings.note(message, "attention", kind=kind)
            return ""
        return _Blocks(self._library, self._findings, self._inside | {number}).html_of(text)


def _attributes(written: str | None) -> Mapping[str, Any]:
    if not written:
        return {}
    try:
        found = json.loads(written)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _embed(attributes: Mapping[str, Any], inside: str) -> str:
    """What another site shows, with what is said of it below."""
    address = str(attributes.get("url") or "")
    if not address:
        return inside
    caption = _CAPTION.search(inside)
    return embedded(address) + (f"<p>{caption[1].strip()}</p>\n" if caption else "")


def _table(inside: str) -> str:
    """A table with its caption in it, as HTML has tables."""
    around = _AROUND.fullmatch(inside)
    if around is None or not (table := re.search(r"<table\b[^<>]*>", around[1])):
        return inside
    caption = _CAPTION.search(around[1])
    words = f"<caption>{caption[1].strip()}</caption>" if caption else ""
    rest = _CAPTION.sub("", around[1][table.end() :])
    return f"\n{table[0]}{words}{rest}\n"


def _without_figure(inside: str) -> str:
    around = _AROUND.fullmatch(inside)
    return f"\n{around[1]}\n" if around else inside


_MAKERS: Mapping[str, Callable[[str], str]] = {
    "gallery": as_gallery,
    "table": _table,
    "pullquote": _without_figure,
    "freeform": paragraphs,
}
