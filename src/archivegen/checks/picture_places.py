"""Places in pictures: which published pictures say where they were taken.

A small reader, so that it needs no Pillow: of a file, only what stands around its picture is read.
Positions are in blocks of TIFF, whose tag 0x8825 leads to them (Exif 2.32, 4.6.3), and in XMP.

JPEG: ITU T.81, B.1.1; PNG: https://www.w3.org/TR/png-3/#5Chunk-layout; WebP: RFC 9649, 2.3
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, BinaryIO

from archivegen.builder.images.metadata import PNG_SIGNATURE
from archivegen.config.extras import install_command
from archivegen.model.picture import is_picture, is_unclean
from archivegen.model.problems import Problem
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archivegen.builder.output.assets import Asset

MOST = 1 << 20
"""Bytes of one piece of metadata that are looked at; and of a file of another kind, its first."""

_PIECES = 1000
"""Pieces of a file, at most: more are no photograph."""

_TIFF = re.compile(rb"II\*\0|MM\0\*")
_XMP = re.compile(rb"GPS(?:Latitude|Longitude)")
_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
_START_OF_SCAN, _END = 0xDA, 0xD9
_PICTURE = {b"IDAT", b"fdAT", b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}


def with_places(root: Path, assets: Iterable[Asset]) -> Iterator[Problem]:
    """Warnings for pictures that are published as they are and say where they were taken."""
    for asset in assets:
        # What `[images]` has looked at has no metadata any more.
        is_as_it_was = asset.source and not asset.stored and not asset.is_exact
        is_photograph = is_picture(asset.output) or is_unclean(asset.output)
        if is_as_it_was and is_photograph and _says_where(located(root, asset.source)):
            yield Problem(
                asset.source,
                "the picture says where it was taken, for everybody to read",
                hint="enabled = true under [images] takes that out (it needs: "
                f"{install_command('images')}); or save it without its location",
                severity="warning",
                kind="place in a picture",
            )


def _says_where(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return says_where(file)
    except OSError:
        return False


def says_where(file: BinaryIO) -> bool:
    """Whether the metadata of a picture file has a position on Earth."""
    return any(_XMP.search(piece) or _has_position(piece) for piece in _metadata(file))


def _metadata(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of a file that may be metadata."""
    head = file.read(12)
    try:
        if head.startswith(b"\xff\xd8"):
            yield from _segments(file)
        elif head.startswith(PNG_SIGNATURE):
            yield from _chunks(file, len(PNG_SIGNATURE), ">I4s", 4)
        elif head[:4] == b"RIFF" and head[8:] == b"WEBP":
            yield from _chunks(file, 12, "<4sI", 0)
        else:
            file.seek(0)
            yield file.read(MOST)
    except struct.error:
        return


def _segments(file: BinaryIO) -> Iterator[bytes]:
    """The segments of a JPEG before its picture."""
    at = 2
    for _ in range(_PIECES):
        file.seek(at)
        marker, length = struct.unpack(">HH", file.read(4))
        if marker >> 8 != 0xFF or marker & 0xFF in {_START_OF_SCAN, _END}:  # noqa: PLR2004
            return
        yield file.read(length)
        at += 2 + length


def _chunks(file: BinaryIO, at: int, head: str, behind: int) -> Iterator[bytes]:
    """The chunks of a PNG or a WebP but for its picture; `behind` each are so many bytes."""
    for _ in range(_PIECES):
        file.seek(at)
        first, second = struct.unpack(head, file.read(8))
        name, length = (second, first) if head[0] == ">" else (first, second)
        if name not in _PICTURE:
            yield file.read(min(length, MOST))
        at += 8 + length + behind
        if not behind:
            at += length % 2


def _has_position(data: bytes) -> bool:
    """Whether a block of TIFF in some data has a latitude or a longitude."""
    for match in _TIFF.finditer(data):
        block, order = data[match.start() :], "<" if match[0] == b"II*\0" else ">"
        try:
            (first,) = struct.unpack_from(f"{order}I", block, 4)
            places = [value for tag, value in _entries(block, order, first) if tag == _GPS]
            tags = {tag for at in places for tag, _ in _entries(block, order, at)}
        except struct.error:
            continue
        if tags & {_LATITUDE, _LONGITUDE}:
            return True
    return False


def _entries(block: bytes, order: str, at: int) -> Iterator[tuple[int, int]]:
    """The tags of a directory of TIFF, with their values as numbers or as places."""
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for number in range(count):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", block, at + 2 + 12 * number)
        yield tag, value
