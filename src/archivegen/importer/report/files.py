"""The files of a report, as they follow from the entries of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.importer.report.comparison import MOST_TEXTS, TEXTS, to_line
from archivegen.importer.report.numbers import Report
from archivegen.importer.report.page import PAGE, report_page
from archivegen.importer.report.text import REPORT, report_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.importer.entry import Entry
    from archivegen.importer.report.comparison import Comparison


class ReportFiles:
    """The report in the making. `comparisons` are of the items that may want attention."""

    def __init__(self, comparisons: Mapping[str, Comparison]) -> None:
        self._comparisons = comparisons
        self._numbers = Report()
        self._shown: list[tuple[Entry, Comparison]] = []
        self._attention = 0

    def add(self, entry: Entry) -> None:
        """Add an entry; they come in the order of the account."""
        self._numbers.add(entry)
        if entry.state != "attention":
            return
        self._attention += 1
        if entry.id in self._comparisons and len(self._shown) < MOST_TEXTS:
            self._shown.append((entry, self._comparisons[entry.id]))

    def files(self, name: str, source: str) -> dict[str, bytes]:
        """The files of the import of that name, by their names in its folder.

        `source` says what it was of, in a few words.
        """
        sections = self._numbers.sections(name, source)
        files = {
            REPORT: report_text(sections),
            PAGE: report_page(sections, self._shown, self._attention),
        }
        made = {path: text.encode("utf-8", "backslashreplace") for path, text in files.items()}
        if self._comparisons:
            made[TEXTS] = b"".join(to_line(one) for _, one in self._shown)
        return made
