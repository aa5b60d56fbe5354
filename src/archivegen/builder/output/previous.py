"""The previous output: its files as they are now, compared with what the last build wrote."""

from __future__ import annotations

import os
import stat as modes
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.builder.output.state import OutputState
from archivegen.system.digests import digest_of
from archivegen.system.files import Stat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from archivegen.config.paths import SitePaths


@dataclass(frozen=True, slots=True)
class PreviousOutput:
    """What the last build wrote and noted, and what became of it since.

    `counts` are the numbers of files of each slice. `damaged` are those that are gone or were
    changed, with their slices; `refreshed` are the stats, and when they were taken, of files that
    are whole, but whose stat had to be taken again.
    """

    counts: Mapping[str, int]
    slices: Mapping[str, bytes]
    facts: Mapping[str, Any]
    refreshed: Mapping[str, tuple[Stat, int]]
    damaged: Mapping[str, str]

    @property
    def count(self) -> int:
        """The number of files."""
        return sum(self.counts.values())


def previous_output(paths: SitePaths) -> PreviousOutput:
    """Look at an output."""
    refreshed: dict[str, tuple[Stat, int]] = {}
    damaged: dict[str, str] = {}
    root = f"{os.path.realpath(paths.output)}{os.sep}"
    state = OutputState(paths.outputs_db)
    counts: dict[str, int] = defaultdict(int)
    try:
        for slice_, path, *stat, checked_ns in state.files():
            counts[slice_] += 1
            now = _stat_of(root + path)
            if now == (*stat,) and now.is_backdated(checked_ns):
                continue
            looked_ns, row = time.time_ns(), state.row(path)
            if now and row and digest_of_file(root + path) == row.digest:
                refreshed[path] = now, looked_ns
            else:
                damaged[path] = slice_
        return PreviousOutput(counts, state.slices(), state.facts(), refreshed, damaged)
    finally:
        state.close()


def is_behind_link(output: Path, path: str) -> bool:
    """Whether a link inside the output is on the way to a file: publishing replaces such links."""
    folder = os.path.dirname(os.path.join(os.path.realpath(output), path))
    return os.path.realpath(folder) != os.path.normpath(folder)


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
    try:
        return digest_of(path)
    except PermissionError:
        # It can still be replaced.
        return b""
