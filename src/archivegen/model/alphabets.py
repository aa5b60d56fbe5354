"""Alphabets: where a language sorts letters that its script alone would put elsewhere.

The data is from the collation rules of CLDR (common/collation). A rule begins with the letter after
which the others sort. `<` introduces a separate letter after the one before it. `=` introduces a
variant of the one before it, which matters only between names that are otherwise equal. Commas
separate rules. CLDR's rules for archaic letters and for capitals first are left out.
"""

from __future__ import annotations

_NORDIC = "d = đ = ð, th = þ, y = ü = ű, z < æ = ä < ø = ö = ő = œ < å = aa"
_CZECH = "c < č, h < ch, r < ř, s < š, z < ž"
_CROATIAN = "c < č < ć, d < dž < đ, l < lj, n < nj, s < š, z < ž"
_NORTH_SOTHO = "e < ê, o < ô, s < š"
_RUSSIAN_YO = "е < ё"

OF_SCRIPTS = {
    "Latn": "ae = æ, oe = œ, d = đ = ð, h = ħ, i < ı, l = ł, o = ø, b < ɓ, d < ɖ < ɗ, e < ə < ɛ, "
    "f < ƒ, g < ɣ, k < ƙ, n < ŋ, o < ɔ, t < ŧ, v < ʋ, y < ƴ, z < ʒ < þ",
    "Arab": "ب < پ, ت = ة < ٹ < ټ, ج < چ < ځ < څ, د < ډ, ذ < ڈ, ر < ړ < ږ, ز < ڑ < ژ, س < ښ, "
    "ف < ڤ, ق < ک = ك < گ < ڭ < ګ, ن < ں < ڼ, ه = ھ = ہ < ە, و < ۆ < ۇ < ۈ < ۋ, "
    "ي = ى = ی < ې < ۍ < ے",
    "Cyrl": "а < ә, г = ґ < ғ, д < ђ < ҙ, е < є, ж < җ, з < ѕ, и < і < й < ј, к < қ, л < љ, "
    "н < ң < њ, о < ө, с < ҫ, т < ћ, у < ү < ұ, х < ҳ < һ, ч < ҷ < ҹ < џ, я < ӏ",
    "Hebr": "כ = ך, מ = ם, נ = ן, פ = ף, צ = ץ",
}
"""The rules of scripts, by their names in ISO 15924."""

