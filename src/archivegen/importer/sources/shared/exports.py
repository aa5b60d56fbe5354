"""Exports of many files, in a ZIP archive or a folder that one was unpacked to.

The names of files are labels alone: nothing is written where they lead. No file is read that is
larger than one text can be, whatever an archive says of its size.
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.importer.media import UNREADABLE
from archivegen.importer.sources.files import MOST_BYTES, files_of
from archivegen.importer.sources.table import SourceError
from archivegen.model.links import composed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class UnreadableError(Exception):
    """A file of an export cannot be read, with a reason for people."""


class Export:
    """The files of an export, by their paths in it."""

    def __init__(self, name: str, archive: zipfile.ZipFile | None, folder: Path) -> None:
        self.name, self._archive, self._folder = name, archive, folder

    @cached_property
    def files(self) -> dict[str, str]:
        """The path of each file with the name that it has where it lies, in the order of paths."""
        if self._archive is None:
            found = {file.name: str(file.path) for file in files_of([self._folder], ("",))}
        else:
            names = (name for name in self._archive.namelist() if not name.endswith("/"))
            found = {composed(name).replace("\\", "/"): name for name in names}
        return dict(sorted(found.items()))

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises UnreadableError and OSError."""
        name = self.files[path]
        if self._archive is None:
            with open(name, "rb") as file:
                data = file.read(MOST_BYTES + 1)
        else:
            try:
                with self._archive.open(name) as member:
                    data = member.read(MOST_BYTES + 1)
            except UNREADABLE as error:
                raise UnreadableError(f"it cannot be unpacked: {error}") from error
        if len(data) > MOST_BYTES:
            raise UnreadableError(f"it has more than {MOST_BYTES >> 20} MB")
        return data


@contextmanager
def opened_export(path: Path) -> Iterator[Export]:
    """An export, as long as the block lasts. Raises OSError and SourceError."""
    if path.is_dir():
        yield Export(path.name, None, path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield Export(path.name, archive, path)
    except zipfile.BadZipFile as error:
        raise SourceError(f"{path.name} is no ZIP archive: {error}") from error


def may_be_export(path: Path) -> bool:
    """Whether a path is a folder or a ZIP archive."""
    return path.is_dir() or (path.name.lower().endswith(".zip") and zipfile.is_zipfile(path))
