"""Texts: what an editor writes as one line, made safe to put beside other text.

Each text that begins a change of the writing direction also ends it, so that it affects nothing
that follows in a listing, a title or a feed.
"""

from __future__ import annotations

import re
import unicodedata

CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff]"
)
"""Characters that no text of an editor holds; U+0085 ends a line in YAML."""

NOT_IN_MARKUP = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that neither HTML nor XML may hold."""

UNSEEN = (
    "\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ufeff\uffa0"
)
"""What looks like a blank or like nothing, and is no blank to YAML; for a class of a pattern."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_OTHER_NAMES = {"\ufeff": "byte order mark"}

_WINDOWS_1252 = {
    number: bytes([number]).decode("cp1252")
    for number in range(0x80, 0xA0)
    if number not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}

_IN_WINDOWS_1252 = re.compile(f"[{''.join(map(chr, _WINDOWS_1252))}]").search
# These and five more as bytes of UTF-8: a byte is found sooner than one of many characters.
_MAY_BE_WINDOWS_1252 = re.compile(b"\xc2[\x80-\x9f]").search

_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
"""What has no shape: white space, Unicode's Default_Ignorable_Code_Point and an empty Braille."""

_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP_EMBEDDING),
    **dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE),
}
"""What ends each character that turns the direction (UAX #9, 2.1 to 2.5)."""

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]").search


def tidy(text: str) -> str:
    """The text on one line, with single spaces, and with an end to every turn of direction."""
    if not text.isascii() and _TURNS(text):
        text = _balanced(text)
    return " ".join(text.split())


def unseen(text: str) -> str:
    """The name of the first character of a text that cannot be seen; nothing without one."""
    found = _UNSEEN.search(text)
    if not found:
        return ""
    name = _OTHER_NAMES.get(found[0]) or unicodedata.name(found[0], "no name").lower()
    return f"{name}, U+{ord(found[0]):04X}"


def without_unseen(text: str) -> str:
    """The text without what cannot be seen, but for plain blanks."""
    return _UNSEEN.sub("", text)


def has_windows_1252(text: str) -> re.Match[str] | None:
    """The first character that is none, but whose number is that of one in Windows-1252.

    Such texts come from databases that were read as Latin-1.
    """
    if text.isascii() or not _MAY_BE_WINDOWS_1252(text.encode("utf-8", "surrogatepass")):
        return None
    return _IN_WINDOWS_1252(text)


def from_windows_1252(text: str) -> str:
    """The text with the characters that were meant, as HTML takes `&#146;` for an apostrophe.

    https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
    """
    return text.translate(_WINDOWS_1252) if has_windows_1252(text) else text


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen."""
    return not "!" <= text[:1] <= "~" and _BLANK.fullmatch(text) is not None


def _balanced(text: str) -> str:
    """The text without ends that end nothing, and with those that are missing."""
    characters: list[str] = []
    ends: list[str] = []
    isolates = 0
    for char in text:
        if char in _ENDS:
            ends.append(_ENDS[char])
            isolates += _ENDS[char] == _POP_ISOLATE
        elif char == _POP_EMBEDDING:
            if ends[-1:] != [char]:
                continue
            ends.pop()
        elif char == _POP_ISOLATE:
            if not isolates:
                continue
            isolates -= 1
            # The end of an isolate is that of all embeddings in it, too.
            while ends.pop() != char:
                pass
        characters.append(char)
    return "".join([*characters, *reversed(ends)])
