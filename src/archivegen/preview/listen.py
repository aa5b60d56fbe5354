"""Listen: the socket of a preview, the hosts that it answers to, and its URLs."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress

from archivegen.preview.host_guard import Names

PORT = 8000
"""The port that is tried first."""

_MORE_PORTS = 100
"""How many ports after it are tried."""

_BEYOND = ("192.0.2.1", 9)
"""An address for documentation, of no computer (RFC 5737); nothing is sent to it."""

_TAKEN = {errno.EADDRINUSE, errno.EACCES}
"""What systems say of a port that another program has."""


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens at the port of a host, or without one at the first that is free.

    Port 0 is any that is free. Raises OSError if the host is not this computer or not known, or
    if the port cannot be had.
    """
    family, _, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    if port is not None:
        return socket.create_server((str(address[0]), port), family=family)
    for tried in (*range(PORT, PORT + _MORE_PORTS), 0):
        try:
            return socket.create_server((str(address[0]), tried), family=family)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
    raise OSError(errno.EADDRINUSE, "no port is free")


def names_of(listening: socket.socket, host: str) -> Names:
    """The names that a preview at this socket answers to; `host` is where it was told to listen."""
    return Names(host, ipaddress.ip_address(_address(listening)).is_loopback)


def urls(listening: socket.socket, names: Names, base: str) -> list[str]:
    """The URLs of a preview with this base path: first the one for this computer."""
    address = ipaddress.ip_address(_address(listening))
    hosts = [str(address)]
    if address.is_unspecified:
        hosts = ["127.0.0.1" if address.version == 4 else "::1", *_from_outside()]  # noqa: PLR2004
    elif not _is_address(names.given):
        hosts = [names.given]
    port = listening.getsockname()[1]
    return [f"http://{f'[{host}]' if ':' in host else host}:{port}{base}" for host in hosts]


def _address(listening: socket.socket) -> str:
    """The address without the zone that IPv6 may add."""
    return str(listening.getsockname()[0]).partition("%")[0]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _from_outside() -> list[str]:
    """This computer's address in its network; none where it is in no network."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # For datagrams, to connect is only to find the way.
        probe.connect(_BEYOND)
        return [str(probe.getsockname()[0])]
    return []
