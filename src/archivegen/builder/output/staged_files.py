"""Staged files: stages what a worker makes, unless the output already has the very bytes."""

from __future__ import annotations

import os
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING

from archivegen.builder.output.previous import digest_of_file, is_behind_link
from archivegen.system.digests import SIZE, digest
from archivegen.system.files import backdate, unique_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archivegen.builder.output.staging import Staging


class StagedFiles:
    """What one worker stages for an output; names are of its own."""

    def __init__(self, output: Path, staging: Staging) -> None:
        self._output, self._staging = output, staging
        self._name, self._numbers = unique_number(), count()

    def add(self, output: str, data: bytes, standing: bytes | None) -> tuple[bytes, str]:
        """Stage a file for a path of the output: its digest, and what it is staged as.

        That is empty if the output has the very bytes already: `standing` is its file's digest,
        as far as it is known. Raises OSError.
        """
        key = digest(data)
        if key == standing or self._stands(output, data):
            return key, ""
        staged, path = self._place(output)
        # There is nothing to gather, so a buffer would only take time.
        with open(path, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            backdate(file.fileno() if os.utime in os.supports_fd else path)
        return key, staged

    def add_parts(
        self, output: str, parts: Iterable[bytes], standing: bytes | None
    ) -> tuple[bytes, str]:
        """The same for a file that comes in parts. Raises OSError, and whatever `parts` raises."""
        staged, path = self._place(output)
        hasher = blake2b(digest_size=SIZE)
        with open(path, "wb") as file:
            for part in parts:
                hasher.update(part)
                file.write(part)
        key = hasher.digest()
        if key == standing or self._has(output, key):
            os.unlink(path)
            return key, ""
        backdate(path)
        return key, staged

    def _place(self, output: str) -> tuple[str, str]:
        return self._staging.place(output, f"{self._name}-{next(self._numbers)}")

    def _stands(self, output: str, data: bytes) -> bool:
        """Whether the output holds these very bytes already, in a plain file."""
        if self._staging.has_tree:
            # The output was empty.
            return False
        path = os.path.join(self._output, output)
        try:
            if os.path.getsize(path) != len(data) or os.path.islink(path):
                return False
            with open(path, "rb") as file:
                return file.read() == data and not is_behind_link(self._output, output)
        except OSError:
            return False

    def _has(self, output: str, key: bytes) -> bool:
        """Whether a plain file with that digest is in the output."""
        path = os.path.join(self._output, output)
        return digest_of_file(path) == key and not is_behind_link(self._output, output)
