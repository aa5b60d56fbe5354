"""Digests: short fingerprints that decide whether something has to be done again.

A fingerprint of a value depends only on its content, never on identity, order of creation or the
process: two processes that build equal values get equal fingerprints.
"""

from __future__ import annotations

import marshal
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

SIZE = 16
"""Bytes of a digest."""

_PART = 1 << 16
"""Bytes of a file that are read at a time."""


def digest(data: bytes) -> bytes:
    """The digest of some bytes, 16 bytes long."""
    return blake2b(data, digest_size=SIZE).digest()


def digest_of(path: str | Path) -> bytes:
    """The digest of a file's bytes, 16 bytes long; the file may be larger than memory.

    Raises OSError.
    """
    hasher = blake2b(digest_size=SIZE)
    # Most are small: a buffer of Python's own, or of hashlib's, would take as long as the rest.
    with open(path, "rb", buffering=0) as file:
        while part := file.read(_PART):
            hasher.update(part)
    return hasher.digest()


def fingerprint(value: object) -> bytes:
    """The digest of a value of texts, numbers, bytes, times, sequences, mappings and dataclasses.

    A dataclass with a field `digest` is represented by that field: whoever filled it answers
    for it. Raises TypeError for a value of another type.
    """
    # Version 0 of marshal writes no references, so equal values give equal bytes.
    return digest(marshal.dumps(_plain(value), 0))


def fingerprint_in_parts(values: Iterable[object]) -> tuple[bytes, bytes]:
    """The digest of some values, and a byte for each that tells which of them are others.

    That is a hint for people: one value in 256 has the byte of another. Raises TypeError as above.
    """
    parts = [marshal.dumps(_plain(value), 0) for value in values]
    return digest(marshal.dumps(parts, 0)), bytes(crc32(part) & 0xFF for part in parts)


_SCALARS = frozenset({type(None), str, bytes, int, float, bool})


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    return value if kind in _SCALARS else _way(kind)(value)


@lru_cache(maxsize=256)
def _way(kind: Any) -> Callable[[Any], Any]:
    """What makes values of a type plain."""
    type_name: str = kind.__name__
    if issubclass(kind, str):
        return str
    if issubclass(kind, (tuple, list)):
        return _plain_sequence
    if issubclass(kind, datetime):
        return datetime.isoformat
    if issubclass(kind, dict):
        return _plain_mapping
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return _plain_fields(type_name, ["digest"] if "digest" in names else names)
    raise TypeError(f"no fingerprint for {type_name}")


def _plain_sequence(values: Sequence[Any]) -> tuple[Any, ...]:
    # Most are of scalars alone; to look is less than to go on with each.
    return tuple(values if _SCALARS.issuperset(map(type, values)) else [_plain(v) for v in values])


def _plain_mapping(values: Any) -> tuple[Any, ...]:
    try:
        # Most are plain all the way down, which marshal sees for itself.
        return ("{}", marshal.dumps(values, 0))
    except ValueError:
        return ("{}", *[(_plain(key), _plain(item)) for key, item in values.items()])


def _plain_fields(name: str, names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What makes dataclasses plain, of that name and with these fields."""
    if len(names) > 1:
        get = attrgetter(*names)
        return lambda value: (name, *_plain_sequence(get(value)))
    if names == ["digest"]:
        # Of most values that pages hold, each of a listing's cards for one.
        get = attrgetter("digest")
        return lambda value: (name, get(value))
    return lambda value: (name, *(_plain(getattr(value, field)) for field in names))
