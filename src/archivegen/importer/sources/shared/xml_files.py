"""Files of XML, read in pieces and never held as a whole, as untrusted as they are.

Nothing that such a file says is followed: no entity, no document type, no address. What XML cannot
have is left out and counted, and a file that is not well-formed is read as far as can be told.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from archivegen.importer.item import digest_of
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MOST_BYTES_OF_AN_ITEM = 64 * 1024 * 1024
"""An element that is longer is no article, and would fill the memory."""

CUT_OFF = "the file ends before its end: it was cut off"
"""What is told of a file that is not whole."""

_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))
_ROOT = re.compile(rb"<[A-Za-z]")
_LAST_TAG = re.compile(rb"</[\w:.-]+\s*>\s*\Z")
_BEGINNING = 65536


@dataclass(frozen=True, slots=True)
class OpenXml:
    """A file of XML that is being read."""

    elements: Iterator[Any]
    """The elements asked for, one by one. Raises SourceError."""
    stream: _Stream
    parsing: Any

    @property
    def root(self) -> Any:
        """The root, once all is read."""
        return self.parsing.root

    def counts(self) -> dict[str, int]:
        """What is wrong with the file, by name, and how often, once all is read."""
        return self.stream.counts()


@contextmanager
def open_xml(path: Path, *tags: str) -> Iterator[OpenXml]:
    """A file of XML; its elements with these tags are read one by one.

    Whoever has read one clears it. Raises OSError, and SourceError for one that would fill the
    memory.
    """
    with path.open("rb") as file:
        stream = _Stream(file, path.name, tags)
        parsing = etree.iterparse(
            stream,
            events=("end",),
            tag=tags,
            huge_tree=True,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        yield OpenXml(_elements(parsing, path.name), stream, parsing)


def _elements(parsing: Any, name: str) -> Iterator[Any]:
    try:
        for _, element in parsing:
            yield element
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is no XML: {error}") from None


def text_of(element: Any) -> str:
    """The text of an element that has no others; an entity in it stays as it is written."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def html_of(element: Any) -> str:
    """An element of XHTML as HTML, which has no namespaces."""
    for part in element.iter("*"):
        part.tag = etree.QName(part).localname
    text: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return text.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")


def digest_of_element(element: Any) -> str:
    """The digest of an element with all that is in it, however it is written."""
    parts = []
    for part in element.iter():
        name = part.tag if isinstance(part.tag, str) else ""
        tail = "" if part is element else part.tail or ""
        parts.append(f"{name}{sorted(part.attrib.items())}{part.text or ''}\0{tail}")
    return digest_of("\0".join(parts).encode("utf-8", "backslashreplace"))


class _Stream:
    """The bytes of a file as XML can have them: what it cannot have is left out and counted."""

    def __init__(self, file: BinaryIO, name: str, tags: Collection[str]) -> None:
        self._file = file
        self._name = name
        self._ends = [f"</{tag.rpartition('}')[2]}>".encode() for tag in tags]
        self._is_beginning = True
        self._control_characters = 0
        self._document_types = 0
        self._since_item = 0
        self._end = b""

    def read(self, size: int) -> bytes:
        """Some more bytes; none at the end. Raises SourceError for an item without an end."""
        # A first piece has all that stands before the first element.
        data = self._file.read(max(size, _BEGINNING) if self._is_beginning else size)
        if not data:
            return b""
        if self._is_beginning:
            self._is_beginning = False
            data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
            data = self._without_document_type(data)
        allowed = data.translate(None, _CONTROL)
        self._control_characters += len(data) - len(allowed)
        data = allowed
        self._measure(data)
        self._end = (self._end + data)[-64:]
        return data or b" "

    def counts(self) -> dict[str, int]:
        """What is wrong with the file, by name, and how often."""
        return {
            "control character": self._control_characters,
            "document type declaration": self._document_types,
            "file without its end": int(not _LAST_TAG.search(self._end)),
        }

    def _without_document_type(self, data: bytes) -> bytes:
        """The beginning without what declares entities, of which no source has any."""
        start = data.upper().find(b"<!DOCTYPE")
        root = _ROOT.search(data, max(start, 0))
        if start < 0 or root is None:
            return data
        self._document_types = 1
        return data[:start] + data[root.start() :]

    def _measure(self, data: bytes) -> None:
        last = max(data.rfind(end) for end in self._ends)
        self._since_item = self._since_item + len(data) if last < 0 else len(data) - last
        if self._since_item > MOST_BYTES_OF_AN_ITEM:
            mega = MOST_BYTES_OF_AN_ITEM // 1_048_576
            raise SourceError(f"{self._name} has an item of more than {mega} MB")
