"""An import: a source is surveyed, each item gets its place, files are staged, and published.

Nothing of the site changes before all is staged. What has to be known of all items lies on disk, so
that an import of any size fits into memory, and files are made by as many workers as there are.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from archivegen.importer.account import TABLES, Account, Outcome
from archivegen.importer.batches.batch import MOST_ITEMS, Batch
from archivegen.importer.batches.register import Register
from archivegen.importer.batches.worker import open_writer
from archivegen.importer.entry import ACCOUNT, in_short, read_entries
from archivegen.importer.media import Shelves
from archivegen.importer.pictures import Pictures
from archivegen.importer.placement import Placement
from archivegen.importer.sources.table import source_of
from archivegen.importer.staging import Staging, finish
from archivegen.importer.survey import survey
from archivegen.system.process_pool import ProcessPool
from archivegen.system.progress import Progress
from archivegen.system.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archivegen.importer.batches.batch import Done
    from archivegen.importer.settings import Request
    from archivegen.importer.site import ImportSite
    from archivegen.system.workers import Opener

COMMENTS = "comments.jsonl"

_MANY_ITEMS = 200
"""Items for which others than this process are worth their start."""


def run_import(
    site: ImportSite, request: Request, workers: int = 1, progress: Progress | None = None
) -> Outcome:
    """Import a source, with so many workers.

    Raises SourceError, SiteError, LineError, BuildError, OSError; nothing changes then.
    """
    folder = site.folder_of(request.name)
    if not request.is_dry:
        finish(site.root, folder)
    staging = Staging(site.root, folder)
    try:
        outcome = _run(site, request, staging, workers, progress or Progress())
        if request.is_dry:
            staging.discard()
        else:
            staging.publish()
    except BaseException:
        staging.discard()
        raise
    return outcome


def _run(
    site: ImportSite, request: Request, staging: Staging, workers: int, progress: Progress
) -> Outcome:
    request = _completed(request)
    path = staging.aside("register.db")
    count = _survey(site, request, path)
    # Workers are started while no database is open.
    with (
        ProcessPool(workers if count > _MANY_ITEMS else 1, progress) as pool,
        Register.read(path) as register,
        Tables.written(staging.aside("account.db"), **TABLES) as tables,
    ):
        progress.phase("import", count)
        account = Account(site, request, staging, tables, register.lines)
        shelves = Shelves(request.options.media)
        taken = tables.table("pictures")
        pictures = Pictures(site, shelves, staging, register.media, taken)
        opener = partial(open_writer, site.paths, site.config, request.name, path)
        batches = _batches(register, request, pictures, account)
        for done in pool.run(opener, batches, partial(_lost, opener)):
            for one in done:
                account.add(one)
            progress.advance(len(done))
        account.finish()
        if request.options.comments and request.only is None:
            account.put(COMMENTS, register.comments.values())
    account.outcome.staged = staging.count
    return account.outcome


def _completed(request: Request) -> Request:
    """The request with what its source proposes, where a source does so."""
    complete = getattr(source_of(request.source), "completed", None)
    if complete is None:
        return request
    return replace(request, options=complete(request.paths, request.options))


def _survey(site: ImportSite, request: Request, path: Path) -> int:
    """Write the register of a source; gives how many items become files."""
    before = site.folder_of(request.name) / ACCOUNT
    with Register.written(path) as register:
        register.remember(map(in_short, read_entries(before)))
        items = source_of(request.source).read(request.paths, request.options)
        survey(items, site, request.options, register, request.only)
        Placement(site, request.into, register).place_all()
        return len(register.items)


def _batches(
    register: Register, request: Request, pictures: Pictures, account: Account
) -> Iterator[Batch]:
    """The items in batches. Their pictures are placed in the order of the source."""
    numbers = iter(_numbers(register, request))
    while chosen := tuple(islice(numbers, MOST_ITEMS)):
        pictured = {}
        for number in chosen:
            if shown := register.shown.get(number):
                id_, media = shown
                place = register.places.get(id_)
                assert place is not None  # noqa: S101 -- what shows files becomes one itself
                pictured[number] = pictures.of(media, place.file)
        yield Batch(chosen, pictured, account.wants_texts)


def _numbers(register: Register, request: Request) -> Iterable[int]:
    """The numbers of the items to make files of, in the order of the source."""
    if request.only is None:
        return register.items.keys()
    asked = filter(None, map(register.numbers.get, request.only))
    return sorted(number for number in asked if number in register.items)


def _lost(opener: Opener[Batch, list[Done]], batch: Batch) -> list[Done]:
    """What becomes of an item whose text has killed a worker: its words are kept."""
    with opener() as work:
        return work(replace(batch, words_alone=True))
