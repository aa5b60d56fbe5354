"""Digests: short fingerprints that decide whether something has to be done again.

A fingerprint of a value depends on its content alone, never on the identity, the order of
creation or the process: two processes that build equal values get equal fingerprints.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import sys
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import archivegen

SIZE = 16
"""Bytes of a digest."""


def digest(data: bytes) -> bytes:
    """The digest of some bytes, 16 bytes long."""
    return blake2b(data, digest_size=SIZE).digest()


def digest_of(path: str | Path) -> bytes:
    """The digest of a file's bytes, which need not fit in memory. Raises OSError."""
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


@lru_cache(maxsize=1)
def generator_digest() -> bytes:
    """The digest of the generator itself: its version and the source of its modules."""
    hasher = blake2b(f"{archivegen.__version__} {sys.version}".encode(), digest_size=SIZE)
    package = Path(archivegen.__file__).parent
    for source in sorted(package.rglob("*.py")):
        hasher.update(source.relative_to(package).as_posix().encode())
        hasher.update(source.read_bytes())
    return hasher.digest()


@lru_cache(maxsize=1)
def libraries_digest() -> bytes:
    """The digest of the generator and of the libraries whose versions may change bytes."""
    names = (
        "babel", "jinja2", "markdown", "markupsafe", "nh3", "python-slugify", "pyyaml",
        "text-unidecode", "tzdata",
    )  # fmt: skip
    return fingerprint((generator_digest(), *map(version, names), _version_of_extra("pyromark")))


@lru_cache(maxsize=1)
def search_version() -> str:
    """The version of Pagefind, with its kind if it is not the plain one; empty without it."""
    extended, plain = map(_version_of_extra, ("pagefind-bin-extended", "pagefind-bin"))
    return f"{extended}-extended" if extended else plain


@lru_cache(maxsize=1)
def pictures_version() -> str:
    """The version of Pillow, and with it of what it was built with; empty without it."""
    return _version_of_extra("pillow")


def _version_of_extra(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=8)
def extensions_digest(names: tuple[str, ...]) -> bytes:
    """The digest of Markdown extensions that do not come with Markdown itself."""
    found = []
    for name in names:
        module = name.partition(":")[0]
        spec = importlib.util.find_spec(module) if "." in module else None
        if spec and spec.origin and Path(spec.origin).is_file():
            found.append((name, digest_of(spec.origin)))
    return fingerprint(found)
