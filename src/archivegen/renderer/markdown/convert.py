"""Conversion: the HTML of a body as Markdown, of what its page shows and of nothing else.

The HTML is final: it is sanitised, its links are resolved, and its boxes are rendered. So neither
an author's comment nor anything else withheld from readers can be in the Markdown.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archivegen.renderer.markdown.blocks import NOTHING, block, groups_of
from archivegen.renderer.markdown.escape import paragraph_of
from archivegen.renderer.markdown.inline import BLOCKS, has_block
from archivegen.renderer.markdown.raw import raw
from archivegen.renderer.markdown.tree import fit, parsed, words_of_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

_SEPARATED = ("- ", "1. ", "> ")
_HTML_BLOCK = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))})\b")


def markdown_of(body: str) -> str:
    """The HTML of a body as Markdown, which both engines read alike; without a line end.

    What is nested too deeply to be read as a tree becomes its words alone.
    """
    try:
        root = parsed(body)
        fit(root, str, Counter())
        return joined(filter(None, map(_block, groups_of(root))))
    except RecursionError:
        return plain(words_of_html(body))


def _block(element: HtmlElement) -> str:
    """A block as Markdown; as HTML, if there are no signs for a block that stands in it.

    Signs of Markdown beside the tags of a block are not read alike, nor is code within a list.
    """
    if not has_block(element):
        return block(element)
    # What is in a list is moved when that is written.
    as_html, has_code = raw(element), element.find(".//pre") is not None
    markdown = "" if element.tag == "p" else block(element)
    is_mixed = markdown.startswith(_SEPARATED) and (has_code or _HTML_BLOCK.search(markdown))
    return as_html if element.tag == "p" or is_mixed else markdown


def joined(blocks: Iterable[str]) -> str:
    """Blocks below one another, each one of its own."""
    parts: list[str] = []
    for one in blocks:
        if parts and one.startswith(_SEPARATED) and parts[-1].startswith(_SEPARATED):
            # They would be one list, or quotation.
            parts.append(NOTHING)
        parts.append(one)
    return "\n\n".join(parts)


def plain(text: str) -> str:
    """Paragraphs of plain text, with an empty line between two, as Markdown."""
    return "\n\n".join(filter(None, map(paragraph_of, text.split("\n\n"))))
