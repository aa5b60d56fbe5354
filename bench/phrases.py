# ruff: noqa: PLR2004, S311 -- numbers are the shares of the shapes; chance is no secret here
"""Phrases: thousands of noun, verb and other phrases, the same in every run.

The order in which random numbers are drawn is the corpus: a change to it changes every article.
"""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache
from itertools import accumulate

from bench.words import (
    ADJECTIVES,
    ADVERBS,
    FIRST_NAMES,
    GROUPS,
    INTRANSITIVES,
    LAST_NAMES,
    NOUNS,
    PLACES,
    PREPOSITIONS,
    VERBS,
)

SEED = 20110101
PHRASES = 4000
TAGS = 400
AUTHORS = 200
SECTION_WEIGHTS = (14, 13, 12, 8, 6, 8, 14, 8, 4, 5, 6, 2)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ARTICLES = ("a", "another", "one", "every")
QUANTITIES = ("several", "many", "most", "some", "local", "the")
CONSONANT_ADJECTIVES = tuple(word for word in ADJECTIVES if word[0] not in "aeiou")

_not_a_word = re.compile(r"[^a-z0-9]+")
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "æ": "ae", "\u0131": "i"}
)


def slugify(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
        text = text.encode("ascii", "ignore").decode()
    return _not_a_word.sub("-", text.lower().replace("'", "")).strip("-")


class Bank:
    """The phrases, people and tags that all articles draw from."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)
        self.noun_phrases = [self._noun_phrase() for _ in range(PHRASES)]
        self.other_phrases = [self._other_phrase() for _ in range(PHRASES)]
        self.verb_phrases = [self._verb_phrase() for _ in range(PHRASES)]
        names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
        self._random.shuffle(names)
        self.authors = names[:AUTHORS]
        self.people = names[AUTHORS:1400]
        self.tags = self._distinct_tags()
        self.tag_shares = list(accumulate(1 / (rank + 10) for rank in range(1, TAGS + 1)))
        self.author_shares = list(accumulate(1 / (rank + 40) for rank in range(AUTHORS)))
        self.section_shares = list(accumulate(SECTION_WEIGHTS))

    def _noun_phrase(self) -> str:
        pick = self._random.choice
        share = self._random.random()
        if share < 0.30:
            return f"the {pick(NOUNS)}"
        if share < 0.62:
            return f"the {pick(ADJECTIVES)} {pick(NOUNS)}"
        if share < 0.74:
            return f"{pick(ARTICLES)} {pick(CONSONANT_ADJECTIVES)} {pick(NOUNS)}"
        if share < 0.90:
            return f"{pick(QUANTITIES)} {pick(GROUPS)}"
        return f"the {pick(NOUNS)} {pick(NOUNS)}" if share < 0.95 else pick(PLACES)

    def _other_phrase(self) -> str:
        pick = self._random.choice
        share = self._random.random()
        if share < 0.70:
            return f"{pick(PREPOSITIONS)} {pick(self.noun_phrases)}"
        if share < 0.82:
            return f"in {pick(PLACES)}"
        if share < 0.90:
            return f"by {self._amount()}"
        if share < 0.96:
            return f"on {pick(WEEKDAYS)}"
        return f"in {self._random.randint(1950, 2025)}"

    def _amount(self) -> str:
        number = self._random.randint
        share = self._random.random()
        if share < 0.3:
            return f"{number(2, 98)}%"
        if share < 0.5:
            return f"£{number(1, 900)}m"
        if share < 0.7:
            return f"{number(2, 60)},{number(0, 999):03d}"
        if share < 0.85:
            return f"{number(1, 40)}.{number(1, 9)}"
        return str(number(3, 400))

    def _verb_phrase(self) -> str:
        pick = self._random.choice
        share = self._random.random()
        if share < 0.55:
            return f"{pick(VERBS)} {pick(self.noun_phrases)}"
        if share < 0.75:
            return f"{pick(ADVERBS)} {pick(VERBS)} {pick(self.noun_phrases)}"
        if share < 0.88:
            return f"{pick(INTRANSITIVES)} {pick(self.other_phrases)}"
        if share < 0.95:
            return f"had {pick(VERBS)} {pick(self.noun_phrases)}"
        return f"was {pick(ADJECTIVES)} and {pick(ADJECTIVES)}"

    def _distinct_tags(self) -> list[str]:
        tags: dict[str, str] = {}
        while len(tags) < TAGS:
            tag = self._tag()
            tags.setdefault(slugify(tag), tag)
        return list(tags.values())

    def _tag(self) -> str:
        pick = self._random.choice
        share = self._random.random()
        if share < 0.35:
            return pick(NOUNS).capitalize()
        if share < 0.8:
            return f"{pick(ADJECTIVES)} {pick(NOUNS)}".capitalize()
        if share < 0.9:
            return pick(PLACES)
        return f"{pick(NOUNS)} & {pick(NOUNS)}".capitalize()


@cache
def bank() -> Bank:
    """The one bank of this process."""
    return Bank()
