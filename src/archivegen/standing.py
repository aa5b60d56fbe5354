"""What stands: the files of an output, compared with what the last build wrote there."""

from __future__ import annotations

import os
import stat as modes
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archivegen.digests import digest_of
from archivegen.outputs import OutputRow, OutputState
from archivegen.scan import Stat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.layout import Layout


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last build wrote and noted, and what became of it since.

    `damaged` are the files that are gone or were changed; `refreshed` are the rows of files
    that are whole, but whose stat had to be taken again.
    """

    rows: Mapping[str, OutputRow]
    slices: Mapping[str, bytes]
    facts: Mapping[str, Any]
    refreshed: Mapping[str, OutputRow]
    damaged: frozenset[str]


def look(layout: Layout) -> Standing:
    """Look at an output."""
    state = OutputState(layout.output_state)
    try:
        rows, slices, facts = state.rows(), state.slices(), state.facts()
    finally:
        state.close()
    refreshed: dict[str, OutputRow] = {}
    damaged: set[str] = set()
    root = os.path.realpath(layout.output)
    for path, row in rows.items():
        now = _stat_of(f"{root}{os.sep}{path}")
        if now == row.stat and now.is_settled(row.checked_ns):
            continue
        checked_ns = time.time_ns()
        if now and digest_of_file(f"{root}{os.sep}{path}") == row.digest:
            refreshed[path] = replace(row, stat=now, checked_ns=checked_ns)
        else:
            damaged.add(path)
    return Standing(rows, slices, facts, refreshed, frozenset(damaged))


def _stat_of(path: str) -> Stat | None:
    """The stat of a plain file; None for anything else."""
    try:
        result = os.lstat(path)
    except OSError:
        return None
    return Stat.of(result) if modes.S_ISREG(result.st_mode) else None


def digest_of_file(path: str) -> bytes:
    """The digest of a plain file's bytes; empty for anything else."""
    if _stat_of(path) is None:
        return b""
    return digest_of(path)
