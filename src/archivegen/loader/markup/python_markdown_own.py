"""What Python-Markdown does otherwise here: processors that take the place of its own.

Typography knows the language and what stands around a quote; what stands in braces is text, unless
it is an attribute list; an address of the web is a link; and HTML is found where it stands.
"""

from __future__ import annotations

import html
import re
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import preprocessors
from markdown.extensions import md_in_html
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.htmlparser import HTMLExtractor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from archivegen.loader.markup.bare_addresses import (
    PATTERN,
    as_link,
    end_of,
    may_have_address,
    parts_of,
)
from archivegen.loader.markup.quotation_marks import ENGLISH
from archivegen.loader.markup.typography import PICTURE, Piece, is_to_be_set, typeset

if TYPE_CHECKING:
    from markdown import Markdown

_HOLDER = re.compile("(\x02[^\x03]*\x03)")
"""What Python-Markdown puts into a text for what is not to be changed any more."""
_STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_LINK_TAG = re.compile(r"<(/?)a\b", re.IGNORECASE)
_ESCAPED = re.compile("\x02([0-9]+)\x03")


def install(markdown: Markdown) -> Typography | None:
    """Give an instance these processors; returns that of its extension `smarty`, if it has it."""
    for kind in [type(before) for before in markdown.preprocessors]:
        if extractor := _EXTRACTORS.get(kind):
            blocks = HtmlBlocks(markdown, extractor)
            markdown.preprocessors.register(blocks, "html_block", 20)
    markdown.inlinePatterns.register(BareAddress(PATTERN, markdown), "bare_address", 85)
    processors = markdown.treeprocessors
    if "attr_list" in processors:
        processors.register(AttributeLists(markdown), "attr_list", 8)
    if "smarty" not in processors:
        return None
    typography = Typography(markdown)
    processors.register(typography, "smarty", 6)
    return typography


class _InOrder(HTMLExtractor):
    """Leaves what stands behind a block, on its last line, in its order.

    Python-Markdown lays entities and single tags there aside, with the block, and so behind the
    words that follow them.
    """

    def handle_empty_tag(self, data: str, is_block: bool) -> None:  # noqa: FBT001 -- as above
        """Take a tag without content, or an entity, as the words around it are taken."""
        if self.intail and not self.inraw and not is_block:
            self.cleandoc.append(data)
        else:
            super().handle_empty_tag(data, is_block)


class _InOrderExtra(_InOrder, md_in_html.HTMLExtractorExtra):
    """The same, where HTML may have Markdown in it."""

    mdstack: list[str]

    def close(self) -> None:
        """End all elements that the text does not end.

        Of several with one name, Python-Markdown ends the innermost, and loses all that is in them.
        """
        super().close()
        while self.mdstack:
            self.handle_endtag(self.mdstack[-1])


_EXTRACTORS: dict[type, type[HTMLExtractor]] = {
    preprocessors.HtmlBlockPreprocessor: _InOrder,
    md_in_html.HtmlBlockPreprocessor: _InOrderExtra,
}
"""What finds the HTML of a text, by the preprocessor that asks for it."""


class HtmlBlocks(Preprocessor):
    """Takes blocks of HTML out of a text, which is read in one go.

    Python-Markdown reads it in two, and forgets the first where something in it has no end, such as
    `<?php`: then it counts from the wrong place, and loses what stands there.
    """

    def __init__(self, markdown: Markdown, extractor: type[HTMLExtractor]) -> None:
        super().__init__(markdown)
        self._extractor = extractor

    def run(self, lines: list[str]) -> list[str]:
        """The lines without the blocks, for which there are placeholders."""
        extractor = self._extractor(self.md)
        extractor.rawdata = "\n".join(lines)
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class BareAddress(InlineProcessor):
    """An address without anything around it, which becomes a link before emphasis is looked for."""

    ANCESTOR_EXCLUDES = ("a",)

    # The name and the arguments are those of the class above.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The link, and where it begins and ends; nothing in a link of the author's own HTML."""
        if self._is_in_link(data, m.start()):
            return None, None, None
        found = m[0][: end_of(m[0])]
        address = _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), found)
        link = Element("a", {"href": as_link(address)})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(found)

    def _is_in_link(self, data: str, index: int) -> bool:
        """Whether the last tag of a link before that index, as the author wrote it, begins one."""
        if not any(_LINK_TAG.match(str(raw)) for raw in self.md.htmlStash.rawHtmlBlocks):
            return False
        nodes = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        for holder in reversed(list(INLINE_PLACEHOLDER_RE.finditer(data, 0, index))):
            stashed = _STASHED.fullmatch(str(nodes.get(holder[1], "")))
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]) if stashed else ""
            if tag := _LINK_TAG.match(raw):
                return not tag[1]
        return False


