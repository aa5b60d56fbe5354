"""A bag as it is found: what it says that it holds, whoever packed it (RFC 8493).

A bag that follows an earlier one lists what did not change since; the bags of such a chain are
whole together.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.builder.output.manifest import leads_out
from archivegen.model.problems import BuildError
from archivegen.preservation.fixity import BrokenListError, read_list
from archivegen.preservation.verify import Expectation, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

UNCHANGED = "unchanged-sha512.txt"
"""The list of files that are as they were in an earlier bag."""

_LIST = re.compile(r"(?:tag)?manifest-([a-z0-9]+)\.txt").fullmatch


class NoBagError(BuildError):
    """A folder is no bag, or one that cannot be read."""


@dataclass(frozen=True, slots=True)
class OpenedBag:
    """The folder of a bag."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> OpenedBag:
        """The bag in a folder. Raises NoBagError."""
        try:
            declaration = (folder / "bagit.txt").read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NoBagError(f"{folder} is not a bag: it has no readable bagit.txt") from error
        if not declaration.startswith(("BagIt-Version: 1.", "BagIt-Version: 0.97")):
            raise NoBagError(f"{folder} is a bag of an unknown version")
        return cls(folder)

    @property
    def digest(self) -> str:
        """What names this very bag: the SHA-512 of the list of its tag files."""
        return hashlib.sha512(self._read("tagmanifest-sha512.txt")).hexdigest()

    @property
    def since(self) -> str:
        """The digest of the bag that this one follows; empty for one that is whole by itself."""
        text = self._read("bag-info.txt").decode("utf-8", "replace")
        match = re.search(r"^Since-Bag: ([0-9a-f]+)$", text, re.MULTILINE)
        return match[1] if match else ""

    def expectation(self) -> Expectation:
        """What its folder should hold. Raises NoBagError, also for a bag without a list."""
        names = sorted(path.name for path in self.folder.iterdir())
        lists = {match[0]: match[1] for name in names if (match := _LIST(name))}
        if not any(name.startswith("manifest-") for name in lists):
            raise NoBagError(f"{self.folder} has no list of its files")
        files: dict[str, dict[str, str]] = {}
        for name, algorithm in lists.items():
            if algorithm not in hashlib.algorithms_available:
                raise NoBagError(f"{self.folder / name}: this algorithm is unknown")
            for path, digest in self.digests(name):
                files.setdefault(path, {})[algorithm] = digest
        return Expectation(self.folder, files, frozenset(lists))

    def digests(self, name: str) -> Iterator[tuple[str, str]]:
        """The paths of one of its lists, with their digests. Raises NoBagError, OSError."""
        try:
            for path, digest in read_list(self.folder / name):
                # Whoever made the bag could name any file here.
                if leads_out(path) or path.startswith("~"):
                    raise NoBagError(f"{self.folder / name}: {path} leads out of the bag")
                yield path, digest
        except BrokenListError as error:
            raise NoBagError(f"{self.folder / error.args[0]}") from error

    def unchanged(self) -> Iterator[tuple[str, str]]:
        """The files that earlier bags have, with their SHA-512."""
        if (self.folder / UNCHANGED).is_file():
            yield from self.digests(UNCHANGED)

    def whole_payload(self) -> Iterator[tuple[str, str]]:
        """All files of the site when it was packed, with their SHA-512, here or in earlier bags."""
        yield from self.digests("manifest-sha512.txt")
        yield from self.unchanged()

    def _read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise NoBagError(f"{self.folder} has no {name} that can be read") from error


def chain_findings(bag: OpenedBag, earlier: Iterable[OpenedBag]) -> Iterator[Finding]:
    """The files that a bag leaves to earlier ones, and that none of these has.

    The earlier bags are verified by themselves. A bag that is whole by itself needs none.
    """
    bags = {one.digest: one for one in earlier}
    since, payloads = bag.since, list[dict[str, str]]()
    while since and since in bags:
        before = bags.pop(since)
        payloads.append(dict(before.digests("manifest-sha512.txt")))
        since = before.since
    missing = [
        path
        for path, digest in bag.unchanged()
        if not any(payload.get(path) == digest for payload in payloads)
    ]
    if missing and since:
        some = "1 file" if len(missing) == 1 else f"{len(missing)} files"
        detail = (
            "earlier bags have them: name these, too, behind the bag. The next one is that whose "
            f"tagmanifest-sha512.txt has the SHA-512 {since[:16]}..."
        )
        yield Finding("missing", f"{some} of {UNCHANGED}", detail)
    elif missing:
        for path in missing:
            yield Finding("missing", path, "none of the bags before has it")
