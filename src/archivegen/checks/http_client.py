"""A client of the network: asks one address of the web whether it still leads somewhere.

An article is written by anyone, and a check runs where other machines trust it. So only public
addresses are asked: a host is resolved first, what it resolves to is looked at, and that very
address is connected to, for every redirect anew. Nothing is read of an answer but its head.
"""

from __future__ import annotations

import socket
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urljoin

import httpx

from archivegen import __version__
from archivegen.checks.http_answers import HttpAnswer
from archivegen.model.links import is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USER_AGENT = f"archivegen/{__version__} (checks the links of a news archive)"
SECONDS = 10.0
"""How long a host may take for each step of an answer."""

MOST_REDIRECTS = 5

_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}
_BUSY = {429, 503}
_NAT64 = IPv6Network("64:ff9b::/96")
_NEVER_PUBLIC = (
    IPv6Network("::/96"),  # IPv4-compatible, deprecated (RFC 4291, 2.5.5.1)
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated (RFC 7915)
    IPv6Network("64:ff9b:1::/48"),  # a translator's own network (RFC 8215)
    IPv6Network("fec0::/10"),  # site-local, deprecated (RFC 3879)
)
"""Networks that no reader reaches, of which not every version of Python says so."""
_NO_SUCH_HOST = {
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)
}


class NotPublicError(Exception):
    """A host is in a network that readers cannot reach."""


class _Head(NamedTuple):
    """The head of an answer: its status, where it redirects to, and how long to wait (seconds)."""

    status: int
    location: str
    wait: int


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
    """Connects to the address that was looked at, so that a host cannot change it in between."""

    def __init__(
        self,
        resolve_host: Callable[[str, int], Sequence[str]] = resolve,
        may_ask: Callable[[str], bool] = is_public,
    ) -> None:
        self._resolve, self._may_ask = resolve_host, may_ask
        # A connection that is kept would be found by its address, and be another host's.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.HTTPTransport(limits=limits, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask. Raises NotPublicError, OSError for a host that is not there, httpx.HTTPError."""
        url = request.url
        addresses = self._resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
        if not addresses or not all(map(self._may_ask, addresses)):
            raise NotPublicError(url.host)
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                url.copy_with(host=addresses[0]),
                headers=request.headers,
                extensions={**request.extensions, "sni_hostname": url.host},
            )
        )

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


class Asker:
    """Asks addresses. To be used by one thread."""

    def __init__(self, transport: httpx.BaseTransport, now: int) -> None:
        self._now = now
        self._client = httpx.Client(
            transport=transport,
            timeout=SECONDS,
            trust_env=False,
            headers={"User-Agent": USER_AGENT, "Accept": "*/*"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, address: str) -> HttpAnswer:
        """What an address answers."""
        try:
            return self._follow(address)
        except NotPublicError as error:
            return HttpAnswer("private", str(error))
        except socket.gaierror as error:
            if error.errno in _NO_SUCH_HOST:
                return HttpAnswer("no host", "there is no such host")
            return HttpAnswer("no network", "its host cannot be looked up now")
        except httpx.TimeoutException:
            return HttpAnswer("unsure", "it does not answer in time")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return HttpAnswer("unsure", f"it cannot be reached: {error}")

    def _follow(self, address: str) -> HttpAnswer:
        at, moved_to, is_permanent = address, "", True
        for _ in range(MOST_REDIRECTS + 1):
            head = self._head(at)
            if head.status not in _REDIRECTS or not head.location:
                return _answer(head, moved_to)
            at = urljoin(at, head.location).partition("#")[0]
            if not is_web_address(at):
                break
            is_permanent = is_permanent and head.status in _PERMANENT
            moved_to = at if is_permanent else moved_to
        return HttpAnswer("unsure", "it redirects without end")

    def _head(self, address: str) -> _Head:
        """The head of the answer; some hosts refuse to give it alone."""
        head = self._request("HEAD", address)
        if head.status < 400 or head.status in _BUSY:  # noqa: PLR2004 -- of RFC 9110
            return head
        return self._request("GET", address)

    def _request(self, method: str, address: str) -> _Head:
        with self._client.stream(method, address) as response:
            headers = response.headers
            location = headers.get("location", "") if response.status_code in _REDIRECTS else ""
            wait = _seconds(headers.get("retry-after", ""), self._now)
            return _Head(response.status_code, location, wait)


def _answer(head: _Head, moved_to: str) -> HttpAnswer:
    if 200 <= head.status < 300:  # noqa: PLR2004 -- of RFC 9110
        return HttpAnswer("moved", moved_to) if moved_to else HttpAnswer("fine")
    if head.status in _GONE:
        return HttpAnswer("gone", f"it answers {head.status}")
    return HttpAnswer("unsure", f"it answers {head.status}", head.wait)


def _seconds(text: str, now: int) -> int:
    """How long a host asks to wait: seconds, or a date (RFC 9110, 10.2.3); 0 if it does not."""
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        return max(int(parsedate_to_datetime(text).timestamp()) - now, 0) if text else 0
    except (ValueError, TypeError, OverflowError):
        return 0
