"""Conditional writes: S3 writes an object only where the version stands that somebody saw.

So of two who write at the same time, the second learns of it. A store that only speaks as S3 does,
or a library that is older than these writes, may not offer them: then, an object is just written.
"""

from __future__ import annotations

from errno import ENOSYS
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_REQUEST = 5 << 29
"""The `chunksize` with which s3fs writes as much as S3 takes in one request, 5 GiB.

In several, nothing would be compared.
"""


def write_in_place_of(system: Any, place: str, etag: str, data: bytes) -> bool:
    """Write an object where one with this ETag stands, or none if that is empty.

    `system` is s3fs's. Says whether it was written; raises whatever s3fs raises.
    """
    condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
    try:
        system.pipe_file(place, data, chunksize=_ONE_REQUEST, **condition)
    except Exception as error:
        if _is_other_version(error):
            # It may be what an attempt wrote whose answer was lost.
            return _has(system, place, data)
        if not _is_not_offered(error):
            raise
        system.pipe_file(place, data)
    return True


def _has(system: Any, place: str, data: bytes) -> bool:
    try:
        return bool(system.cat_file(place) == data)
    except FileNotFoundError:
        return False


def _is_other_version(error: Exception) -> bool:
    """Whether a store did not write since something else stands there, or nothing any more."""
    answer: Mapping[str, Any] = getattr(error.__cause__, "response", None) or {}
    code = answer.get("Error", {}).get("Code")
    return code in {"PreconditionFailed", "412", "NoSuchKey"} or isinstance(error, FileExistsError)


def _is_not_offered(error: Exception) -> bool:
    is_unknown_to_library = type(error).__name__ == "ParamValidationError"
    return is_unknown_to_library or (isinstance(error, OSError) and error.errno == ENOSYS)
