"""A client of the network: asks one address of the web whether it still leads somewhere.

Redirects are followed here, and what comes of all is one answer, which takes no more than its time
however slowly a host sends it. Nothing is read of it but its head.
"""

from __future__ import annotations

import socket
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urljoin

import httpcore
import httpx

from archivegen import __version__
from archivegen.checks.http_answers import HttpAnswer
from archivegen.checks.public_network import Deadline, NotPublicError
from archivegen.model.links import is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable

USER_AGENT = f"archivegen/{__version__} (checks the links of a news archive)"
SECONDS = 10.0
"""How long a host may take for each step of an answer."""

MOST_SECONDS = 30.0
"""How long an answer may take in all, with its redirects: one that drips never misses a step."""

MOST_REDIRECTS = 5

_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}
_BUSY = {429, 503}
_NO_SUCH_HOST = {
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)
}


_FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError)


class _Head(NamedTuple):
    """The head of an answer: its status, where it redirects to, and how long to wait (seconds)."""

    status: int
    location: str
    wait: int


class Asker:
    """Asks addresses. To be used by one thread."""

    def __init__(
        self, transport: httpx.BaseTransport, now: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self._now, self._clock = now, clock
        self._deadline = Deadline(0, clock)
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
        self._deadline = Deadline(self._clock() + MOST_SECONDS, self._clock)
        try:
            return self._follow(address)
        except NotPublicError as error:
            return HttpAnswer("private", str(error))
        except socket.gaierror as error:
            if error.errno in _NO_SUCH_HOST:
                return HttpAnswer("no host", "there is no such host")
            return HttpAnswer("no network", "its host cannot be looked up now")
        except (httpx.TimeoutException, httpcore.TimeoutException):
            return HttpAnswer("unsure", "it does not answer in time")
        except (*_FAILURES, OSError, ValueError) as error:
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
        response = self._client.request(method, address, extensions={"deadline": self._deadline})
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
