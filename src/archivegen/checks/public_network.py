"""The public network: the way to other hosts, which ends at those that any reader reaches.

An article is written by anyone, and a check runs where other machines trust it. So a host is
resolved first, what it resolves to is looked at, and that very address is connected to, for every
request anew. And a host may send as slowly as it likes: each wait for it ends with the deadline of
the whole answer.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Sequence

_NAT64 = IPv6Network("64:ff9b::/96")
_NEVER_PUBLIC = (
    IPv6Network("::/96"),  # IPv4-compatible, deprecated (RFC 4291, 2.5.5.1)
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated (RFC 7915)
    IPv6Network("64:ff9b:1::/48"),  # a translator's own network (RFC 8215)
    IPv6Network("fec0::/10"),  # site-local, deprecated (RFC 3879)
)
"""Networks that no reader reaches, of which not every version of Python says so."""


class NotPublicError(Exception):
    """A host is in a network that readers cannot reach."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The time of a clock after which nobody waits any more."""

    end: float
    clock: Callable[[], float]

    def left(self, timeout: float | None) -> float:
        """Seconds to wait for one step that may take `timeout`. Raises httpcore.ReadTimeout."""
        left = self.end - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError where there are none."""
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in entries))


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public network, as is every one that it may stand for."""
    address = ip_address(text)
    if any(address in network for network in _NEVER_PUBLIC):
        return False
    return all(each.is_global and not each.is_multicast for each in (address, *_inner(address)))


def _inner(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The addresses of the older protocol to which gateways may translate one of the newer."""
    if isinstance(address, IPv4Address):
        return []
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(IPv4Address(address.packed[-4:]))
    return [each for each in inner if each is not None]


class PublicTransport(httpx.BaseTransport):
    """Gives the heads of answers of public hosts; their bodies are not read.

    A request has its Deadline in `extensions`.
    """

    def __init__(
        self,
        resolve_host: Callable[[str, int], Sequence[str]] = resolve,
        may_ask: Callable[[str], bool] = is_public,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolve, self._may_ask = resolve_host, may_ask
        self._network = network or httpcore.SyncBackend()
        self._ssl = httpx.create_ssl_context(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask. Raises NotPublicError, OSError for an unknown host, and httpcore's errors."""
        url = request.url
        addresses = self._resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
        if not addresses or not all(map(self._may_ask, addresses)):
            raise NotPublicError(url.host)
        network = _OneAddress(self._network, addresses[0], request.extensions["deadline"])
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        # A pool of its own: a connection that is kept would be to what the host was before.
        with (
            httpcore.ConnectionPool(self._ssl, network_backend=network) as pool,
            pool.stream(
                request.method, target, headers=request.headers.raw, extensions=request.extensions
            ) as response,
        ):
            return httpx.Response(response.status, headers=response.headers)


class _OneAddress(httpcore.NetworkBackend):
    """A network in which every name leads to one address."""

    def __init__(self, network: httpcore.NetworkBackend, address: str, deadline: Deadline) -> None:
        self._network, self._address, self._deadline = network, address, deadline

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 -- it was resolved before
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        stream = self._network.connect_tcp(self._address, port, left, local_address, socket_options)
        return _Stream(stream, self._deadline)


class _Stream(httpcore.NetworkStream):
    """A connection that nobody waits for any longer than until a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
