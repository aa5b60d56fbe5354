"""Captured text: pages that somebody copied out of a browser, as files of plain text.

A section's label, a headline, a standfirst, times and paragraphs, in the layout of the batch. What
is furniture of the page (a skip link, the words of a button) is known by its words, or since most
files of the batch have it; it is left out of the text and told. What most files have may also be a
paragraph of theirs: where it stands among a page's own lines, somebody should look. A page that
does not follow the layout is held back: nobody guesses what its lines mean.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.item import Body, Field, Item, Note, digest_of
from archivegen.importer.sources.encodings import decoded
from archivegen.importer.sources.files import SourceFile, files_of, has_files, others_of
from archivegen.importer.sources.layouts import (
    Layout,
    LayoutError,
    authors_in,
    date_in,
    layout_of,
    lines_in,
    proposed,
    update_in,
)
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options
    from archivegen.importer.sources.layouts import Part

SUFFIXES = (".txt", ".text")
LEFT_OUT = "lines left out as furniture"
"""What is counted of an item."""

_SAMPLE = 400
"""Files from which a layout is proposed, at most."""

_LEAST_FILES, _SHARE = 4, 0.6
"""What is furniture stands in so many files, at least, and in this part of them."""
_LONGEST_FURNITURE = 120

_FURNITURE = re.compile(
    r"skip to (?:main )?(?:content|navigation)|skip navigation|jump to content|menu|search|share"
    r"|share this(?: article| story)?|tweet|e-?mail|print|listen(?: to article)?|save|comments?"
    r"|advertisement|subscribe|sign (?:in|up)|log ?in|home|close|facebook|twitter|whatsapp|linkedin"
    r"|read more|more|zum inhalt springen|aller au contenu|ir al contenido|\W+",
    re.IGNORECASE,
)


class Block(NamedTuple):
    """A paragraph or a lone line of a capture, and the number of its first line."""

    text: str
    line: int


class _Batch(NamedTuple):
    layout: Layout
    shared: frozenset[str]


def recognises(path: Path) -> bool:
    """Whether a path is a text, or a folder with one."""
    return has_files(path, SUFFIXES)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The pages of all files. Raises SourceError for a layout that is none."""
    batch = _batch(paths, options)
    for file in files_of(paths, SUFFIXES):
        yield _item(file, batch)
    yield from others_of(paths, SUFFIXES)


def completed(paths: Sequence[Path], options: Options) -> Options:
    """The options with the layout of the batch. Raises SourceError for a layout that is none."""
    return replace(options, layout=str(_batch(paths, options).layout))


def blocks_of(text: str) -> list[Block]:
    """The blocks of a capture: an empty line parts them, and so do lines that are no prose."""
    blocks: list[Block] = []
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        words = " ".join(line.replace("\u00a0", " ").split())
        if words:
            lines += ((number, one) for one in lines_in(words))
        elif lines:
            blocks += _blocks(lines)
            lines = []
    return blocks


def _blocks(lines: list[tuple[int, str]]) -> list[Block]:
    """Lines without an empty one between them: one block, if they are prose that was wrapped."""
    lengths = [len(line) for _, line in lines]
    if len(lines) > 2 and min(lengths[:-1]) > 45 and max(lengths) < 100:  # noqa: PLR2004 -- a column
        return [Block(" ".join(line for _, line in lines), lines[0][0])]
    return [Block(line, number) for number, line in lines]


def _batch(paths: Sequence[Path], options: Options) -> _Batch:
    texts = (decoded(data).text for file in islice(files_of(paths, SUFFIXES), _SAMPLE)
             if (data := file.read()) is not None)  # fmt: skip
    pages = [[block.text for block in blocks_of(text)] for text in texts]
    counted = Counter(text for page in pages for text in {*page} if len(text) < _LONGEST_FURNITURE)
    least = max(_LEAST_FILES, len(pages) * _SHARE)
    shared = frozenset(text for text, count in counted.items() if count >= least)
    if options.layout:
        try:
            return _Batch(layout_of(options.layout), shared)
        except LayoutError as error:
            raise SourceError(str(error)) from error
    return _Batch(proposed([*map(_without_furniture, pages)]), shared)


def _without_furniture(page: Sequence[str]) -> list[str]:
    return [text for text in page if not _FURNITURE.fullmatch(text)]


def _item(file: SourceFile, batch: _Batch) -> Item:
    data = file.read()
    if data is None:
        return Item(file.name, file.name, "", skip="larger than a page can be")
    text, encoding, notes = decoded(data)
    blocks = blocks_of(text)
    if not blocks:
        skip = "a file without a text"
        return Item(file.name, file.name, digest_of(data), kind="other", skip=skip)
    own = [block for block in blocks if not _FURNITURE.fullmatch(block.text)]
    page, parts = own, batch.layout.match([block.text for block in own])
    if parts is None:
        page = [block for block in own if block.text not in batch.shared]
        parts = batch.layout.match([block.text for block in page])
    kept, inside = {*own}, range(0)
    if parts is not None:
        body = [block for block in page[parts["body"] :] if block.text not in batch.shared]
        kept = {*page[: parts["body"]], *body}
        inside = range(page[parts["headline"]].line, max(block.line for block in kept))
    left_out = [_left_out(block, inside) for block in blocks if block not in kept]
    counts = {f"encoding {encoding}": 1, LEFT_OUT: len(left_out)}
    item = Item(
        id=file.name,
        origin=file.name,
        digest=digest_of(data),
        notes=(*notes, *left_out),
        counts={name: count for name, count in counts.items() if count},
    )
    if parts is None:
        return _deviating(item, own, batch.layout)
    return _filled(item, page, parts, body)


def _filled(item: Item, page: list[Block], parts: dict[Part, int], body: list[Block]) -> Item:
    fields: dict[str, Field] = {}
    for part, at in parts.items():
        text, line = page[at]
        origin = f"line {line}"
        if part == "date":
            fields["date"] = Field(date_in(text), origin)
        elif part == "updated":
            fields["updated"] = Field(update_in(text), origin)
        elif part == "author":
            fields["authors"] = Field(authors_in(text), origin)
        elif part == "standfirst":
            fields["summary"] = Field(text, origin)
        elif part != "body":
            fields[part] = Field(text, origin)
    text = "\n\n".join(block.text for block in body)
    return replace(item, fields=fields, body=Body(text, "text"))


def _deviating(item: Item, page: list[Block], layout: Layout) -> Item:
    """An item that does not follow the layout: all of it is text."""
    missing = layout.missing([block.text for block in page])
    why = f" (it has no {missing})" if missing else ""
    note = Note(f"it does not follow the layout{why}: {layout}", "held", "another layout")
    text = "\n\n".join(block.text for block in page)
    return replace(item, body=Body(text, "text"), notes=(*item.notes, note))


def _left_out(block: Block, inside: range) -> Note:
    """What is told of a line that is left out; `inside` are the lines of the page's own text."""
    shown = block.text if len(block.text) < _LONGEST_FURNITURE else f"{block.text[:80]}\u2026"
    place = f"line {block.line}"
    if block.line in inside and not _FURNITURE.fullmatch(block.text):
        text = f"left out within the text, since most files have it: {shown}"
        return Note(text, "attention", f"furniture within the text: {shown}", place)
    return Note(f"left out: {shown}", "told", f"furniture: {shown}", place)
