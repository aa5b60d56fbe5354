"""Headers: what hosts send with each file, and how each store is told so.

Nothing is stored compressed: whoever delivers the files compresses them for those who can read it.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.system.caching import caching_of
from archivegen.system.digests import fingerprint
from archivegen.system.media_types import media_type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Headers(NamedTuple):
    """The `Content-Type` and the `Cache-Control` of a file."""

    media_type: str
    caching: str


def headers_of(path: str) -> Headers:
    """What hosts should send with a file of the output, given its path there."""
    return Headers(media_type_of(path), caching_of(path))


@lru_cache(maxsize=256)
def key_of(headers: Headers) -> str:
    """A short text that tells headers from others: a file is sent again when it gets others."""
    return fingerprint(headers).hex()[:8]


def _of_s3(headers: Headers) -> dict[str, Any]:
    return {"ContentType": headers.media_type, "CacheControl": headers.caching}


def _of_google(headers: Headers) -> dict[str, Any]:
    fixed = {"cache_control": headers.caching}
    return {"content_type": headers.media_type, "fixed_key_metadata": fixed}


def _of_azure(headers: Headers) -> dict[str, Any]:
    settings = {"content_type": headers.media_type, "cache_control": headers.caching}
    return {"content_settings": settings}


ARGUMENTS: Mapping[str, Callable[[Headers], dict[str, Any]]] = MappingProxyType(
    {"s3": _of_s3, "gs": _of_google, "abfs": _of_azure}
)
"""What s3fs, gcsfs and adlfs are given with a file, by fsspec's name of the store.

These are the stores with buckets; others, such as a folder, keep bytes alone.
"""
