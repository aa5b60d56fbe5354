"""Host guard: which requests a preview answers, by the host and the origin that they name.

A page of any site can make a browser ask this computer. Under a name of its own that leads here
(DNS rebinding) it could read the answers, so names are refused but those that only this computer
or its owner gives; and what a page of another origin asks for in its own name is refused.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
"""A host with or without a port, as RFC 9110 (7.2) has it."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a preview answers to.

    `given` is the host that it was told to listen at; `is_local` says that only this computer can
    reach it there.
    """

    given: str
    is_local: bool

    def include(self, host: str) -> bool:
        """Whether a `Host` header names this preview.

        No foreign name server can answer for `localhost` (RFC 6761, 6.3) or for an address.
        """
        match = _HOST.fullmatch(host)
        if not match:
            return False
        name = (match[1] or match[2]).lower().rstrip(".")
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name == self.given.lower().rstrip(".")
        return address.is_loopback or not self.is_local


def refusal(names: Names, method: str, hosts: list[str], origins: list[str]) -> tuple[int, str]:
    """The status and the reason with which a request is refused; 0 and no reason if it is not.

    `hosts` and `origins` are the values of all such headers.
    """
    if len(hosts) != 1 or not names.include(hosts[0]):
        asked = hosts[0] if len(hosts) == 1 else ""
        return 421, (
            f"This preview does not answer to the name {asked!r}. Ask for it by the address that "
            "archivegen serve printed, or start it with --host and the name."
        )
    # Over TLS, a proxy of the user's own stands before the preview.
    own = {f"{scheme}://{hosts[0]}".lower() for scheme in ("http", "https")}
    if any(origin.lower() not in own for origin in origins):
        return 403, "This preview does not answer to pages of other sites."
    if method not in {"GET", "HEAD"}:
        return 405, "A preview is for reading: only GET and HEAD are answered."
    return 0, ""


class Guard:
    """ASGI middleware: refuses requests by `refusal`, and passes the others on to an application.

    All answers get a header by which browsers do not show them in the pages of other sites.
    """

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (https://asgi.readthedocs.io/en/latest/specs/www.html)."""
        # Not for those who only listen.
        from starlette.responses import PlainTextResponse  # noqa: PLC0415

        async def send_to_this_site(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy = (b"cross-origin-resource-policy", b"same-origin")
                message["headers"] = [*message.get("headers", ()), policy]
            await send(message)

        status, reason = refusal(
            self._names,
            scope["method"],
            _values(scope, b"host"),
            _values(scope, b"origin"),
        )
        if not status:
            await self._app(scope, receive, send_to_this_site)
            return
        headers = {"Allow": "GET, HEAD"} if status == 405 else {}  # noqa: PLR2004
        refused = PlainTextResponse(f"{reason}\n", status, headers)
        await refused(scope, receive, send_to_this_site)


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]
