"""The store of pictures: what is known of each, for those who plan pages.

Rows answer for themselves: each carries a digest of its key and data.
"""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from archivegen.model.picture import Picture, Rendition
from archivegen.system.database import StateDamagedError, open_readonly
from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


SCHEMA = """
CREATE TABLE processed (key BLOB PRIMARY KEY, checksum BLOB, data BLOB);
CREATE TABLE pictures (output TEXT PRIMARY KEY, checksum BLOB, data BLOB);
"""


def checked(key: bytes, checksum: bytes, data: bytes) -> bytes:
    """The data of a row. Raises StateDamagedError where it is not as it was stored."""
    if digest(key + bytes(data)) != checksum:
        raise StateDamagedError("a picture does not fit its digest")
    return data


class ImageIndex:
    """The pictures that pages may show, for a process that only reads; none without a database."""

    def __init__(self, path: Path | None) -> None:
        self._connection = open_readonly(path) if path else None

    def find(self, outputs: Iterable[str]) -> tuple[Picture, ...]:
        """The pictures among some files of the output. Raises StateDamagedError."""
        if self._connection is None:
            return ()
        found = (self._find(output) for output in dict.fromkeys(outputs))
        return tuple(picture for picture in found if picture)

    def digests(self) -> dict[str, bytes]:
        """What stands for each picture, by its output path."""
        if self._connection is None:
            return {}
        return dict(self._connection.execute("SELECT output, checksum FROM pictures"))

    def close(self) -> None:
        """Close the database."""
        if self._connection is not None:
            self._connection.close()

    def _find(self, output: str) -> Picture | None:
        assert self._connection is not None  # noqa: S101 -- whoever asks has looked
        query = "SELECT checksum, data FROM pictures WHERE output = ?"
        row = self._connection.execute(query, (output,)).fetchone()
        return from_bytes(checked(output.encode(), *row)) if row else None


def to_bytes(picture: Picture) -> bytes:
    """The picture as it is stored; equal pictures give equal bytes."""
    renditions = tuple((made.url, made.width) for made in picture.renditions)
    return marshal.dumps((picture.src, picture.width, picture.height, renditions), 2)


def from_bytes(data: bytes) -> Picture:
    """The picture that `to_bytes` wrote."""
    src, width, height, renditions = marshal.loads(data)  # noqa: S302 -- behind a checksum
    return Picture(src, width, height, tuple(Rendition(*made) for made in renditions))
