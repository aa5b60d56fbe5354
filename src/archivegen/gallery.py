"""The gallery: all pictures of a site, ready to be published, between loading and planning.

What was made of a picture is kept under the digest of its bytes, so a picture is worked on once,
wherever its file goes. An accelerator like all that is kept: rows answer for themselves, and a
file that is not as it was made starts the state over.
"""

from __future__ import annotations

import marshal
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archivegen import state
from archivegen.assets import FOLDER, Asset
from archivegen.darkroom import Negative, PictureJob, Print, develop, file_of, lost
from archivegen.database import open_database
from archivegen.digests import digest, fingerprint, pictures_version
from archivegen.layout import PICTURES
from archivegen.picture_store import SCHEMA, checked
from archivegen.pictures import Picture, Rendition, is_picture, to_bytes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.inputs import Inputs
    from archivegen.urls import Urls
    from archivegen.workers import Crew

BATCH = 4
"""Pictures that a worker has at a time."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a site.

    `assets` are the files to publish instead of those with the same output path, and beside them;
    `faults` what is wrong with a file, by its path; `digest` stands for all that pages may show.
    """

    assets: Mapping[str, Asset] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    digest: bytes = b""


def hang(inputs: Inputs, urls: Urls, crew: Crew) -> Gallery:
    """Work on the pictures that are new, and say what is to be published of all."""
    config, layout = inputs.config.images, inputs.layout
    if not config.enabled:
        return Gallery()
    folder = layout.state / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    settings = fingerprint((config, pictures_version()))
    articles = state.read_only_articles(layout.state)
    try:
        files = {path: key for path, key in state.other_files(articles).items() if is_picture(path)}
        shown = {str(row[0]) for row in articles.execute("SELECT DISTINCT output FROM shows")}
    finally:
        articles.close()
    negatives = [_negative(path, key, settings, shown) for path, key in sorted(files.items())]
    connection = open_database(layout.state / PICTURES, SCHEMA, settings, sealed=False)
    try:
        return _hang(connection, folder, urls, negatives, _Work(inputs, crew, folder))
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class _Work:
    inputs: Inputs
    crew: Crew
    folder: Path

    def done(self, negatives: list[Negative]) -> Iterator[Print]:
        """What becomes of pictures that are new."""
        self.crew.progress.phase("pictures", len(negatives))
        config, root = self.inputs.config.images, self.inputs.layout.root
        jobs = (
            PictureJob(root, self.folder, config, tuple(negatives[at : at + BATCH]))
            for at in range(0, len(negatives), BATCH)
        )
        for prints in self.crew.run(develop, jobs, lost):
            yield from prints
            self.crew.progress.advance(len(prints))


def _negative(path: str, key: bytes, settings: bytes, shown: set[str]) -> Negative:
    is_shown = path.partition("/")[2] in shown
    return Negative(path, key, digest(key + settings + bytes([is_shown])), is_shown)


def _hang(
    connection: sqlite3.Connection,
    folder: Path,
    urls: Urls,
    negatives: list[Negative],
    work: _Work,
) -> Gallery:
    known = {
        key: Print("", key, *marshal.loads(checked(key, checksum, data)))  # noqa: S302
        for key, checksum, data in connection.execute("SELECT key, checksum, data FROM prints")
    }
    # One of several equal files is enough.
    new = {one.key: one for one in negatives if one.key not in known}
    made = {one.key: one for one in work.done(list(new.values()))} if new else {}
    good = {key: one for key, one in made.items() if not one.fault}
    prints = known | good
    wanted = {one.key for one in negatives}
    pictures = {
        one.path.partition("/")[2]: _picture(one.path, prints[one.key], urls)
        for one in negatives
        if one.key in prints
    }
    _store(connection, good.values(), prints.keys() - wanted, pictures)
    for key in prints.keys() - wanted:
        _forget(folder, prints[key])
    assets = {
        asset.output: asset
        for one in negatives
        if one.key in prints
        for asset in _assets(folder, one.path, prints[one.key])
    }
    faults = {one.path: made[one.key].fault for one in negatives if one.key not in prints}
    return Gallery(assets, faults, fingerprint(sorted(pictures.items())))


def _store(
    connection: sqlite3.Connection,
    made: Iterable[Print],
    gone: Iterable[bytes],
    pictures: Mapping[str, Picture],
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for one in made:
        data = marshal.dumps((one.width, one.height, one.clean, one.renditions), 2)
        row = one.key, digest(one.key + data), data
        connection.execute("INSERT OR REPLACE INTO prints VALUES (?, ?, ?)", row)
    connection.executemany("DELETE FROM prints WHERE key = ?", ((key,) for key in gone))
    connection.execute("DELETE FROM pictures")
    rows = ((output, to_bytes(picture)) for output, picture in pictures.items())
    connection.executemany(
        "INSERT INTO pictures VALUES (?, ?, ?)",
        ((output, digest(output.encode() + data), data) for output, data in rows),
    )
    connection.execute("COMMIT")


def _picture(path: str, made: Print, urls: Urls) -> Picture:
    renditions = (Rendition(urls.at(_output(width, key)), width) for width, key in made.renditions)
    return Picture(urls.at(path.partition("/")[2]), made.width, made.height, tuple(renditions))


def _output(width: int, key: bytes) -> str:
    """Where a rendition is published: under its digest, so that hosts may cache it for ever."""
    return f"{FOLDER}/pictures/{key.hex()[:16]}-{width}.webp"


def _assets(folder: Path, path: str, made: Print) -> Iterator[Asset]:
    output = path.partition("/")[2]
    if made.clean:
        source = os.fspath(file_of(folder, made.key))
        yield Asset(output, made.clean, path, stored=source)
    for width, key in made.renditions:
        source = os.fspath(file_of(folder, made.key, width))
        yield Asset(_output(width, key), key, "", stored=source)


def _forget(folder: Path, made: Print) -> None:
    for width in (0, *(width for width, _ in made.renditions)):
        file_of(folder, made.key, width).unlink(missing_ok=True)
