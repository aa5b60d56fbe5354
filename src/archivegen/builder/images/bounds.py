"""Bounds: limits on processing a picture, since a small file can hold a very large one.

A picture may take a limited processor time and amount of memory; its header tells the memory before
it is decoded. Pictures that need more than a worker's share of the memory are processed one at a
time, so that all workers together take no more than twice what one picture may.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from archivegen.builder.images.metadata import scans_of
from archivegen.system.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.tables import ImagesConfig

MOST_SCANS = 100
"""Scans of a progressive JPEG, at most: each takes as long as a picture. Encoders write ten."""

_BYTES_PER_PIXEL = {"JPEG": 10, "MPO": 10, "PNG": 10, "WEBP": 20, "GIF": 5, "AVIF": 12}
"""What Pillow and its decoders were measured to take, with the renditions that are made."""

_TURNED = 4
"""Bytes for each pixel of a picture that has to be turned, and is encoded once more."""


class OutOfBoundsError(Exception):
    """A picture that would take too much, in an editor's words."""


def needed_megabytes(image: Any, data: bytes, config: ImagesConfig, *, is_turned: bool) -> int:
    """The memory that a picture takes which is opened, and not decoded yet.

    Raises OutOfBoundsError for one that is not to be decoded.
    """
    pixels = int(image.width * image.height)
    if pixels > config.max_megapixels * 1_000_000:
        raise OutOfBoundsError(f"it has more than {config.max_megapixels} million pixels")
    needed = pixels * (_BYTES_PER_PIXEL[image.format] + _TURNED * is_turned) // 1_000_000
    if needed > config.max_memory:
        raise OutOfBoundsError(
            f"it takes {needed} MB of memory to decode it, more than {config.max_memory}"
        )
    if image.format in {"JPEG", "MPO"} and scans_of(data) > MOST_SCANS:
        raise OutOfBoundsError(f"it comes in more than {MOST_SCANS} scans, which takes too long")
    return needed


@contextmanager
def room_for(megabytes: int, share: int, folder: Path) -> Iterator[None]:
    """Wait for the turn of a picture that takes more than a worker's share, in any process."""
    if megabytes <= share:
        yield
        return
    with locked(folder / "large", lambda _: None):
        yield
