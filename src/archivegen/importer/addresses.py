"""Addresses: which item an address of the source means, and what becomes of the old ones.

Two addresses are one, if they differ in the scheme, in `www.`, in a slash at the end or in how they
are encoded. Only hosts that items have are meant; other links are left alone.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from archivegen.importer.item import path_of_address
from archivegen.model.links import alias_path, composed, controls_host
from archivegen.model.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.importer.item import Item
    from archivegen.model.urls import Urls
    from archivegen.system.tables import Table

_IDENTIFYING = re.compile("p|page_id|attachment_id|id|article|story|sid|aid|post|nid|newsid")
"""Parameters of a query that say which item is meant; campaigns have others."""

_PLAIN = re.compile(r"https?://(?:www\.)?+([a-z0-9.:-]+)(?:/|\Z)")
"""How an address begins of which nothing has to be read to know its host."""


@dataclass(slots=True)
class OldAddresses:
    """The old addresses of an item: those that files answer, and those that a host has to."""

    aliases: list[str] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)
    """Each with why no file can answer it."""
    answered: list[str] = field(default_factory=list)
    """Paths from the site's root at which it was found, and is."""


class AddressBook:
    """Which item each address of the source means; in tables of ids by addresses, and of hosts."""

    def __init__(self, items: Table[str, str], hosts: Table[str, bool]) -> None:
        self._items, self._table = items, hosts
        self._hosts = {"", *(host for host, _ in hosts.items())}

    def enter(self, item: Item) -> None:
        """Enter the addresses of an item; the first that claims one has it."""
        for address in addresses_of(item):
            self._items.add(_key(address), item.id)
            if (host := _host(address)) not in self._hosts:
                self._hosts.add(host)
                self._table[host] = True

    def owner(self, address: str) -> str:
        """The id of the item at an old address; empty, if there is none."""
        return self._items.get(_key(address)) or ""

    def find(self, written: str, bases: Sequence[str]) -> tuple[str, str]:
        """The id of the item that a link means, and its fragment; empty, if it means none.

        `bases` are the addresses of the item that has the link, each of which it may begin from.
        """
        if not written or written.startswith(("#", "mailto:", "tel:")):
            return "", ""
        # An address with a host begins from nowhere.
        for base in (bases or ("",)) if "://" not in written else ("",):
            with suppress(ValueError):
                address = urljoin(base, written)
                if found := self._found(address):
                    return found, urlsplit(address).fragment
        return "", ""

    def _found(self, address: str) -> str:
        """The id of the item at an address, whatever a campaign has put behind it."""
        if _host(address) not in self._hosts:
            return ""
        without_query = address.partition("?")[0]
        if found := self._items.get(_key(address)):
            return found
        return (self._items.get(_key(without_query)) or "") if without_query != address else ""


def addresses_of(item: Item) -> tuple[str, ...]:
    """The addresses of an item in its source, each once."""
    return tuple(dict.fromkeys(filter(None, (item.address, *item.other_addresses))))


def old_addresses(item: Item, new: str, former: tuple[str, ...], urls: Urls) -> OldAddresses:
    """What becomes of the old addresses of an item whose new one is `new`, from the site's root.

    `former` are addresses of this site that it had after an earlier import.
    """
    made = OldAddresses()
    for address in addresses_of(item):
        if address.startswith("file:"):
            continue
        reason = _old_one(address, new, urls, made)
        if reason:
            made.redirects.append((address, reason))
    for path in former:
        if path != new and path not in made.aliases:
            made.aliases.append(path)
    return made


def _old_one(address: str, new: str, urls: Urls, made: OldAddresses) -> str:
    """Enter one old address; gives why a host has to send it on, or nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "it is no address"
    if parts.query:
        return "it has a query, which no file answers"
    path = canonical(_below(path_of_address(address), urls))
    output = alias_path(path)
    if output is None or controls_host(output):
        return "it is no path that a file of the site can have"
    if path not in made.answered:
        made.answered.append(path)
        if output != alias_path(new):
            made.aliases.append(path)
    own = urlsplit(urls.origin).netloc
    if own and parts.netloc and _bare(parts.netloc) != _bare(own):
        return "it is on another host"
    return ""


def _below(path: str, urls: Urls) -> str:
    """The path from the site's root of one from the host's root."""
    return f"/{path.removeprefix(urls.base)}" if path.startswith(urls.base) else path


def relative(source: str, target: str, fragment: str = "") -> str:
    """A link from one file of the content folder to another, by their paths in it."""
    path = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return quote(path) + (f"#{fragment}" if fragment else "")


def _key(address: str) -> str:
    path = composed(unquote(path_of_address(address))).strip("/")
    scheme, _, rest = address.partition("?")
    query = rest.partition("#")[0]
    wanted = sorted(_identifying(query)) if query else ()
    scheme = "file:" if scheme.startswith("file:") else ""
    return f"{scheme}{path}?{'&'.join(wanted)}" if wanted else f"{scheme}{path}"


def _identifying(query: str) -> Iterator[str]:
    for name, value in parse_qsl(query, max_num_fields=None):
        if _IDENTIFYING.fullmatch(name):
            yield f"{name}={value}"


def _host(address: str) -> str:
    """The host of an address; empty also for one that cannot be read."""
    if plain := _PLAIN.match(address):
        return plain[1]
    try:
        return _bare(urlsplit(address).netloc)
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.lower().rpartition("@")[2].removeprefix("www.")
