"""Words: paragraphs of HTML with nothing but words, which need neither a tree nor an engine.

Most paragraphs of most texts are such. What is left of a text has one paragraph with a mark in the
place of each run of them; where its tree has this at another place than below the other blocks, the
run was none, and the text has to be read as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.markdown.read_back import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_PARAGRAPH = re.compile(rf"<p>\s*({WORDS})\s*</p>\s*")
_OTHERS = ("_", "www.", "  ")
"""What may be more than words, or is written another way."""

_MARK = "\ue000"
_OWN_MARK = re.compile(f"{_MARK}|&#(?:x0*e000|0*57344)", re.IGNORECASE)
"""What a text has of its own that would be taken for a mark."""


class Words(NamedTuple):
    """HTML without the paragraphs of words, and these as Markdown."""

    html: str
    runs: Sequence[Sequence[str]] = ()
    """Paragraphs that stand below one another, by the number in their mark."""

    def run_of(self, element: HtmlElement) -> Sequence[str] | None:
        """The paragraphs in whose place a block stands; None, if it stands for none."""
        text = element.text if self.runs and element.tag == "p" else None
        if not text or not text.startswith(_MARK) or len(element):
            return None
        return self.runs[int(text[1:])]


def words_in(html: str) -> Words:
    """The paragraphs of words in some HTML, but for those of quotations."""
    rest, runs = list[str](), list[list[str]]()
    end = seen = depth = 0
    for match in () if _OWN_MARK.search(html) else _PARAGRAPH.finditer(html):
        start = match.start()
        depth += html.count("<blockquote", seen, start) - html.count("</blockquote", seen, start)
        seen, words = match.end(), match[1].rstrip()
        if depth or any(map(words.__contains__, _OTHERS)):
            continue
        if start > end or not runs:
            rest.append(f"{html[end:start]}<p>{_MARK}{len(runs)}</p>")
            runs.append([])
        runs[-1].append(words)
        end = seen
    return Words("".join((*rest, html[end:])), runs) if runs else Words(html)
