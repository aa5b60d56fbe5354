"""A store in memory that notes what is done to it, and fails where a test wants it to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fsspec.implementations.memory import MemoryFileSystem

from archivegen.deployment import transfer
from archivegen.deployment.changes import Changes
from archivegen.deployment.site_files import SiteFile
from archivegen.deployment.store import ObjectStore
from archivegen.system.digests import digest
from archivegen.system.progress import Progress

ROOT = "/archive/site"


class NotedMemory(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """Objects of its own; `log` has each request as `put /path`, and `before` is called for it."""

    cachable = False

    def __init__(self) -> None:
        super().__init__()
        self.store: dict[str, Any] = {}
        self.pseudo_dirs: list[str] = [""]
        self.log: list[str] = []
        self.before: Callable[[str], None] = lambda _: None

    def _note(self, what: str, path: str) -> None:
        line = f"{what} {path.removeprefix(ROOT).lstrip('/')}".strip()
        self.log.append(line)
        self.before(line)

    def put_file(self, lpath: str, rpath: str, **options: Any) -> None:
        self._note("put", rpath)
        self._write(rpath, Path(lpath).read_bytes())

    def pipe_file(self, path: str, value: bytes, **options: Any) -> None:
        self._note("put", path)
        self._write(path, value)

    def _write(self, path: str, data: bytes) -> None:
        super().pipe_file(path, data)
        # No clock is as fine as a test is fast.
        self.store[path].created = dt.datetime.fromtimestamp(len(self.log), dt.UTC)

    def rm_file(self, path: str) -> None:
        self._note("remove", path)
        super().rm_file(path)

    def cat_file(self, path: str, *_: Any, **options: Any) -> bytes:
        self._note("get", path)
        return bytes(self.store[path].getvalue())

    def find(self, path: str, *_: Any, **options: Any) -> Any:
        self._note("list", path)
        return super().find(path, **options)

    def info(self, path: str, **options: Any) -> Any:
        if path in self.store:
            self._note("look", path)
        return super().info(path, **options)


@dataclass
class Bench:
    """An output folder, and the store to which it is sent."""

    folder: Path
    system: NotedMemory = field(default_factory=NotedMemory)
    pauses: list[float] = field(default_factory=list)

    @property
    def store(self) -> ObjectStore:
        return ObjectStore(self.system, ROOT, "memory:/" + ROOT, 10, self.pauses.append)

    def publish(self, files: Mapping[str, str], **options: bool) -> Changes:
        """Send a site of these texts by path; names with `list` are those of listings."""
        self.system.log.clear()
        site = []
        for path, text in sorted(files.items()):
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text)
            site.append(SiteFile(path, len(text), digest(text.encode()), "list" in path))
        deployment = transfer.compare(site, self.store, **options)
        transfer.send(deployment, self.folder, self.store, Progress())
        return deployment.changes

    @property
    def log(self) -> list[str]:
        """What changed the store, without the numbers of writers."""
        lines = (re.sub(r"-\d+\.gz$", "", line) for line in self.system.log)
        return [line for line in lines if line.startswith(("put", "remove"))]

    def texts(self) -> dict[str, str]:
        """What stands there, by path."""
        files = {path.removeprefix(f"{ROOT}/"): it for path, it in self.system.store.items()}
        return {path: it.getvalue().decode() for path, it in files.items() if path[0] != "."}

    def own(self) -> set[str]:
        """What archivegen keeps there for itself."""
        paths = {path.removeprefix(f"{ROOT}/") for path in self.system.store}
        return {path for path in paths if path[0] == "."}

    def put(self, path: str, data: bytes = b"") -> None:
        """Somebody else puts an object there."""
        self.system.store.pop(f"{ROOT}/{path}", None)
        self.system._write(f"{ROOT}/{path}", data)
