"""Staging: all files of an import are written aside, and take their places when all are there.

They are written to `.staging/` in the folder of the import, which is renamed to `.ready/` when
nothing is missing: up to that moment, a killed import has changed nothing; after it, the next
command for the import finishes it. Whatever a person did to a file in between stays.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.item import new_digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_STAGING, _READY, _MOVES, _TABLES = ".staging", ".ready", "moves.jsonl", "tables"
_PART = 1 << 20
CHANGED = "changed"
"""The folder, in that of an import, of new versions of files that a person edited."""


class Move(NamedTuple):
    """A staged file, by its path from the site's root."""

    path: str
    before: str
    """The digest of what stood there; empty for nothing."""
    after: str
    """The digest of the file."""


class StagedFiles:
    """The files of an import that are written aside. `folder` is that of the import.

    Several may write at the same time, each other files.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._staged = root, folder / _STAGING
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes, before: str = "") -> Move:
        """Write a file aside, for a path from the site's root.

        `before` is the digest of what stands there now, empty for nothing. Raises OSError, also
        where the path leads out of the site.
        """
        return Move(path, before, self._write(path, [data]))

    def put(self, path: str, parts: Iterable[bytes]) -> Move | None:
        """Write a file aside from its parts; None, if it stands there as it is. Raises OSError."""
        after = self._write(path, parts)
        if (before := digest_of_file(self._root / path)) != after:
            return Move(path, before, after)
        os.unlink(self._staged / "files" / path)
        return None

    def _write(self, path: str, parts: Iterable[bytes]) -> str:
        folder = os.path.dirname(path)
        if folder not in self._folders:
            self._make(folder)
        digest = new_digest()
        with open(f"{self._staged}/files/{path}", "wb") as file:
            for part in parts:
                file.write(part)
                digest.update(part)
        return digest.hexdigest()

    def _make(self, folder: str) -> None:
        real = os.path.realpath(self._root / folder)
        if os.path.commonpath([real, os.path.realpath(self._root)]) != os.path.realpath(self._root):
            raise OSError(0, "this leads out of the site", str(self._root / folder))
        os.makedirs(self._staged / "files" / folder, exist_ok=True)
        self._folders.add(folder)


class Staging:
    """The files of one import, on their way into a site. `folder` is that of the import."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._staged = folder / _STAGING
        self._files = StagedFiles(root, folder)
        self._moves: BinaryIO | None = None
        self.count = 0

    def aside(self, name: str) -> Path:
        """The path of a file that is needed until all is staged, and no longer. Raises OSError."""
        folder = self._staged / _TABLES
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    def write(self, path: str, data: bytes, before: str = "") -> None:
        """Stage a file for a path from the site's root, as `StagedFiles.write` writes it."""
        self.note(self._files.write(path, data, before))

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Stage a file of the import's own from its parts, unless it stands there as it is."""
        if move := self._files.put(path, parts):
            self.note(move)

    def note(self, move: Move) -> None:
        """Note that a file is written aside, and is to take its place."""
        if self._moves is None:
            self._staged.mkdir(parents=True, exist_ok=True)
            self._moves = (self._staged / _MOVES).open("wb")
        line = json.dumps({"file": move.path, "before": move.before, "after": move.after})
        self._moves.write(f"{line}\n".encode())
        self.count += 1

    def publish(self) -> None:
        """Let all staged files take their places. Raises OSError."""
        if self._moves is None:
            self.discard()
            return
        self._moves.flush()
        os.fsync(self._moves.fileno())
        self._moves.close()
        shutil.rmtree(self._staged / _TABLES, ignore_errors=True)
        os.replace(self._staged, self._folder / _READY)
        finish(self._root, self._folder)

    def discard(self) -> None:
        """Forget all that was staged."""
        if self._moves:
            self._moves.close()
        shutil.rmtree(self._staged, ignore_errors=True)
        _remove_if_empty(self._folder)


def finish(root: Path, folder: Path) -> bool:
    """Finish what an earlier import left, or forget it if it had not come far enough.

    Says whether something was finished. Raises OSError.
    """
    shutil.rmtree(folder / _STAGING, ignore_errors=True)
    ready = folder / _READY
    if not ready.is_dir():
        return False
    with (ready / _MOVES).open(encoding="utf-8") as moves:
        for line in moves:
            move = json.loads(line)
            _move(root, folder, move["file"], {move["before"], move["after"]})
    shutil.rmtree(ready)
    return True


def _move(root: Path, folder: Path, path: str, expected: set[str]) -> None:
    """Let a file take its place, unless a person has changed what stands there."""
    source, target = f"{folder}/{_READY}/files/{path}", f"{root}/{path}"
    if not os.path.exists(source):
        return
    if digest_of_file(target) not in expected and path.startswith("content/"):
        target = f"{folder}/{CHANGED}/{path.removeprefix('content/')}"
    try:
        os.replace(source, target)
    except FileNotFoundError:
        # Most folders are there after the first of their files.
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(source, target)


def digest_of_file(path: Path | str) -> str:
    """The digest of a file; empty, if there is none."""
    digest = new_digest()
    try:
        with open(path, "rb") as file:
            while part := file.read(_PART):
                digest.update(part)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return digest.hexdigest()


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
        folder.parent.rmdir()
