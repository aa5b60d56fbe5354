"""The library: all pictures of a site, ready to be published, between loading and planning.

What was made of a picture is kept under the digest of its bytes, so a picture is worked on once,
wherever its file goes. An accelerator like all that is kept: rows answer for themselves, and a
file that is not as it was made starts the state over.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archivegen.archive import store
from archivegen.builder.images.index import SCHEMA, checked, to_bytes
from archivegen.builder.images.process import (
    ImageTask,
    PictureJob,
    ProcessedImage,
    file_of,
    lost_images,
    process,
)
from archivegen.builder.output.assets import FOLDER, Asset
from archivegen.model.picture import Picture, Rendition, is_picture
from archivegen.model.urls import Urls
from archivegen.system.database import open_database
from archivegen.system.digests import digest, fingerprint
from archivegen.system.versions import pictures_version

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.builder.inputs import Inputs
    from archivegen.system.workers import WorkerPool

BATCH = 4
"""Pictures that a worker has at a time."""


@dataclass(frozen=True, slots=True)
class ImageLibrary:
    """The pictures of a site.

    `pictures` are the files to publish instead of those at the same paths, from the site's root;
    `renditions` those beside them; `faults` what is wrong with a file, by its path. `digest` stands
    for all that pages may show.
    """

    pictures: Mapping[str, Asset] = field(default_factory=dict)
    renditions: tuple[Asset, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    digest: bytes = b""


def process_images(inputs: Inputs, pool: WorkerPool) -> ImageLibrary:
    """Work on the pictures that are new, and say what is to be published of all."""
    config, paths, urls = inputs.config.images, inputs.paths, Urls.of(inputs.config.base_url)
    if not config.enabled:
        return ImageLibrary()
    folder = paths.images
    if folder.is_file() or folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    settings = fingerprint((config, pictures_version()))
    articles = store.read_only_articles(paths)
    try:
        files = {path: key for path, key in store.other_files(articles).items() if is_picture(path)}
        shown = {str(row[0]) for row in articles.execute("SELECT DISTINCT output FROM shows")}
    finally:
        articles.close()
    tasks = [_task(path, key, settings, shown) for path, key in sorted(files.items())]
    connection = open_database(paths.images_db, SCHEMA, settings, sealed=False)
    try:
        return _update(connection, folder, urls, tasks, _Work(inputs, pool, folder))
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class _Work:
    inputs: Inputs
    pool: WorkerPool
    folder: Path

    def done(self, tasks: list[ImageTask]) -> Iterator[list[ProcessedImage]]:
        """What becomes of pictures that are new, some at a time."""
        self.pool.progress.phase("pictures", len(tasks))
        config, root = self.inputs.config.images, self.inputs.paths.root
        jobs = (
            PictureJob(root, self.folder, config, tuple(tasks[at : at + BATCH]))
            for at in range(0, len(tasks), BATCH)
        )
        for processed in self.pool.run(process, jobs, lost_images):
            yield processed
            self.pool.progress.advance(len(processed))


def _task(path: str, key: bytes, settings: bytes, shown: set[str]) -> ImageTask:
    is_shown = path.partition("/")[2] in shown
    return ImageTask(path, key, digest(key + settings + bytes([is_shown])), is_shown)


def _update(
    connection: sqlite3.Connection,
    folder: Path,
    urls: Urls,
    tasks: list[ImageTask],
    work: _Work,
) -> ImageLibrary:
    known = {
        key: ProcessedImage("", key, *marshal.loads(checked(key, checksum, data)))  # noqa: S302
        for key, checksum, data in connection.execute("SELECT key, checksum, data FROM processed")
    }
    # One of several equal files is enough.
    new = {one.key: one for one in tasks if one.key not in known}
    made: dict[bytes, ProcessedImage] = {}
    for batch in work.done(list(new.values())) if new else ():
        made.update((one.key, one) for one in batch)
        # At once: whatever comes of the rest, these are done.
        _store_processed(connection, [one for one in batch if not one.fault])
    processed = known | {key: one for key, one in made.items() if not one.fault}
    good = [one for one in tasks if one.key in processed]
    pictures = {
        one.path.partition("/")[2]: _picture(one.path, processed[one.key], urls) for one in good
    }
    wanted = {one.key for one in tasks}
    _store(connection, processed.keys() - wanted, pictures)
    if new or processed.keys() - wanted:
        _sweep(folder, [processed[key] for key in processed.keys() & wanted])
    renditions = {
        asset.output: asset for one in good for asset in _renditions(folder, processed[one.key])
    }
    return ImageLibrary(
        {one.path: _clean(folder, one, processed[one.key]) for one in good},
        tuple(renditions.values()),
        {one.path: made[one.key].fault for one in tasks if one.key not in processed},
        fingerprint(sorted(pictures.items())),
    )


def _store_processed(connection: sqlite3.Connection, made: Iterable[ProcessedImage]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for one in made:
        data = marshal.dumps((one.width, one.height, one.clean, one.renditions), 2)
        row = one.key, digest(one.key + data), data
        connection.execute("INSERT OR REPLACE INTO processed VALUES (?, ?, ?)", row)
    connection.execute("COMMIT")


def _store(
    connection: sqlite3.Connection, gone: Iterable[bytes], pictures: Mapping[str, Picture]
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("DELETE FROM processed WHERE key = ?", ((key,) for key in gone))
    connection.execute("DELETE FROM pictures")
    rows = ((output, to_bytes(picture)) for output, picture in pictures.items())
    connection.executemany(
        "INSERT INTO pictures VALUES (?, ?, ?)",
        ((output, digest(output.encode() + data), data) for output, data in rows),
    )
    connection.execute("COMMIT")


def _picture(path: str, made: ProcessedImage, urls: Urls) -> Picture:
    renditions = (Rendition(urls.at(_output(width, key)), width) for width, key in made.renditions)
    return Picture(urls.at(path.partition("/")[2]), made.width, made.height, tuple(renditions))


def _output(width: int, key: bytes) -> str:
    """Where a rendition is published: under its digest, so that hosts may cache it for ever."""
    return f"{FOLDER}/pictures/{key.hex()[:16]}-{width}.webp"


def _clean(folder: Path, one: ImageTask, made: ProcessedImage) -> Asset:
    """What is published at a picture's own address."""
    output = one.path.partition("/")[2]
    if not made.clean:
        return Asset(output, one.digest, one.path, is_exact=True)
    return Asset(output, made.clean, one.path, stored=os.fspath(file_of(folder, made.key)))


def _renditions(folder: Path, made: ProcessedImage) -> Iterator[Asset]:
    for width, key in made.renditions:
        source = os.fspath(file_of(folder, made.key, width))
        yield Asset(_output(width, key), key, "", stored=source)


def _sweep(folder: Path, kept: Iterable[ProcessedImage]) -> None:
    """Remove the files that are of no print, whatever they were of."""
    names = {
        file_of(folder, made.key, width).name
        for made in kept
        for width in (0, *(width for width, _ in made.renditions))
    }
    for entry in os.scandir(folder):
        if entry.name not in names:
            with contextlib.suppress(OSError):
                os.unlink(entry.path)
