"""WARC: files of a published site as records of a web archive (ISO 28500:2017, WARC/1.1).

The records are of type `resource`: nothing was asked over a network, and no headers of an answer
are invented. A record's id follows from its address and its bytes, so the same site is the same
records.
"""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from warcio.warcwriter import WARCWriter

import archivegen
from archivegen.system.media_types import media_type_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Target(Protocol):
    """What records are written to: it knows how much that was."""

    def write(self, data: bytes, /) -> int:
        """Write some bytes."""

    def flush(self) -> None:
        """Leave nothing waiting."""

    def tell(self) -> int:
        """How many bytes were written."""


class Page(NamedTuple):
    """A file of a published site, by its path there and its address."""

    path: str
    address: str


class Record(NamedTuple):
    """A record that was written: where in the file, how long, and the digest of what it holds."""

    page: Page
    offset: int
    length: int
    media_type: str
    digest: str


def moment_of(now: int) -> str:
    """A time in seconds since 1970 as WARC writes it: `2026-11-28T00:00:00Z`."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_records(
    file: Target, folder: Path, pages: Iterable[Page], title: str, now: int
) -> Iterator[Record]:
    """Write a record of each file, in their order, each a GZIP member of its own.

    Raises OSError.
    """
    writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
    _write_info(writer, title, now)
    for page in pages:
        offset = file.tell()
        with (folder / page.path).open("rb") as source:
            digest = _write(writer, page, source, now)
        media_type = media_type_of(page.path).partition(";")[0]
        yield Record(page, offset, file.tell() - offset, media_type, digest)


def _write_info(writer: WARCWriter, title: str, now: int) -> None:
    fields = {
        "software": f"archivegen {archivegen.__version__}",
        "format": "WARC File Format 1.1",
        "isPartOf": title,
    }
    info = writer.create_warcinfo_record("data.warc.gz", fields)
    info.rec_headers.replace_header("WARC-Date", moment_of(now))
    info.rec_headers.replace_header("WARC-Record-ID", _id("warcinfo", title, str(now)))
    writer.write_record(info)


def _write(writer: WARCWriter, page: Page, source: BinaryIO, now: int) -> str:
    size = os.fstat(source.fileno()).st_size
    record = writer.create_warc_record(
        page.address, "resource", payload=source, length=size,
        warc_content_type=media_type_of(page.path),
        warc_headers_dict={"WARC-Date": moment_of(now)},
    )  # fmt: skip
    # The digest is of the bytes, which are read once more when they are written.
    writer.ensure_digest(record, block=True, payload=True)
    digest = str(record.rec_headers.get_header("WARC-Payload-Digest"))
    record.rec_headers.replace_header("WARC-Record-ID", _id(page.address, digest, str(now)))
    writer.write_record(record)
    return digest


def _id(*parts: str) -> str:
    """An id without chance in it (RFC 9562, version 5)."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, chr(10).join(parts))}>"
