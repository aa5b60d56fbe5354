"""Pictures as values: what a page shows of a picture file, beside its address."""

from __future__ import annotations

from dataclasses import dataclass

SUFFIXES = (
    ".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".pjpeg", ".pjp", ".png", ".apng", ".webp", ".gif",
    ".avif",
)  # fmt: skip
"""The endings of files that are looked at as pictures; drawings (SVG) are none."""

THUMBNAIL_WIDTH = 300
"""Pixels that a picture needs to be shown small, also where pixels are twice as many."""

UNCLEAN_SUFFIXES = (
    ".3fr", ".arw", ".cr2", ".cr3", ".dng", ".heic", ".heif", ".hif", ".j2k", ".jp2", ".jxl",
    ".mpo", ".nef", ".orf", ".psd", ".raf", ".rw2", ".tif", ".tiff", "_original",
)  # fmt: skip
"""The endings of pictures that browsers do not show, and whose metadata stays in them; the last is
that of the copies that a program for metadata leaves."""


FAMILIAR_SUFFIXES = (
    ".apng", ".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".jxl", ".png", ".svg", ".tif",
    ".tiff", ".webp",
)  # fmt: skip
"""The endings by which an editor knows a picture, whether or not it is one for a build.

With drawings, which `SUFFIXES` is without, and without rare spellings: a file that no article shows
and that has one of these was perhaps forgotten."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in another size."""

    url: str
    """Its address."""
    width: int
    """Its width in pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site."""

    src: str
    """Its address."""
    width: int
    """Its width in pixels."""
    height: int
    """Its height in pixels."""
    renditions: tuple[Rendition, ...]
    """The same picture as WebP in several widths, narrowest first; empty for an animated
    picture."""

    @property
    def srcset(self) -> str:
        """The renditions as the value of `srcset`."""
        return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in self.renditions)

    @property
    def thumbnail(self) -> str:
        """The address of the thumbnail in listings: the narrowest that is wide enough."""
        wide = [one.url for one in self.renditions if one.width >= THUMBNAIL_WIDTH]
        return wide[0] if wide else self.src


def is_unclean(path: str) -> bool:
    """Whether a file's name is that of a picture that cannot be published without its metadata."""
    return path.lower().endswith(UNCLEAN_SUFFIXES)


def is_familiar(path: str) -> bool:
    """Whether an editor would say by a file's name that it is a picture."""
    return path.lower().endswith(FAMILIAR_SUFFIXES)


def is_picture(path: str) -> bool:
    """Whether a file's name is that of a picture."""
    return path.lower().endswith(SUFFIXES)
