"""Hosts: which host a web address names.

All code that reads the host of an address does so here, so that two parts of the program never
take one address for two hosts. Three modules read something else, and each says so itself: the
sanitizer compares the spelling of embedded pages with the hosts allowed, `preview.host_guard` reads
a header, and `checks.http_client` reads the IP addresses to which a host resolves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

_NAME = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]", re.ASCII | re.IGNORECASE
)

_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?:/|\Z)")
"""How an address begins of which nothing has to be read to know its host."""


def is_host_name(text: str) -> bool:
    """Whether a text is the name of a host in the web, as RFC 1123 (2.1) has it."""
    return _NAME.fullmatch(text) is not None


def host_of(address: str) -> str:
    """The name of the host, in small letters, without port and user.

    Empty for an address without a host, and for what is no address.
    """
    if plain := _PLAIN.match(address):
        return plain[1]
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def host_and_port(address: str) -> str:
    """The host with the port that is written, in small letters, without the name of a user.

    Empty for an address without a host. Raises ValueError for what is no address.
    """
    return urlsplit(address).netloc.rpartition("@")[2].lower()


@lru_cache(maxsize=4)
def ascii_host(address: str) -> str:
    """The name of the host as the domain name system has it (IDNA); empty without a host."""
    host = host_of(address)
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return quote(host)
