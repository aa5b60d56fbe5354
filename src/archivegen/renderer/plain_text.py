"""Plain text: the words of a body, a blank line between its blocks."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_WITHOUT_WORDS = frozenset({"script", "style"})


class _Words(HTMLParser):
    """What is read of some HTML: each block is a list of texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self._preformatted = 0
        self._wordless = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br" or tag in _CELLS:
            self._end_line("\n" if tag == "br" else "\t")
        elif tag in _BLOCKS:
            self.blocks.append([])
        self._preformatted += tag == "pre"
        self._wordless += tag in _WITHOUT_WORDS

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.append([])
        self._preformatted -= tag == "pre" and self._preformatted > 0
        self._wordless -= tag in _WITHOUT_WORDS and self._wordless > 0

    def handle_data(self, data: str) -> None:
        if self._wordless:
            return
        block = self.blocks[-1]
        if not self._preformatted:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
            if not block or block[-1].endswith((" ", "\t", "\n")):
                data = data.lstrip(" ")
        if data:
            block.append(data)

    def _end_line(self, end: str) -> None:
        block = self.blocks[-1]
        if block and not self._preformatted:
            block[-1] = block[-1].rstrip(" ")
        block.append(end)


def plain_text(html: str) -> str:
    """The words of some HTML: cells of a table have a tab between, line breaks stay."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    blocks = ("".join(block).strip("\t\n").rstrip() for block in reader.blocks)
    return "\n\n".join(filter(None, blocks))
