"""Site files: the answer to a request for a file of the site, as a static host would give it.

Pages get the script of the preview, in the answer alone. Nothing outside of the output is sent,
whatever the path says and wherever links lead.
"""

from __future__ import annotations

import errno
import os
import stat as modes
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from archivegen.preview.editing import FOLDER
from archivegen.preview.live_reload import plain_page, with_script
from archivegen.system.media_types import HTML, media_type_of

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Scope

    from archivegen.preview.events import Bulletin

_FRESH = {"Cache-Control": "no-cache"}
"""A browser asks each time whether what it has is still right."""

_NO_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}
"""What systems say of a path where nothing is or can be."""

_OWN_NAMES = ".archivegen"
"""How the names of files begin that builds keep for themselves in an output."""


class SiteFiles(StaticFiles):
    """The files of an output, which need not be there yet."""

    def __init__(self, output: Path) -> None:
        super().__init__(directory=output, check_dir=False)
        self._output = output

    async def respond(self, scope: Scope, bulletin: Bulletin) -> Response:
        """The answer to a GET or HEAD.

        `bulletin` is the latest at the time of the call: so a page is never older than the edition
        that it is said to be of.
        """
        path, base = scope["path"], unquote(bulletin.base)
        if not path.startswith(base):
            if path in {"/", base.rstrip("/")}:
                return _redirect(bulletin.base, scope)
            return await to_thread.run_sync(self._missing, scope, bulletin)
        return await to_thread.run_sync(self._find, path.removeprefix(base), scope, bulletin)

    def _find(self, path: str, scope: Scope, bulletin: Bulletin) -> Response:
        """The answer for a path in the output, as the browser wrote it but decoded."""
        try:
            is_folder = path.endswith("/") or not path
            file, stat = self.lookup_path(f"{path}index.html" if is_folder else path)
            if stat and modes.S_ISREG(stat.st_mode):
                return self._answer(file, stat, 200, scope, bulletin)
            if stat and modes.S_ISDIR(stat.st_mode) and not is_folder:
                _, index = self.lookup_path(f"{path}/index.html")
                if index and modes.S_ISREG(index.st_mode):
                    return _redirect(quote(f"{scope['path']}/"), scope)
        except ValueError:
            # No path can be so, as with a NUL.
            pass
        except OSError as error:
            if error.errno not in _NO_FILE:
                text = f"The file cannot be read: {error.strerror}.\n"
                return Response(text, 500, _FRESH, "text/plain; charset=utf-8")
        return self._missing(scope, bulletin)

    def _missing(self, scope: Scope, bulletin: Bulletin) -> Response:
        """The site's own page for this, if there is one."""
        try:
            file, stat = self.lookup_path("404.html")
            if stat and modes.S_ISREG(stat.st_mode):
                return self._answer(file, stat, 404, scope, bulletin)
        except OSError:
            # It was there a moment ago, or cannot be read.
            pass
        if self.lookup_path("index.html")[1]:
            page = plain_page("Page not found", "There is nothing here.", bulletin.edition)
        else:
            text = "The site has not been built yet. It appears here as soon as it is."
            page = plain_page("Nothing built yet", text, bulletin.edition)
        return Response(page, 404, _FRESH, HTML)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The real path and stat of what a path in the output names, if it lies in the output."""
        if ".." in path.split("/") or "\\" in path or (os.name == "nt" and ":" in path):
            return "", None
        file, stat = super().lookup_path(path.lstrip("/"))
        parts = self._inside(file).split("/") if stat else []
        # Asked of the real path, since some systems have several names for a file.
        if any(part.casefold().startswith(_OWN_NAMES) for part in parts):
            return "", None
        return file, stat

    def _inside(self, file: str) -> str:
        """A real path as one inside the output, with forward slashes."""
        return os.path.relpath(file, os.path.realpath(self._output)).replace(os.sep, "/")

    def _answer(
        self, file: str, stat: os.stat_result, status: int, scope: Scope, bulletin: Bulletin
    ) -> Response:
        path = self._inside(file)
        media_type = media_type_of(path)
        response: Response
        # On the page of a CMS of the site, what is not saved yet would be gone with each file that
        # is.
        if media_type == HTML and path != f"{FOLDER}index.html":
            with open(file, "rb") as opened:
                page = with_script(opened.read(), bulletin.edition)
            tag = blake2b(page, digest_size=16).hexdigest()
            response = Response(page, status, {**_FRESH, "ETag": f'"{tag}"'}, media_type)
        else:
            response = FileResponse(
                file, status, headers=_FRESH, media_type=media_type, stat_result=stat
            )
        if status == 200 and self.is_not_modified(response.headers, Headers(scope=scope)):  # noqa: PLR2004
            return NotModifiedResponse(response.headers)
        return response


def _redirect(to: str, scope: Scope) -> Response:
    """To an encoded path of this site. Not for good, since the next site has the same address."""
    # Two slashes in front would name another host.
    url = "/" + to.lstrip("/")
    if query := scope["query_string"].decode("latin-1"):
        url += f"?{query}"
    return Response(None, 307, {"Location": url, "Cache-Control": "no-store"})
