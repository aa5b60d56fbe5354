"""Remarks: what somebody should hear of the text of a body, though it can be published.

Pure functions of the text give them, with the index of the character that each is about; `parse`
makes problems of them, with the place in the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.text import from_windows_1252, has_windows_1252

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.problems import Severity


class Remark(NamedTuple):
    """What is to be said of a character of a body; `at` is its index."""

    at: int
    message: str
    hint: str
    kind: str
    severity: Severity = "warning"


_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_CODE = re.compile(r"<!--.*?-->|(?P<ticks>`+)(?!`)[^\n]{1,500}?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_NOT_A_LINE_BREAK = re.compile(r"[^\n]")


def without_fences(text: str) -> str:
    """The text with blanks in the place of fenced code: all else has the index that it had."""
    return _FENCED.sub(_blank, text) if "```" in text or "~~~" in text else text


def without_code(text: str) -> str:
    """The text with blanks in the place of code and comments."""
    return _CODE.sub(_blank, without_fences(text))


def _blank(match: re.Match[str]) -> str:
    return _NOT_A_LINE_BREAK.sub(" ", match[0])


def on_characters(text: str) -> Iterator[Remark]:
    """A remark on the first character that is none, but was meant as one of Windows-1252."""
    if found := has_windows_1252(text):
        meant = from_windows_1252(found[0])
        yield Remark(
            found.start(),
            f"U+{ord(found[0]):04X} is no character; it is shown as {meant}",
            f"the text was Windows-1252 once: write {meant}",
            "Windows-1252",
        )
