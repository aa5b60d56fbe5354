"""WACZ: a published site as one file that replays in a browser (Webrecorder's WACZ 1.1.1).

In the ZIP file lie the records, an index of them sorted by address with a list of its blocks, the
list of pages, and a description with the digests of all of these. Nothing in it is compressed
twice, so that a player can read one record of a file of any size. The same site at the same "now"
is the same bytes, wherever zlib is the same.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
import re
import shutil
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

import archivegen
from archivegen.builder.output.manifest import Manifest
from archivegen.preservation.warc import Page, Record, moment_of, write_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archivegen.model.urls import Urls
    from archivegen.preservation.subject import Subject

WARC, PAGES = "archive/data.warc.gz", "pages/pages.jsonl"
INDEX_NAME = "index.cdx.gz"
INDEX, BLOCKS = f"indexes/{INDEX_NAME}", "indexes/index.idx"
"""The parts of the file, as the specification names them."""

BLOCK = 1000
"""Lines of the index that are compressed together."""

DESCRIPTION = "datapackage.json"

_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.DOTALL)
_HEAD = 1 << 16
"""Bytes of a page in which its title is looked for."""

_EARLIEST = 315_532_800
"""The first second that a ZIP file can say, in 1980."""


class _Measured:
    """A stream that knows how much was written to it, and the digest of that."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hasher = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        self._hasher.update(data)
        self._size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def tell(self) -> int:
        return self._size

    def described(self, path: str) -> dict[str, str | int]:
        """What was written, as the description names it."""
        digest = f"sha256:{self._hasher.hexdigest()}"
        name = path.rpartition("/")[2]
        return {"name": name, "path": path, "hash": digest, "bytes": self._size}


def pages_of(folder: Path, urls: Urls) -> list[Page]:
    """The files of a published site, sorted as an index has their addresses.

    Hidden files are none that readers were shown.
    """
    names = (path for path in Manifest(folder).paths if not re.search(r"(^|/)\.", path))
    pages = (Page(path, urls.absolute(urls.at(_served(path)))) for path in names)
    return sorted(pages, key=lambda page: (sort_key(page.address), page.address))


def sort_key(address: str) -> str:
    """An address as indexes of web archives sort it: `example,gazette)/2022/` (SURT)."""
    parts = urlsplit(address)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path.lower()}"


def write_warc(file: BinaryIO, folder: Path, pages: list[Page], subject: Subject) -> None:
    """Write the records of a site alone. Raises OSError."""
    for _ in write_records(file, folder, pages, subject.address, subject.now):
        pass


def write_wacz(file: BinaryIO, folder: Path, pages: list[Page], subject: Subject) -> None:
    """Write a site as WACZ, into a file with a name. Raises OSError."""
    now = subject.now
    with (
        zipfile.ZipFile(file, "w") as archive,
        # Beside the file, where there is room for all records.
        TemporaryFile(dir=os.path.dirname(file.name)) as records,
        TemporaryFile() as index,
        TemporaryFile() as blocks,
        TemporaryFile() as listed,
    ):
        listed.write(_line({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}))
        lines: list[bytes] = []
        blocks.write(b"!meta 0 " + _line({"format": "cdxj-gzip-1.0", "filename": INDEX_NAME}))
        for record in write_records(records, folder, pages, subject.address, now):
            lines.append(_index_line(record, now))
            if len(lines) == BLOCK:
                _write_block(index, blocks, lines)
            if record.media_type == "text/html":
                listed.write(_line(_page_entry(folder, record.page, now)))
        _write_block(index, blocks, lines)
        files = {WARC: records, INDEX: index, BLOCKS: blocks, PAGES: listed}
        parts = [*_add(archive, files, now)]
        _write_description(archive, parts, subject)


def _add(
    archive: zipfile.ZipFile, parts: Mapping[str, IO[bytes]], now: int
) -> Iterator[dict[str, str | int]]:
    """Add files to the archive; gives what the description has of each."""
    for path, part in parts.items():
        size = part.seek(0, os.SEEK_END)
        part.seek(0)
        with _member(archive, path, now, size) as member:
            shutil.copyfileobj(part, member)
        yield member.described(path)


def _write_block(index: BinaryIO, blocks: BinaryIO, lines: list[bytes]) -> None:
    """Write some lines of the index, and where they are; they are taken out of the list.

    A player reads the blocks' list, and of the index only the block that it needs (ZipNum).
    """
    if not lines:
        return
    start, data = index.tell(), b"".join(lines)
    with gzip.GzipFile("", "wb", 9, index, mtime=0) as block:
        block.write(data)
    place = {"offset": start, "length": index.tell() - start, "filename": INDEX_NAME}
    key, stamp, _ = lines[0].split(b" ", 2)
    blocks.write(b" ".join((key, stamp, _line(place))))
    lines.clear()


def _index_line(record: Record, now: int) -> bytes:
    """A line of the index (CDXJ)."""
    fields = {
        "url": record.page.address,
        "mime": record.media_type,
        "status": "200",
        "digest": record.digest,
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": WARC.rpartition("/")[2],
    }
    stamp = re.sub(r"\D", "", moment_of(now))
    return f"{sort_key(record.page.address)} {stamp} {json.dumps(fields)}\n".encode()


def _page_entry(folder: Path, page: Page, now: int) -> dict[str, str]:
    with (folder / page.path).open("rb") as file:
        title = _TITLE.search(file.read(_HEAD))
    text = html.unescape(title[1].decode("utf-8", "replace")) if title else page.path
    return {
        "id": hashlib.sha256(page.address.encode()).hexdigest()[:20],
        "url": page.address,
        "ts": moment_of(now),
        "title": " ".join(text.split()),
    }


def _write_description(
    archive: zipfile.ZipFile, parts: list[dict[str, str | int]], subject: Subject
) -> None:
    description = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": subject.title,
        "created": moment_of(subject.now),
        "software": f"archivegen {archivegen.__version__}",
        "mainPageUrl": subject.address,
        "mainPageDate": moment_of(subject.now),
        "resources": parts,
    }
    with _member(archive, DESCRIPTION, subject.now) as member:
        member.write(json.dumps(description, indent=2, ensure_ascii=False).encode())
    digest = member.described(DESCRIPTION)["hash"]
    with _member(archive, "datapackage-digest.json", subject.now) as member:
        member.write(_line({"path": DESCRIPTION, "hash": digest}))


@contextmanager
def _member(archive: zipfile.ZipFile, path: str, now: int, size: int = 0) -> Iterator[_Measured]:
    """A file of a size in the archive, stored as it is.

    Only a large one has a header for large files: ReplayWeb.page goes by the list at the archive's
    end, which has none for others, and would begin to read a file within its header.
    """
    moment = datetime.fromtimestamp(max(now, _EARLIEST), UTC)
    entry = zipfile.ZipInfo(path, moment.timetuple()[:6])
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    with archive.open(entry, "w", force_zip64=size > zipfile.ZIP64_LIMIT) as member:
        yield _Measured(member)


def _line(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False)}\n".encode()


def _served(path: str) -> str:
    """The path by which a page is asked for."""
    return path.removesuffix("index.html") if re.search(r"(^|/)index\.html$", path) else path
