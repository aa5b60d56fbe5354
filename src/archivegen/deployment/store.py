"""The store: the objects at an address, whatever keeps them, by fsspec.

Each step is tried a few times, unless trying again cannot help; what fails then is one line that
says what to do. The first step is tried once: whoever does not answer at first is told at once.
"""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from archivegen.config.extras import install_command
from archivegen.deployment.conditional_writes import write_in_place_of
from archivegen.deployment.headers import ARGUMENTS
from archivegen.model.problems import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from archivegen.deployment.headers import Headers

T = TypeVar("T")

PAUSES = (0.5, 2.0, 8.0)
"""Seconds before each further attempt."""

_MUCH = 100
"""To list so many objects takes as long as to ask for one."""

_FINAL = (
    FileExistsError, FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError,
    TypeError, ValueError,
)  # fmt: skip
"""What another attempt does not change."""

_OF_A_VERSION = (
    "ETag", "etag", "generation", "LastModified", "last_modified", "mtime", "created", "size",
)  # fmt: skip
"""What stores say of an object that is another after a change, and not after a look."""

_SSH = {"sftp", "ssh"}
"""What fsspec opens to any host that answers in the place of the one that is meant."""

_SECRET = re.compile(r"(?<=://)[^/@]*@")


class StoreError(BuildError):
    """A store cannot be reached, or refuses something; the message says what to do."""


