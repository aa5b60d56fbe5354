"""The survey: a source is read once, and each item laid aside with what follows from it alone.

What has to be known of all items before the first file can be written is entered in the register:
where each stands, and which addresses it had. What becomes no file has its line of the account at
once. Nothing of them stays in memory.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.importer.batches.outline import outline_of
from archivegen.importer.entry import LOOKED_AT, entry_of, reason_of, to_line
from archivegen.importer.item import Note, writable
from archivegen.importer.values import values_of
from archivegen.model.times import zone_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archivegen.importer.batches.outline import Outline
    from archivegen.importer.batches.register import Register
    from archivegen.importer.entry import Entry, State
    from archivegen.importer.item import Item
    from archivegen.importer.options import Options
    from archivegen.importer.site import ImportSite
    from archivegen.importer.values import Values

WITH_FILES = ("article", "page", "author")
"""The kinds of items that become files of their own."""

_SKIPPED = {
    "page": "a page; --pages imports them",
    "attachment": "a file; articles that show it have it beside them, if it is at hand",
    "comment": "a comment; --comments keeps them",
    "other": "nothing that readers see",
}


def survey(
    items: Iterable[Item],
    site: ImportSite,
    options: Options,
    register: Register,
    only: Collection[str] | None = None,
) -> None:
    """Enter the items of a source. Raises what the reader raises.

    `only` are the ids of those that are accounted for, if these are not all.
    """
    zone = zone_of(options.timezone)
    for number, item in enumerate(items, 1):
        if options.limit and number > options.limit:
            return
        item = _with_own_id(writable(item), number, register)  # noqa: PLW2901 -- the same item
        if _becomes_file(item, options):
            values = values_of(item, site, options, zone)
            _enter(item, number, values, outline_of(item, values, site), register)
        elif only is None or item.id in only:
            is_kept = item.kind == "comment" and options.comments and not item.skip
            entry = _without_file(item, register.known.get(item.id), is_kept=is_kept)
            register.lines[item.id] = to_line(entry).encode()
            if is_kept:
                register.comments[number] = _comment(item)


def _enter(item: Item, number: int, values: Values, outline: Outline, register: Register) -> None:
    """Enter an item that becomes a file."""
    register.outlines[outline.position] = outline
    register.book.enter(item)
    if item.media:
        register.shown[number] = (item.id, item.media)
    # A time zone of the package cannot be laid aside, and the outline has the moment.
    values.moment = None
    register.items[number] = (item, values)


def _without_file(item: Item, known: Entry | None, *, is_kept: bool) -> Entry:
    """What becomes of an item that is no file; `is_kept` says that it stands in another one."""
    if known and known.file:
        return replace(known, state="kept", reason="an earlier run imported it; its file stays")
    accepted = known.accepted if known else ""
    state: State = "imported" if is_kept else "skipped"
    reason = "" if is_kept else item.skip or _SKIPPED.get(item.kind, _SKIPPED["other"])
    if accepted and accepted == item.digest:
        reason = LOOKED_AT
    elif told := reason_of(item.notes):
        state, reason = "attention", told
    return entry_of(
        item, state, reason=reason, accepted=accepted, notes=item.notes, counts=item.counts
    )


def _comment(item: Item) -> bytes:
    """A comment as a line of JSON, with the id of what it is about."""
    fields = {key: one.value for key, one in item.fields.items()}
    about = {"id": item.id, "of": item.parent, **fields, "text": item.body.text}
    return (json.dumps(about, ensure_ascii=False) + "\n").encode()


def _becomes_file(item: Item, options: Options) -> bool:
    """Whether an item becomes a file of its own."""
    if item.skip or item.kind not in WITH_FILES:
        return False
    return item.kind != "page" or options.pages


def _with_own_id(item: Item, number: int, register: Register) -> Item:
    """The item, with another id where it has none, or an item before it has the same."""
    item = item if item.id else replace(item, id=item.origin)
    if register.numbers.add(item.id, number):
        return item
    count = 2
    while not register.numbers.add(own := f"{item.id} ({count})", number):
        count += 1
    note = Note(f"another item has the same id, {item.id}", "attention", "ids that two items have")
    return replace(item, id=own, notes=(*item.notes, note))
