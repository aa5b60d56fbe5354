"""Conventions: how languages write their letters in ASCII.

A rule is a regular expression without groups, and its replacement; the first rule that matches
wins. Rules apply to lower-case text in normal form C. What no rule matches is transliterated by the
table for all languages.

- German: DIN 5007-2. Danish and Norwegian: ICAO Doc 9303-3, section 6.
- Greek: ELOT 743, which is ISO 843 type 2, as on passports and road signs.
- Russian: BGN/PCGN 1947 without its signs. Belarusian: BGN/PCGN 1979 without them, too.
- Ukrainian: resolution 55 of the Cabinet of Ministers, 2010. Bulgarian: the act of 2009.
- Serbian: its own Latin alphabet. Macedonian: the passports', 2008. Mongolian: MNS 5217:2012.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """An expression for letters, and their replacement."""

    letters: str
    latin: str


def _rules(text: str) -> tuple[Rule, ...]:
    """Rules as they are written below: expression and letters in pairs, `-` for nothing."""
    parts = text.split()
    return tuple(
        Rule(letters, latin.replace("-", ""))
        for letters, latin in zip(parts[::2], parts[1::2], strict=True)
    )


_GERMAN = _rules("ä ae ö oe ü ue ß ss")
_NORDIC = _rules("å aa æ ae ø oe ä ae ö oe")
_YUGOSLAV = _rules("đ dj")

LATIN = {
    "az": _rules("ə e"),
    "bs": _YUGOSLAV,
    "da": _NORDIC,
    "de": _GERMAN,
    "dsb": _GERMAN,
    "gsw": _GERMAN,
    "hr": _YUGOSLAV,
    "hsb": _GERMAN,
    "lb": _GERMAN,
    "nb": _NORDIC,
    "nds": _GERMAN,
    "nn": _NORDIC,
    "no": _NORDIC,
    "sr": _YUGOSLAV,
}
"""The rules of languages that are written in Latin letters, by their tags."""

_BEFORE_VOICELESS = r"(?=[θκξπσςτφχψ]|\b)"

GREEK = _rules(
    rf"α[υύ]{_BEFORE_VOICELESS} af α[υύ] av ε[υύ]{_BEFORE_VOICELESS} ef ε[υύ] ev "
    rf"η[υύ]{_BEFORE_VOICELESS} if η[υύ] iv ο[υύ] ou "
    r"γγ ng γξ nx γχ nch \bμπ b μπ\b b μπ mp "
    "[αά] a β v γ g δ d [εέ] e ζ z [ηή] i θ th [ιίϊΐ] i κ k λ l μ m ν n ξ x [οό] o π p ρ r "
    "[σς] s τ t [υύϋΰ] y φ f χ ch ψ ps [ωώ] o"
)
"""The rules for Greek letters, in every language."""

_RUSSIAN = _rules(
    "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f "
    "х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya"
)

CYRILLIC = {
    "be": _rules("г h ґ g і i ў w") + _RUSSIAN,
    "bg": _rules(r"ия\b ia х h щ sht ъ a ь y") + _RUSSIAN,
    "kk": _rules("ә a ғ g қ q ң n ө o ұ u ү u һ h і i") + _RUSSIAN,
    "mk": _rules("ѓ gj ж zh ѕ dz ј j љ lj њ nj ќ kj х h ц c ч ch џ dj ш sh") + _RUSSIAN,
    "mn": _rules("ө u ү u ж j й i") + _RUSSIAN,
    "ru": _RUSSIAN,
    "sr": _rules("ђ dj ж z ј j љ lj њ nj ћ c х h ц c ч c џ dz ш s") + _RUSSIAN,
    "uk": _rules(r"зг zgh \bє ye \bї yi \bй y \bю yu \bя ya г h ґ g є ie и y і i ї i й i ю iu я ia")
    + _RUSSIAN,
}
"""The rules for Cyrillic letters, by languages; in others they are those of Russian."""
