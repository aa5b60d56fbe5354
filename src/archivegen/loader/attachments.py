"""Attachments: the files beside an article that its row is made from, such as the data of a table.

The article remembers the files that were read, even those that do not exist. When one of them is
written, changed or removed, the article is read again, so that its row is that of a first build.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archivegen.loader.sources import meant_by
from archivegen.model.links import output_named
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from archivegen.config.paths import SitePaths


class Attachments:
    """The files beside one article; `used` are those that were asked for, from the site's root."""

    def __init__(self, paths: SitePaths, exclude: Collection[str], article: str) -> None:
        self._paths, self._article = paths, article.partition("/")[2]
        self._is_excluded = meant_by(exclude)
        self.used: set[str] = set()

    def read(self, targets: Iterable[str], limit: int) -> dict[str, bytes | None]:
        """The bytes of files, by their paths as the article has them, up to one more than `limit`.

        None for what is no file of the site.
        """
        return {target: self._bytes(target, limit) for target in targets}

    def size(self, target: str) -> int:
        """The bytes of a file; 0 for what is no file of the site."""
        try:
            file = self._file(target)
            return file.stat().st_size if file else 0
        except OSError:
            return 0

    def _bytes(self, target: str, limit: int) -> bytes | None:
        try:
            file = self._file(target)
            if file is None:
                return None
            with file.open("rb") as opened:
                return opened.read(limit + 1)
        except OSError:
            return None

    def _file(self, target: str) -> Path | None:
        """The file that a path in the article names; None for what a scan would pass over."""
        output = output_named(self._article, target)
        if output is None or any(part.startswith(".") for part in output.split("/")):
            return None
        found = None
        for folder in (self._paths.content, self._paths.static):
            self.used.add(f"{folder.name}/{output}")
            if folder == self._paths.content and self._is_excluded(output):
                continue
            file = located(folder, output)
            inside = os.path.realpath(folder) + os.sep
            if found is None and file.is_file() and os.path.realpath(file).startswith(inside):
                found = file
        return found
