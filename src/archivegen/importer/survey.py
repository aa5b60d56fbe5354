"""The survey: a source is read once, and each item laid aside with what follows from it alone.

In memory is what has to be known of all items before the first file can be written: where each
stands, and which addresses it had. Their texts wait in a file, and come back one by one.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from archivegen.importer.addresses import AddressBook
from archivegen.importer.item import Note
from archivegen.importer.placement import Outline, outline_of
from archivegen.importer.values import Values, values_of
from archivegen.model.times import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.item import Item
    from archivegen.importer.options import Options
    from archivegen.importer.site import ImportSite

WITH_FILES = ("article", "page", "author")
"""The kinds of items that become files of their own."""


@dataclass(slots=True)
class Survey:
    """A source that was read: `outlines` are of the items that become files."""

    outlines: dict[str, Outline]
    book: AddressBook
    spool: IO[bytes]
    count: int = 0

    def read_again(self) -> Iterator[tuple[Item, Values]]:
        """The items in the order of the source, one by one."""
        self.spool.seek(0)
        for _ in range(self.count):
            yield pickle.load(self.spool)  # noqa: S301 -- our own file, which has no name


@contextmanager
def survey(items: Iterable[Item], site: ImportSite, options: Options) -> Iterator[Survey]:
    """The survey of a source, as long as the block lasts. Raises what the reader raises."""
    zone = zone_of(options.timezone)
    with TemporaryFile() as spool:
        made = Survey({}, AddressBook(), spool)
        seen: set[str] = set()
        for number, item in enumerate(items, 1):
            if options.limit and number > options.limit:
                break
            item = _with_own_id(item, seen)  # noqa: PLW2901 -- the same item
            values = Values()
            if becomes_file(item, options):
                values = values_of(item, site, options, zone)
                made.outlines[item.id] = outline_of(item, values, site)
                made.book.enter(item)
                # A time zone of the package cannot be laid aside, and the outline has the moment.
                values.moment = None
            pickle.dump((item, values), spool, pickle.HIGHEST_PROTOCOL)
            made.count += 1
        yield made


def becomes_file(item: Item, options: Options) -> bool:
    """Whether an item becomes a file of its own."""
    if item.skip or item.kind not in WITH_FILES:
        return False
    return item.kind != "page" or options.pages


def _with_own_id(item: Item, seen: set[str]) -> Item:
    """The item, with another id where an item before it has its own."""
    own, number = item.id, 2
    while own in seen:
        own = f"{item.id} ({number})"
        number += 1
    seen.add(own)
    if own == item.id:
        return item
    note = Note(f"another item has the id {item.id}, too", "attention", "ids that two items have")
    return replace(item, id=own, notes=(*item.notes, note))
