"""Media: the bytes of pictures and other files, from what is at hand.

Never from the network. A file is found by its whole path, and the original before a smaller size
that a system made of it: `harbour.jpg` before `harbour-300x200.jpg`.
"""

from __future__ import annotations

import os
import posixpath
import re
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.importer.item import Place, path_of_address
from archivegen.model.links import composed, controls_host
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.importer.item import Media

WEB_ARCHIVES = (".warc", ".warc.gz", ".wacz")
MOST_BYTES = 512 * 1024 * 1024
"""Bytes of one file, at most."""

_MADE_SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,})(?=\.\w+$)")
_NOT_IN_NAMES = re.compile(r"[^\w.()+,=@~ -]+")
_LONGEST_NAME = 120
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What is raised for a member that is damaged, encrypted, or packed in another way."""


class MediaError(Exception):
    """A file cannot be had, with a reason for people."""


class Shelves:
    """The folders and ZIP archives of `--media`."""

    def __init__(self, roots: Sequence[str]) -> None:
        self._roots = tuple(roots)

    def find(self, media: Media) -> tuple[Place, bytes] | None:
        """The place and the bytes of a file; None, if it is nowhere. Raises MediaError, OSError."""
        for place in media.places:
            if (data := read_place(place)) is not None:
                return place, data
        for path in candidates(media):
            for root in self._roots:
                for below in _below(path):
                    place = Place(root, below)
                    if (data := read_place(place)) is not None:
                        return place, data
        return None


def candidates(media: Media) -> Iterator[str]:
    """The paths at which a file may lie, the original of each before the size that is named."""
    paths = media.paths or (path_of_address(media.written),)
    seen: set[str] = set()
    for path in paths:
        clean = composed(unquote(path.split("?")[0])).strip("/")
        for one in (clean,) if media.is_exact else (_MADE_SIZE.sub("", clean), clean):
            parts = one.split("/")
            if one and ".." not in parts and one not in seen:
                seen.add(one)
                yield one


def _below(path: str) -> Iterator[str]:
    """The path, and what is left of it without its first folders, as far as two names are left."""
    parts = path.split("/")
    for start in range(max(len(parts) - 1, 1)):
        yield "/".join(parts[start:])


def read_place(place: Place) -> bytes | None:
    """The bytes at a place; None, if there is nothing. Raises MediaError, OSError."""
    container = Path(place.container)
    if place.container.lower().endswith(WEB_ARCHIVES):
        return _read_capture(place)
    if container.is_dir():
        return _read_file(container, place.name)
    if place.container.lower().endswith(".zip"):
        return _read_member(place)
    return None


def _read_capture(place: Place) -> bytes:
    # warcio takes long to import, and few imports have web archives.
    from archivegen.importer.web_archives import WebArchiveError, bytes_at  # noqa: PLC0415

    try:
        data = bytes_at(place, MOST_BYTES)
    except WebArchiveError as error:
        raise MediaError(str(error)) from error
    if data is None:
        raise MediaError(f"{place.name} is larger than {MOST_BYTES >> 20} MB")
    return data


def _read_file(folder: Path, name: str) -> bytes | None:
    path = located(folder, name)
    real = os.path.realpath(path)
    if not real.startswith(os.path.realpath(folder) + os.sep) or not os.path.isfile(real):
        return None
    with open(real, "rb") as file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            raise MediaError(f"{name} is larger than {MOST_BYTES >> 20} MB")
        return file.read()


def _read_member(place: Place) -> bytes | None:
    archive = _archive(place.container, os.stat(place.container).st_mtime_ns)
    name = _members(place.container, os.stat(place.container).st_mtime_ns).get(place.name)
    if name is None:
        return None
    # No more is unpacked than the archive says, so what it says is enough to go by.
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise MediaError(f"{place.name} is larger than {MOST_BYTES >> 20} MB")
    try:
        return archive.read(name)
    except UNREADABLE as error:
        raise MediaError(f"{place.name} in {place.container} cannot be read: {error}") from error


@lru_cache(maxsize=4)
def _archive(path: str, modified: int) -> zipfile.ZipFile:  # noqa: ARG001 -- another, once changed
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise MediaError(f"{path} is no ZIP archive") from error


@lru_cache(maxsize=4)
def _members(path: str, modified: int) -> dict[str, str]:
    """The members of an archive by their composed paths; what leads out of it is none."""
    names = _archive(path, modified).namelist()
    inside = (name for name in names if not name.startswith("/") and ".." not in name.split("/"))
    return {composed(name).strip("/"): name for name in inside if not name.endswith("/")}


def file_name(media: Media, place: Place) -> str:
    """What the file of a picture is called beside its article. Raises MediaError."""
    name = posixpath.basename(media.name or place.name.replace("\\", "/"))
    name = _NOT_IN_NAMES.sub("-", composed(name)).strip(" .-")
    stem, dot, suffix = name.rpartition(".")
    name = f"{stem[: _LONGEST_NAME - len(suffix)]}{dot}{suffix}" if dot else name[:_LONGEST_NAME]
    if not name or not dot or controls_host(name) or suffix.lower() in {"md", "markdown"}:
        raise MediaError(f"`{media.written}` has no name that a picture can have")
    return name
