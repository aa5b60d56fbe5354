"""Batches: some items of a register, with what has to be decided of them in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archivegen.importer.pictures import Pictured
    from archivegen.importer.report.comparison import Comparison
    from archivegen.importer.staging import Move

MOST_ITEMS = 20
"""Items of a batch, at most."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Items to be made into files, by their numbers (a `Job`)."""

    numbers: tuple[int, ...]
    pictured: Mapping[int, Pictured] = field(default_factory=dict)
    """What became of the pictures of those that show some."""
    wants_texts: bool = False
    """Whether the texts of what wants attention are compared."""
    words_alone: bool = False
    """Whether nothing but the words of a text is kept, since more of it has killed a worker."""

    def parts(self) -> Sequence[Batch]:
        """A batch for each item."""
        return [replace(self, numbers=(number,)) for number in self.numbers]


class Done(NamedTuple):
    """What became of an item of a batch."""

    number: int
    id: str
    file: str
    """Its file, from the site's root."""
    line: bytes
    """Its line of the account."""
    outcome: str
    """What became of its file: `written`, `unchanged`, `kept`, and so on."""
    move: Move | None
    """The file that was written aside."""
    answered: tuple[str, ...]
    """Old addresses that the file answers."""
    comparison: Comparison | None
    """Both texts, if they were asked for and it wants attention."""
