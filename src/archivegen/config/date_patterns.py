"""Date patterns: what the author of a valid pattern may have meant in other letters than CLDR's.

CLDR's letters (UTS #35, part 4, Date Field Symbol Table) look like those of other tools but mean
something else: `YYYY` is the year of the week, which differs in the last days of December, and `mm`
are minutes. Nothing fails, and readers see a wrong date.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKENS = re.compile(r"'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'")
_STRFTIME = re.compile(r"%([-_#]?)([A-Za-z%])")
_OF_STRFTIME = {
    "d": "dd", "e": "d", "m": "MM", "y": "yy", "Y": "y", "B": "MMMM", "b": "MMM", "h": "MMM",
    "A": "EEEE", "a": "EEE", "H": "HH", "I": "hh", "M": "mm", "S": "ss", "p": "a", "Z": "z",
    "z": "Z", "j": "D", "F": "y-MM-dd", "T": "HH:mm:ss", "R": "HH:mm", "D": "MM/dd/yy", "%": "%",
}  # fmt: skip
_OF_PHP = {
    "d": "dd", "j": "d", "D": "EEE", "l": "EEEE", "S": "", "m": "MM", "n": "M", "M": "MMM",
    "F": "MMMM", "y": "yy", "Y": "y", "H": "HH", "G": "H", "h": "hh", "g": "h", "i": "mm",
    "s": "ss", "a": "a", "A": "a", "T": "z", "P": "ZZZZZ",
}  # fmt: skip
"""The letters of PHP's `date`, which WordPress has: https://www.php.net/datetime.format"""
_PHP_ALONE = {"i", "j", "n"}
_HOURS = "HhKk"


class Meant(NamedTuple):
    """A pattern that was perhaps meant, and why not the one that is written."""

    why: str
    pattern: str


def meant_by(text: str) -> Meant | None:
    """What a pattern was meant to be; None if it is as meant."""
    if _STRFTIME.search(text):
        pattern = _STRFTIME.sub(_of_strftime, text)
        return Meant("write CLDR letters, not `%` as for strftime", pattern)
    tokens = [found[0] for found in _TOKENS.finditer(text)]
    if php := _PHP_ALONE.intersection(tokens):
        pattern = "".join(_OF_PHP.get(token, token) for token in tokens)
        return Meant(f"`{min(php)}` is a letter of PHP and WordPress, not of CLDR", pattern)
    why: list[str] = []
    for rule in (
        _ordinals,
        _years,
        _months_of_minutes,
        _minutes_of_months,
        _days,
        _weekdays,
        _halves,
        _hours,
    ):
        for index, (token, reason) in rule(tokens).items():
            why.append(f"`{tokens[index]}` {reason}")
            tokens[index] = token
        tokens = [token for token in tokens if token]
    return Meant("; ".join(why), "".join(tokens)) if why else None


def _of_strftime(found: re.Match[str]) -> str:
    letters = _OF_STRFTIME.get(found[2], "")
    # `%-d` is a number without a zero before it.
    return letters[:1] if found[1] and len(letters) == 2 else letters  # noqa: PLR2004


Changes = dict[int, tuple[str, str]]
"""For the index of a token, what it was meant to be, and what it is."""


def _ordinals(tokens: list[str]) -> Changes:
    return {
        at: ("", "is not a letter of date patterns")
        for at, letters in enumerate(tokens)
        if letters == "o" and at and tokens[at - 1] in {"d", "D"}
    }


def _years(tokens: list[str]) -> Changes:
    if _has(tokens, "w"):
        return {}
    reason = "is the year of the week, which differs around New Year"
    return {
        at: ("yy" if len(token) == 2 else "y", reason)  # noqa: PLR2004 -- two digits
        for at, token in enumerate(tokens)
        if token[0] == "Y"
    }


def _months_of_minutes(tokens: list[str]) -> Changes:
    """Minutes without an hour before and seconds behind them are months."""
    fields = [at for at, token in enumerate(tokens) if token[0].isalpha()]
    return {
        at: (tokens[at].upper(), "are minutes")
        for number, at in enumerate(fields)
        if tokens[at][0] == "m"
        and not any(tokens[one][0] in _HOURS for one in fields[max(number - 1, 0) : number])
        and not any(tokens[one][0] == "s" for one in fields[number + 1 : number + 2])
    }


def _minutes_of_months(tokens: list[str]) -> Changes:
    """Months behind an hour and a colon are minutes; so are seconds."""
    found: Changes = {}
    for at in range(2, len(tokens)):
        before, sign, token = tokens[at - 2][0], tokens[at - 1], tokens[at]
        if sign == ":" and before in _HOURS and token in {"M", "MM"}:
            found[at] = (token.lower(), "is the month")
        elif sign == ":" and before in "mM" and token in {"S", "SS"}:
            found[at] = (token.lower(), "is a fraction of a second")
    return found


def _days(tokens: list[str]) -> Changes:
    if not _has(tokens, "M", "L"):
        return {}
    return {
        at: ("d" if len(token) == 1 else "dd", "is the day of the year")
        for at, token in enumerate(tokens)
        if token[0] == "D"
    }


def _weekdays(tokens: list[str]) -> Changes:
    return {
        at: ("E" * len(token), "is no day of the week")
        for at, token in enumerate(tokens)
        if token in {"ddd", "dddd"}
    }


def _halves(tokens: list[str]) -> Changes:
    if not _has(tokens, "h", "K"):
        return {}
    return {
        at: ("a", "are milliseconds, not the half of a day")
        for at, letters in enumerate(tokens)
        if letters == "A"
    }


def _hours(tokens: list[str]) -> Changes:
    if _has(tokens, "a", "b", "B"):
        return {}
    reason = "is an hour of twelve, and there is no `a` to say which half of the day"
    return {at: ("H" * len(token), reason) for at, token in enumerate(tokens) if token[0] in "hK"}


def _has(tokens: list[str], *letters: str) -> bool:
    return any(token[0] in letters for token in tokens)