_ITEM = r"(?:[#.][^\s{}=]+|[^\s{}=#.]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"


class AttributeLists(AttrListTreeprocessor):
    """Attribute lists of which each item is one: `#id`, `.class`, `key=value`.

    Python-Markdown takes any words in braces for attributes, such as `{Laughter}` or `{:toc}`.
    """

    # Those of the class above, which takes any words for attributes, and a line up to its last
    # brace. They are final for no reason.
    BASE_RE = (  # type: ignore[misc]
        rf"\{{(?:\:[ ]*|[ ]?)({_ITEM}(?:[ ]+{_ITEM})*[ ]*)\}}"
    )
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc]


class Typography(Treeprocessor):
    """Sets the text of each block with the marks of a language."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.marks = ENGLISH

    def run(self, root: Element) -> None:
        """Set the text of all blocks below an element."""
        self._block(root)

    def _block(self, block: Element) -> None:
        found: list[tuple[Element, str]] = []
        pieces: list[list[Piece]] = []
        self._inside(block, found, pieces)
        self._set(found, pieces)

    def _inside(
        self, node: Element, found: list[tuple[Element, str]], pieces: list[list[Piece]]
    ) -> None:
        """Gather the texts in an element; each block in it is one for itself."""
        if node.text:
            found.append((node, "text"))
            pieces.append(self._pieces(node.text, is_fixed=node.tag == "code"))
        for child in node:
            if not self.md.is_block_level(child.tag):
                if child.tag in {"br", "img"}:
                    found.append((child, "text"))
                    pieces.append([Piece("", "\n" if child.tag == "br" else PICTURE)])
                self._inside(child, found, pieces)
            else:
                self._set(found, pieces)
                found.clear()
                pieces.clear()
                self._block(child)
            if child.tail:
                found.append((child, "tail"))
                pieces.append(self._pieces(child.tail, is_fixed=False))

    def _pieces(self, text: str, *, is_fixed: bool) -> list[Piece]:
        if is_fixed or isinstance(text, AtomicString):
            return [Piece(text, text)]
        if "\x02" not in text:
            if not may_have_address(text):
                return [Piece(text)]
            return [
                Piece(part, part if is_address else None) for part, is_address in parts_of(text)
            ]
        parts = enumerate(_HOLDER.split(text))
        return [Piece(part, self._look(part) if at % 2 else None) for at, part in parts if part]

    def _look(self, holder: str) -> str:
        """What others see of what a holder stands for."""
        if escaped := _ESCAPED.fullmatch(holder):
            return chr(int(escaped[1]))
        stashed = _STASHED.fullmatch(holder)
        raw = str(self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]) if stashed else ""
        if raw.startswith("&"):
            return html.unescape(raw)
        return PICTURE if raw[:4].lower() == "<img" else ""

    def _set(self, found: list[tuple[Element, str]], pieces: list[list[Piece]]) -> None:
        of_block = list(chain.from_iterable(pieces))
        if not is_to_be_set(of_block):
            return
        texts = iter(typeset(of_block, self.marks))
        for (node, name), of_one in zip(found, pieces, strict=True):
            made = "".join(next(texts) for _ in of_one)
            if made != getattr(node, name) and made:
                setattr(node, name, made)
