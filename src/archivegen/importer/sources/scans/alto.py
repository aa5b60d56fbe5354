"""ALTO: the words of a scanned page, and where they are parted (https://altoxml.github.io/)."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.importer.sources.shared.xml_files import open_xml
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_CONFIDENCE = re.compile(r"0?\.\d{1,9}|[01](?:\.0*)?")


class Word(NamedTuple):
    """A word, as it was read."""

    text: str
    confidence: float | None
    """How certain it is, from 0 to 1; None, if the file does not say."""
    part: str
    """`HypPart1` or `HypPart2`, where it is a part of a word that stood in two lines."""
    whole: str
    """That word, if the file says it."""
    is_hyphenated: bool
    """Whether a hyphen stands behind it at the end of its line."""


class Page:
    """A page: its words in their order, the blocks that they stand in, and all ids."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self._starts: list[int] = []
        self._spans: dict[str, tuple[int, int]] = {}

    def span(self, begin: str, end: str) -> tuple[int, int] | None:
        """The first word and the one behind the last between two ids; None for one unknown.

        Without ids, all words are meant.
        """
        if not begin:
            return 0, len(self.words)
        if begin not in self._spans or (end and end not in self._spans):
            return None
        start, stop = self._spans[begin]
        return start, max(stop, self._spans[end][1]) if end else stop

    def paragraphs(self, start: int, stop: int) -> list[list[Word]]:
        """The words between two positions, a list for each block of text."""
        at = bisect_left(self._starts, start + 1)
        edges = [start, *(edge for edge in self._starts[at:] if edge < stop), stop]
        pairs = pairwise(edges)
        return [self.words[one:other] for one, other in pairs if one < other]

    def enter(self, element: Any) -> None:
        """Enter an element with all that is in it."""
        start, name = len(self.words), element.tag.rpartition("}")[2]
        if name == "String":
            self.words.append(_word(element))
        elif name == "HYP" and self.words:
            self.words[-1] = self.words[-1]._replace(is_hyphenated=True)
        else:
            if name == "TextBlock":
                self._starts.append(start)
            for child in element:
                if isinstance(child.tag, str):
                    self.enter(child)
        if id_ := element.get("ID"):
            self._spans[id_] = (start, len(self.words))


def page_of(path: Path) -> Page:
    """The page of a file of ALTO. Raises OSError and SourceError."""
    page = Page()
    try:
        with open_xml(path, "{*}Page") as opened:
            for element in opened.elements:
                page.enter(element)
                element.clear()
    except RecursionError:
        raise SourceError(f"{path.name} has blocks that are nested without end") from None
    return page


def _word(element: Any) -> Word:
    confidence = element.get("WC") or ""
    return Word(
        " ".join((element.get("CONTENT") or "").split()),
        float(confidence) if _CONFIDENCE.fullmatch(confidence) else None,
        element.get("SUBS_TYPE") or "",
        " ".join((element.get("SUBS_CONTENT") or "").split()),
        is_hyphenated=False,
    )
