"""The server: the site, the script and the events of its builds over HTTP, in a thread."""

from __future__ import annotations

import json
import logging
import threading
from contextlib import aclosing
from functools import cache
from hashlib import blake2b
from importlib.resources import files as package_files
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from uvicorn import Config
from uvicorn import Server as UvicornServer

from archivegen.preview.editing import EditingPage
from archivegen.preview.events import as_event
from archivegen.preview.host_guard import Guard, Names
from archivegen.preview.live_reload import CLIENT
from archivegen.preview.site_files import SiteFiles

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator
    from pathlib import Path
    from typing import Self

    from starlette.types import Receive, Scope, Send

    from archivegen.preview.broadcast import Board

EVENTS = "/__archivegen/events"
"""The path of the server-sent events, which a page is connected to as long as it is open."""

MOST_STREAMS = 64
"""Streams of events at a time. Browsers have six to a host, and each is an open file of ours."""

_MOST_CONNECTIONS = 256
"""Connections at a time, less than any system's limit of open files."""

_RETRY_MS = 1000
"""Milliseconds after which a browser that lost its connection asks again."""

_PATIENCE = 1
"""Seconds that answers under way get to end when the server is stopped."""


class Application:
    """The ASGI application of a preview."""

    def __init__(self, output: Path, board: Board, editing: EditingPage) -> None:
        self._files, self._board, self._editing = SiteFiles(output), board, editing
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one GET or HEAD."""
        try:
            response = await self._respond(scope)
        except Exception as error:  # noqa: BLE001 -- a request that fails is no end of the preview
            text = f"The preview failed at this: {type(error).__name__}: {error}\n"
            response = PlainTextResponse(text, 500)
        await response(scope, receive, send)

    async def _respond(self, scope: Scope) -> Response:
        if answer := self._editing.respond(scope, unquote(self._board.latest.base)):
            return answer
        if scope["path"] == CLIENT:
            return _client(Headers(scope=scope).get("if-none-match", ""))
        if scope["path"] == EVENTS:
            headers = {"Cache-Control": "no-store"}
            if scope["method"] == "HEAD":
                return Response(None, 200, headers, "text/event-stream")
            if self._streams >= MOST_STREAMS:
                # A browser does not ask for a stream again after such an answer.
                return PlainTextResponse("Too many pages are open.\n", 503, headers)
            return StreamingResponse(self._events(), 200, headers, "text/event-stream")
        return await self._files.respond(scope, self._board.latest)

    async def _events(self) -> AsyncIterator[bytes]:
        self._streams += 1
        try:
            yield f"retry: {_RETRY_MS}\n\n".encode()
            async with aclosing(self._board.news()) as news:
                async for bulletin in news:
                    yield as_event(bulletin) if bulletin else b":\n\n"
        finally:
            self._streams -= 1


def _client(known: str) -> Response:
    """The script of the preview, unless the browser knows it."""
    script = _script()
    tag = f'"{blake2b(script, digest_size=16).hexdigest()}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if known == tag:
        return Response(None, 304, headers)
    return Response(script, 200, headers, "text/javascript; charset=utf-8")


@cache
def _script() -> bytes:
    """The script with its styles, which no policy of a page keeps it from using."""
    package = package_files("archivegen.preview")
    styles = package.joinpath("client.css").read_text(encoding="utf-8")
    script = package.joinpath("client.js").read_text(encoding="utf-8")
    return script.replace('"STYLES"', json.dumps(styles)).encode()


class Server:
    """Serves an output and the bulletins of a board at a listening socket, within the block."""

    def __init__(
        self,
        output: Path,
        board: Board,
        listening: socket.socket,
        names: Names,
        editing: EditingPage | None = None,
    ) -> None:
        self._board, self._listening = board, listening
        config = Config(
            Guard(Application(output, board, editing or EditingPage()), names),
            # The same whatever else is installed.
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            # What is worth telling is told by the command.
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            # It is not behind a proxy whose word counts.
            proxy_headers=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
        # Where no connection can be accepted, asyncio tries again, and tells of each attempt.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        self._server = UvicornServer(config)
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)

    def _run(self) -> None:
        self._server.run(sockets=[self._listening])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._board.close()
        self._server.should_exit = True
        self._thread.join(2 * _PATIENCE)
