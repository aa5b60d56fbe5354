"""gzip: compresses bytes as they come; equal bytes give an equal file on every system.

This holds for one version of zlib. Code that stores such files must know that version.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ZLIB = zlib.ZLIB_RUNTIME_VERSION
"""The version of what packs."""

_LEVEL = 6
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""No name, no time, and no word of the system (RFC 1952, 2.3), of which zlib would tell."""


def gzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a gzip file with these in it, in parts; none of it is held longer than needed.

    https://www.rfc-editor.org/rfc/rfc1952
    """
    packer = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)
    checksum, size = 0, 0
    yield _HEAD
    for part in parts:
        checksum, size = zlib.crc32(part, checksum), size + len(part)
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()
    yield checksum.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
