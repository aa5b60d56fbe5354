"""Numbering systems: the digits that a language writes its numbers with.

CLDR says which ones a language has (https://unicode.org/reports/tr35/tr35-numbers.html). Babel
provides their names and separators, but not the digits themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from archivegen.model.languages import locale_of

LATIN = "latn"
"""The numbering system of the digits 0 to 9."""

_ZEROS = {
    "adlm": 0x1E950, "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "cakm": 0x11136,
    "deva": 0x0966, "gujr": 0x0AE6, "guru": 0x0A66, "hmnp": 0x1E140, "java": 0xA9D0, "khmr": 0x17E0,
    "knda": 0x0CE6, "laoo": 0x0ED0, "mlym": 0x0D66, "mtei": 0xABF0, "mymr": 0x1040, "nkoo": 0x07C0,
    "olck": 0x1C50, "orya": 0x0B66, "tamldec": 0x0BE6, "telu": 0x0C66, "thai": 0x0E50,
    "tibt": 0x0F20,
}  # fmt: skip
"""The digit zero of each numbering system; the others follow it."""

_ASKED_FOR = re.compile(r"-u(?:-\w{2,})*?-nu-(\w+)", re.ASCII)


@lru_cache(maxsize=64)
def numbering_system(tag: str) -> str:
    """The numbering system of a language tag, by its name in CLDR.

    It is the one that the tag asks for (`fa-u-nu-latn`), if CLDR has it for the language, or else
    the language's default. Raises ValueError for a language that CLDR has no formats for.
    """
    locale = locale_of(tag)
    asked_for = _ASKED_FOR.search(tag.lower())
    if asked_for and asked_for[1] in locale.number_symbols.keys() & {LATIN, *_ZEROS}:
        return asked_for[1]
    default = str(locale.default_numbering_system)
    return default if default in _ZEROS else LATIN


@lru_cache(maxsize=64)
def _digits(tag: str) -> dict[int, int]:
    system = numbering_system(tag)
    zero = _ZEROS.get(system)
    return {ord("0") + digit: zero + digit for digit in range(10)} if zero else {}


def with_digits_of(tag: str, text: str) -> str:
    """A text in which the digits 0 to 9 are those of a language."""
    digits = _digits(tag)
    return text.translate(digits) if digits else text
