"""The image library, made between loading and planning: all pictures of a site, ready to publish.

Whatever is made from a picture is stored under the digest of its bytes, so each picture is
processed once, wherever its file moves. Like all state, this is an accelerator: rows verify
themselves, and a file that differs from what was made discards the state.
"""

from __future__ import annotations

import contextlib
import os
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from archivegen.archive import files as source_files
from archivegen.archive import store
from archivegen.builder.images.index import ImageStore, open_store
from archivegen.builder.images.jobs import (
    ImageJob,
    ImageTask,
    ProcessedImage,
    file_of,
    lost_images,
)
from archivegen.builder.images.process import open_processor
from archivegen.builder.images.social_cards import SocialCards, draw_cards
from archivegen.builder.output.assets import FOLDER, Asset
from archivegen.model.picture import Picture, Rendition, is_picture
from archivegen.system.digests import digest, fingerprint
from archivegen.system.versions import pictures_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.builder.inputs import Inputs
    from archivegen.config.paths import SitePaths
    from archivegen.model.urls import Urls
    from archivegen.system.workers import WorkerPool

BATCH = 4
"""Pictures that a worker has at a time."""


@dataclass(frozen=True, slots=True)
class ImageLibrary:
    """The pictures of a site.

    By the path of a file from the site's root: `pictures` are the files to publish instead of it,
    `renditions` those beside them, `faults` what is wrong with it, and `flaws` what is wrong and
    keeps it from nothing. `cards` are what is shown of articles where they are shared. `digest`
    stands for all that pages may show.
    """

    pictures: Mapping[str, Asset] = field(default_factory=dict)
    renditions: Mapping[str, tuple[Asset, ...]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    flaws: Mapping[str, str] = field(default_factory=dict)
    cards: SocialCards = field(default_factory=SocialCards)
    digest: bytes = b""


def process_images(inputs: Inputs, pool: WorkerPool) -> ImageLibrary:
    """Work on the pictures that are new, and say what is to be published of all.

    Raises StateDamagedError for a row that is not as it was stored.
    """
    if not inputs.config.images.enabled:
        return ImageLibrary()
    _make_folder(inputs.paths.images)
    settings = fingerprint((inputs.config.images, pictures_version()))
    tasks = _tasks(inputs.paths, settings)
    with open_store(inputs.paths.images_db, settings) as index:
        known = index.processed()
        fresh = _process_new(inputs, pool, index, [one for one in tasks if one.key not in known])
        library = _update(inputs, index, tasks, known, fresh)
        cards = draw_cards(inputs, pool, index, library.renditions)
        key = fingerprint((library.digest, cards.digest)) if cards.digest else library.digest
        return replace(library, cards=cards, digest=key)


def _make_folder(folder: Path) -> None:
    if folder.is_file() or folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _tasks(paths: SitePaths, settings: bytes) -> list[ImageTask]:
    """All picture files of the site, in the order of their paths."""
    with closing(store.read_only_articles(paths)) as articles:
        files = {
            path: key
            for path, key in source_files.other_files(articles).items()
            if is_picture(path)
        }
        shown = source_files.shown_files(articles)
    return [_task(path, key, settings, shown) for path, key in sorted(files.items())]


def _task(path: str, key: bytes, settings: bytes, shown: set[str]) -> ImageTask:
    is_shown = path.partition("/")[2] in shown
    return ImageTask(path, key, digest(key + settings + bytes([is_shown])), is_shown)


def _process_new(
    inputs: Inputs, pool: WorkerPool, index: ImageStore, tasks: Iterable[ImageTask]
) -> dict[bytes, ProcessedImage]:
    """What becomes of pictures that are new, by their keys; kept at once, whatever comes next."""
    # One of several equal files is enough.
    new = list({one.key: one for one in tasks}.values())
    fresh: dict[bytes, ProcessedImage] = {}
    if not new:
        return fresh
    pool.progress.phase("pictures", len(new))
    paths = inputs.paths
    opener = partial(open_processor, paths.root, paths.images, inputs.config.images, pool.size)
    jobs = (ImageJob(tuple(new[at : at + BATCH])) for at in range(0, len(new), BATCH))
    for images in pool.run(opener, jobs, lost_images):
        fresh.update((one.key, one) for one in images)
        index.put_processed([one for one in images if not one.fault])
        pool.progress.advance(len(images))
    return fresh


def _update(
    inputs: Inputs,
    index: ImageStore,
    tasks: list[ImageTask],
    known: dict[bytes, ProcessedImage],
    fresh: dict[bytes, ProcessedImage],
) -> ImageLibrary:
    """Bring the index and the folder up to date, and say what is to be published."""
    folder, urls = inputs.paths.images, inputs.config.urls
    processed = known | {key: one for key, one in fresh.items() if not one.fault}
    good = [one for one in tasks if one.key in processed]
    pictures = {
        one.path.partition("/")[2]: _picture(one.path, processed[one.key], urls) for one in good
    }
    wanted = {one.key for one in tasks}
    gone = processed.keys() - wanted
    index.replace(gone, pictures)
    if fresh or gone:
        _sweep(folder, [processed[key] for key in processed.keys() & wanted])
    return ImageLibrary(
        {one.path: _clean(folder, one, processed[one.key]) for one in good},
        {one.path: tuple(_renditions(folder, processed[one.key])) for one in good},
        {one.path: fresh[one.key].fault for one in tasks if one.key not in processed},
        {one.path: flaw for one in good if (flaw := processed[one.key].flaw)},
        digest=fingerprint(sorted(pictures.items())),
    )


def _picture(path: str, image: ProcessedImage, urls: Urls) -> Picture:
    renditions = (Rendition(urls.at(_output(width, key)), width) for width, key in image.renditions)
    return Picture(urls.at(path.partition("/")[2]), image.width, image.height, tuple(renditions))


def _output(width: int, key: bytes) -> str:
    """Where a rendition is published: under its digest, so that hosts may cache it for ever."""
    return f"{FOLDER}/pictures/{key.hex()[:16]}-{width}.webp"


def _clean(folder: Path, task: ImageTask, image: ProcessedImage) -> Asset:
    """What is published at a picture's own address."""
    output = task.path.partition("/")[2]
    if not image.clean:
        return Asset(output, task.digest, task.path, is_exact=True)
    return Asset(output, image.clean, task.path, stored=os.fspath(file_of(folder, image.key)))


def _renditions(folder: Path, image: ProcessedImage) -> Iterator[Asset]:
    for width, key in image.renditions:
        source = os.fspath(file_of(folder, image.key, width))
        yield Asset(_output(width, key), key, "", stored=source)


def _sweep(folder: Path, kept: Iterable[ProcessedImage]) -> None:
    """Remove the files that are of none of these pictures, whatever they were of."""
    names = {
        file_of(folder, image.key, width).name
        for image in kept
        for width in (0, *(width for width, _ in image.renditions))
    }
    for entry in os.scandir(folder):
        if entry.name not in names:
            with contextlib.suppress(OSError):
                os.unlink(entry.path)
