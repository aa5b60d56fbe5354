"""The metadata of picture files: removed from their bytes, while the picture itself is unchanged.

Cameras record where a picture was taken, and editing programs who worked on it. What is left is
what a browser needs to show the picture: its colour profile, and how it was encoded. Nothing is
decoded, so no quality is lost.

JPEG: ITU T.81, B.1.1; PNG: https://www.w3.org/TR/png-3/#5Chunk-layout; WebP: RFC 9649, 2.3;
GIF: https://www.w3.org/Graphics/GIF/spec-gif89a.txt; AVIF: ISO/IEC 14496-12, 4.2
"""

from __future__ import annotations

import contextlib
import re
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
_JFIF, _PROFILE, _ADOBE = 0xE0, 0xE2, 0xEE
"""The application segments that say how to show the picture."""
_START_OF_SCAN, _COMMENT = 0xDA, 0xFE
_END_OF_IMAGE = b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In coded data, whatever follows 0xFF but a zero and the marks of restarts."""
_APPLICATION = range(0xE0, 0xF0)
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_AVIF_KEPT = {b"ftyp", b"meta", b"mdat", b"moov", b"moof"}
_WEBP_FLAGS = 0b00001100
"""Of the chunk `VP8X`: that there is such metadata."""
_LOOP = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""What an animated GIF says of its repetitions."""


class NotWholeError(ValueError):
    """A file is not what its first bytes say."""


def stripped(data: bytes, kind: str, exif: bytes = b"") -> bytes:
    """A picture's bytes without metadata but for `exif`, a block of TIFF, where the kind has room.

    `kind` is JPEG, PNG, WEBP, GIF or AVIF; of the last, metadata among its items stays. Raises
    NotWholeError.
    """
    try:
        return _STRIPPERS[kind](data, exif)
    except (IndexError, struct.error) as error:
        raise NotWholeError("it ends too soon") from error


def scans_of(jpeg: bytes) -> int:
    """How many scans a JPEG has, as far as it is whole."""
    count = 0
    with contextlib.suppress(NotWholeError, IndexError, struct.error):
        for marker, _ in _jpeg_segments(jpeg):
            count += marker == _START_OF_SCAN
    return count


def _jpeg(data: bytes, exif: bytes) -> bytes:
    parts = [data[:2]]
    if exif:
        block = b"Exif\0\0" + exif
        parts.append(b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block)
    parts += (_for_showing(marker, segment) for marker, segment in _jpeg_segments(data))
    return b"".join([*parts, _END_OF_IMAGE])


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a picture, without its first and its last mark, each with its marker."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:  # noqa: PLR2004 -- what every marker begins with
            raise NotWholeError("a marker is missing")
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 -- a fill byte
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _START_OF_SCAN:
            end = _next_marker(data, end)
        yield marker, data[at:end]
        if data[end : end + 2] == _END_OF_IMAGE:
            # What a camera has put behind it is not a part of the picture.
            return
        at = end
    raise NotWholeError("there is no picture in it")


def _next_marker(data: bytes, at: int) -> int:
    """Where the coded data ends that begins at a place."""
    found = _MARKER.search(data, at)
    if found is None:
        raise NotWholeError("it ends too soon")
    return found.start()


def _for_showing(marker: int, segment: bytes) -> bytes:
    """What of a segment is needed to show the picture; empty for nothing."""
    content = segment[4:]
    if marker == _JFIF and content.startswith(b"JFIF\0"):
        # Version and density, and no thumbnail.
        return b"\xff\xe0\0\x10" + content[:12].ljust(12, b"\0") + b"\0\0"
    if marker == _PROFILE and content.startswith(b"ICC_PROFILE\0"):
        return segment
    if marker == _ADOBE and content.startswith(b"Adobe"):
        return b"\xff\xee\0\x0e" + content[:12].ljust(12, b"\0")
    return b"" if marker in _APPLICATION or marker == _COMMENT else segment


def _png(data: bytes, exif: bytes) -> bytes:
    parts = [PNG_SIGNATURE]
    for name, chunk in _png_chunks(data):
        if name == b"IEND":
            return b"".join([*parts, _png_chunk(b"IEND", b"")])
        if name in _PNG_KEPT:
            parts.append(chunk)
        if name == b"IHDR" and exif:
            parts.append(_png_chunk(b"eXIf", exif))
    raise NotWholeError("it ends too soon")


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at : at + 12 + length]
        at += 12 + length


def without_broken_chunks(data: bytes) -> tuple[bytes, str]:
    """A PNG without the ancillary chunks whose checksum is wrong, which browsers pass over, too.

    And what is said of them; any other file is as it was, and nothing is said.
    """
    if not data.startswith(PNG_SIGNATURE):
        return data, ""
    good, broken = [PNG_SIGNATURE], list[bytes]()
    with contextlib.suppress(struct.error):
        for name, chunk in _png_chunks(data):
            is_ancillary = name[:1].islower()
            if is_ancillary and chunk[-4:] != struct.pack(">I", zlib.crc32(chunk[4:-4])):
                broken.append(name)
            else:
                good.append(chunk)
    if not broken:
        return data, ""
    names = ", ".join(sorted({name.decode("latin-1") for name in broken}))
    return b"".join(good), f"a part that browsers pass over is damaged ({names})"


def _png_chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def _webp(data: bytes, exif: bytes) -> bytes:
    chunks, at = [], 12
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at < end:
        name = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        size = 8 + length + length % 2
        if name == b"VP8X":
            flags = bytes([data[at + 8] & ~_WEBP_FLAGS | (0b1000 if exif else 0)])
            chunks.append(data[at : at + 8] + flags + data[at + 9 : at + size])
        elif name in _WEBP_KEPT:
            chunks.append(data[at : at + size])
        at += size
    if exif and chunks[0].startswith(b"VP8X"):
        chunks.append(b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2))
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes, _: bytes) -> bytes:
    at = 13 + _size_of_colours(data[10])
    parts = [data[:at]]
    while True:
        start, introducer = at, data[at]
        if introducer == 0x3B:  # noqa: PLR2004 -- the trailer
            return b"".join([*parts, b";"])
        if introducer == 0x2C:  # noqa: PLR2004 -- a picture, with its own colours
            at = _end_of_blocks(data, at + 11 + _size_of_colours(data[at + 9]))
            parts.append(data[start:at])
            continue
        label, name = data[at + 1], data[at + 3 : at + 14]
        at = _end_of_blocks(data, at + 2)
        if label == 0xF9:  # noqa: PLR2004 -- how a picture is shown
            parts.append(data[start : start + 7] + b"\0")
        elif label == 0xFF and name in _LOOP:  # noqa: PLR2004 -- how often a film repeats
            parts.append(data[start : start + 18] + b"\0")


def _size_of_colours(packed: int) -> int:
    """The bytes of a table of colours, as the byte before it tells."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _avif(data: bytes, _: bytes) -> bytes:
    """The boxes of the picture; others are emptied, as places in the file must not move."""
    parts, at = [], 0
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        size = len(data) - at if length == 0 else length
        if length == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
        if size < 8 or at + size > len(data):  # noqa: PLR2004 -- no box: what stands behind them
            break
        box = data[at : at + size]
        if name not in _AVIF_KEPT and size < 1 << 32:
            box = struct.pack(">I", size) + b"free" + bytes(size - 8)
        parts.append(box)
        at += size
    return b"".join(parts)


_STRIPPERS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif, "AVIF": _avif,
}  # fmt: skip