OF_LANGUAGES = {
    "ar": "ا = ء = أ = إ = ؤ = ئ, ءا = آ",
    "az": "c < ç, e < ə, g < ğ, h < x < ı < i, k < q, o < ö, s < ş, u < ü, z < w",
    "be": f"{_RUSSIAN_YO}, у < ў",
    "br": "c < ch < c'h = c’h = cʼh",
    "bs": _CROATIAN,
    "ceb": "n < ñ < ng",
    "cs": _CZECH,
    "cy": "c < ch, d < dd, f < ff, g < ng, l < ll, p < ph, r < rh, t < th",
    "da": _NORDIC,
    "dsb": "c < č < ć, e < ě, h < ch, k < ł, n < ń, r < ŕ, s < š < ś, z < ž < ź",
    "ee": "d < dz < ɖ, e < ɛ, f < ƒ, g < gb < ɣ, h < x, k < kp, n < ny < ŋ, o < ɔ, t < ts, v < ʋ",
    "eo": "c < ĉ, g < ĝ, h < ĥ, j < ĵ, s < ŝ, u < ŭ",
    "es": "n < ñ",
    "et": "s < š < z < ž, w < õ < ä < ö < ü",
    "fa": "ء < آ < ا = ٱ < ء = أ = إ = ؤ = ئ, و < ه = ة = ە = ہ = ھ < ی = ى = ي",
    "fi": "y = ü, z < å < ä = æ < ö = ø",
    "fil": "n < ñ < ng",
    "fo": _NORDIC,
    "fy": "i = y",
    "gl": "n < ñ",
    "ha": "b < ɓ, d < ɗ, k < ƙ, s < sh, t < ts, y < ƴ = 'y",
    "haw": "a < e < i < o < u, w < ʻ",
    "hr": _CROATIAN,
    "hsb": "c < č < ć, e < ě, h < ch, k < ł, r < ř, s < š, z < ž < ź",
    "hu": "c < cs, d < dz < dzs, g < gy, l < ly, n < ny, o < ö < ő, s < sz, t < ty, u < ü < ű, "
    "z < zs",
    "ig": "b < ch, g < gb < gh < gw, i < ị, k < kp < kw, n < ṅ < nw < ny, o < ọ, s < sh, u < ụ",
    "is": "a < á, d < ð, e < é, i < í, o < ó, u < ú, y < ý, z < þ < æ = ä < ö = ø < å",
    "kk": f"{_RUSSIAN_YO}, ұ < ү, ы < і",
    "kl": _NORDIC.removesuffix(" = aa"),
    "ku": "c < ç, e < ê, i < î, s < ş, u < û",
    "ky": _RUSSIAN_YO,
    "lo": "ຈ < ສ",
    "lt": "c < č, i = y, s < š, z < ž",
    "lv": "a < ā, c < č, e < ē, g < ģ, i < y < ī, k < ķ, l < ļ, n < ņ, o < ō, r < ŗ, s < š, "
    "u < ū, z < ž",
    "mk": "ђ < ѓ, ћ < ќ",
    "ml": "ഹ < ള < ഴ < റ",
    "mr": "ह < ळ < क्ष < ज्ञ",
    "mt": "b < ċ, f < ġ, g < għ, h < ħ, y < ż",
    "nb": _NORDIC,
    "nn": _NORDIC,
    "no": _NORDIC,
    "nso": _NORTH_SOTHO,
    "om": "z < ch < dh < kh < ny < ph < sh",
    "or": "ଯ = ୟ, ଵ < ୱ",
    "pa": "ਃ < ੳ < ਉ < ਊ < ਓ < ਅ < ਆ < ਐ < ਔ < ੲ < ਇ < ਈ < ਏ < ਸ < ਹ",
    "pl": "a < ą, c < ć, e < ę, l < ł, n < ń, o < ó, s < ś, z < ź < ż",
    "ro": "a < ă < â, i < î, s < ș = ş, t < ț = ţ",
    "se": "a < á, c < č < ʒ < ǯ, d < đ, g < ǧ < ǥ, k < ǩ, n < ŋ, s < š, t < ŧ, "
    "z < ž < ø < æ < å < ä < ö",
    "sk": "a < ä, c < č, h < ch, o < ô, r < ř, s < š, z < ž",
    "sl": "c < č < ć, d < đ, s < š, z < ž",
    "smn": "a < â, c < č, d < đ, s < š, z < ž < æ < ø < å < ã < ä < á < ö",
    "sq": "c < ç, d < dh, e < ë, g < gj, l < ll, n < nj, r < rr, s < sh, t < th, x < xh, z < zh",
    "sr": _CROATIAN,
    "sv": "d = đ = ð, th = þ, y = ü = ű, z < å < ä = æ = ę < ö = ø = ő = œ = ô",
    "ta": "வ < ழ < ள < ற < ன < ஜ < ஶ < ஷ < ஸ < ஹ",
    "tk": "c < ç, e < ä, j < ž, n < ň, o < ö, s < ş, u < ü, y < ý",
    "tn": _NORTH_SOTHO,
    "to": "n < ng, z < ʻ",
    "tr": "c < ç, g < ğ, h < ı < i, o < ö, s < ş, u < ü",
    "ug": "ء < ئ < ا < ە, ك < گ < ڭ, ن < ھ < و < ۇ < ۆ < ۈ < ۋ < ې < ى < ي",
    "uk": "г < ґ, і < ї",
    "ur": "ا < آ, ن < ں, و < ہ = ه = ۂ < ھ < ء < ی = ي = ى < ے",
    "uz": "z < oʻ = o‘ = o’ = o' < gʻ = g‘ = g’ = g' < sh < ch",
    "vi": "a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư",
    "wo": "a < à, e < é < ë, n < ñ < ŋ, o < ó",
    "yo": "e < ẹ, g < gb, o < ọ, s < ṣ",
}
"""The rules of languages, which go before those of their scripts."""
