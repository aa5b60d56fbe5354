"""JSON lines: a JSON object on each line, an article for each; or a file with a list of such."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Item, digest_of
from archivegen.importer.sources.files import files_of, has_files
from archivegen.importer.sources.shared.json_values import (
    as_front_matter,
    notes_on_lost,
    read_json,
)
from archivegen.importer.sources.shared.rows import row_item
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile

SUFFIXES = (".jsonl", ".ndjson")
MOST_BYTES = 512 * 1024 * 1024
"""Bytes of a list, at most, which is read as a whole."""

MOST_BYTES_OF_A_LINE = 20 * 1024 * 1024


def recognises(path: Path) -> bool:
    """Whether a path has JSON lines, or is a list of JSON objects. Raises OSError."""
    if path.is_dir():
        return False
    if has_files(path, SUFFIXES):
        return True
    if not path.name.lower().endswith(".json"):
        return False
    with path.open("rb") as file:
        return b"".join(file.read(1024).split()).startswith(b"[{")


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """An item for each object. Raises OSError and SourceError."""
    for file in files_of(paths, (*SUFFIXES, ".json")):
        rows = _list(file) if file.name.lower().endswith(".json") else _lines(file)
        for origin, row in rows:
            if isinstance(row, dict):
                yield row_item(as_front_matter(row), origin, options, notes_on_lost(row))
            else:
                digest = digest_of(repr(row).encode("utf-8", "backslashreplace"))
                yield Item(origin, origin, digest, kind="other", skip=_why_not(row))


def _why_not(row: Any) -> str:
    return f"it is no JSON: {row}" if isinstance(row, ValueError) else "it is no JSON object"


def _lines(file: SourceFile) -> Iterator[tuple[str, Any]]:
    with file.path.open("rb") as opened:
        for number, line in enumerate(iter(lambda: opened.readline(MOST_BYTES_OF_A_LINE), b""), 1):
            if line.strip():
                try:
                    yield f"{file.name}:{number}", read_json(line)
                except (ValueError, RecursionError) as error:
                    yield f"{file.name}:{number}", ValueError(str(error))


def _list(file: SourceFile) -> Iterator[tuple[str, Any]]:
    if file.path.stat().st_size > MOST_BYTES:
        raise SourceError(
            f"{file.name} has more than {MOST_BYTES >> 20} MB; write it as JSON lines"
        )
    try:
        rows = read_json(file.path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{file.name} is no JSON: {error}") from None
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        yield f"{file.name}#{number}", row
