"""The files of a report, as they follow from the entries of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from archivegen.importer.report.comparison import MOST_TEXTS, TEXTS, to_line
from archivegen.importer.report.numbers import Report
from archivegen.importer.report.page import PAGE, report_page
from archivegen.importer.report.text import REPORT, report_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.entry import Entry
    from archivegen.importer.report.comparison import Comparison


class Comparisons(Protocol):
    """The comparisons of items by their ids: a dictionary, or a table on disk."""

    def get(self, id_: str, /) -> Comparison | None:
        """The comparison of an item, if there is one."""

    def __contains__(self, id_: str, /) -> bool: ...

    def __len__(self) -> int: ...


class ReportFiles:
    """The report in the making. `comparisons` are of the items that may want attention."""

    def __init__(self, comparisons: Comparisons) -> None:
        self._comparisons = comparisons
        self._numbers = Report()
        self._shown: list[Entry] = []
        self._attention = 0

    def add(self, entry: Entry) -> None:
        """Add an entry; they come in the order of the account."""
        self._numbers.add(entry)
        if entry.state != "attention":
            return
        self._attention += 1
        if len(self._shown) < MOST_TEXTS and entry.id in self._comparisons:
            self._shown.append(entry)

    def files(self, name: str, source: str) -> dict[str, Iterable[bytes]]:
        """The files of the import of that name in parts, by their names in its folder.

        `source` says what it was of, in a few words.
        """
        sections = self._numbers.sections(name, source)
        page = report_page(sections, self._pairs(), len(self._shown), self._attention)
        files: dict[str, Iterable[bytes]] = {
            REPORT: _encoded([report_text(sections)]),
            PAGE: _encoded(page),
        }
        if len(self._comparisons):
            files[TEXTS] = (to_line(one) for _, one in self._pairs())
        return files

    def _pairs(self) -> Iterator[tuple[Entry, Comparison]]:
        """The items whose texts are shown."""
        for entry in self._shown:
            if one := self._comparisons.get(entry.id):
                yield entry, one


def _encoded(parts: Iterable[str]) -> Iterator[bytes]:
    return (part.encode("utf-8", "backslashreplace") for part in parts)
