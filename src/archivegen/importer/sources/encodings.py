"""Encodings: the bytes of a file as text, with what was assumed.

What is declared comes first, then strict UTF-8, then Windows-1252, in which nearly every byte
means something. Nothing is replaced in silence, and nothing is mended unasked.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from archivegen.importer.item import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
}  # fmt: skip
"""Encodings as they are declared, and what is meant (https://encoding.spec.whatwg.org/#names)."""

_BREAK = re.compile(r"[<>\n]")
_TRACES = ("\u00c3", "\u00e2\u20ac")

CHARACTERS_LOST = Note("it has characters that could not be read", "attention", "characters lost")
"""What is told of a text with U+FFFD in it."""

_TWICE = re.compile(
    "(?:\u00c3[\u0080-\u00bf\u0152-\u02dc\u2013-\u2018\u201a-\u201c\u201e-\u2122]"
    "|\u00e2\u20ac[\u0080-\u00bf\u2018-\u2122])"
)
"""What letters become that were encoded as UTF-8 twice, such as an apostrophe. A quotation mark may
close a word in capitals that ends with one of them."""


class Decoded(NamedTuple):
    """A text, the encoding that it was in, and what is to be told of it."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decoded(data: bytes, declared: str = "") -> Decoded:
    """The text of a file; lines end with a newline alone."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.removeprefix(mark).decode(encoding, "replace")
            return _told(text, encoding)
    encoding = _MEANT.get(declared.lower(), declared)
    for one in ("utf-8", encoding):
        try:
            if one:
                return _told(data.decode(one), one)
        except (UnicodeDecodeError, LookupError):
            continue
    return _told(data.decode("cp1252", "replace"), "windows-1252")


def _told(text: str, encoding: str) -> Decoded:
    notes = []
    if encoding != "utf-8":
        notes.append(Note(f"read as {encoding}", "told", f"encoding {encoding}"))
    if "\ufffd" in text:
        notes.append(CHARACTERS_LOST)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, tuple(notes))


def encoded_twice(text: str) -> Note | None:
    """What is to be told of a text that looks as if it had been encoded twice, with a proposal."""
    # To look for two letters takes a seventh of the time.
    is_likely = any(trace in text for trace in _TRACES)
    broken = _TWICE.search(text) if is_likely else None
    if broken is None:
        return None
    before = _BREAK.split(text[max(broken.start() - 12, 0) : broken.start()])[-1]
    after = _BREAK.split(text[broken.end() : broken.end() + 12])[0]
    around = f"{before}{broken[0]}{after}".strip()
    try:
        meant = around.encode("cp1252").decode("utf-8", "replace").strip("\ufffd")
    except UnicodeEncodeError:
        meant = ""
    proposal = f"; `{meant}` is likely meant" if meant else ""
    return Note(f"`{around}` looks encoded twice{proposal}", "attention", "encoded twice")
