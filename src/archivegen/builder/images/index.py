"""The index of images: what is known of each, in a database that may be lost at any time.

The rows verify themselves: each carries a digest of its key and data. The library writes them
between loading and planning; planning and rendering read them.
"""

from __future__ import annotations

import marshal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from archivegen.builder.images.card_drawing import DrawnCard
from archivegen.builder.images.jobs import ProcessedImage
from archivegen.model.picture import Picture, Rendition
from archivegen.system.database import StateDamagedError, open_database, open_snapshot
from archivegen.system.digests import digest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

SCHEMA = """
CREATE TABLE prints (key BLOB PRIMARY KEY, checksum BLOB, data BLOB);
CREATE TABLE pictures (output TEXT PRIMARY KEY, checksum BLOB, data BLOB);
CREATE TABLE drawn (key BLOB PRIMARY KEY, checksum BLOB, data BLOB);
CREATE TABLE social_cards (path TEXT PRIMARY KEY, checksum BLOB, data BLOB);
"""


class KnownCard(NamedTuple):
    """The social card of an article, as it was when it was last looked at."""

    url: str
    """Its address; empty where there is none, since its font lacks letters."""
    key: bytes
    """The key of what was drawn."""
    picture: str
    """The output path of the picture that is on it, or empty."""
    made_from: bytes
    """What stands for the article and the picture."""


class ImageIndex:
    """The pictures that pages may show, while nobody writes any; none without a database."""

    def __init__(self, path: Path | None) -> None:
        self._connection = open_snapshot(path) if path else None

    def find(self, outputs: Iterable[str]) -> tuple[Picture, ...]:
        """The pictures among some files of the output. Raises StateDamagedError."""
        if self._connection is None:
            return ()
        pictures = (self._find(output) for output in dict.fromkeys(outputs))
        return tuple(picture for picture in pictures if picture)

    def digests(self) -> dict[str, bytes]:
        """A digest of each picture, by output path."""
        if self._connection is None:
            return {}
        return dict(self._connection.execute("SELECT output, checksum FROM pictures"))

    def card_of(self, path: str) -> str:
        """The address of the social card of an article, by its path; empty where it has none.

        Of the empty path, what stands for all that cards have in common. Raises StateDamagedError.
        """
        if self._connection is None:
            return ""
        query = "SELECT checksum, data FROM social_cards WHERE path = ?"
        row = self._connection.execute(query, (path,)).fetchone()
        return _card_from_bytes(_checked(path.encode(), *row)).url if row else ""

    def close(self) -> None:
        """Close the database."""
        if self._connection is not None:
            self._connection.close()

    def _find(self, output: str) -> Picture | None:
        assert self._connection is not None  # noqa: S101 -- whoever asks has looked
        query = "SELECT checksum, data FROM pictures WHERE output = ?"
        row = self._connection.execute(query, (output,)).fetchone()
        return _picture_from_bytes(_checked(output.encode(), *row)) if row else None


