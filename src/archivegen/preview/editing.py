"""Editing: the page on which editors write, at an origin of its own.

That page may write files of this computer, with a leave that its user gives to its origin. So it
has one that it shares with nothing: under its name the preview has no page of the site, whose
scripts could use that leave, and under other names it has not this page. The name is one that
always means this computer (RFC 6761, 6.3). Nothing is written by way of the preview.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Scope

NAME = "edit.localhost"
"""The name under which the page is found."""

FOLDER = "admin/"
"""Where it is, below the site's base path."""

_OWN = {
    "Cache-Control": "no-store",
    # Whoever opened the page has no hold of it.
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class EditingPage:
    """The files of the page, by their names in its folder: what makes each, and its media type.

    They are made when they are asked for, with these headers. Without files, there is no page.
    """

    files: Mapping[str, tuple[Callable[[], str], str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def respond(self, scope: Scope, base: str) -> Response | None:
        """The answer to a request that is about the page; None for one about the site."""
        host = Headers(scope=scope).get("host", "")
        name, _, port = host.lower().partition(":")
        path = scope["path"].removeprefix(base)
        if name.rstrip(".") == NAME:
            return self._answer(path, base)
        if self.files and (path.startswith(FOLDER) or path == FOLDER.rstrip("/")):
            there = f"http://{NAME}:{port}" if port else f"http://{NAME}"
            return RedirectResponse(f"{there}{base}{FOLDER}", headers=_OWN)
        return None

    def _answer(self, path: str, base: str) -> Response:
        headers = {**_OWN, **self.headers}
        if not self.files:
            text = "Nobody edits here: start the preview with archivegen serve --edit.\n"
            return PlainTextResponse(text, 404, headers)
        if path in {"", "/", FOLDER.rstrip("/")}:
            return RedirectResponse(f"{base}{FOLDER}", headers=headers)
        made = self.files.get(path.removeprefix(FOLDER)) if path.startswith(FOLDER) else None
        if made is None:
            return PlainTextResponse("There is nothing here.\n", 404, headers)
        content, media_type = made
        return Response(content(), headers=headers, media_type=media_type)
