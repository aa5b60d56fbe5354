"""The account in the making: what became of each item, kept on disk until all is known.

The account is of all items that any run has seen; the report and the redirects follow from it, so
that they are the same whichever run wrote them, and in whichever order items were done.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from archivegen.archive.ledger.file import Entry as Address
from archivegen.archive.ledger.record import enter_all
from archivegen.importer.article_file import LACKING
from archivegen.importer.entry import ACCOUNT, Entry, from_line, read_entries, to_line
from archivegen.importer.redirects import REDIRECTS, redirects_csv
from archivegen.importer.report.comparison import MOST_TEXTS, TEXTS, read_comparisons
from archivegen.importer.report.files import ReportFiles
from archivegen.importer.settings import SETTINGS, settings_of, source_in_words
from archivegen.importer.site import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.batches.batch import Done
    from archivegen.importer.report.comparison import Comparison
    from archivegen.importer.settings import Request
    from archivegen.importer.site import ImportSite
    from archivegen.importer.staging import Staging
    from archivegen.system.tables import Table, Tables

MOST_SHOWN = 1000
"""Items that want attention of which an outcome tells."""

TABLES: dict[str, type[str | int]] = {
    **dict.fromkeys(("lines", "answered", "redirects", "ledger", "pictures", "texts"), str),
    "compared": int,
}
"""The tables of an account in the making."""


@dataclass(slots=True)
class Outcome:
    """What an import did: items by state, files by what became of them."""

    states: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    """What readers counted, by name."""
    incomplete: int = 0
    """Drafts that lack what an article must have, which a strict build refuses."""
    staged: int = 0
    layout: str = ""
    """The layout by which captured texts were read."""
    attention: list[Entry] = field(default_factory=list)
    """The first items that want attention."""


class Account:
    """Collects what became of items, and stages the files of an import's folder.

    `others` are the lines of those that become no file, by their ids.
    """

    def __init__(
        self,
        site: ImportSite,
        request: Request,
        staging: Staging,
        tables: Tables,
        others: Table[str, bytes],
    ) -> None:
        self._site, self._request, self._staging = site, request, staging
        self._others = others
        self._lines: Table[str, bytes] = tables.table("lines")
        self._answered: Table[str, tuple[int, str]] = tables.table("answered")
        self._redirects: Table[str, tuple[str, str, str]] = tables.table("redirects")
        self._ledger: Table[str, Address] = tables.table("ledger")
        self._compared: Table[int, Comparison] = tables.table("compared")
        self._texts: Table[str, Comparison] = tables.table("texts")
        self._count_of_texts = 0
        self.outcome = Outcome(layout=request.options.layout)

    @property
    def wants_texts(self) -> bool:
        """Whether there are not yet as many texts as are kept."""
        return self._count_of_texts < MOST_TEXTS

    def add(self, done: Done) -> None:
        """Add what became of an item."""
        self._lines[done.id] = done.line
        self.outcome.files[done.outcome] += 1
        if done.move:
            self._staging.note(done.move)
        if done.comparison:
            self._compared[done.number] = done.comparison
            self._count_of_texts += 1
        for path in done.answered:
            # Of several items at an address, the last one of the source has it.
            if done.number >= (self._answered.get(path) or (0, ""))[0]:
                self._answered[path] = (done.number, done.file)

    def finish(self) -> None:
        """Stage the account, what follows from it, and the addresses that have to be answered.

        Raises SiteError for a list of addresses that cannot be read, LineError, and OSError.
        """
        before = self._site.folder_of(self._request.name)
        for entry in read_entries(before / ACCOUNT):
            if entry.id not in self._lines and entry.id not in self._others:
                self._lines[entry.id] = to_line(entry).encode()
        self.put(ACCOUNT, self._all_lines())
        for one in read_comparisons(before / TEXTS):
            self._texts[one.id] = one
        # The first of the source, whoever was done first.
        for one in islice(self._compared.values(), MOST_TEXTS):
            self._texts[one.id] = one
        report = ReportFiles(self._texts)
        for line in self._all_lines():
            self._tell(from_line(line), report)
        files = report.files(self._request.name, source_in_words(self._request, self._site))
        for name, parts in files.items():
            self.put(name, parts)
        if len(self._redirects):
            self.put(REDIRECTS, redirects_csv(self._redirects.values(), self._site.urls))
        self.put(SETTINGS, [settings_of(self._request, self._site)])
        self._enter_addresses()

    def _all_lines(self) -> Iterator[bytes]:
        """The lines of all items, in the order of their ids."""
        return (line for _, line in merge(self._lines.items(), self._others.items()))

    def _tell(self, entry: Entry, report: ReportFiles) -> None:
        report.add(entry)
        for old, why in entry.redirects:
            row = (old, entry.new_address, why)
            self._redirects["\0".join((*row, entry.id))] = row
        self.outcome.states[entry.state] += 1
        self.outcome.counts.update(entry.counts)
        self.outcome.incomplete += any(note.kind == LACKING for note in entry.notes)
        if entry.state == "attention" and len(self.outcome.attention) < MOST_SHOWN:
            self.outcome.attention.append(entry)

    def _enter_addresses(self) -> None:
        """Enter the old addresses in the list of those that a build has to answer."""
        ledger = self._site.paths.ledger
        enter_all(ledger, self._ledger)
        new = [
            self._ledger.add(path, Address(path, file))
            for path, (_, file) in self._answered.items()
        ]
        if any(new):
            self._staging.put(ledger.name, self._ledger_lines())

    def _ledger_lines(self) -> Iterator[bytes]:
        return (f"{entry.text}\n".encode() for entry in self._ledger.values())

    def put(self, name: str, parts: Iterable[bytes]) -> None:
        """Stage a file of the import's folder, unless it stands there already."""
        self._staging.put(f"{FOLDER}/{self._request.name}/{name}", parts)
