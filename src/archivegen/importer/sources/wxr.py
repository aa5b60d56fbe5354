"""WordPress: the files of one export, "WordPress eXtended RSS", as the tool of WordPress writes it.

Several files are one export: WordPress cuts a large one, and posts refer to what is in another
part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.importer.item import Item, Note, digest_of
from archivegen.importer.sources.shared.xml_files import CUT_OFF
from archivegen.importer.sources.table import SourceError
from archivegen.importer.sources.wordpress.export import is_export, records
from archivegen.importer.sources.wordpress.library import library_of
from archivegen.importer.sources.wordpress.people import author_item, comment_items
from archivegen.importer.sources.wordpress.posts import post_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options
    from archivegen.importer.sources.wordpress.export import Record
    from archivegen.importer.sources.wordpress.library import Library

_BEGINNING = 65536


def recognises(path: Path) -> bool:
    """Whether a file is an export, or a folder has one directly in it. Raises OSError."""
    return bool(_files(path))


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """All items of an export, and what is wrong with its files, in the order of the files.

    Raises OSError and SourceError.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise SourceError("no file of these is an export of WordPress")
    with library_of(files) as library:
        for file in files:
            for record in records(file):
                for item in _items(record, library, options):
                    if library.origins.add(item.id, item.origin):
                        yield item
                    elif first := library.origins.get(item.id):
                        yield item if first == item.origin else _again(item, first)


def _items(record: Record, library: Library, options: Options) -> Iterator[Item]:
    match record.kind:
        case "author":
            yield author_item(record, library)
        case "item":
            yield post_item(record, library, options)
            if options.comments:
                yield from comment_items(record)
        case "end":
            yield from _damage(record)
        case _:
            pass


def _again(item: Item, first: str) -> Item:
    """An item of which another file of the export had the same already."""
    return Item(
        id=f"{item.id}@{item.origin}",
        origin=item.origin,
        digest=item.digest,
        kind="other",
        skip=f"the same item as {first}",
    )


def _damage(record: Record) -> Iterator[Item]:
    """What is wrong with a file as a whole, as an item of which nothing becomes."""
    notes = {
        "file without its end": Note(CUT_OFF, "attention"),
        "document type declaration": Note("a document type was declared, and is left out"),
        "control character": Note("characters that XML cannot have are left out"),
    }
    found = {name: count for name, count in record.counts.items() if count}
    if found:
        yield Item(
            id=f"file:{record.file}",
            origin=record.file,
            digest=digest_of(repr(found).encode()),
            kind="other",
            notes=tuple(notes[name] for name in found),
            counts=found,
            skip="the file itself, about which there is something to say",
        )


def _files(path: Path) -> list[Path]:
    """The files of an export that a path means."""
    return [
        it for it in (sorted(path.glob("*.xml")) if path.is_dir() else [path]) if _is_export(it)
    ]


def _is_export(path: Path) -> bool:
    with path.open("rb") as file:
        return is_export(file.read(_BEGINNING))
