"""The survey: a source is read once, and each item laid aside with what follows from it alone.

What has to be known of all items before the first file can be written is entered in the register:
where each stands, and which addresses it had. Nothing of them stays in memory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.importer.batches.outline import outline_of
from archivegen.importer.item import Note, writable
from archivegen.importer.values import Values, values_of
from archivegen.model.times import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.importer.batches.register import Register
    from archivegen.importer.item import Item
    from archivegen.importer.options import Options
    from archivegen.importer.site import ImportSite

WITH_FILES = ("article", "page", "author")
"""The kinds of items that become files of their own."""


def survey(items: Iterable[Item], site: ImportSite, options: Options, register: Register) -> int:
    """Enter the items of a source; gives how many there are. Raises what the reader raises."""
    zone = zone_of(options.timezone)
    number = 0
    for number, item in enumerate(items, 1):
        if options.limit and number > options.limit:
            return number - 1
        item = _with_own_id(writable(item), number, register)  # noqa: PLW2901 -- the same item
        values = Values()
        if becomes_file(item, options):
            values = values_of(item, site, options, zone)
            outline = outline_of(item, values, site)
            register.outlines[outline.position] = outline
            register.book.enter(item)
            if item.media:
                register.shown[number] = (item.id, item.media)
            # A time zone of the package cannot be laid aside, and the outline has the moment.
            values.moment = None
        register.items[number] = (item, values)
    return number


def becomes_file(item: Item, options: Options) -> bool:
    """Whether an item becomes a file of its own."""
    if item.skip or item.kind not in WITH_FILES:
        return False
    return item.kind != "page" or options.pages


def _with_own_id(item: Item, number: int, register: Register) -> Item:
    """The item, with another id where an item before it has its own."""
    if register.numbers.add(item.id, number):
        return item
    count = 2
    while not register.numbers.add(own := f"{item.id} ({count})", number):
        count += 1
    note = Note(f"another item has the id {item.id}, too", "attention", "ids that two items have")
    return replace(item, id=own, notes=(*item.notes, note))
