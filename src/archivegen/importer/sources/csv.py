"""Tables: a CSV file whose first line names the columns, a row for each article."""

from __future__ import annotations

import codecs
import csv
from itertools import chain
from typing import TYPE_CHECKING

from archivegen.importer.item import Note
from archivegen.importer.sources.encodings import CHARACTERS_LOST
from archivegen.importer.sources.files import files_of, has_files
from archivegen.importer.sources.shared.rows import row_item
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.item import Item
    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile

SUFFIXES = (".csv", ".tsv")
MOST_CHARACTERS = 20 * 1024 * 1024
"""Characters of a cell, at most."""

_SAMPLE = 65536
_END = "\0"
"""A row of our own below all others: where it is in a cell, that has no end. No line has a NUL."""

_SEPARATORS = ",;\t|"


def recognises(path: Path) -> bool:
    """Whether a path is a table. Raises OSError."""
    # A folder of something else may have a table in it.
    return not path.is_dir() and has_files(path, SUFFIXES)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """An item for each row of the tables. Raises OSError and SourceError."""
    csv.field_size_limit(MOST_CHARACTERS)
    for file in files_of(paths, SUFFIXES):
        yield from _items(file, options)


def _items(file: SourceFile, options: Options) -> Iterator[Item]:
    encoding = _encoding(file.path)
    with file.path.open(encoding=encoding, errors="replace", newline="") as opened:
        first = opened.readline(_SAMPLE)
        opened.seek(0)
        separator = max(_SEPARATORS, key=first.count)
        lines = (line.replace("\0", "") for line in opened)
        reader = csv.reader(chain(lines, [_END]), delimiter=separator)
        first_line = 1
        try:
            names = _names(next(reader))
            if twice := [name for name in names if names.count(name) > 1]:
                raise SourceError(f"{file.name} has two columns of one name: {twice[0]}")
            first_line = reader.line_num + 1
            for cells in reader:
                if any(cells) and cells != [_END]:
                    origin = f"{file.name}:{first_line}"
                    notes = _notes(cells, names, encoding)
                    row = {
                        name: cell.removesuffix(_END)
                        for name, cell in zip(names, cells, strict=False)
                    }
                    yield row_item(row, origin, options, notes)
                first_line = reader.line_num + 1
        except csv.Error as error:
            raise SourceError(f"{file.name}:{first_line}: {error}") from None


def _names(cells: list[str]) -> list[str]:
    """The names of the columns; programs write empty ones without."""
    return [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]


def _notes(cells: list[str], names: list[str], encoding: str) -> tuple[Note, ...]:
    found = []
    if len(cells) != len(names):
        text = f"its row has {len(cells)} cells, and there are {len(names)} columns"
        found.append(Note(text, "held", "rows of another length"))
    if encoding == "cp1252":
        found.append(Note("read as windows-1252", "told", "encoding windows-1252"))
    if cells[-1].endswith(_END):
        text = "a quotation mark in it is not closed, so it has all lines below"
        found.append(Note(text, "held", "quotation marks that are not closed"))
    if any("\ufffd" in cell for cell in cells):
        found.append(CHARACTERS_LOST)
    return tuple(found)


def _encoding(path: Path) -> str:
    """UTF-8 if all of a file is, and else Windows-1252. Raises OSError."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
        file.seek(0)
        try:
            while data := file.read(_SAMPLE):
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
