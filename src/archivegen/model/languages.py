"""Languages: which tags exist, which way they are written, how weeks begin, dates and times join.

Everything else about dates in a language comes from Babel, by way of `renderer.filters`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from archivegen.model.cldr_at_time import AT_TIME

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
"""The grammar of RFC 5646 (2.1), without the tags that begin with `i-` or `x-`."""

_RIGHT_TO_LEFT = {
    "adlm", "arab", "aran", "armi", "avst", "chrs", "elym", "hatr", "hebr", "hung", "khar", "lydi",
    "mand", "mani", "mend", "merc", "mero", "narb", "nbat", "nkoo", "ougr", "palm", "phli", "phlp",
    "phnx", "prti", "rohg", "samr", "sarb", "sogd", "sogo", "syrc", "syre", "syrj", "syrn", "thaa",
    "yezi",
}  # fmt: skip


def is_language(tag: str) -> bool:
    """Whether this is a BCP 47 language tag of a language that CLDR has a name for."""
    if not _TAG.fullmatch(tag):
        return False
    return tag.partition("-")[0].lower() in Locale("en").languages or _find(tag) is not None


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale:
    """The locale of a language tag, found as RFC 4647 (3.4) says: the longest part that is known.

    Raises ValueError for a language that CLDR has no formats for.
    """
    locale = _find(tag) if _TAG.fullmatch(tag) else None
    if locale is None:
        raise ValueError(f"there are no formats for the language {tag!r}")
    return locale


@lru_cache(maxsize=64)
def _find(tag: str) -> Locale | None:
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return None


@lru_cache(maxsize=64)
def direction_of(tag: str) -> str:
    """`ltr` or `rtl`: the value of an HTML `dir` attribute for a text in this language."""
    # What follows a single letter says nothing about the script.
    parts = re.split(r"-(?=.-)", tag.lower())[0].split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")  # noqa: PLR2004
    if not script:
        likely = get_global("likely_subtags").get(parts[0], "")
        script = likely.lower().split("_")[1] if "_" in likely else ""
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def first_weekday(tag: str) -> int:
    """The day with which a week begins where this language is written; 0 is Monday."""
    return int(locale_of(tag).first_week_day)


def date_time_glue(tag: str) -> str:
    """The CLDR pattern that joins a long date `{1}` and a time `{0}` in this language."""
    locale = locale_of(tag)
    return AT_TIME.get(locale.language) or str(locale.datetime_formats["long"])
