# ruff: noqa: PLR2004 -- numbers are the shares of the shapes
"""Prose: the sentences of one article, drawn in a fixed order from its own random numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bench.phrases import bank
from bench.words import ADJECTIVES, CONTRACTIONS, GROUPS, NOUNS, PLACES, SPEECH, VERBS

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

Item = TypeVar("Item")

CONNECTIVES = (
    ", and", ", but", ", while", "; meanwhile", " because", ", although", " after", " when",
    " \u2013", " \u2014", ", which meant", ", so",
)  # fmt: skip
ENDINGS = ("?", "!", "...", "\u2026")
FIRMS = ("Sons", "Partners", "Co")


def upper_first(text: str) -> str:
    """The text with a capital at its start, its other letters as they are."""
    return text[0].upper() + text[1:]


class Prose:
    """The sentences of one article. Every other article has typographic quotes."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.chance = rng.random
        self.bank = bank()
        self.curly = self.chance() < 0.55
        self.quotes = ("\u201c", "\u201d") if self.curly else ('"', '"')
        self.apostrophe = "\u2019" if self.curly else "'"

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.chance() * len(items))]

    def noun(self) -> str:
        """A noun phrase."""
        return self.pick(self.bank.noun_phrases)

    def verb(self) -> str:
        """A verb phrase."""
        return self.pick(self.bank.verb_phrases)

    def other(self) -> str:
        """A phrase of place, time or amount."""
        return self.pick(self.bank.other_phrases)

    def person(self) -> str:
        """A name, with the apostrophe of the data."""
        return self.pick(self.bank.people)

    def typeset(self, text: str) -> str:
        """The text with this article's apostrophes."""
        return text.replace("'", self.apostrophe)

    def clause(self) -> str:
        """Subject, predicate, and often more."""
        clause = f"{self._subject()} {self.verb()}"
        if self.chance() < 0.6:
            clause += " " + self.other()
        return clause

    def _subject(self) -> str:
        share = self.chance()
        if share < 0.12:
            return self.typeset(self.person())
        if share < 0.125:
            return f"{self.person().split()[-1]} & {self.pick(FIRMS)}"
        if share < 0.17:
            return self.pick(PLACES)
        return self._contraction() if share < 0.24 else self.noun()

    def _contraction(self) -> str:
        word, tail = self.pick(CONTRACTIONS)
        contracted = f"{word}{self.apostrophe}{tail}"
        if tail == "s" and word not in {"it", "there"}:
            return f"the {contracted} {self.pick(NOUNS)}"
        if tail == "t":
            return f"they {contracted} because {self.noun()}"
        return f"{contracted} {self.pick(ADJECTIVES)}, {self.noun()}"

    def sentence(self) -> str:
        """A sentence with its full stop; one in seven quotes somebody."""
        share = self.chance()
        if share < 0.14:
            return self._quotation()
        text = self.clause()
        if share < 0.55:
            text += f"{self.pick(CONNECTIVES)} {self.clause()}"
        if share > 0.985:
            text += f" ({self.other()})"
        return upper_first(text) + ("." if share < 0.97 else self.pick(ENDINGS))

    def _quotation(self) -> str:
        said = self.clause()
        if self.chance() < 0.04:
            said = f"[{self.pick(GROUPS)}] " + said
        said = upper_first(said)
        named = self.chance() < 0.6
        who = self.typeset(self.person() if named else f"a {self.pick(NOUNS)} spokesman")
        left, right = self.quotes
        if self.chance() < 0.8:
            return f"{left}{said},{right} {self.pick(SPEECH)} {who}."
        return f"{upper_first(who)} {self.pick(SPEECH)}: {left}{said}.{right}"

    def paragraphs(self) -> list[str]:
        """300 to 900 words."""
        target = int(300 + (self.chance() + self.chance()) / 2 * 600)
        paragraphs = []
        words = 0
        while words < target:
            (sentences,) = self.rng.choices((1, 2, 3, 4), (25, 35, 25, 15))
            paragraph = " ".join(self.sentence() for _ in range(sentences))
            words += paragraph.count(" ") + 1
            paragraphs.append(paragraph)
        return paragraphs

    def headline(self) -> str:
        """A headline, in this article's quotes."""
        text = f"{self.noun()} {self.verb()}"
        share = self.chance()
        if share < 0.12:
            text = f"{self.pick(PLACES)}: {text}"
        elif share < 0.22:
            text = f"{text}, {self.person()} {self.pick(('says', 'warns', 'claims'))}"
        elif share < 0.28:
            left, right = self.quotes
            text = f"{left}{self.noun()}{right} {self.verb()}"
        elif share < 0.30:
            text = f"{text} & {self.noun()}"
        elif share < 0.36:
            text = f"{text}?"
        elif share < 0.5:
            text = f"{text} {self.other()}"
        return upper_first(self.typeset(text))

    def address(self) -> str:
        """The words of an address on this site."""
        return f"{self.noun()} {self.pick(VERBS)}"
