"""Web archives: what was captured in WARC files, also in those of a WACZ, and its bytes.

A capture is found again by its place: the offset of its record, with the name of the file in a WACZ
before it. Nothing is asked of the network.

WARC 1.1 (ISO 28500),
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archivegen.importer.item import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

WARCS = (".warc", ".warc.gz")
_PIECE = 65536
_LONGEST_REASON = 120
SUFFIXES = (*WARCS, ".wacz")


class WebArchiveError(Exception):
    """A web archive cannot be read, with a reason for people."""


class Capture(NamedTuple):
    """What a server answered, without its text."""

    address: str
    time: str
    status: str
    media_type: str
    """In small letters, without parameters: `text/html`."""
    charset: str
    location: str
    """Where a redirect leads."""
    digest: str
    """The digest of what was answered, as the archive has it; equal answers may be stored once."""
    is_repeated: bool
    """Whether the answer is stored with another capture of the same digest."""
    place: Place


def captures(path: Path) -> Iterator[Capture]:
    """All answers in a file, in its order. Raises OSError, WebArchiveError where it is broken."""
    for name in _warcs(path):
        with _opened(path, name) as file:
            try:
                iterator = ArchiveIterator(file)
                for record in iterator:
                    place = Place(str(path), f"{name}@{iterator.get_record_offset()}")
                    _read_through(record)
                    if record.rec_type in {"response", "revisit"} and record.http_headers:
                        yield _capture(record, place)
            except (ArchiveLoadFailed, EOFError, ValueError, zipfile.BadZipFile) as error:
                why = " ".join(str(error).replace("\x00", "").split())[:_LONGEST_REASON]
                raise WebArchiveError(f"{name or path.name} is broken: {why}") from error


def _read_through(record: Any) -> None:
    """Read a record to its end. Raises EOFError for one without, of a file that was cut."""
    while record.raw_stream.read(_PIECE):
        pass
    length = record.rec_headers.get_header("Content-Length") or ""
    if record.raw_stream.limit or not length.isdecimal():
        raise EOFError("it ends within a record")


def bytes_at(place: Place, limit: int) -> bytes | None:
    """What was answered by the capture at a place; None, if it is more than the limit.

    Raises OSError and WebArchiveError.
    """
    name, _, offset = place.name.rpartition("@")
    with _opened(Path(place.container), name) as file:
        try:
            file.seek(int(offset))
            record = next(iter(ArchiveIterator(file)))
            data: bytes = record.content_stream().read(limit + 1)
        except (
            ArchiveLoadFailed,
            EOFError,
            ValueError,
            StopIteration,
            zipfile.BadZipFile,
        ) as error:
            raise WebArchiveError(f"{place.name} of {place.container}: {error}") from error
    return data if len(data) <= limit else None


def _capture(record: Any, place: Place) -> Capture:
    media_type, _, rest = (record.http_headers.get_header("Content-Type") or "").partition(";")
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    return Capture(
        address=record.rec_headers.get_header("WARC-Target-URI") or "",
        time=record.rec_headers.get_header("WARC-Date") or "",
        status=record.http_headers.get_statuscode() or "",
        media_type=media_type.strip().lower(),
        charset=charset,
        location=record.http_headers.get_header("Location") or "",
        digest=record.rec_headers.get_header("WARC-Payload-Digest") or "",
        is_repeated=record.rec_type == "revisit",
        place=place,
    )


def _warcs(path: Path) -> list[str]:
    """The names of the WARC files in a WACZ; of a WARC file, one that is empty."""
    if path.name.lower().endswith(WARCS):
        return [""]
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted(name for name in archive.namelist() if name.lower().endswith(WARCS))
    except zipfile.BadZipFile as error:
        raise WebArchiveError(f"{path.name} is no WACZ") from error


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    if not name:
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            yield member
    except (zipfile.BadZipFile, KeyError) as error:
        raise WebArchiveError(f"{name} of {path.name} cannot be read") from error
