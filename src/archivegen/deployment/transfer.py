"""The transfer: what changed is sent, in an order in which every page that stands is whole.

Some objects at a time, in batches; what came to stand is noted after some hundred, so that an
interruption costs no more than sending these again. Nothing is touched before all is known to be
right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from archivegen.builder.output.claims import in_the_way
from archivegen.deployment.changes import UNCERTAIN, changes_of, fingerprint_of
from archivegen.deployment.headers import headers_of
from archivegen.deployment.manifest import FOLDER, Journal, read_held
from archivegen.deployment.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archivegen.deployment.changes import Changes
    from archivegen.deployment.manifest import Held
    from archivegen.deployment.site_files import SiteFile
    from archivegen.deployment.store import ObjectStore
    from archivegen.system.progress import Progress

BATCH, BATCH_BYTES = 500, 1 << 28
"""Objects and bytes after which it is noted what stands."""


class ForeignObjectsError(StoreError):
    """Objects that archivegen has not put there stand where the site's have to."""

    def __init__(self, shown: str, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        number = "an object" if len(paths) == 1 else f"{len(paths)} objects"
        super().__init__(
            f"{shown} has {number} that archivegen did not put there, in the place of the site's: "
            f"{paths[0]}{' and others' * (len(paths) > 1)}; remove what is in the way, or publish "
            "with --overwrite"
        )


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is to be done at an address, and what is known to stand there."""

    changes: Changes
    held: Held

    @property
    def is_needed(self) -> bool:
        """Whether anything has to be done."""
        changes = self.changes
        return bool(changes.sent or changes.removed or self.held.is_unfinished)


def compare(
    files: Iterable[SiteFile], store: ObjectStore, *, overwrites: bool = False, again: bool = False
) -> Deployment:
    """What has to be done so that an address holds the site; nothing is changed.

    With `again`, all files are sent, whatever is known to stand. Raises StoreError, and
    ForeignObjectsError unless it `overwrites`.
    """
    held = read_held(store)
    known = dict.fromkeys(held.files, UNCERTAIN) if again else held.files
    changes = changes_of(files, known)
    if reserved := [file.path for file in changes.new if file.path.startswith(f"{FOLDER}/")]:
        raise StoreError(f"{reserved[0]} cannot be published: {FOLDER}/ is archivegen's own there")
    new = sorted(file.path for file in changes.new if file.path not in held.files)
    if not overwrites and (foreign := store.standing(new, len(held.files))):
        raise ForeignObjectsError(store.shown, sorted(foreign))
    return Deployment(changes, held)


def send(deployment: Deployment, folder: Path, store: ObjectStore, progress: Progress) -> None:
    """Bring an address to what a deployment says, with the files of an output folder.

    Raises StoreError; what was sent by then is noted, and the next deployment goes on from there.
    """
    if not deployment.is_needed:
        return
    changes, held = deployment.changes, deployment.held
    progress.phase("send", len(changes.sent) + len(changes.removed))
    journal = Journal(store, held)
    try:
        sent = [file.path for file in changes.sent]
        journal.begin([*sent, *changes.removed])
        first = in_the_way(changes.removed, sent) if store.has_folders else set()
        store.each(store.remove, sorted(first))
        unnoted: list[SiteFile] = []
        for batch in _batches(changes):
            store.each(partial(_send, folder, store), batch)
            progress.advance(len(batch))
            unnoted += batch
            if len(unnoted) >= BATCH or sum(file.size for file in unnoted) >= BATCH_BYTES:
                journal.note({file.path: fingerprint_of(file) for file in unnoted})
                unnoted = []
        touched = [file.path for file in unnoted]
        journal.require_alone(touched)
        last = [path for path in changes.removed if path not in first]
        store.each(store.remove, last)
        progress.advance(len(changes.removed))
        journal.end(_held_then(changes, held), [*touched, *last])
    except StoreError as error:
        raise StoreError(f"{error}; not all was sent: publish again to go on from here") from error


def _held_then(changes: Changes, held: Held) -> dict[str, str]:
    """What stands when all is done."""
    sent = {file.path: fingerprint_of(file) for file in changes.sent}
    gone = {*changes.removed}
    return {**{path: key for path, key in held.files.items() if path not in gone}, **sent}


def _send(folder: Path, store: ObjectStore, file: SiteFile) -> None:
    store.send(folder / file.path, file.path, headers_of(file.path))


def _batches(changes: Changes) -> Iterator[list[SiteFile]]:
    """What is sent, in its order, in parts that are small in number and in bytes.

    What leads to others is in no part with them: those of a part come to stand in any order.
    """
    for group in (changes.new, changes.changed):
        for _, files in groupby(group, key=lambda file: file.is_listing):
            batch: list[SiteFile] = []
            size = 0
            for file in files:
                batch.append(file)
                size += file.size
                if len(batch) == BATCH or size >= BATCH_BYTES:
                    yield batch
                    batch, size = [], 0
            if batch:
                yield batch
