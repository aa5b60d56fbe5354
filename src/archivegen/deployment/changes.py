"""Changes: what has to be sent or removed, so that an address holds the site.

New files come first, to which nothing leads yet; then those with other bytes, listings last; then
what is no longer made goes. So whatever a page leads to is there, at every moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.deployment.headers import headers_of, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.deployment.site_files import SiteFile

UNCERTAIN = "-"
"""Stands for bytes of which only this is known, that they are ours, if they are there at all."""


def fingerprint_of(file: SiteFile) -> str:
    """What tells an object from others: the digest of its bytes, and a key of its headers."""
    return f"{file.digest.hex()}-{key_of(headers_of(file.path))}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is done to the objects at an address, each in the order in which it is done."""

    new: tuple[SiteFile, ...]
    changed: tuple[SiteFile, ...]
    removed: tuple[str, ...]
    unchanged: int

    @property
    def sent(self) -> tuple[SiteFile, ...]:
        """All that is sent, in its order."""
        return self.new + self.changed

    @property
    def size(self) -> int:
        """How many bytes are sent."""
        return sum(file.size for file in self.sent)


def changes_of(files: Iterable[SiteFile], held: Mapping[str, str]) -> Changes:
    """What is to be done, where an address `held` objects of ours with these fingerprints."""
    new, changed, unchanged = [], [], 0
    left = {**held}
    for file in files:
        before = left.pop(file.path, UNCERTAIN)
        if before == UNCERTAIN:
            new.append(file)
        elif before != fingerprint_of(file):
            changed.append(file)
        else:
            unchanged += 1
    return Changes(
        tuple(sorted(new, key=_order)),
        tuple(sorted(changed, key=_order)),
        tuple(sorted(left)),
        unchanged,
    )


def _order(file: SiteFile) -> tuple[bool, str]:
    return file.is_listing, file.path
