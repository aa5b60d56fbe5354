"""Names: whether two spellings are of one name, what is no part of a name, and the surname.

A slug cannot decide whether two names are the same, since it is made of what remains of a name in
ASCII: two people may share one.
"""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
_PUNCTUATION = re.compile(rf"[\s_.,{_QUOTES}\u02bc\u2010-\u2015-]+")
"""What one writer puts into a name and another does not."""

_CORPORATE = {
    "agency", "associated", "board", "bureau", "committee", "correspondent", "correspondents",
    "council", "desk", "editor", "editors", "editorial", "group", "magazine", "network", "news",
    "newspaper", "office", "post", "press", "reporter", "reporters", "service", "staff", "team",
    "times", "wire",
}  # fmt: skip
"""Words of a byline that is no person's name."""

_NAME = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u024f][\w'\u2019.-]*")
_PARTICLE = re.compile(r"(?:al|da|de|del|della|den|der|di|dos|du|el|la|le|ten|ter|van|von|zu)")
_MOST_NAMES = 5
_AS_WRITTEN = {"hu", "is", "ja", "ko", "vi", "zh"}
"""Languages whose lists have names as they are written: surname first, or without a surname."""


def are_one_name(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, normal form and punctuation."""
    return _same(one) == _same(other)


def is_in_quotes(text: str) -> bool:
    """Whether a text begins and ends with quotation marks of any kind."""
    return len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES  # noqa: PLR2004 -- more than both


def given_and_surname(name: str) -> tuple[str, str]:
    """Given names and surname of a person; an empty given name for anything else.

    Only what looks like a person's name in Latin letters is taken apart.
    """
    words = name.split()
    if not 1 < len(words) <= _MOST_NAMES or {word.lower() for word in words} & _CORPORATE:
        return "", name
    at = len(words) - 1
    while at > 1 and _PARTICLE.fullmatch(words[at - 1]):
        at -= 1
    if not all(map(_NAME.fullmatch, [*words[:at], words[-1]])):
        return "", name
    return " ".join(words[:at]), " ".join(words[at:])


def inverted(name: str) -> str:
    """A person's name with the surname first: `Calloway, Iris`; anything else as it is."""
    given, surname = given_and_surname(name)
    return f"{surname}, {given}" if given else name


def surname_first(name: str, language: str) -> str:
    """A person's name as lists of a language have it in their order.

    A name stays as it is that is no person's, or that is written surname first in this language.
    """
    return name if language.partition("-")[0] in _AS_WRITTEN else inverted(name)


def _same(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", folded).casefold())
