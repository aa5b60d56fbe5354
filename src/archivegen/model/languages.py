"""Languages: which tags exist, which way they are written, how weeks begin, dates and times join.

Everything else about dates in a language comes from Babel, by way of `formats.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

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
    return _AT_TIME.get(locale.language) or str(locale.datetime_formats["long"])


# CLDR 47, dateTimeFormats-atTime/standard/long, which Babel's data leaves out.
_AT_TIME = {
    "ab": "{1} {0}",
    "af": "{1} 'om' {0}",
    "ak": "{1} 'wɔ' {0}",
    "an": "{1} {0}",
    "ar": "{1} في {0}",
    "as": "{1} 'at' {0}",
    "ast": "{1} 'a' 'les' {0}",
    "az": "{1} 'at' {0}",
    "be": "{1} 'у' {0}",
    "bg": "{1} 'в' {0}",
    "bn": "{1} এ {0}",
    "br": "{1} 'da' {0}",
    "brx": "{1} नि {0} याव",
    "bs": "{1} 'u' {0}",
    "ca": "{1}, 'a' 'les' {0}",
    "ceb": "{1} 'sa' {0}",
    "chr": "{1} ᎤᎾᎢ {0}",
    "co": "{1} {0}",
    "cs": "{1} 'v' {0}",
    "cy": "{1} 'am' {0}",
    "da": "{1} 'kl'. {0}",
    "de": "{1} 'um' {0}",
    "doi": "{1} गी {0}",
    "dsb": "{1} 'zeger' {0}",
    "el": "{1} στις {0}",
    "en": "{1} 'at' {0}",
    "et": "{1}, 'kell' {0}",
    "fa": "{1} ساعت {0}",
    "fi": "{1} 'klo' {0}",
    "fil": "{1} 'nang' {0}",
    "fo": "{1} 'kl'. {0}",
    "fr": "{1} 'à' {0}",
    "frr": "{1} {0}",
    "fy": "{1} 'om' {0}",
    "ga": "{1} 'ag' {0}",
    "gaa": "{1} {0}",
    "gd": "{1} 'aig' {0}",
    "gu": "{1} એ {0} વાગ્યે",
    "ha": "{1} 'da' {0}",
    "he": "{1} בשעה {0}",
    "hi": "{1} को {0} बजे",
    "hr": "{1} 'u' {0}",
    "hsb": "{1} 'w' {0}",
    "ht": "{1} 'à' {0}",
    "ia": "{1} 'a' {0}",
    "id": "{1} 'pukul' {0}",
    "ie": "{1} 'ye' {0}",
    "ig": "{1} 'na' {0}",
    "is": "{1} 'kl'. {0}",
    "it": "{1} 'alle' 'ore' {0}",
    "jv": "{1} 'ing' {0}",
    "kab": "{1} {0}",
    "km": "{1} នៅ\u200bម៉ោង {0}",
    "kn": "{1} ರಂದು {0} ಸಮಯಕ್ಕೆ",
    "kok": "{1} {0} वरांचेर",
    "ks": "{0} پٮ۪ٹھؠ {1}",
    "kxv": "{1} 'aã' {0}",
    "la": "{1} {0}",
    "lij": "{1} {0}",
    "lld": "{1} 'dales' {0}",
    "mai": "{1} के {0}",
    "mk": "{1}, 'во' {0}",
    "mni": "{1} গী {0} দা",
    "mr": "{1} रोजी {0}",
    "ms": "{1} 'pada' {0}",
    "nb": "{1} 'kl'. {0}",
    "nds": "{1} {0}",
    "ne": "{1}: {0}",
    "nl": "{1} 'om' {0}",
    "no": "{1} 'kl'. {0}",
    "oc": "{1} {0}",
    "om": "{1} {0} 'tti'",
    "or": "{0} ଠାରେ {1}",
    "pcm": "{1} 'fọ' {0}",
    "pt": "{1} 'às' {0}",
    "qu": "{1} {0}",
    "rif": "{1} {0}",
    "ro": "{1} 'la' {0}",
    "ru": "{1} 'в' {0}",
    "sa": "{1} तदा {0}",
    "sc": "{1} 'a' 'sas' {0}",
    "si": "{1} දින {0}",
    "sk": "{1} 'o' {0}",
    "sl": "{1} 'ob' {0}",
    "smn": "{1} 'tme' {0}",
    "so": "{1} 'ee' {0}",
    "sq": "{1} 'në' {0}",
    "su": "{1} 'jam' {0}",
    "sv": "{1} 'kl'. {0}",
    "sw": "{1}, {0}",
    "syr": "{1} ܒܫܥܬܐ {0}",
    "szl": "{1} {0}",
    "ta": "{1} அன்று {0}",
    "te": "{1} {0}కి",
    "tg": "{1} 'соати' {0}",
    "th": "{1} เวลา {0}",
    "ti": "{1} ሰዓት {0}",
    "tk": "{1} 'sagat' {0}",
    "tt": "{1} {0} 'сәгатьтә'",
    "uk": "{1} 'о' {0}",
    "ur": "{1} کو {0}",
    "vi": "'lúc' {0} {1}",
    "wo": "{1} 'ci' {0}",
    "xh": "{1} 'kwi' {0}",
    "yo": "{1} 'ní' {0}",
    "yue": "{1}{0}",
}
