"""Digests: short fingerprints that decide whether something has to be done again.

A fingerprint of a value depends on its content alone, never on the identity, the order of
creation or the process: two processes that build equal values get equal fingerprints.
"""

from __future__ import annotations

import hashlib
import marshal
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 16
"""Bytes of a digest."""


def digest(data: bytes) -> bytes:
    """The digest of some bytes, 16 bytes long."""
    return blake2b(data, digest_size=SIZE).digest()


def digest_of(path: str | Path) -> bytes:
    """The digest of a file's bytes, 16 bytes long; the file may be larger than memory.

    Raises OSError.
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, lambda: blake2b(digest_size=SIZE)).digest()


def fingerprint(value: object) -> bytes:
    """The digest of a value of texts, numbers, bytes, times, sequences, mappings and dataclasses.

    A dataclass with a field `digest` is represented by that field: whoever filled it answers
    for it. Raises TypeError for a value of another type.
    """
    # Version 0 of marshal writes no references, so equal values give equal bytes.
    return digest(marshal.dumps(_plain(value), 0))


_SCALARS = frozenset({type(None), str, bytes, int, float, bool})


def _plain(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    if isinstance(value, (tuple, list)):
        # Most are of scalars alone; to look is less than to go on with each.
        plain = _SCALARS.issuperset(map(type, value))
        return tuple(value if plain else map(_plain, value))
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return ("{}", *((_plain(key), _plain(item)) for key, item in value.items()))
    if is_dataclass(value) and not isinstance(value, type):
        kind: Any = type(value)
        return (kind.__name__, *(_plain(getattr(value, name)) for name in _fields(kind)))
    raise TypeError(f"no fingerprint for {type(value).__name__}")


@lru_cache(maxsize=256)
def _fields(kind: Any) -> tuple[str, ...]:
    names = tuple(field.name for field in fields(kind))
    return ("digest",) if "digest" in names else names
