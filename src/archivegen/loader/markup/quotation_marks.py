"""Quotation marks: what `"` and `'` become in each language.

They follow CLDR's delimiters. Where CLDR has only a second pair of double marks, they use the
single marks that match the double ones.
https://cldr.unicode.org/translation/characters-emoji-symbols/character-labels
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from archivegen.model.languages import fallback_tags


class Marks(NamedTuple):
    """The marks before and after words, for `"` and for `'`."""

    double_left: str
    double_right: str
    single_left: str
    single_right: str


ENGLISH = Marks("\u201c", "\u201d", "\u2018", "\u2019")
_GERMAN = Marks("\u201e", "\u201c", "\u201a", "\u2018")
_SWISS = Marks("\xab", "\xbb", "\u2039", "\u203a")
_POLISH = Marks("\u201e", "\u201d", "\u201a", "\u2019")
_ROMANCE = Marks("\xab", "\xbb", "\u2018", "\u2019")
_RUSSIAN = Marks("\xab", "\xbb", "\u201e", "\u201c")
_SWEDISH = Marks("\u201d", "\u201d", "\u2019", "\u2019")

_MARKS = {
    "ar": Marks("\u201d", "\u201c", "\u2019", "\u2018"),
    **dict.fromkeys(("bs", "ro"), Marks("\u201e", "\u201d", "\xab", "\xbb")),
    **dict.fromkeys(
        ("bg", "cs", "de", "dsb", "et", "hr", "hsb", "is", "ka", "lb", "lt", "mk", "sk", "sl"),
        _GERMAN,
    ),
    **dict.fromkeys(("de-ch", "de-li", "fa", "fr-ch", "gsw", "it-ch", "rm"), _SWISS),
    **dict.fromkeys(
        ("ast", "ca", "el", "es", "eu", "gl", "hy", "it", "nb", "nn", "no", "pt-pt", "sq"),
        _ROMANCE,
    ),
    # They are typed without blanks, but set with blanks at which no line ends.
    "fr": Marks("\xab\xa0", "\xa0\xbb", "\u2018", "\u2019"),
    "he": Marks("\u201d", "\u201d", "\u2019", "\u2019"),
    "hu": Marks("\u201e", "\u201d", "\xbb", "\xab"),
    **dict.fromkeys(("pl", "sr"), _POLISH),
    **dict.fromkeys(("be", "ru", "uk"), _RUSSIAN),
    **dict.fromkeys(("fi", "sv"), _SWEDISH),
    "es-419": ENGLISH,
}


@lru_cache(maxsize=64)
def marks_of(language: str) -> Marks:
    """The marks of a language tag; those of English, where nothing else is known.

    They are those of its parent locales, or else of the language in another script.
    """
    for tag in (*fallback_tags(language), language.partition("-")[0]):
        if marks := _MARKS.get(tag.lower()):
            return marks
    return ENGLISH
