"""Bytecode: Jinja's compiled templates, cached in a folder and in the process."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket

from archivegen.system.digests import SIZE, digest
from archivegen.system.files import make_folder, replace_file, unique_number
from archivegen.system.locks import locked
from archivegen.system.versions import libraries_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import CodeType
    from typing import Self

MOST_REMEMBERED = 500
"""Templates that a process remembers, at most: some of the many that a long `serve` has seen."""

References = tuple[str | None, ...]
"""Names of templates; None stands for any, where a template says it only when it runs."""


@dataclass(slots=True)
class Remembered:
    """What this process knows of a template: nothing, before anybody has found it out."""

    code: CodeType | None = None
    references: References | None = None


@lru_cache(maxsize=MOST_REMEMBERED)
def remembered(key: str, checksum: str) -> Remembered:  # noqa: ARG001 -- they are what it is known by
    """What is known of the template with that name and file, and with a source of that checksum.

    The next build in this process, as `serve` has them, need not even look at what is kept.
    """
    return Remembered()


class CheckedBytecodeCache(jinja2.BytecodeCache):
    """Compiled templates and what they refer to, in a folder; damaged ones are made again.

    Each is behind a digest of itself, of its source and of what made it; `made_from` gives the
    digest of more than a source that a template is made from, by its name.
    """

    def __init__(self, folder: Path, made_from: Callable[[str], bytes] | None = None) -> None:
        self._folder, self._made_from = folder, made_from

    def of_site(self, made_from: Callable[[str], bytes]) -> Self:
        """One in the same folder for templates that are made from more than a source."""
        return type(self)(self._folder, made_from)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait for other processes that do the same; where none can be locked out, go on."""
        with ExitStack() as stack:
            with suppress(OSError):
                stack.enter_context(locked(self._folder / "lock", lambda _: None))
            yield

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The bucket of a template, filled if there is something to fill it with."""
        if self._made_from is None:
            return super().get_bucket(environment, name, filename, source)
        key = self.get_cache_key(f"site {name}", filename)
        bucket = Bucket(environment, key, self._made_from(name).hex())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something whole to fill it with."""
        known = remembered(bucket.key, bucket.checksum)
        path = self._code_path(bucket)
        if known.code is None:
            code = _read(path, bucket.checksum)
            if code is not None:
                bucket.bytecode_from_string(code)
                known.code = bucket.code
            return
        bucket.code = known.code
        if not path.exists():
            # Other processes are to find it, too.
            self._write(path, bucket.checksum, bucket.bytecode_to_string())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket; without a place to keep it, go on."""
        remembered(bucket.key, bucket.checksum).code = bucket.code
        self._write(self._code_path(bucket), bucket.checksum, bucket.bytecode_to_string())

    def references(
        self, name: str, filename: str | None, source: str, find: Callable[[], References]
    ) -> References:
        """What a template refers to, as `find` says if it is not known. Raises what that does."""
        key, checksum = self.get_cache_key(name, filename), self.get_source_checksum(source)
        known, path = remembered(key, checksum), self._folder / f"{key}.json"
        is_kept = known.references is not None and path.exists()
        if known.references is None:
            data = _read(path, checksum)
            is_kept = data is not None
            known.references = find() if data is None else tuple(json.loads(data))
        if not is_kept:
            self._write(path, checksum, json.dumps(known.references).encode())
        return known.references

    def _code_path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"

    def _write(self, path: Path, checksum: str, data: bytes) -> None:
        with suppress(OSError):
            make_folder(self._folder)
            whole = _digest(checksum, data) + data
            replace_file(path, whole, path.with_suffix(f".{unique_number()}"))


def _read(path: Path, checksum: str) -> bytes | None:
    """What was kept, if it is whole and of a source of that checksum."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    data = whole[SIZE:]
    return data if _digest(checksum, data) == whole[:SIZE] else None


def _digest(checksum: str, data: bytes) -> bytes:
    """The digest of what is kept, of the source it was made from and of what made it."""
    return digest(libraries_digest() + checksum.encode() + data)
