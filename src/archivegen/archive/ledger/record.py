"""Records in the ledger: adds, retires and lists addresses. Only this module changes it.

Nothing is written while the list has an unreadable line, because its content would be lost.
"""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol
from urllib.parse import urlsplit

from archivegen.archive.ledger.file import Entry, read_ledger, write_ledger
from archivegen.model.links import has_scheme
from archivegen.model.problems import Problem, SiteError
from archivegen.model.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from archivegen.archive.ledger.published import PublishedAddresses
    from archivegen.model.urls import Urls

AddressState = Literal[
    "article", "page", "tombstone", "listing", "alias", "file", "vanished", "retired"
]  # fmt: skip
"""What becomes of an address: what the site has there, or that it has nothing."""

MOST_COMPARED = 1000
"""Addresses among which one that is nearly the same is looked for, at most."""

NEAREST = 3
"""Addresses that are suggested where one is not known."""


class ListedAddress(NamedTuple):
    """An address as it is listed.

    Its `url` has the host, if the site has one; `path` is the file that is behind it, or was.
    """

    address: str
    url: str
    state: AddressState
    path: str


class Entries(Protocol):
    """What entries are put into by their addresses: a dictionary, or a table on disk."""

    def __contains__(self, address: str, /) -> bool: ...

    def __setitem__(self, address: str, entry: Entry, /) -> None: ...


class UnknownAddressError(Exception):
    """The ledger does not have this address."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


def entries_of(path: Path) -> dict[str, Entry]:
    """The entries by their addresses. Raises SiteError for lines that are none."""
    entries: dict[str, Entry] = {}
    enter_all(path, entries)
    return entries


def enter_all(path: Path, entries: Entries) -> None:
    """Enter what the ledger has by its addresses. Raises SiteError for lines that are none.

    An address that two lines have, as after a merge, is in use if one of them says so.
    """
    problems: list[Problem] = []
    for item in read_ledger(path):
        if isinstance(item, Problem):
            problems.append(item)
        elif item.address not in entries or not item.is_retired:
            entries[item.address] = item
    if problems:
        raise SiteError(problems)


def record(path: Path, addresses: PublishedAddresses) -> tuple[int, int]:
    """Enter all published addresses; returns how many are new, and how many there are.

    Each gets the file that has it now; a retired one is in use again. Raises SiteError,
    OSError.
    """
    entries = entries_of(path)
    before = len(entries)
    for address, source in addresses.published():
        entries[address] = Entry(address, source)
    write_ledger(path, entries)
    return len(entries) - before, len(entries)


def retire(path: Path, urls: Urls, addresses: Iterable[str]) -> list[str]:
    """Mark addresses as ones that may vanish; returns those that were not retired before.

    Nothing is written if one of them is not in the ledger. Raises UnknownAddressError, SiteError,
    OSError.
    """
    entries = entries_of(path)
    own = _own(entries, urls, addresses)
    retired = [address for address in own if not entries[address].is_retired]
    entries |= {address: entries[address]._replace(is_retired=True) for address in retired}
    write_ledger(path, entries)
    return retired


def recorded(path: Path, urls: Urls, addresses: Iterable[str]) -> list[str]:
    """Addresses as the ledger has them, each once. Raises UnknownAddressError, SiteError."""
    return _own(entries_of(path), urls, addresses)


def _own(entries: Container[str], urls: Urls, addresses: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(_find(entries, urls, address) for address in addresses)]


def _find(entries: Container[str], urls: Urls, written: str) -> str:
    """The entry's address for one as people write it: with the host or without, as it is linked."""
    try:
        path = urlsplit(written).path if has_scheme(written) else written
    except ValueError as error:
        raise UnknownAddressError(written) from error
    for candidate in (path, urls.path_of(path)):
        address = canonical(candidate)
        for spelled in (address, f"{address}/"):
            if spelled in entries:
                return spelled
    raise UnknownAddressError(canonical(path))


def near(path: Path, address: str) -> list[str]:
    """Addresses that were perhaps meant: in the same folder, or with the same name elsewhere."""
    folder, name = _split(address)
    alike = (
        other
        for other in entries_of(path)
        if folder == (parts := _split(other))[0] or name == parts[1]
    )
    return get_close_matches(address, list(islice(alike, MOST_COMPARED)), NEAREST, cutoff=0.5)


def _split(address: str) -> tuple[str, str]:
    folder, _, name = address.rstrip("/").rpartition("/")
    return folder, name


def listed(
    entries: Iterable[Entry], addresses: PublishedAddresses, urls: Urls, *, retired: bool
) -> Iterator[ListedAddress]:
    """The entries in their order, each with what is at its address; `retired` ones only if asked.

    Entries in the order of their addresses are the fastest.
    """
    used = (entry for entry in entries if retired or not entry.is_retired)
    for entry, owner in addresses.with_each(used):
        state: AddressState = "retired" if entry.is_retired else owner.kind if owner else "vanished"
        url = urls.absolute(urls.base + entry.address[1:])
        yield ListedAddress(entry.address, url, state, owner.path if owner else entry.source)