class ImageStore:
    """The index, open for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def processed(self) -> dict[bytes, ProcessedImage]:
        """What was made of files, by their keys and without paths. Raises StateDamagedError."""
        rows = self._connection.execute("SELECT key, checksum, data FROM prints")
        return {
            key: ProcessedImage("", key, *marshal.loads(_checked(key, checksum, data)))  # noqa: S302
            for key, checksum, data in rows
        }

    def put_processed(self, images: Iterable[ProcessedImage]) -> None:
        """Keep what was made of files, at once."""
        self._connection.execute("BEGIN IMMEDIATE")
        for one in images:
            data = marshal.dumps((one.width, one.height, one.clean, one.renditions, one.flaw), 2)
            row = one.key, digest(one.key + data), data
            self._connection.execute("INSERT OR REPLACE INTO prints VALUES (?, ?, ?)", row)
        self._connection.execute("COMMIT")

    def replace(self, gone: Iterable[bytes], pictures: Mapping[str, Picture]) -> None:
        """Forget what was made of files that are gone, and keep all pictures by output paths."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("DELETE FROM prints WHERE key = ?", ((key,) for key in gone))
        self._connection.execute("DELETE FROM pictures")
        rows = ((output, _picture_to_bytes(picture)) for output, picture in pictures.items())
        self._connection.executemany(
            "INSERT INTO pictures VALUES (?, ?, ?)",
            ((output, digest(output.encode() + data), data) for output, data in rows),
        )
        self._connection.execute("COMMIT")

    def drawn_cards(self) -> dict[bytes, DrawnCard]:
        """The social cards that were drawn, by their keys. Raises StateDamagedError."""
        rows = self._connection.execute("SELECT key, checksum, data FROM drawn")
        return {
            key: DrawnCard(key, *marshal.loads(_checked(key, checksum, data)))  # noqa: S302
            for key, checksum, data in rows
        }

    def put_drawn_cards(self, cards: Iterable[DrawnCard]) -> None:
        """Keep what became of cards, at once."""
        self._connection.execute("BEGIN IMMEDIATE")
        for one in cards:
            data = marshal.dumps((one.digest, one.missing), 2)
            row = one.key, digest(one.key + data), data
            self._connection.execute("INSERT OR REPLACE INTO drawn VALUES (?, ?, ?)", row)
        self._connection.execute("COMMIT")

    def known_cards(self, settings: bytes) -> dict[str, KnownCard]:
        """The social cards of articles, by their paths; none that other settings were for.

        Raises StateDamagedError.
        """
        rows = self._connection.execute("SELECT path, checksum, data FROM social_cards")
        known = {
            path: _card_from_bytes(_checked(path.encode(), checksum, data))
            for path, checksum, data in rows
        }
        return known if known.pop("", _NO_CARD).made_from == settings else {}

    def replace_cards(
        self, common: str, settings: bytes, cards: Mapping[str, KnownCard], gone: Iterable[bytes]
    ) -> None:
        """Keep the social cards of all articles, by their paths; of the drawn, forget some.

        `common` stands for what all cards have in common, and `settings` are what they were for.
        """
        known = {**cards, "": KnownCard(common, b"", "", settings)}
        rows = ((path, marshal.dumps(tuple(card), 2)) for path, card in known.items())
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("DELETE FROM drawn WHERE key = ?", ((key,) for key in gone))
        self._connection.execute("DELETE FROM social_cards")
        self._connection.executemany(
            "INSERT INTO social_cards VALUES (?, ?, ?)",
            ((path, digest(path.encode() + data), data) for path, data in rows),
        )
        self._connection.execute("COMMIT")


_NO_CARD = KnownCard("", b"", "", b"")


def _card_from_bytes(data: bytes) -> KnownCard:
    return KnownCard(*marshal.loads(data))  # noqa: S302 -- it has a checksum of its own


@contextmanager
def open_store(path: Path, settings: bytes) -> Iterator[ImageStore]:
    """The index for a block that writes it; an empty one where it was made with other settings."""
    connection = open_database(path, SCHEMA, settings, sealed=False)
    try:
        yield ImageStore(connection)
    finally:
        connection.close()


def _checked(key: bytes, checksum: bytes, data: bytes) -> bytes:
    """The data of a row. Raises StateDamagedError where it is not as it was stored."""
    if digest(key + bytes(data)) != checksum:
        raise StateDamagedError("a picture does not fit its digest")
    return data


def _picture_to_bytes(picture: Picture) -> bytes:
    """The picture as it is stored; equal pictures give equal bytes."""
    renditions = tuple((rendition.url, rendition.width) for rendition in picture.renditions)
    return marshal.dumps((picture.src, picture.width, picture.height, renditions), 2)


def _picture_from_bytes(data: bytes) -> Picture:
    src, width, height, renditions = marshal.loads(data)  # noqa: S302 -- behind a checksum
    return Picture(src, width, height, tuple(Rendition(*each) for each in renditions))
