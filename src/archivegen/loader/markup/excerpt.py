"""Excerpts: a text cut to a length, where its script allows.

Where spaces separate words, the cut is at one. Otherwise, the cut is at the end of a clause or a
space near the end or, failing that, between two characters that certainly belong to different
words: that much is known without a dictionary. A word or two of the next sentence say nothing, and
are removed, too.
"""

from __future__ import annotations

import re
import unicodedata

EXCERPT_LENGTH = 500
"""Characters of the first paragraph that a listing shows, at most."""

_SEARCHED = 100
"""So many characters before the end are looked at for a better place."""

_CLAUSE_ENDS = frozenset(
    "\u3002\uff0c\u3001\uff1b\uff1a\uff01\uff1f\uff0e\u300d\u300f\u300b\uff09\u1362\u104a\u104b\u17d4"
)
# A sentence, as far as its last word is no abbreviation, before a word or two of the next one.
_SENTENCE_END = re.compile(
    '\\w{4}[\u201d\u2019\u00bb")]*[.!?][\u201d\u2019\u00bb")]*(?=\\s.{1,15}$)'
).search
_TRAILING = " ,;:.\u3002\uff0c\u3001\uff1b\uff1a\uff0e"
# Scripts in which words follow one another without a blank: Thai to Burmese, Khmer, Chinese and
# hiragana. Katakana is not among them, since it is written in runs that are words.
_WITHOUT_BLANKS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
).match
# Vowels of Thai and Lao before the consonant that they belong to.
_BEFORE = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u200d")
# What belongs to the character before it, beyond combining marks: vowels and signs of Thai and
# Lao, small kana and the signs that lengthen or repeat, skin colours, and a joiner.
_AFTER = re.compile(
    "[\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f\u0eb0\u0eb2\u0eb3\u0ec6\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087"
    "\u308e\u30fc\u3005\u309d\u309e\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
    "\U000e0020-\U000e007f]"
).match
_PAIRED = re.compile("[\u1100-\u11ff]{2}|[\U0001f1e6-\U0001f1ff]{2}").match


def shortened(text: str, length: int = EXCERPT_LENGTH) -> str:
    """The text, or its beginning with an ellipsis if it is longer than so many characters."""
    if len(text) <= length:
        return text
    return text[: _cut(text, length)].rstrip(_TRAILING) + "\u2026"


def _cut(text: str, length: int) -> int:
    """Where to cut: an index after the beginning, at most the length."""
    near = range(length, max(length - _SEARCHED, 0), -1)
    for index in near:
        if text[index].isspace() or text[index - 1] in _CLAUSE_ENDS:
            end = _SENTENCE_END(text, index - _SEARCHED if index > _SEARCHED else 0, index)
            return end.end() if end else index
    for index in near:
        if not _is_in_word(text[index - 1], text[index]):
            return index
    # A word of that length is none: perhaps an address.
    return next((i for i in near if not _is_in_character(text[i - 1], text[i])), length)


def _is_in_word(before: str, after: str) -> bool:
    """Whether two characters that follow one another may be parts of one word."""
    if _is_in_character(before, after):
        return True
    is_word = before.isalnum() and after.isalnum()
    return is_word and not (_WITHOUT_BLANKS(before) or _WITHOUT_BLANKS(after))


def _is_in_character(before: str, after: str) -> bool:
    """Whether two characters are parts of what a reader sees as one (UAX #29, 3), or go with it."""
    return (
        unicodedata.category(after)[0] == "M"
        or before in _BEFORE
        or _AFTER(after) is not None
        or _PAIRED(before + after) is not None
    )
