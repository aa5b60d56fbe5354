"""Names of persons: a byline taken apart into given names and surname, where it is a person's."""

from __future__ import annotations

import re

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


def parts_of(name: str) -> tuple[str, str]:
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
    """A person's name with the surname first; anything else as it is."""
    given, surname = parts_of(name)
    return f"{surname}, {given}" if given else name
