"""Feeds: RSS 2.0 and Atom, and Blogger, whose exports of both kinds are such.

RFC 4287; https://www.rssboard.org/rss-specification. Of Blogger, entries are posts, pages,
comments, settings and templates; the older export says which by a category, that of Takeout by
`blogger:type`.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from lxml import etree

from archivegen.importer.item import Body, Field, Item, Note, digest_of, path_of_address
from archivegen.importer.sources.files import files_of
from archivegen.importer.sources.folders.keys import time_of
from archivegen.importer.sources.shared.files import addresses_of_files, media_of
from archivegen.importer.sources.shared.html_texts import plain
from archivegen.importer.sources.shared.xml_files import (
    CUT_OFF,
    digest_of_element,
    html_of,
    open_xml,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.importer.item import Kind, Status, Value
    from archivegen.importer.options import Options

SUFFIXES = (".xml", ".rss", ".atom")
_BEGINNING = 8192
_BLOGGER = "http://schemas.google.com/blogger/2018"
_KIND = "http://schemas.google.com/g/2005#kind"
_KINDS: Mapping[str, Kind] = {"post": "article", "page": "page", "comment": "comment"}
_STATUS: Mapping[str, Status] = {
    "live": "published",
    "scheduled": "scheduled",
    "draft": "draft",
    "soft_trashed": "trash",
}
_LEAST_BEGINNING = 40
"""Characters by which a summary is known to be how the text begins."""


def recognises(path: Path) -> bool:
    """Whether a file is a feed. Raises OSError."""
    if path.is_dir() or not path.name.lower().endswith(SUFFIXES):
        return False
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return b"<rss" in beginning or b"http://www.w3.org/2005/Atom" in beginning


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The entries of feeds, in their order. Raises OSError and SourceError."""
    for file in files_of(paths, SUFFIXES):
        with open_xml(file.path, "item", "{http://www.w3.org/2005/Atom}entry") as opened:
            for element in opened.elements:
                yield _item(element, file.name, options)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            if opened.counts()["file without its end"]:
                yield _cut(file.name)


def _cut(name: str) -> Item:
    note = Note(CUT_OFF, "attention")
    skip = "the file itself, about which there is something to say"
    return Item(f"file:{name}", name, digest_of(b""), kind="other", notes=(note,), skip=skip)


class _Entry:
    """An item of RSS or an entry of Atom, by the local names of its elements."""

    def __init__(self, element: Any) -> None:
        self._element = element

    def all(self, *names: str) -> list[Any]:
        """Its elements with one of these names; those of an earlier name first."""
        found = [it for it in self._element.iterchildren("*")]  # noqa: C416 -- proxies are kept
        return [it for name in names for it in found if etree.QName(it).localname == name]

    def text(self, *names: str) -> str:
        """The text of the first of these elements that has one."""
        return next(filter(None, (_content(it) for it in self.all(*names))), "")

    @property
    def address(self) -> str:
        """Where it stood."""
        for link in self.all("link"):
            if link.get("href") is None and text_of(link).strip():
                return text_of(link).strip()
            if link.get("href") and link.get("rel", "alternate") == "alternate":
                return str(link.get("href"))
        return self._of_blogger("filename")

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of its authors."""
        names = []
        for element in self.all("author", "creator"):
            named = next(element.iterchildren("{*}name"), None)
            names.append(plain(text_of(element if named is None else named)))
        return tuple(dict.fromkeys(it for it in names if it and "@" not in it))

    @property
    def categories(self) -> tuple[str, ...]:
        """Under what it is filed."""
        found = (
            plain(it.get("label") or it.get("term") or text_of(it))
            for it in self.all("category")
            if it.get("scheme") != _KIND
        )
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def kind(self) -> str:
        """What Blogger says that it is; a post, where nothing is said."""
        named = self._of_blogger("type").lower()
        terms = (it.get("term", "") for it in self.all("category") if it.get("scheme") == _KIND)
        return named or next(terms, "#post").rpartition("#")[2]

    @property
    def status(self) -> Status:
        """Who could read it."""
        named = self._of_blogger("status").lower()
        drafts = [it for control in self.all("control") for it in control.iterchildren("{*}draft")]
        is_draft = any(text_of(it).strip() == "yes" for it in drafts)
        return "draft" if is_draft else _STATUS.get(named, "draft" if named else "published")

    @property
    def parent(self) -> str:
        """What a comment is about."""
        replied = next((it.get("ref") or "" for it in self.all("in-reply-to")), "")
        return replied or self._of_blogger("parent")

    def _of_blogger(self, name: str) -> str:
        return "".join(map(text_of, self._element.iterchildren(f"{{{_BLOGGER}}}{name}"))).strip()


def _content(element: Any) -> str:
    """The text of an element; of XHTML in it, that as HTML."""
    if element.get("type") == "xhtml" or (len(element) and not text_of(element).strip()):
        return "".join(map(html_of, element.iterchildren("*")))
    text = text_of(element)
    return html.escape(text, quote=False) if element.get("type") == "text" else text


def _item(element: Any, file: str, options: Options) -> Item:
    entry = _Entry(element)
    number = entry.text("id", "guid").strip()
    address = entry.address
    kind = _KINDS.get(entry.kind, "other")
    text = entry.text("encoded", "content") or entry.text("description", "summary")
    fields = _fields(entry, text, options)
    return Item(
        id=number or address or f"{file}:{element.sourceline}",
        origin=f"{file}:{element.sourceline}",
        digest=digest_of_element(element),
        kind=kind,
        status=entry.status,
        fields=fields,
        body=Body(text),
        address=address,
        parent=entry.parent,
        media=media_of(addresses_of_files(text), _paths) if kind != "comment" else (),
        skip="" if kind != "other" else f"of the kind {entry.kind}, which no reader sees",
    )


def _fields(entry: _Entry, text: str, options: Options) -> dict[str, Field]:
    date = time_of(entry.text("published", "pubDate", "date", "issued", "created", "updated"))
    if entry.kind == "comment":
        found: dict[str, tuple[Value, str]] = {
            "author": (next(iter(entry.authors), ""), "author"),
            "date": (date, "published"),
        }
        return {key: Field(*pair) for key, pair in found.items() if pair[0]}
    categories = entry.categories
    is_filed = bool(categories) and options.section_of == "category"
    number = entry.text("id", "guid").strip()
    found = {
        "headline": (plain(entry.text("title")), "title"),
        "date": (date, "published"),
        "section": (categories[0] if is_filed else "", "category"),
        "tags": (categories[1:] if is_filed else categories, "category"),
        "authors": (entry.authors, "author"),
        "summary": (_summary(entry, text), "summary"),
        "id": (number if ":" in number and " " not in number else "", "id"),
    }
    return {key: Field(*pair) for key, pair in found.items() if pair[0]}


def _summary(entry: _Entry, text: str) -> str:
    """What stands before a text, unless it is how that begins."""
    summary = plain(entry.text("description", "summary"))
    is_beginning = plain(text).startswith(summary[:_LEAST_BEGINNING])
    return "" if is_beginning or summary.endswith(("…", "[…]", "...")) else summary


def _paths(address: str) -> tuple[str, ...]:
    path = "" if address.startswith("data:") else path_of_address(address).lstrip("/")
    return (path,) if path else ()
