"""Latin: a text in ASCII, by a language's convention or one table for all, and what is lost.

In Latin letters, words of an alphabet such as Greek's mostly stay distinct. Characters of one sound
do not, nor do words without vowels, or those that the table hardly covers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from archivegen.model.romanisation.conventions import CYRILLIC, GREEK, LATIN

if TYPE_CHECKING:
    from archivegen.model.romanisation.conventions import Rule

_ALPHABETS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN"}
"""The scripts whose words can be told apart in Latin letters, as Unicode's names begin."""

_LETTERS = {"Lu", "Ll", "Lt", "Lo"}
_SYMBOLS = {"So", "Sm", "Sc"}


def in_ascii(text: str) -> str:
    """The text in ASCII, by one table for all languages; what that does not know is left out."""
    return text if text.isascii() else _transliterated(unicodedata.normalize("NFKD", text))


def _transliterated(text: str) -> str:
    # Imported here, since its table takes three megabytes.
    from text_unidecode import unidecode  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(unidecode(text))


def romanised(text: str, language: str) -> str:
    """The text in lower-case ASCII, as is usual in the language of a tag."""
    if text.isascii():
        return text.lower()
    rules, pattern = _conventions(language.partition("-")[0].lower())
    lowered = unicodedata.normalize("NFC", text).lower()
    usual = pattern.sub(lambda match: rules[(match.lastindex or 1) - 1].latin, lowered)
    return _transliterated(unicodedata.normalize("NFC", usual)).lower()


@lru_cache(maxsize=64)
def _conventions(language: str) -> tuple[tuple[Rule, ...], re.Pattern[str]]:
    """The rules of a language, and an expression with a group for each."""
    cyrillic = CYRILLIC.get(language, CYRILLIC["ru"])
    rules = (*LATIN.get(language, ()), *GREEK, *cyrillic)
    return rules, re.compile("|".join(f"({rule.letters})" for rule in rules))


def is_lossy(text: str) -> bool:
    """Whether a text has letters that those of ASCII cannot tell apart."""
    return not text.isascii() and any(map(_is_of_other_script, unicodedata.normalize("NFKC", text)))


def _is_of_other_script(char: str) -> bool:
    if unicodedata.category(char) not in _LETTERS:
        return False
    return unicodedata.name(char, "").partition(" ")[0] not in _ALPHABETS


def has_symbols(text: str) -> bool:
    """Whether a text has symbols, such as an emoji, that stand for no letters and are not ASCII."""
    return not text.isascii() and any(
        unicodedata.category(char) in _SYMBOLS and unicodedata.normalize("NFKC", char) == char
        for char in text
        if not char.isascii()
    )
