"""The output during a build: its files, its list, and what is known of both."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.builder.output.claims import folded
from archivegen.builder.output.manifest import Manifest
from archivegen.builder.output.previous import digest_of_file, is_behind_link
from archivegen.builder.output.staging import is_empty
from archivegen.builder.output.state import OutputState
from archivegen.system.database import StateDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.builder.output.state import OutputRow
    from archivegen.config.paths import SitePaths


@dataclass(frozen=True, slots=True)
class CurrentOutput:
    """An output folder, what the last build left there, its list of files, and its database.

    `is_empty` says that nothing stands there.
    """

    folder: Path
    is_empty: bool
    previous: PreviousOutput
    manifest: Manifest
    state: OutputState

    def has(self, path: str, key: bytes, row: OutputRow | None) -> bool:
        """Whether a file with that digest is at a path; `row` is what is known of the file."""
        if row and row.digest == key and path not in self.previous.damaged:
            return True
        return digest_of_file(f"{self.folder}/{path}") == key and not is_behind_link(
            self.folder, path
        )

    def is_ours(self, path: str) -> bool:
        """Whether a build wrote the file at a path, as the list or the database says."""
        # A file that is as a build left it is ours, too, should the list be lost.
        known = (claim.output for claim in self.state.claims_near(path))
        same = (other for other in known if folded(other) == folded(path))
        return any(other not in self.previous.damaged for other in same) or (
            folded(path) in self.manifest.folded_paths
        )


@contextmanager
def open_output(paths: SitePaths, previous: PreviousOutput) -> Iterator[CurrentOutput]:
    """The output for a block that publishes. Raises StateDamagedError if its database is lost."""
    with closing(OutputState(paths.outputs_db)) as state:
        if state.is_empty() and previous.count:
            raise StateDamagedError("what was known of the output is lost")
        yield CurrentOutput(paths.output, is_empty(paths), previous, Manifest(paths.output), state)
