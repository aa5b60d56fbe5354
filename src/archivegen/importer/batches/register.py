"""The register: what has to be known of all items before the first file of one can be written.

Where each stands, which addresses it had, what earlier runs made of it, and the items themselves,
which come back one by one. It is written once, and then read by whoever makes files.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from archivegen.importer.addresses import AddressBook
from archivegen.system.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.importer.batches.outline import Outline, Place
    from archivegen.importer.entry import Entry
    from archivegen.importer.item import Item, Media
    from archivegen.importer.values import Values
    from archivegen.system.tables import Table

_TABLES: dict[str, type[str | int]] = {
    "items": int,
    "lines": str,
    "comments": int,
    "numbers": str,
    "outlines": str,
    "shown": int,
    "places": str,
    "files": str,
    "addresses": str,
    "outputs": str,
    "old": str,
    "hosts": str,
    "known": str,
    "media": str,
}


class Register:
    """The register of an import, in tables on disk."""

    def __init__(self, tables: Tables) -> None:
        self.items: Table[int, tuple[Item, Values]] = tables.table("items")
        """The items that become files by their numbers, in the order of the source, with what
        they say."""
        self.lines: Table[str, bytes] = tables.table("lines")
        """The lines of the account of all others, by their ids."""
        self.comments: Table[int, bytes] = tables.table("comments")
        """The comments that are kept, each a line, by their numbers."""
        self.numbers: Table[str, int] = tables.table("numbers")
        """The numbers of items by their ids."""
        self.outlines: Table[str, Outline] = tables.table("outlines")
        """What decides where items stand, by their positions."""
        self.shown: Table[int, tuple[str, tuple[Media, ...]]] = tables.table("shown")
        """The ids of items that show files, with these, by their numbers."""
        self.places: Table[str, Place] = tables.table("places")
        """The places of items that become files, by their ids."""
        self.files: Table[str, str] = tables.table("files")
        """The files that have an owner, in small letters, with its id."""
        self.addresses: Table[str, str] = tables.table("addresses")
        """The new addresses that have an owner, with its id."""
        self.outputs: Table[str, str] = tables.table("outputs")
        """The ids of items by the files of the output that answer their new addresses."""
        self.book = AddressBook(tables.table("old"), tables.table("hosts"))
        self.known: Table[str, Entry] = tables.table("known")
        """What earlier runs made of items, in short, by their ids."""
        self.media: Table[str, str] = tables.table("media")
        """The digests of files of earlier runs that articles show, by their paths."""

    @classmethod
    @contextmanager
    def written(cls, path: Path) -> Iterator[Self]:
        """A new register in a file; it can be read when the block is over."""
        with Tables.written(path, **_TABLES) as tables:
            yield cls(tables)

    @classmethod
    @contextmanager
    def read(cls, path: Path) -> Iterator[Self]:
        """The register in a file, as long as the block lasts."""
        with Tables.read(path) as tables:
            yield cls(tables)

    def remember(self, entries: Iterator[Entry]) -> None:
        """Enter what earlier runs made of items."""
        for entry in entries:
            self.known[entry.id] = entry
            if entry.file:
                self.files[entry.file.lower()] = entry.id
            if entry.new_address and entry.file:
                self.addresses[entry.new_address] = entry.id
            for path, digest in entry.media.items():
                self.media[path] = digest
