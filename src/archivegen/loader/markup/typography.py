"""Typography: straight quotes, hyphens and dots of a block of text become typographic ones.

Both engines use it. The direction of a quote depends on the text around it, which may be in
another element: the text of a block comes in pieces, and is treated as one. Where nothing shows
whether a quote opens or closes, it stays straight: that is better than wrong.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archivegen.loader.markup.quotation_marks import Marks

APOSTROPHE = "\u2019"
PICTURE = "\ufffc"
"""What stands for something in a block that is no text."""

STAND_IN = "\ufdd1"
"""What stands for a name in a tag that has attributes."""


class Piece(NamedTuple):
    """A part of a block's text. One that has a `look` stays as it is: the others see that."""

    text: str
    look: str | None = None


_SIGN = re.compile(r"[\"']|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)")
_NO_SIGNS = str.maketrans("\"'-.", "\xb7\xb7\xb7\xb7")
_SIGNS = {"--": "\u2013", "---": "\u2014", "...": "\u2026"}
_PRIMES = re.compile(r"(?<![\w'])\d+(')\s?\d+(?:[.,]\d+)?(\")(?!\w)")
"""Feet and inches."""

_SHORTENED = re.compile(
    r"(?:tis|twas|twere|twill|twould|til|till|em|cause|round|bout|neath|gainst|nuff|cept|ere|tho"
    r"|s|t|n|ne|nen|nem|ner|rum|raus|rein|rauf|runter|stro)\b(?!')"
    r"|n' |n'(?=[-\u2013])|\d\d(?:s|er|ern)?\b(?!')",
    re.IGNORECASE,
)
"""What follows an apostrophe at the beginning of a word, in the languages that have such words."""

