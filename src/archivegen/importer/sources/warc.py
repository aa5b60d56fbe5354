"""Web archives: the pages of one host in WARC and WACZ files, each in one capture.

That is the newest, or the newest until a time that was asked for. The host is that of most pages;
those of others are accounted for, and nothing becomes of them. What was captured of pictures goes
with the pages, and redirects in the archive are old addresses.
"""

from __future__ import annotations

import mimetypes
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from archivegen.importer.item import Item, Media, Note, digest_of, path_of_address
from archivegen.importer.sources import html
from archivegen.importer.sources.encodings import decoded
from archivegen.importer.sources.files import MOST_BYTES, SourceFile, files_of, has_files
from archivegen.importer.web_archives import (
    SUFFIXES,
    Capture,
    WebArchiveError,
    bytes_at,
    captures,
)
from archivegen.model.hosts import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.importer.item import Place
    from archivegen.importer.options import Options

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MOST_STEPS = 10
"""Redirects behind one another, at most."""


def recognises(path: Path) -> bool:
    """Whether a path is a web archive, or a folder with one. Raises OSError."""
    return has_files(path, SUFFIXES)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The pages of one host in the order of their addresses, and an item for each archive."""
    index = _Index(options.at)
    for file in files_of(paths, SUFFIXES):
        yield index.read(file)
    host = index.host
    for key in sorted({**index.later, **index.pages}):
        capture = index.pages.get(key) or index.later[key]
        if _host(capture.address) != host:
            yield _other(capture, f"a page of another host than {host}")
        elif key not in index.pages:
            yield _other(capture, "a page that was captured later for the first time")
        else:
            yield _page(capture, index)


def _named(capture: Capture) -> str:
    """What a capture is counted as."""
    if capture.status == "200":
        return f"captures {capture.media_type or 'without a type'}"
    if capture.status.startswith("3"):
        return "captures of redirects"
    return f"captures with the status {capture.status or 'of none'}"


class _Index:
    """Where the newest capture of each address lies, of those until `at`; empty for all."""

    def __init__(self, at: str) -> None:
        self._at = at
        self.pages: dict[str, Capture] = {}
        self.later: dict[str, Capture] = {}
        """The first captures of pages behind that time."""
        self._files: dict[str, Capture] = {}
        self._later_files: dict[str, Capture] = {}
        self._redirects: dict[str, str] = {}
        self._stored: dict[str, Place] = {}

    def read(self, file: SourceFile) -> Item:
        """Enter the captures of a file. Raises OSError."""
        counts: Counter[str] = Counter()
        notes: tuple[Note, ...] = ()
        try:
            for capture in captures(file.path):
                counts[_named(capture)] += 1
                if self._enter(capture):
                    counts["captures of an address that was captured before"] += 1
        except WebArchiveError as error:
            notes = (Note(str(error), "attention", "broken archives"),)
        return Item(
            id=f"file:{file.name}",
            origin=file.name,
            digest=digest_of(repr(sorted(counts.items())).encode()),
            kind="other",
            notes=notes,
            counts=counts,
            skip="the archive itself, whose pages are items of their own",
        )

    def _enter(self, capture: Capture) -> bool:
        """Enter a capture; says whether its address was captured before."""
        key = key_of(capture.address)
        is_late = bool(self._at) and capture.time[: len(self._at)] > self._at
        if capture.status.startswith("3") and capture.location and not is_late:
            self._redirects[key] = key_of(_joined(capture.address, capture.location))
        if capture.status != "200":
            return False
        if not capture.is_repeated:
            self._stored.setdefault(capture.digest, capture.place)
        elif capture.digest in self._stored:
            capture = capture._replace(place=self._stored[capture.digest])
        else:
            return False
        is_page = capture.media_type in _PAGES
        known = self.pages if is_page else self._files
        if is_late:
            known = self.later if is_page else self._later_files
        before = known.get(key)
        if before is None or (
            capture.time < before.time if is_late else before.time <= capture.time
        ):
            known[key] = capture
        return before is not None

    def file(self, key: str) -> Capture | None:
        """A picture or another file; one that a crawler got only after its page, if need be."""
        return self._files.get(key) or self._later_files.get(key)

    @property
    def host(self) -> str:
        """The host of most pages."""
        pages = {**self.later, **self.pages}
        hosts = Counter(_host(capture.address) for capture in pages.values())
        return max(sorted(hosts), key=lambda host: hosts[host], default="")

    def former_of(self, key: str) -> list[str]:
        """The addresses that led to a page."""
        return self._former.get(key, [])

    @cached_property
    def _former(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(self._redirects):
            target = key
            for _ in range(_MOST_STEPS):
                if target not in self._redirects:
                    break
                target = self._redirects[target]
            if target != key and target in self.pages:
                found[target].append(f"https://{key}")
        return found


def key_of(address: str) -> str:
    """What is the same of an address by whichever way it was asked for: `example.org/a?b`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{_host(address)}{parts.path or '/'}{query}"


def _host(address: str) -> str:
    return host_of(address).removeprefix("www.")


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _other(capture: Capture, skip: str) -> Item:
    return Item(
        id=capture.address,
        origin=_origin(capture),
        digest=digest_of(capture.digest.encode()),
        kind="other",
        address=capture.address,
        skip=skip,
    )


def _origin(capture: Capture) -> str:
    name = Path(capture.place.container).name
    return f"{name}{'' if capture.place.name.startswith('@') else '/'}{capture.place.name}"


def _page(capture: Capture, index: _Index) -> Item:
    """The article of a page, with the pictures that were captured. Raises OSError."""
    try:
        data = bytes_at(capture.place, MOST_BYTES)
    except WebArchiveError as error:
        return _other(capture, str(error))
    if data is None:
        return _other(capture, "larger than a page can be")
    if capture.charset and capture.charset.lower() != "utf-8":
        # What the server said counts before what the page says.
        data = "\ufeff".encode() + decoded(data, capture.charset).text.encode()
    name = path_of_address(capture.address).rpartition("/")[2] or "index.html"
    item = html.item_of(data, SourceFile(Path(name), name), capture.address)
    own = (capture.address, item.address, *index.former_of(key_of(capture.address)))
    return replace(
        item,
        id=capture.address,
        origin=_origin(capture),
        address=capture.address,
        other_addresses=tuple(dict.fromkeys(it for it in own[1:] if it and it != own[0])),
        media=tuple(_captured(media, capture.address, index) for media in item.media),
    )


def _captured(media: Media, page: str, index: _Index) -> Media:
    """A picture with the place of its capture, if there is one."""
    address = _joined(page, media.written)
    found = index.file(key_of(address))
    if found is None:
        return Media(media.written, media.paths)
    name = unquote(path_of_address(address)).rpartition("/")[2]
    if "." not in name:
        name += mimetypes.guess_extension(found.media_type) or ""
    return Media(media.written, media.paths, (found.place,), name)
