"""Formats: the table of what an export can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.preservation.export import csv_table, jsonl, markdown, ninjs, wxr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.preservation.export.item import ExportItem, ExportSite


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `parts` gives the bytes of a file, one after the other."""

    parts: Callable[[ExportSite, Iterable[ExportItem]], Iterator[bytes]]
    is_text: bool = True
    """Whether a terminal can show it."""
    shows_bodies: bool = True
    """Whether it has the HTML of bodies, or their words."""
    needs_host: bool = False
    """Whether it has whole addresses, so that the site must have a `base_url`."""


FORMATS = {
    "jsonl": Format(jsonl.parts),
    "csv": Format(csv_table.parts),
    "wxr": Format(wxr.parts, needs_host=True),
    "ninjs": Format(ninjs.parts, needs_host=True),
    "markdown": Format(markdown.parts, is_text=False, shows_bodies=False),
}
"""The formats by their names."""
