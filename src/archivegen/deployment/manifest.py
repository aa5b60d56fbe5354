"""The manifest: what archivegen put at an address, as it is kept there, and what is under way.

In the folder `.archivegen/` at the address stand

- `manifest.gz`: a line for each object that is ours: the digest of its bytes with a key of its
  headers, and its path. It is written when all else is done;
- `writer`, while somebody sends: a text that no other has;
- `changes/NUMBER-WRITER.gz`, while somebody sends: lines that take the place of those of the
  manifest. The first part has all that will be touched, as uncertain, before the first object is;
  each further one has what came to stand since.

So whoever goes on after an interruption knows all that is ours, and which of it is certain. What
a writer other than the last has written is not believed, but that it is ours.

Nobody can tell a writer that is slow from one that is dead. So whoever comes later goes on, and the
earlier one stops at its next look, with a part that says what it may have overwritten.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from archivegen.builder.output.manifest import leads_out
from archivegen.deployment.changes import UNCERTAIN
from archivegen.deployment.store import StoreError
from archivegen.system.files import unique_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.deployment.store import ObjectStore

FOLDER = ".archivegen"
"""The folder of what is no part of the site."""

MANIFEST, WRITER, PARTS = f"{FOLDER}/manifest.gz", f"{FOLDER}/writer", f"{FOLDER}/changes/"

_FORM = "archivegen manifest 1"
"""The first line, which says how the others are to be read."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known to stand at an address: our objects with their fingerprints, by path.

    `version` tells whether the manifest is still the same, and `writer` whether who sends is. Where
    somebody did not end, or has not yet, it `is_unfinished`, and `parts` are what was noted.
    """

    files: Mapping[str, str]
    version: str
    writer: str
    is_unfinished: bool
    parts: frozenset[str]


def read_held(store: ObjectStore) -> Held:
    """What is known to stand at an address. Raises StoreError, also for what nobody can read."""
    objects = store.open(FOLDER)
    files = _read(store, MANIFEST) if MANIFEST in objects else {}
    writer = _bytes_of(store, WRITER) if WRITER in objects else b""
    parts = sorted(name for name in objects if name.startswith(PARTS))
    noted = dict(zip(parts, store.each(partial(_read, store), parts), strict=True))
    own = [part for part in parts if part.endswith(f"-{writer.decode(errors='replace')}.gz")]
    for part in noted.keys() - own:
        files |= dict.fromkeys(noted[part], UNCERTAIN)
    for part in own:
        files |= noted[part]
    is_unfinished = bool(parts) or WRITER in objects
    versions = objects.get(MANIFEST, ""), objects.get(WRITER, "")
    return Held(files, *versions, is_unfinished, frozenset(parts))


class Journal:
    """What one writer notes at an address while it sends."""

    def __init__(self, store: ObjectStore, held: Held) -> None:
        self._store, self._held = store, held
        self._writer = unique_number()
        self._parts: list[str] = []

    def begin(self, touched: Iterable[str]) -> None:
        """Note that these objects are ours and will be touched. Raises StoreError."""
        if not self._store.replace(WRITER, self._held.writer, self._writer.encode()):
            raise self._not_alone()
        # What others left is not believed from now on, so what was certain of it is said again.
        known = self._held.files if self._held.parts else {}
        self._write({**known, **dict.fromkeys(touched, UNCERTAIN)})

    def note(self, files: Mapping[str, str]) -> None:
        """Note what has come to stand. Raises StoreError, also where another writer began."""
        self.require_alone(files)
        self._write(files)

    def require_alone(self, touched: Iterable[str]) -> None:
        """Raise StoreError where another writer began since, or has ended.

        What was `touched` since this was asked last may be other than that writer believes. So it
        is noted as uncertain; with that, the other notices, or whoever comes next.
        """
        objects = self._store.versions(FOLDER)
        parts = {name for name in objects if name.startswith(PARTS)}
        if (
            objects.get(MANIFEST, "") != self._held.version
            or parts - self._held.parts - {*self._parts}
            or WRITER not in objects
            or _bytes_of(self._store, WRITER) != self._writer.encode()
        ):
            self._write(dict.fromkeys(touched, UNCERTAIN))
            raise self._not_alone()

    def end(self, files: Mapping[str, str], touched: Iterable[str]) -> None:
        """Write the manifest, and remove what is needed no more.

        Raises StoreError as `require_alone`.
        """
        touched = (*touched,)
        self.require_alone(touched)
        if not self._store.replace(MANIFEST, self._held.version, _as_bytes(files)):
            self._write(dict.fromkeys(touched, UNCERTAIN))
            raise self._not_alone()
        for part in (*sorted(self._held.parts), *self._parts):
            self._store.remove(part)
        self._store.remove(WRITER)

    def _not_alone(self) -> StoreError:
        return StoreError(
            f"{self._store.shown}: somebody else publishes there at the same time; when that has "
            "ended, publish again"
        )

    def _write(self, files: Mapping[str, str]) -> None:
        part = f"{PARTS}{len(self._parts):06}-{self._writer}.gz"
        self._parts.append(part)
        self._store.write(part, _as_bytes(files))


def _as_bytes(files: Mapping[str, str]) -> bytes:
    target = BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=6, mtime=0) as packed:
        packed.write(f"{_FORM}\n".encode())
        packed.writelines(f"{files[path]} {path}\n".encode() for path in sorted(files))
    return target.getvalue()


def _read(store: ObjectStore, name: str) -> dict[str, str]:
    if not (data := _bytes_of(store, name)):
        return {}
    try:
        form, *lines = gzip.decompress(data).decode().split("\n")
    except (OSError, EOFError, ValueError, zlib.error):
        form, lines = "", []
    if form != _FORM:
        raise StoreError(
            f"{store.shown}/{name} is not as this archivegen writes it; use a newer one, or remove "
            "it, and publish with --overwrite"
        )
    rows = (line.partition(" ") for line in lines if line)
    # Whoever can write there could name any object here.
    return {path: fingerprint for fingerprint, _, path in rows if not leads_out(path)}


def _bytes_of(store: ObjectStore, name: str) -> bytes:
    """The bytes of an object that was there just now; another writer may have removed it since."""
    try:
        return store.read(name)
    except FileNotFoundError:
        return b""
