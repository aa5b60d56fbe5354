"""Languages: valid tags, their fallbacks, their script, and the first day of the week.

A tag is never a fallback for one in another script: a reader of Traditional Chinese, or of Serbian
in Latin letters, is not served with `zh` or `sr`. Everything about dates comes from Babel, by way
of `renderer.filters`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from archivegen.model.cldr_at_time import AT_TIME

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"(?P<core>(?P<language>[a-z]{2,3})(-[a-z]{3}){0,3}"
    r"(-(?P<script>[a-z]{4}))?(-(?P<territory>[a-z]{2}|\d{3}))?)(?![a-z0-9])"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
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


class _Parts(NamedTuple):
    """What CLDR goes by in a tag; a script or territory that it does not say is empty."""

    language: str
    script: str
    territory: str

    @property
    def tag(self) -> str:
        return "-".join(filter(None, self))


def is_language(tag: str) -> bool:
    """Whether this is a BCP 47 language tag of a language that CLDR has a name for."""
    if not _TAG.fullmatch(tag):
        return False
    return tag.partition("-")[0].lower() in Locale("en").languages or find_locale(tag) is not None


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale:
    """The locale with the formats of a language tag.

    It is English for a language of which CLDR has no words in this script. Raises ValueError for
    one that CLDR has no formats for.
    """
    locale = find_locale(tag)
    if locale is None and not (_TAG.fullmatch(tag) and find_locale(_parts(tag).language)):
        raise ValueError(f"there are no formats for the language {tag!r}")
    # The root of CLDR numbers the months.
    if locale is None or locale.months["format"]["wide"][1] == "M01":
        return Locale("en")
    return locale


@lru_cache(maxsize=64)
def find_locale(tag: str) -> Locale | None:
    """The locale of the first of the `fallback_tags` that CLDR has formats for, if it has any."""
    if not _TAG.fullmatch(tag):
        return None
    for candidate in fallback_tags(tag):
        with suppress(ValueError, UnknownLocaleError):
            locale = Locale.parse(candidate, sep="-")
            # Babel takes another script where it does not know the one of a territory.
            if script_of(str(locale).replace("_", "-")) == script_of(tag):
                return locale
    return None


@lru_cache(maxsize=64)
def fallback_tags(tag: str) -> tuple[str, ...]:
    """The tags whose words may stand for those of a tag: itself, and then others, nearest first.

    First parts are taken away up to language, script and territory (RFC 4647, 3.4), then come the
    parent locales of CLDR, each with its script and without: `es-MX`, `es-419`, `es`. The chain
    ends where the script would be another one: `zh-TW`, `zh-Hant-TW`, `zh-Hant`.
    https://unicode.org/reports/tr35/#Parent_Locales
    """
    match = _TAG.match(tag)
    if match is None:
        return (tag,)
    tags, at = [], tag
    while len(at) > match.end("core"):
        tags.append(at)
        # A single letter says what follows it, and nothing alone.
        at = re.sub(r"(-[^-])?-[^-]*$", "", at)
    tags.append(match["core"])
    for parts in _ancestry(_parts(tag)):
        short = parts._replace(script="")
        tags += [short.tag, parts.tag] if _script(short) == parts.script else [parts.tag]
    return tuple(dict.fromkeys(tags))


def _ancestry(parts: _Parts) -> Iterator[_Parts]:
    """What CLDR looks formats up in, without the root, which has no words; the script is said."""
    exceptions = get_global("parent_exceptions")
    parts = parts._replace(script=_script(parts))
    while True:
        yield parts
        # CLDR's names have a script where the language alone would have another one.
        is_usual = parts.script == _script(_Parts(parts.language, "", ""))
        name = parts._replace(script="") if is_usual else parts
        parent = exceptions.get(name.tag.replace("-", "_"), "root")
        if parent != "root":
            parts = _parts(parent.replace("_", "-"))
            parts = parts._replace(script=_script(parts))
        elif parts.territory:
            parts = parts._replace(territory="")
        else:
            return


def _parts(tag: str) -> _Parts:
    match = _TAG.match(tag)
    if match is None:
        return _Parts(tag, "", "")
    found = match.group("language", "script", "territory")
    language, script, territory = (part or "" for part in found)
    alias = get_global("language_aliases").get(language.lower())
    meant = _parts(alias.replace("_", "-")) if alias else _Parts(language.lower(), "", "")
    return _Parts(
        meant.language, script.title() or meant.script, territory.upper() or meant.territory
    )


def _script(parts: _Parts) -> str:
    """The script that is written, or that which CLDR takes to be meant; empty if it knows none."""
    if parts.script:
        return parts.script
    likely = get_global("likely_subtags")
    whole = likely.get(f"{parts.language}_{parts.territory}") or likely.get(parts.language, "__")
    return str(whole.split("_")[1])


@lru_cache(maxsize=64)
def script_of(tag: str) -> str:
    """The script of a language tag in the letters of ISO 15924, such as `Latn`; or empty."""
    return _script(_parts(tag))


@lru_cache(maxsize=64)
def direction_of(tag: str) -> str:
    """`ltr` or `rtl`: the value of an HTML `dir` attribute for a text in this language."""
    return "rtl" if script_of(tag).lower() in _RIGHT_TO_LEFT else "ltr"


def first_weekday(tag: str) -> int:
    """The day with which a week begins where this language is written; 0 is Monday."""
    return int(locale_of(tag).first_week_day)


def date_time_glue(tag: str) -> str:
    """The CLDR pattern that joins a long date `{1}` and a time `{0}` in this language."""
    locale = locale_of(tag)
    of_language = script_of(tag) == script_of(locale.language) and AT_TIME.get(locale.language)
    return of_language or str(locale.datetime_formats["long"])
