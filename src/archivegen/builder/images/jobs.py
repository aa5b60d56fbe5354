"""What a worker receives of the pictures of a site, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ImageTask:
    """A picture file to work on: its path from the site's root, the digest known of its bytes.

    `is_shown` says that an article shows it, so that it is worth renditions. The results go to
    files in `folder` that are called by `key` and a width.
    """

    path: str
    digest: bytes
    key: bytes
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ProcessedImage:
    """What became of a picture file: the digests of the files made of it, or what is wrong.

    `clean` is the digest of the picture to publish; empty where the file can be published as it
    is. `renditions` are widths and digests. `flaw` is what is wrong with a file that is published
    all the same.
    """

    path: str
    key: bytes
    width: int = 0
    height: int = 0
    clean: bytes = b""
    renditions: tuple[tuple[int, bytes], ...] = ()
    flaw: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ImageJob:
    """Pictures to work on."""

    tasks: tuple[ImageTask, ...]

    def parts(self) -> list[ImageJob]:
        """A job for each picture."""
        return [replace(self, tasks=(one,)) for one in self.tasks]


def lost_images(job: ImageJob) -> list[ProcessedImage]:
    """The answer to a job whose worker died."""
    fault = "the process that looked at this picture died; it may have run out of memory or of time"
    return [ProcessedImage(one.path, one.key, fault=fault) for one in job.tasks]


def file_of(folder: Path, key: bytes, width: int = 0) -> Path:
    """The file of a result: the clean picture, or the rendition of a width."""
    return folder / f"{key.hex()}-{width or 'clean'}"
