"""What `archivegen theme list` prints: lines about all templates, or about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.authoring.theme_guide import (
    blocks_in,
    details_of,
    entries_of,
    extended_by,
    purpose_of,
    received_by,
    summary_of,
    types_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archivegen.authoring.theme_guide import Entry, ThemeFile


def overview(files: Sequence[ThemeFile]) -> Iterator[str]:
    """A line for each template: its name, whose it is, and what it receives."""
    rows = [("TEMPLATE", "FROM", "RECEIVES")]
    parts = [("PART", "FROM", "")]
    for file in files:
        data = received_by(file.name)
        if data is None:
            parts.append((file.name, file.origin, purpose_of(file.name)))
        else:
            names = ", ".join(entry.name for entry in entries_of(data))
            rows.append((file.name, file.origin, names or "-"))
    wide = max(len(name) for name, _, _ in rows + parts)
    for name, origin, text in [*rows, ("", "", ""), *parts]:
        yield f"{name:{wide}}  {origin:9}  {text}".rstrip()
    yield ""
    yield "All receive site, page, urls and bodies too."
    yield "All about one template: archivegen theme list article.html"
    yield "To change one, copy it: archivegen theme copy article.html"


def details(file: ThemeFile, source: str) -> Iterator[str]:
    """All about one template with this source: what it receives, its blocks, the types in it."""
    parent = extended_by(source)
    extends = f" It extends {parent}." if parent else ""
    yield f"{file.name} ({file.origin}): {purpose_of(file.name)}{extends}".rstrip(": ")
    data = received_by(file.name)
    if data:
        yield "\nReceives, with site, page, urls and bodies, which all receive:"
        yield from _table(entries_of(data))
        if more := details_of(data):
            yield f"\n{more}"
    blocks = blocks_in(source)
    if blocks:
        yield "\nBlocks:"
        yield from _table(blocks)
    for type_ in types_in(data) if data else []:
        yield f"\n{type_.__name__}: {summary_of(type_)}"
        yield from _table(entries_of(type_))


def _table(entries: Iterable[Entry]) -> Iterator[str]:
    rows = list(entries)
    names = max((len(row.name) for row in rows), default=0)
    kinds = max((len(row.kind) for row in rows), default=0)
    for row in rows:
        kind = f"{row.kind:{kinds}}  " if kinds else ""
        yield f"  {row.name:{names}}  {kind}{row.meaning}".rstrip()
