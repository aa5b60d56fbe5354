"""Slugs: texts of any script as names in addresses.

A slug is made from a text alone, so no address moves when another text appears. A headline's slug
keeps what letters, digits and hyphens can express. Each name of a term, such as a topic or an
author, gets a distinct slug: a digest at its end covers what these characters cannot express.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

from archivegen.model.romanisation.latin import has_symbols, in_ascii, is_lossy, romanised

Transliteration = Literal["ascii", "language", "none"]
"""How slugs write other letters than those of ASCII: by one table for all languages (`ascii`), as
is usual in the text's language (`language`), or as they are (`none`)."""

SLUG_LENGTH = 80
"""Characters of a slug, at most: a file name stays well below every file system's bound."""

SLUG_BYTES = 200
"""Bytes of a slug in UTF-8, at most, of the 255 that a file name may have."""

DIGEST_LENGTH = 6
"""Digits of a name's digest: it has to tell apart only names with the same letters before it."""

DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""What Windows keeps for devices, and cannot have as a folder's name."""

_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc")
"""They join the parts of a word: `don't` is one."""

_DATE_BEFORE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_. ](?=.)")

_IS_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_WORD = re.compile("[a-z0-9]+")
_COMMA_IN_NUMBER = re.compile(r"(?<=\d),(?=\d)")

_PLUS = re.compile(r"(?<=[\w+])\+")
_SHARP = re.compile(r"(?<=\w)#")


@dataclass(frozen=True, slots=True)
class Slugger:
    """What makes a site's slugs: by how it writes other letters, and by its language."""

    transliterate: Transliteration = "ascii"
    language: str = "en"

    def of_text(self, text: str, language: str = "") -> str:
        """A slug for any text, such as a headline, in a language or else the site's; never empty.

        It has letters in lower case, digits and hyphens. A text of which nothing is left (an emoji)
        gets a name from its digest, the same for all its cases and normal forms. The names of
        Windows devices get a suffix.
        """
        slug = _cut(self._words(text, language or self.language))
        if not slug:
            same = unicodedata.normalize("NFC", text).casefold()
            return "x-" + blake2b(same.encode(), digest_size=4).hexdigest()
        return f"{slug}-x" if DEVICES.fullmatch(slug) else slug

    def of_name(self, name: str) -> str:
        """The slug of a section, a topic or an author: another for each name.

        Spellings of one name, which differ in case and in what stands between words, have one slug.
        """
        return _slug_of_name(self, name)

    def of_file(self, path: str, language: str = "") -> str:
        """The slug of an article's file name, without the ending and a date before it.

        Of a file called `index` it is that of the folder: `2022-07-21-harbour-light/index.md`, too,
        is `harbour-light`. So other generators name files, and often the addresses after them.
        """
        folder, _, name = path.rpartition("/")
        stem = name.rpartition(".")[0]
        if stem == "index" and folder:
            stem = folder.rpartition("/")[2]
        return self.of_text(_DATE_BEFORE.sub("", stem), language)

    def _words(self, text: str, language: str) -> str:
        """The words of a text in the letters that slugs may have, joined by hyphens."""
        if _IS_SLUG.fullmatch(text):
            return text
        text = text.translate(_APOSTROPHES)
        if not text.isascii():
            if self.transliterate == "none":
                return _own_words(text)
            is_usual = self.transliterate == "language"
            text = romanised(text, language) if is_usual else in_ascii(text)
            text = text.translate(_APOSTROPHES)
        return "-".join(_WORD.findall(_COMMA_IN_NUMBER.sub("", text.lower())))


ASCII = Slugger()


def slug_of(text: str) -> str:
    """A slug for any text, in ASCII, whatever the site wants of its addresses."""
    return ASCII.of_text(text)


def has_slug(text: str) -> bool:
    """Whether a slug says something of the text: it has a letter or a digit of any script."""
    return any(map(str.isalnum, text)) or bool(ASCII._words(text, ""))  # noqa: SLF001 -- its own


# The same names come again and again.
@lru_cache(maxsize=8192)
def _slug_of_name(slugger: Slugger, name: str) -> str:
    """The slug of a name: with words for signs as in `C++`, and with a digest if it needs one."""
    text = unicodedata.normalize("NFKC", name)
    text = _SHARP.sub(" sharp ", _PLUS.sub(" plus ", text))
    words = slugger._words(text, slugger.language)  # noqa: SLF001 -- of this module
    is_told = slugger.transliterate == "none" or not is_lossy(text)
    if not words:
        return slugger.of_text(name)
    if is_told and not has_symbols(name) and _cut(words) == words:
        return slugger.of_text(text)
    digest = blake2b(_essence(text).encode()).hexdigest()[:DIGEST_LENGTH]
    return f"{_cut(words, DIGEST_LENGTH + 1)}-{digest}"


def _essence(name: str) -> str:
    """What all spellings of a name have in common: its letters, digits and symbols."""
    kept = (char for char in name.casefold() if unicodedata.category(char)[0] in "LMNS")
    return unicodedata.normalize("NFKC", "".join(kept))


def _own_words(text: str) -> str:
    """The words of a text in lower case and in their own letters, joined by hyphens."""
    # A dotted capital I is lower-cased to an i with one more dot.
    lowered = unicodedata.normalize("NFC", text).lower().replace("i\u0307", "i")
    # In many scripts, vowels are marks.
    words = "".join(
        char if char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"} else " "
        for char in lowered
    )
    return unicodedata.normalize("NFC", "-".join(words.split()))


def _cut(slug: str, spare: int = 0) -> str:
    """As many words of a slug as there is room for, if some is to spare; or a part of the first."""
    length, size = SLUG_LENGTH - spare, SLUG_BYTES - spare
    if len(slug) <= length and len(slug.encode()) <= size:
        return slug
    # Imported here, since it is seldom needed.
    from slugify import smart_truncate  # noqa: PLC0415

    length = min(length, len(slug.encode()[:size].decode(errors="ignore")))
    return smart_truncate(slug, length, word_boundary=True, separator="-", save_order=True)


def leads_elsewhere(text: str) -> bool:
    """Whether a name has something of a path in it, which no section or slug may have."""
    lowered = text.lower()
    return any(part in lowered for part in ("/", "\\", "..", "%2e", "%2f", "%5c"))
