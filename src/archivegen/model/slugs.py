"""Slugs: texts of any script as names in addresses."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

SLUG_LENGTH = 80
"""Characters of a slug, at most: a file name stays well below every file system's bound."""

DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""What Windows keeps for devices, and cannot have as a folder's name."""

_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc")
"""They join the parts of a word: `don't` is one."""

_DATE_BEFORE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_. ](?=.)")

_IS_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_WORD = re.compile("[a-z0-9]+")


def slug_of(text: str) -> str:
    """A slug for any text, never empty: lower-case ASCII letters, digits and hyphens.

    Other scripts are transliterated; a text of which nothing is left (an emoji) gets a name
    from its digest, the same for all its cases and normal forms. The names of Windows devices
    get a suffix.
    """
    slug = _slug(text)
    if not slug:
        same = unicodedata.normalize("NFC", text).casefold()
        return "x-" + blake2b(same.encode(), digest_size=4).hexdigest()
    return f"{slug}-x" if DEVICES.fullmatch(slug) else slug


def name_slug(path: str) -> str:
    """The slug of an article's file name, without the ending and a date before it.

    Of a file called `index` it is that of the folder: `2022-07-21-harbour-light/index.md`, too, is
    `harbour-light`. So other generators name files, and often the addresses after them.
    """
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    if stem == "index" and folder:
        stem = folder.rpartition("/")[2]
    return slug_of(_DATE_BEFORE.sub("", stem))


def has_slug(text: str) -> bool:
    """Whether a slug says something of the text: it has a letter or a digit of any script."""
    return any(map(str.isalnum, text)) or bool(_slug(text))


def _slug(text: str) -> str:
    if len(text) <= SLUG_LENGTH and _IS_SLUG.fullmatch(text):
        return text
    # The text is ASCII before slugify sees it, since that would go by whichever package for
    # transliteration happens to be installed.
    plain = _ascii(text.translate(_APOSTROPHES))
    joined = "-".join(_WORD.findall(plain.lower()))
    # Commas join the digits of a number.
    return joined if len(joined) < SLUG_LENGTH and "," not in plain else _slugified(plain)


def _slugified(plain: str) -> str:
    """The slug of an ASCII text, also of one that is to be cut or has numbers with commas."""
    # Imported here, since it is seldom needed.
    from slugify import slugify  # noqa: PLC0415

    return slugify(
        plain,
        entities=False,
        decimal=False,
        hexadecimal=False,
        max_length=SLUG_LENGTH,
        word_boundary=True,
        save_order=True,
    )


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    # Imported here, since its table takes three megabytes.
    from text_unidecode import unidecode  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(unidecode(unicodedata.normalize("NFKD", text))).translate(_APOSTROPHES)


def leads_elsewhere(text: str) -> bool:
    """Whether a name has something of a path in it, which no section or slug may have."""
    lowered = text.lower()
    return any(part in lowered for part in ("/", "\\", "..", "%2e", "%2f", "%5c"))
