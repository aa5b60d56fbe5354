"""Collation: the order in which a language lists names.

This is the part of the Unicode Collation Algorithm that names need
(https://unicode.org/reports/tr10/), with the alphabets of CLDR: letters are compared first, then
accents, then case. Blanks and punctuation come before digits, digits before letters, and the
language's own script before others. Complete libraries weigh fifty megabytes (PyICU), or support no
languages and take longer to load than a build with nothing to do (pyuca).

Chinese and Japanese characters sort as in the character sets of Python: by sound in
Simplified Chinese (GB 2312, with the readings of text-unidecode), by strokes in Traditional Chinese
(Big5), and as in JIS X 0208 in Japanese.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.alphabets import OF_LANGUAGES, OF_SCRIPTS
from archivegen.model.languages import locale_of, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_AFTER = 0x100000
"""Private characters, behind all others: a letter of its own after `n` is `n` and one of these."""

_FOREIGN = "\U000f0000"
"""What stands before letters of other scripts than the language's."""

_PLAIN = "\x01"
"""The accent of a letter without one."""

_OWN = {
    "Arab": (0x600, 0x6FF), "Armn": (0x530, 0x58F), "Beng": (0x980, 0x9FF), "Cyrl": (0x400, 0x52F),
    "Deva": (0x900, 0x97F), "Ethi": (0x1200, 0x137F), "Geor": (0x10A0, 0x10FF),
    "Grek": (0x370, 0x3FF), "Gujr": (0xA80, 0xAFF), "Guru": (0xA00, 0xA7F),
    "Hans": (0x2E80, 0x9FFF), "Hant": (0x2E80, 0x9FFF), "Hebr": (0x590, 0x5FF),
    "Khmr": (0x1780, 0x17FF), "Knda": (0xC80, 0xCFF), "Kore": (0x1100, 0x11FF),
    "Laoo": (0xE80, 0xEFF), "Mlym": (0xD00, 0xD7F), "Mymr": (0x1000, 0x109F),
    "Orya": (0xB00, 0xB7F), "Sinh": (0xD80, 0xDFF), "Taml": (0xB80, 0xBFF), "Telu": (0xC00, 0xC7F),
    "Thai": (0xE00, 0xE7F), "Tibt": (0xF00, 0xFFF),
}  # fmt: skip
"""The first and last letter of those that come before Latin ones, by scripts."""

_CHARACTER_SETS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "shift_jis"}
"""The character sets in whose order Chinese characters stand, by scripts."""

_HAN = re.compile("[\u3005\u3400-\u9fff\U00020000-\U000323af]")
_BEFORE_ITS_CONSONANT = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")
"""Vowels of Thai and Lao that are written before the consonant that they are spoken after."""

_LONG_VOWEL = re.compile("([ぁ-ゖァ-ヺ])ー")
"""The mark of a long vowel in Japanese, which stands for the vowel of the kana before it."""

_VOWELS = dict(zip("AIUEO", "あいうえお", strict=True))
_SMALL_KANA = dict(
    zip(map(ord, "ぁぃぅぇぉっゃゅょゎゕゖ"), "あいうえおつやゆよわかけ", strict=True)
)


@lru_cache(maxsize=8192)
def sort_key(text: str, language: str) -> str:
    """What sorts a text among others as a language does; no other text has the same key.

    The normal forms of a text are one text.

    Raises ValueError for a language that CLDR has no formats for.
    """
    return _collation(language).key(text)


@lru_cache(maxsize=8192)
def index_path(text: str, language: str) -> tuple[str, ...]:
    """The headings below which an index has a text, one within the other: `s`, `a`, `l`, `t`.

    Each is a letter as the language sorts it (`ñ` in Spanish, `ch` in Czech), a digit, or `_` for
    any other sign. What begins with a digit is below `0-9` first, and a Chinese character below
    the first letter of its sound or, where it is not listed by sound, below `漢`. Texts in the
    order of their `sort_key` have their paths in an order of which equal parts stand together.

    Raises ValueError for a language that CLDR has no formats for.
    """
    return tuple(_collation(language).headings(text))


@lru_cache(maxsize=8)
def _collation(language: str) -> _Collation:
    return _Collation(script_of(language), locale_of(language).language)


class _Place(NamedTuple):
    """Where a letter stands: by itself, and among those that are written alike."""

    letter: str
    accent: str


