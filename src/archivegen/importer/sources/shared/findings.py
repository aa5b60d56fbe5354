"""What a reader has to tell of an item: notes, each once, and what is counted over all items."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archivegen.importer.item import Note

if TYPE_CHECKING:
    from archivegen.importer.item import Weight


class Findings:
    """What was found in an item so far."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._notes: dict[str, Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes, in the order in which they were made."""
        return tuple(self._notes.values())

    def note(self, text: str, weight: Weight = "told", *, kind: str = "") -> None:
        """Tell something of the item; the same text is told once."""
        self._notes.setdefault(text, Note(text, weight, kind or text))

    def count(self, name: str, number: int = 1) -> None:
        """Count something, and say nothing of the item."""
        if number:
            self.counts[name] += number