class ObjectStore:
    """The objects at an address, by their paths below it.

    `file_system` is fsspec's, and `root` the address as it knows it; `shown` is the address without
    what could be a secret. `connections` say how many objects are sent at a time.
    """

    def __init__(
        self,
        file_system: Any,
        root: str,
        shown: str,
        connections: int,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._system, self._root, self.shown = file_system, root.rstrip("/"), shown
        # What fsspec runs on its loop may be asked for by many; a connection of SFTP may not.
        self._connections = connections if file_system.async_impl else 1
        self._pause = pause
        names = file_system.protocol
        names = {names} if isinstance(names, str) else {*names}
        self._kind = next(iter(names & ARGUMENTS.keys()), "")

    @classmethod
    def at(cls, address: str, connections: int) -> Self:
        """The store at an address such as `s3://bucket/folder`; nothing is asked of it yet.

        Raises StoreError for what is no address, and where a package is missing.
        """
        shown = _SECRET.sub("", address).rstrip("/")
        protocol, separator, _ = address.partition("://")
        if not separator or "::" in address:
            raise StoreError(
                f"{shown} is no address of a store; write one such as s3://my-archive/gazette, or "
                "file:///srv/gazette"
            )
        if protocol in _SSH:
            raise StoreError(
                f"{shown}: fsspec does not ask whether that is the host it is taken for; send the "
                "output with rsync, which does"
            )
        options: dict[str, Any] = {}
        if protocol in {"s3", "s3a"}:
            options["config_kwargs"] = {"max_pool_connections": connections}
        try:
            # As slow to import as the rest of a command together.
            import fsspec  # noqa: PLC0415

            system, root = fsspec.url_to_fs(address, skip_instance_cache=True, **options)
            if protocol in {"file", "local"}:
                from archivegen.deployment.folder import Folder  # noqa: PLC0415

                system = Folder(root)
        except ImportError as error:
            needs_more = protocol in {"s3", "s3a"} or error.name == "fsspec"
            hint = f"; install it with: {install_command('publish')}" if needs_more else ""
            raise StoreError(f"{shown} needs a package that is not here: {error}{hint}") from error
        except Exception as error:
            raise _explained(error, shown) from error
        return cls(system, root, shown, connections)

    @property
    def has_folders(self) -> bool:
        """Whether an object can stand in the way of another: a file, of what is to be below it."""
        return not self._kind

    def open(self, folder: str) -> dict[str, str]:
        """The objects in a folder, as `versions` gives them, at the first attempt.

        Raises StoreError, also where there is no such bucket.
        """
        try:
            return self._versions(folder)
        except FileNotFoundError as error:
            if not self._kind:
                return {}
            bucket = self._root.lstrip("/").partition("/")[0]
            raise StoreError(
                f"{self.shown}: there is no bucket {bucket}, or it is not shown to you; make it, "
                "or correct the address"
            ) from error
        except Exception as error:
            raise _explained(error, self.shown) from error

    def versions(self, folder: str) -> dict[str, str]:
        """The objects in a folder, each with a text that is another after each change of it."""
        try:
            found: dict[str, str] = self._attempt(self._versions, folder)
        except FileNotFoundError:
            return {}
        return found

    def read(self, path: str) -> bytes:
        """The bytes of an object."""
        data: bytes = self._attempt(self._system.cat_file, self._place(path))
        return data

    def write(self, path: str, data: bytes) -> None:
        """Write an object."""
        self._put(self._system.pipe_file, self._place(path), data)

    def replace(self, path: str, version: str, data: bytes) -> bool:
        """Write an object where this version of it stands, none if empty; says whether it did.

        Only S3 compares them as it writes: elsewhere, whatever stands there is replaced.
        """
        if self._kind != "s3":
            self.write(path, data)
            return True
        etag = version.partition(" ")[0]  # with which versions begin there
        place, write = self._place(path), partial(write_in_place_of, self._system)
        return bool(self._attempt(write, place, etag, data))

    def send(self, source: Path, path: str, headers: Headers) -> None:
        """Write a file as an object, which hosts will send with these headers."""
        more = ARGUMENTS[self._kind](headers) if self._kind else {}
        self._put(self._system.put_file, str(source), self._place(path), **more)

    def remove(self, path: str) -> None:
        """Remove an object, if it is there."""
        try:
            self._attempt(self._system.rm_file, self._place(path))
        except FileNotFoundError:
            return

    def standing(self, paths: Collection[str], among: int) -> set[str]:
        """Those of the paths at which there are objects, `among` about so many in all."""
        self._system.invalidate_cache()
        if len(paths) * _MUCH > among:
            try:
                found: dict[str, Any] = self._attempt(self._find, "")
            except FileNotFoundError:
                return set()
            return found.keys() & {*paths}
        there = self.each(self._is_there, paths)
        return {path for path, is_there in zip(paths, there, strict=True) if is_there}

    def each(self, work: Callable[[Any], T], things: Iterable[Any]) -> list[T]:
        """What `work` makes of each thing, some at a time; after an error, no further begins."""
        if self._connections == 1:
            return [work(thing) for thing in things]
        with ThreadPoolExecutor(self._connections) as pool:
            return list(pool.map(work, things))

    def _put(self, work: Callable[..., Any], *values: Any, **more: Any) -> None:
        try:
            self._attempt(work, *values, **more)
        except FileNotFoundError as error:  # the bucket is gone
            raise _explained(error, self.shown) from error

    def _is_there(self, path: str) -> bool:
        try:
            return bool(self._attempt(self._system.info, self._place(path))["type"] != "directory")
        except FileNotFoundError:
            return False

    def _versions(self, folder: str) -> dict[str, str]:
        self._system.invalidate_cache()
        return {
            path: " ".join(str(info[name]) for name in _OF_A_VERSION if name in info)
            for path, info in self._find(folder).items()
        }

    def _find(self, folder: str) -> dict[str, dict[str, Any]]:
        found = self._system.find(self._place(folder), detail=True)
        start = len(self._root) + 1
        return {str(path)[start:]: info for path, info in found.items()}

    def _place(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root or "/"

    def _attempt(self, work: Callable[..., Any], *values: Any, **more: Any) -> Any:
        """What `work` gives, at the first attempt that does not fail.

        Raises FileNotFoundError, and StoreError for all else.
        """
        for pause in (*PAUSES, None):
            try:
                return work(*values, **more)
            except FileNotFoundError:
                raise
            except Exception as error:
                if pause is None or isinstance(error, _FINAL):
                    raise _explained(error, self.shown) from error
                self._pause(pause)
        raise AssertionError


def _explained(error: Exception, shown: str) -> StoreError:
    """The error of a store in a line: each store's library has errors of its own."""
    name, said = type(error).__name__, " ".join(str(error).split()) or type(error).__name__
    if "credential" in f"{name} {said}".lower():
        hint = "no credentials were found, or not the right ones; set them as the store asks for it"
    elif isinstance(error, PermissionError):
        hint = "access was refused; one has to list, read, write and remove there"
    else:
        return StoreError(f"{shown}: {said}")
    return StoreError(f"{shown}: {hint} ({said})")