class _Collation:
    """The order of one language."""

    def __init__(self, script: str, language: str) -> None:
        self._own = _OWN.get(script, (0, sys.maxunicode))
        self._character_set = _CHARACTER_SETS.get(script, "ascii")
        self._alphabet: dict[str, _Place] = {}
        own = OF_LANGUAGES.get(language, "")
        for rules in (OF_SCRIPTS["Latn"], OF_SCRIPTS.get(script, ""), own):
            for rule in filter(None, rules.split(",")):
                self._apply(rule)
        self._is_dotless = "\u0131" in own
        self._places = dict(self._alphabet)
        # The language's own letters come last, and stand where its script may have others.
        self._written = {
            place.letter: written
            for written, place in self._alphabet.items()
            if place.accent == _PLAIN
        }
        digraphs = sorted((s for s in self._alphabet if len(s) > 1), key=len, reverse=True)
        self._split = re.compile("|".join([*map(re.escape, digraphs), "."]), re.DOTALL)

    def _apply(self, rule: str) -> None:
        """Give the letters of a rule their places."""
        ranks = [rank.split("=") for rank in rule.replace(" ", "").split("<")]
        start = ranks[0][0]
        first = "".join(map(self._letter, [start] if start in self._alphabet else start))
        for number, letters in enumerate(ranks):
            place = first + chr(_AFTER + number) if number else first
            for rank, letter in enumerate(letters):
                if number or rank:
                    self._alphabet[letter] = _Place(place, chr(ord(_PLAIN) + rank))

    def key(self, text: str) -> str:
        """The key of a text: its letters, then their accents, then itself, small letters first."""
        places = self._places_of(text)
        letters = "".join([place.letter for place in places])
        accents = "".join([place.accent for place in places])
        itself = unicodedata.normalize("NFC", text)
        return f"{letters}\0{accents}\0{itself.swapcase()}\0{itself}"

    def headings(self, text: str) -> Iterator[str]:
        """What an index has the text below."""
        is_first = True
        for place in self._places_of(text):
            heading = self._heading(place.letter)
            if heading and is_first:
                if heading.isdecimal():
                    yield "0-9"
                elif _HAN.match(heading):
                    is_by_sound = self._character_set == "gb2312"
                    yield (_sound(heading)[:1] if is_by_sound else "") or "漢"
                is_first = False
            if heading:
                yield heading

    def _heading(self, letter: str) -> str:
        """A letter as it is written; empty for what is none, such as an accent by itself."""
        if written := self._written.get(letter):
            return written
        letter = letter.removeprefix(_FOREIGN)
        if letter.startswith("\u4e00"):
            return letter[-1]
        return "_" if letter[:1] in {"\x01", "\x02", "\x03"} else letter[:1]

    def _places_of(self, text: str) -> list[_Place]:
        """The places of the letters of a text."""
        # Where a language has the letter \u0131, I is its capital, and \u0130 that of i.
        folded = text.replace("I", "\u0131").replace("\u0130", "i") if self._is_dotless else text
        if not folded.isascii():
            folded = unicodedata.normalize("NFKC", folded)
            folded = _BEFORE_ITS_CONSONANT.sub(r"\2\1", folded)
            folded = _LONG_VOWEL.sub(_with_vowel, folded)
        folded = unicodedata.normalize("NFKC", folded.casefold())
        parts = self._split.findall(folded)
        return [self._places.get(part) or self._find(part) for part in parts]

    def _find(self, character: str) -> _Place:
        """The place of a character that no rule names, which is remembered."""
        base, *others = list(unicodedata.normalize("NFD", character))
        marks = [other for other in others if _is_mark(other)]
        letter, accent = self._alphabet.get(base) or _Place(self._letter(base), _PLAIN)
        if _is_mark(base):
            letter, accent = "", base
        for mark in marks:
            # What is a letter of its own may have one more accent.
            if known := self._alphabet.get(unicodedata.normalize("NFC", base + mark)):
                letter, accent = known
                marks.remove(mark)
                break
        rest = (self._letter(other) for other in others if not _is_mark(other))
        place = _Place(letter + "".join(rest), accent + "".join(marks))
        self._places[character] = place
        return place

    def _letter(self, character: str) -> str:
        """What stands for a letter without accents."""
        if known := self._alphabet.get(character):
            return known.letter
        category = unicodedata.category(character)
        if category == "Nd":
            return str(unicodedata.decimal(character))
        if category == "Cf":
            return ""
        if category[0] in "ZC":
            return "\x01"
        if category[0] in "PS":
            return ("\x02" if category[0] == "P" else "\x03") + character
        first, last = self._own
        script = "" if first <= ord(character) <= last else _FOREIGN
        return script + (self._han(character) if _HAN.match(character) else _kana(character))

    def _han(self, character: str) -> str:
        is_by_sound = self._character_set == "gb2312"
        alike = _common_of_its_sound(character) if is_by_sound else character
        try:
            code = alike.encode(self._character_set).decode("latin-1")
        except UnicodeEncodeError:
            code = "\uffff"
        return f"\u4e00{code}{character}"


def _with_vowel(match: re.Match[str]) -> str:
    kana = match[1]
    return kana + _VOWELS.get(unicodedata.name(kana)[-1], "ー")


def _kana(character: str) -> str:
    """Katakana as hiragana, and small ones as large ones; any other character as it is."""
    code = ord(character) - 0x60 if "ァ" <= character <= "ヶ" else ord(character)
    return _SMALL_KANA.get(code, chr(code))


def _common_of_its_sound(character: str) -> str:
    """A common character that sounds as a rare one does; a common one itself."""
    common, by_sound = _common_characters()
    return character if character in common else by_sound.get(_sound(character), character)


@lru_cache(maxsize=1)
def _common_characters() -> tuple[frozenset[str], dict[str, str]]:
    """The first level of GB 2312, which goes by their sounds, and one character of each sound."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    common = [code.decode("gb2312", "ignore") for code in rows]
    by_sound: dict[str, list[str]] = defaultdict(list)
    for character in filter(None, common):
        by_sound[_sound(character)].append(character)
    # The one in the middle: those at the ends may have another sound in that order.
    middle = {sound: alike[len(alike) // 2] for sound, alike in by_sound.items()}
    return frozenset(common), middle


def _sound(character: str) -> str:
    # Imported here, since Chinese alone needs it.
    from text_unidecode import unidecode  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(unidecode(character)).strip().lower()


def _is_mark(character: str) -> bool:
    """Whether this is an accent, a vowel point or a tone, and no sign of a vowel."""
    # Nuktas, marks of kana, points of Hebrew and Arabic, tones of Thai and Lao, accents.
    order = unicodedata.combining(character)
    is_thai = "\u0e47" <= character <= "\u0e4e"
    return order in {7, 8, *range(10, 37), 107, 122} or order >= 200 or is_thai  # noqa: PLR2004
