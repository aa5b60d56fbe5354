"""Hyphens: words that stood in two lines, columns or pages of an article are one again.

Where a file says what the whole word is, that is it, with the punctuation of its parts; where it
says no more than that a hyphen stood at the end of a line, the parts are joined: without the hyphen
if the second begins with a small letter, which is counted, and with it else, as in Anglo-Saxon.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.importer.sources.scans.alto import Word

_BEFORE, _AFTER = re.compile(r"\A[^\w]+"), re.compile(r"[^\w-]+\Z")
FIRST, SECOND = "HypPart1", "HypPart2"


class Joined:
    """The words of an article's paragraphs, one after the other."""

    def __init__(self) -> None:
        self._previous: Word | None = None
        self._paragraphs: list[list[str]] = []
        self.by_file = 0
        """Words that the file says the whole of."""
        self.by_hyphen = 0
        """Words that were put together of two lines by their hyphen alone."""

    @property
    def paragraphs(self) -> list[str]:
        """The texts of the paragraphs; those without words are none."""
        return [" ".join(words) for words in self._paragraphs if words]

    def begin(self) -> None:
        """Begin another paragraph."""
        self._paragraphs.append([])

    def add(self, words: Iterable[Word]) -> None:
        """Add words to the paragraph."""
        for word in words:
            if not word.text:
                continue
            self._add(word)
            self._previous = word

    def _add(self, word: Word) -> None:
        previous = self._previous
        line = next((it for it in reversed(self._paragraphs) if it), None)
        if line and previous is not None:
            if word.part == SECOND and previous.part == FIRST and previous.whole:
                if not word.whole or _bare(word.whole) == _bare(previous.whole):
                    line[-1] += _behind(line[-1], word.text) or _behind(line[-1], word.whole)
                    return
            elif previous.is_hyphenated and not previous.part and not word.part:
                is_rest = word.text[:1].islower()
                line[-1] = f"{line[-1].removesuffix('-')}{'' if is_rest else '-'}{word.text}"
                self.by_hyphen += is_rest
                return
        self._paragraphs[-1].append(self._text(word))

    def _text(self, word: Word) -> str:
        if word.part != FIRST or not word.whole:
            return word.text
        self.by_file += 1
        before = _BEFORE.match(word.text)
        mark = before[0] if before and not word.whole.startswith(before[0]) else ""
        return f"{mark}{word.whole}"


def _bare(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", text))


def _behind(whole: str, text: str) -> str:
    """The punctuation behind the second part of a word, if the whole has none."""
    after = _AFTER.search(text)
    return after[0] if after and not whole.endswith(after[0]) else ""
