"""Wrongly decoded characters: those of a Windows-1252 text that was read as Latin-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.body import Note
from archivegen.model.text import from_windows_1252, has_windows_1252

if TYPE_CHECKING:
    from collections.abc import Iterator


def on_characters(text: str) -> Iterator[Note]:
    """A note on the first control character that was meant as one of Windows-1252."""
    if found := has_windows_1252(text):
        meant = from_windows_1252(found[0])
        yield Note(
            found.start(),
            f"U+{ord(found[0]):04X} is no character; it is shown as {meant}",
            f"the text was Windows-1252 once: write {meant}",
            "warning",
            "Windows-1252",
        )
