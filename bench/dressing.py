# ruff: noqa: PLR2004 -- numbers are the shares of the shapes
"""Dressing: the Markdown of a `mixed` article beyond paragraphs.

Links, emphasis, quotations, headings, lists, images, tables, footnotes, as often as newsrooms
use them.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from bench.phrases import slugify
from bench.prose import upper_first
from bench.words import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.prose import Prose

_MARKED = frozenset('[]()*_<>`!"\u201c\u201d:;.,\u2013\u2014&')
"""Words with one of these are left as they are."""

_block_start = re.compile(r"\n(?=(?:[-+*#=] |\d+[.)] |[\u2013] ))")


class Dressing:
    """Dresses up the paragraphs of one article, in place.

    `footnotes` and `references` are the definitions for the article's end.
    """

    def __init__(self, prose: Prose, blocks: list[str], year: int) -> None:
        self._prose = prose
        self._chance = prose.chance
        self._number = prose.rng.randint
        self._blocks = blocks
        self._paragraphs = len(blocks)
        self._year = year
        self._targets: list[str] = []
        self.footnotes: list[str] = []

    @property
    def references(self) -> list[str]:
        """The definitions of the links that go by number."""
        return [f"[{number}]: {url}" for number, url in enumerate(self._targets, 1)]

    def apply(self) -> None:
        """Dress up the paragraphs."""
        if self._chance() < 0.85:
            self._mark(self._link, self._number(1, 6))
        if self._chance() < 0.65:
            self._mark(self._emphasis, self._number(1, 4))
        if self._chance() < 0.04:
            self._mark(lambda words: f"`{words}`", 1)
        for share, insert in (
            (0.30, self._quotation),
            (0.40, self._headings),
            (0.25, self._list),
            (0.35, self._image),
            (0.05, self._table),
            (0.05, self._footnotes),
            (0.06, lambda: self._insert("* * *")),
        ):
            if self._chance() < share:
                insert()

    def _mark(self, dress: Callable[[str], str], count: int) -> None:
        """Dress up to `count` runs of one to four words of random paragraphs."""
        for _ in range(count):
            at = int(self._chance() * self._paragraphs)
            words = self._blocks[at].split(" ")
            length = self._number(1, 4)
            if len(words) < length + 2:
                continue
            start = int(self._chance() * (len(words) - length))
            run = " ".join(words[start : start + length])
            if _MARKED.isdisjoint(run):
                words[start : start + length] = [dress(run)]
                self._blocks[at] = " ".join(words)

    def _link(self, words: str) -> str:
        share = self._chance()
        if share < 0.55:
            path = f"{self._slug()}/{self._below(99999)}"
            return f"[{words}](https://www.example.org/{path})"
        if share < 0.85:
            month = f"{2011 + self._below(15)}/{1 + self._below(12):02d}"
            return f"[{words}](/{month}/{slugify(self._prose.address())}/)"
        if share < 0.93:
            self._targets.append(self._target())
            return f"[{words}][{len(self._targets)}]"
        if share < 0.97:
            path = f"a_b_c/{self._below(999)}"
            return f'[{words}](https://example.net/{path} "{self._prose.noun().title()}")'
        return f"{words} <https://example.net/{self._slug()}>"

    def _target(self) -> str:
        queried = self._chance() < 0.3
        url = f"https://news.example.com/{self._slug()}"
        return f"{url}?id={self._below(9999)}&amp;ref=archive" if queried else url

    def _emphasis(self, words: str) -> str:
        return self._prose.pick((f"*{words}*", f"*{words}*", f"**{words}**", f"_{words}_"))

    def _below(self, bound: int) -> int:
        return int(self._chance() * bound)

    def _slug(self) -> str:
        return slugify(self._prose.noun())

    def _insert(self, block: str, after: int = 1) -> None:
        at = after + int(self._chance() * max(1, len(self._blocks) - after))
        self._blocks.insert(at, block)

    def _quotation(self) -> None:
        block = "> " + self._prose.sentence()
        if self._chance() < 0.4:
            block += "\n>\n> \u2014 " + self._prose.person()
        self._insert(block)

    def _headings(self) -> None:
        for _ in range(self._number(1, 3)):
            start = upper_first(self._prose.noun())
            hashes = "##" if self._chance() < 0.8 else "###"
            self._insert(f"{hashes} {start} {self._prose.verb()}", after=2)

    def _list(self) -> None:
        count = self._number(3, 7)
        bulleted = self._chance() < 0.7
        marks = ["-"] * count if bulleted else [f"{number}." for number in range(1, count + 1)]
        self._insert("\n".join(f"{mark} {self._prose.sentence()}" for mark in marks))

    def _image(self) -> None:
        alt = f"{self._prose.noun().capitalize()} {self._prose.other()}"
        source = f"/images/{self._year}/{self._slug()}-{self._below(9999)}.jpg"
        if self._chance() < 0.5:
            source += f' "{self._prose.noun().capitalize()}"'
        self._insert(f"![{alt}]({source})")

    def _table(self) -> None:
        rows = "\n".join(
            f"| {self._prose.pick(PLACES)} | {self._below(9000)} | {self._chance() * 100:.1f}% |"
            for _ in range(self._number(3, 9))
        )
        self._insert(f"| Place | Count | Share |\n| --- | ---: | ---: |\n{rows}")

    def _footnotes(self) -> None:
        start = self._below(self._paragraphs)
        for number in range(1, self._number(1, 3) + 1):
            at = (start + number - 1) % len(self._blocks)
            block = self._blocks[at]
            if block[0] not in "#>|-!1" and "\n" not in block:
                self._blocks[at] += f"[^{number}]"
                self.footnotes.append(f"[^{number}]: {self._prose.sentence()}")


def hard_wrapped(blocks: list[str]) -> list[str]:
    """The blocks with lines of 79 characters, none of which starts a block by accident."""
    wrapped = map(_wrapped, blocks)
    return [_block_start.sub(" ", block) if block[0] not in "-1" else block for block in wrapped]


def _wrapped(block: str) -> str:
    if "\n" in block or block[0] in "#|!" or block.startswith("* *"):
        return block
    lines = textwrap.wrap(
        block,
        79,
        break_long_words=False,
        break_on_hyphens=False,
        subsequent_indent="> " if block.startswith("> ") else "",
    )
    return "\n".join(lines)