_WITHOUT_BLANKS = re.compile(
    "[\u0600-\u06ff\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
"""Scripts in which a quote may stand between the letters of a sentence without a blank."""


# What is plain without what stands far around it, at the speed of a regular expression: an
# apostrophe within a word, a quote between a blank and a word, and one after a word's end. What an
# editor puts in (`"[The mayor] came"`) begins with a bracket. A paragraph's or an item's own tags
# are as good as blanks, and one of an element does not count.
# Each begins with the character that is looked for, which a search goes to at once.
_LETTER = "[A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f]"
_INSIDE = re.compile(rf"'(?<={_LETTER}')(?={_LETTER})").sub
_OPENING = re.compile(
    rf'"(?=\[?(?:<(?:a|em|strong|del|{STAND_IN})>)?\[?{_LETTER})'
    r'(?:(?<=\s")|(?<=<p>")|(?<=<li>")|(?<![\s\S]"))'
).sub
_CLOSING = re.compile(
    rf'"(?:(?<={_LETTER}")(?=[\s.,;:)]|\Z|</p>|</li>)|(?<=[.,!?]")(?=\s|\Z|</p>|</li>))'
).sub
_EM, _EN = re.compile(r"---(?<!----)(?!-)").sub, re.compile(r"--(?<!---)(?!-)").sub
_ELLIPSIS = re.compile(r"\.{3}(?<!\.{4})(?!\.)").sub


def may_change(text: str) -> bool:
    """Whether something in a text might be set otherwise."""
    return "'" in text or '"' in text or "--" in text or "..." in text


def is_to_be_set(pieces: Iterable[Piece]) -> bool:
    """Whether something in the pieces of a block might be set otherwise."""
    return any(piece.look is None and may_change(piece.text) for piece in pieces)


def typeset_plainly(text: str, marks: Marks) -> str | None:
    """The text set as `typeset` does, if every quote of it is plain; else None.

    It may be HTML, in which tags have no attributes, and no run of dots or hyphens has a tag in it.
    """
    if "'" in text:
        text = _INSIDE(APOSTROPHE, text)
        if "'" in text:
            return None
    if '"' in text:
        text = _CLOSING(marks.double_right, _OPENING(marks.double_left, text))
        if '"' in text:
            return None
    if "--" in text:
        text = _EN("\u2013", _EM("\u2014", text))
    return _ELLIPSIS("\u2026", text) if "..." in text else text


def typeset(pieces: Sequence[Piece], marks: Marks) -> list[str]:
    """The texts of the pieces of a block, set with a language's quotation marks."""
    if not is_to_be_set(pieces):
        return [piece.text for piece in pieces]
    if len(pieces) == 1 and (made := typeset_plainly(pieces[0].text, marks)) is not None:
        return [made]
    looks = [p.text if p.look is None else p.look.translate(_NO_SIGNS) for p in pieces]
    whole = "".join(looks)
    if "--" not in whole and "..." not in whole:
        made = typeset_plainly(whole, marks)
        # Some languages have blanks within their marks.
        if made is not None and len(made) == len(whole):
            return _cut_like(pieces, looks, made)
    remaining = iter(_edits(whole, marks))
    edit = next(remaining, None)
    texts = []
    start = 0
    for piece, look in zip(pieces, looks, strict=True):
        end, position = start + len(look), 0
        parts: list[str] = []
        while edit and edit[0] < end:
            first, after, sign = edit
            # Three dots of which two elements have a part are left alone.
            if after <= end:
                parts += (piece.text[position : first - start], sign)
                position = after - start
            edit = next(remaining, None)
        texts.append("".join((*parts, piece.text[position:])))
        start = end
    return texts


def _cut_like(pieces: Sequence[Piece], looks: Sequence[str], made: str) -> list[str]:
    """The texts of the pieces, from what their looks became, in which each has its length."""
    ends = accumulate(map(len, looks))
    return [
        made[end - len(look) : end] if piece.look is None else piece.text
        for piece, look, end in zip(pieces, looks, ends, strict=True)
    ]


def _edits(text: str, marks: Marks) -> list[tuple[int, int, str]]:
    """What to put in the place of which characters: first, after the last, and what."""
    primes: dict[int, str] = {}
    if "'" in text and '"' in text:
        for match in _PRIMES.finditer(text):
            primes |= {match.start(1): "\u2032", match.start(2): "\u2033"}
    quotes = _Quotes(text, marks)
    edits = []
    for match in _SIGN.finditer(text):
        at = match.start()
        sign = _SIGNS.get(match[0]) or primes.get(at) or quotes.at(at)
        if sign:
            edits.append((at, match.end(), sign))
    return edits


@lru_cache(maxsize=2048)
def _kind(char: str) -> str:
    """Of a character: ` ` space or an end, `.` a sign, `c` of a script without blanks, `w` else."""
    if not char or char.isspace():
        return " "
    if _WITHOUT_BLANKS.match(char) and char.isalnum():
        return "c"
    return "." if unicodedata.category(char)[0] in "PS" and char != PICTURE else "w"


class _Quotes:
    """Says of each quote of a text, from its beginning, what it is; knows which are open."""

    def __init__(self, text: str, marks: Marks) -> None:
        self._text = text
        self._marks = marks
        self._open = {'"': 0, "'": 0}
        self._last_closing = -1

    def at(self, index: int) -> str:
        """The mark for the quote at that index; empty, if it stays straight."""
        text = self._text
        quote = text[index]
        before, after = text[max(index - 1, 0) : index], text[index + 1 : index + 2]
        kinds = _kind(before), _kind(after)
        if quote == "'" and self._is_apostrophe(index, kinds):
            return APOSTROPHE
        opens, closes = _sides(*kinds)
        is_open = self._open[quote] > 0
        if opens and closes:
            # Where blanks do not tell: what was opened is closed.
            closes = is_open
            opens = not is_open and kinds != ("w", "w")
        elif not opens and not closes:
            closes = is_open
        if opens and quote == "'" and before and not self._is_closed_after(index):
            return APOSTROPHE
        # Minutes of an arc, or two signs for inches or seconds: none or all of them are set.
        measured = text[max(index - 2, 0) : index - 1] if before == quote else before
        if closes and not is_open and measured.isdigit():
            return ""
        if not opens and not closes:
            return ""
        self._open[quote] += 1 if opens else -is_open
        if closes and quote == "'" and not is_open:
            return APOSTROPHE
        return self._marks[(quote == "'") * 2 + closes]

    def _is_apostrophe(self, index: int, kinds: tuple[str, str]) -> bool:
        if kinds == ("w", "w"):
            is_digit = self._text[index - 1].isdigit() and self._text[index + 1].isdigit()
            return not is_digit
        if kinds[0] == "w" and self._text[max(index - 2, 0) : index].lower() == "'n":
            return True
        return kinds[0] != "w" and bool(_SHORTENED.match(self._text, index + 1))

    def _is_closed_after(self, index: int) -> bool:
        """Whether a single quote after that index may close what one at that index opens."""
        if self._last_closing < 0:
            self._last_closing = 0
            for match in re.finditer("'", self._text):
                at = match.start()
                kinds = _kind(self._text[max(at - 1, 0) : at]), _kind(self._text[at + 1 : at + 2])
                if kinds != ("w", "w") and _sides(*kinds)[1]:
                    self._last_closing = at
        return self._last_closing > index


def _sides(before: str, after: str) -> tuple[bool, bool]:
    """Whether a quote between two kinds of characters may open, and may close.

    As CommonMark has it for what flanks words (0.31, 6.2).
    """
    opens = after != " " and (after != "." or before in " .")
    closes = before != " " and (before != "." or after in " .")
    return opens, closes
