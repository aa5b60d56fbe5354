"""An import: a source is surveyed, each item gets its place, files are staged, and published.

Nothing of the site changes before all is staged. The account is of all items that any run has seen;
the report and the redirects follow from it, so that they are the same whichever run wrote them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from archivegen.archive.ledger.file import Entry as Address
from archivegen.archive.ledger.record import entries_of
from archivegen.importer.article_file import LACKING
from archivegen.importer.entry import ACCOUNT, Entry, from_line, in_short, read_entries, to_line
from archivegen.importer.markdown.convert import Converter
from archivegen.importer.media import Shelves
from archivegen.importer.pictures import Pictures
from archivegen.importer.placement import Place, Placement
from archivegen.importer.redirects import REDIRECTS, redirects_csv
from archivegen.importer.report.comparison import TEXTS, read_comparisons
from archivegen.importer.report.files import ReportFiles
from archivegen.importer.report.text import REPORT
from archivegen.importer.settings import SETTINGS, Request, settings_of, source_in_words
from archivegen.importer.site import FOLDER
from archivegen.importer.sources.table import source_of
from archivegen.importer.staging import Staging, finish
from archivegen.importer.survey import survey
from archivegen.importer.writer import Plan, Writer
from archivegen.system.timeouts import keep_time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.importer.report.comparison import Comparison
    from archivegen.importer.site import ImportSite
    from archivegen.importer.survey import Survey

COMMENTS = "comments.jsonl"
MOST_SHOWN = 1000
"""Items that want attention of which an outcome tells."""


@dataclass(slots=True)
class Outcome:
    """What an import did: items by state, files by what became of them, and the report."""

    states: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    """What readers counted, by name."""
    incomplete: int = 0
    """Drafts that lack what an article must have, which a strict build refuses."""
    staged: int = 0
    layout: str = ""
    """The layout by which captured texts were read."""
    report: str = ""
    attention: list[Entry] = field(default_factory=list)
    """The first items that want attention."""


def run_import(site: ImportSite, request: Request) -> Outcome:
    """Import a source. Raises SourceError, SiteError, LineError, OSError; nothing changes then."""
    folder = site.folder_of(request.name)
    if not request.is_dry:
        finish(site.root, folder)
    staging = Staging(site.root, folder)
    try:
        outcome = _run(site, request, staging)
        if request.is_dry:
            staging.discard()
        else:
            staging.publish()
    except BaseException:
        staging.discard()
        raise
    return outcome


def _run(site: ImportSite, request: Request, staging: Staging) -> Outcome:
    before = site.folder_of(request.name) / ACCOUNT
    known = {entry.id: in_short(entry) for entry in read_entries(before)}
    media = dict(chain.from_iterable(entry.media.items() for entry in known.values()))
    request = _completed(request)
    items = source_of(request.source).read(request.paths, request.options)
    with (
        survey(items, site, request.options) as found,
        TemporaryFile("w+b") as lines,
        keep_time() as keeper,
    ):
        placed = {
            id_: Place(entry.file, entry.new_address, entry.slug)
            for id_, entry in known.items()
            if entry.file
        }
        places = Placement(site, request.into, placed).places(found.outlines.values())
        shelves = Shelves(request.options.media)
        seconds = site.config.limits.article_seconds
        converter = Converter(site.config.markdown, site.paths.boxes, keeper, seconds)
        pictures = Pictures(site.root, shelves, staging, media)
        plan = Plan(site, request.name, request.options, found, places, known)
        writer = Writer(plan, converter, pictures, staging)
        account = _Account(site, request, staging, lines)
        account.write(_entries(found, writer, before, request.only), writer.comparisons)
        _addresses(site, writer.answered, staging)
        if request.options.comments and request.only is None:
            account.put(COMMENTS, _comments(found))
    account.outcome.files = writer.outcomes
    account.outcome.staged = staging.count
    account.outcome.layout = request.options.layout
    return account.outcome


def _completed(request: Request) -> Request:
    """The request with what its source proposes, where a source does so."""
    complete = getattr(source_of(request.source), "completed", None)
    if complete is None:
        return request
    return replace(request, options=complete(request.paths, request.options))


def _entries(
    found: Survey, writer: Writer, before: Path, only: Collection[str] | None
) -> Iterator[Entry]:
    """All entries of the account: of the source's items, and those that stay as they are."""
    seen: set[str] = set()
    for item, values in found.read_again():
        if only is None or item.id in only:
            seen.add(item.id)
            yield writer.entry(item, values)
    yield from (entry for entry in read_entries(before) if entry.id not in seen)


class _Account:
    """Writes the files of an import's folder. Lines lie in a file until their order is known."""

    def __init__(
        self, site: ImportSite, request: Request, staging: Staging, lines: IO[bytes]
    ) -> None:
        self._site, self._request, self._staging, self._lines = site, request, staging, lines
        self.outcome = Outcome()

    def write(self, entries: Iterator[Entry], comparisons: Mapping[str, Comparison]) -> None:
        """Stage the account of these entries, and what follows from it.

        There are all comparisons once there are all entries.
        """
        index: list[tuple[str, int, int]] = []
        at = 0
        for entry in entries:
            line = to_line(entry).encode()
            index.append((entry.id, at, len(line)))
            at += self._lines.write(line)
        index.sort()
        self.put(ACCOUNT, self._sorted(index))
        before = read_comparisons(self._site.folder_of(self._request.name) / TEXTS)
        report = ReportFiles({one.id: one for one in before} | dict(comparisons))
        redirects = list[tuple[str, str, str]]()
        for entry in map(from_line, self._sorted(index)):
            report.add(entry)
            redirects += ((old, entry.new_address, why) for old, why in entry.redirects)
            self.outcome.states[entry.state] += 1
            self.outcome.counts.update(entry.counts)
            self.outcome.incomplete += any(note.kind == LACKING for note in entry.notes)
            if entry.state == "attention" and len(self.outcome.attention) < MOST_SHOWN:
                self.outcome.attention.append(entry)
        files = report.files(self._request.name, source_in_words(self._request, self._site))
        self.outcome.report = files[REPORT].decode()
        for name, data in files.items():
            self.put(name, [data])
        if redirects:
            self.put(REDIRECTS, [redirects_csv(redirects, self._site.urls).encode()])
        self.put(SETTINGS, [settings_of(self._request, self._site)])

    def _sorted(self, index: list[tuple[str, int, int]]) -> Iterator[bytes]:
        for _, start, length in index:
            self._lines.seek(start)
            yield self._lines.read(length)

    def put(self, name: str, parts: Iterable[bytes]) -> None:
        """Stage a file of the import's folder, unless it stands there already."""
        self._staging.put(f"{FOLDER}/{self._request.name}/{name}", parts)


def _addresses(site: ImportSite, answered: dict[str, str], staging: Staging) -> None:
    """Enter the old addresses in the list of those that a build has to answer. Raises SiteError."""
    entries = entries_of(site.paths.ledger)
    new = {path: Address(path, file) for path, file in answered.items() if path not in entries}
    if new:
        entries |= new
        data = "".join(f"{entries[path].text}\n" for path in sorted(entries)).encode()
        staging.put(site.paths.ledger.name, [data])


def _comments(found: Survey) -> Iterator[bytes]:
    """The comments of a source, a line of JSON for each, with the id of what they are about."""
    for item, _ in found.read_again():
        if item.kind == "comment" and not item.skip:
            fields = {key: one.value for key, one in item.fields.items()}
            about = {"id": item.id, "of": item.parent, **fields, "text": item.body.text}
            yield (json.dumps(about, ensure_ascii=False) + "\n").encode()
