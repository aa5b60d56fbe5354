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
from typing import TYPE_CHECKING

from archivegen.importer.item import digest_of, new_digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_STAGING, _READY, _MOVES = ".staging", ".ready", "moves.jsonl"
_PART = 1 << 20
CHANGED = "changed"
"""The folder, in that of an import, of new versions of files that a person edited."""


class Staging:
    """The files of one import, on their way into a site. `folder` is that of the import."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._staged = folder / _STAGING
        self._moves: BinaryIO | None = None
        self._folders: set[str] = set()
        self.count = 0

    def write(self, path: str, data: bytes, before: str = "") -> None:
        """Stage a file for a path from the site's root.

        `before` is the digest of what stands there now, empty for nothing. Raises OSError, also
        where the path leads out of the site.
        """
        self._write(path, [data])
        self._note(path, before, digest_of(data))

    def put(self, path: str, parts: Iterable[bytes]) -> None:
        """Stage a file of the import's own from its parts, unless it stands there as it is."""
        after = self._write(path, parts)
        if (before := digest_of_file(self._root / path)) == after:
            os.unlink(self._staged / "files" / path)
        else:
            self._note(path, before, after)

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

    def _note(self, path: str, before: str, after: str) -> None:
        if self._moves is None:
            self._moves = (self._staged / _MOVES).open("wb")
        line = json.dumps({"file": path, "before": before, "after": after})
        self._moves.write(f"{line}\n".encode())
        self.count += 1

    def _make(self, folder: str) -> None:
        real = os.path.realpath(self._root / folder)
        if os.path.commonpath([real, os.path.realpath(self._root)]) != os.path.realpath(self._root):
            raise OSError(0, "this leads out of the site", str(self._root / folder))
        os.makedirs(self._staged / "files" / folder, exist_ok=True)
        self._folders.add(folder)

    def publish(self) -> None:
        """Let all staged files take their places. Raises OSError."""
        if self._moves is None:
            self.discard()
            return
        self._moves.flush()
        os.fsync(self._moves.fileno())
        self._moves.close()
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
