"""An export as a stream of records: what it has at its head, and its items, each a plain value.

Versions 1.0 to 1.2 differ in their namespace alone, which some
programs write with `https`.

Written by export.php of WordPress, wp-admin/includes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from archivegen.importer.sources.shared.xml_files import open_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

BRIEF = ("guid", "{*}post_id", "{*}post_type")
"""What is read of an item that is not read in full."""

_NAMESPACES = (
    ("wordpress.org/export/", "/excerpt", "excerpt:"),
    ("wordpress.org/export/", "", "wp:"),
    ("purl.org/rss/1.0/modules/content", "", "content:"),
    ("purl.org/dc/elements", "", "dc:"),
)
"""Parts of a namespace, and the prefix that stands for it here."""

RecordKind = Literal["site", "author", "category", "term", "item", "end"]


@dataclass(frozen=True, slots=True)
class Category:
    """A term on an item: its taxonomy, its name in addresses, its name."""

    taxonomy: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """An element of the export; at the `end` of a file stands what is wrong with all of it."""

    kind: RecordKind
    file: str
    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    """The texts of its elements by their names, such as `wp:post_id`; of `title`, by that."""
    categories: tuple[Category, ...] = ()
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: tuple[dict[str, str], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of one of its elements; empty if it has none."""
        return self.texts.get(name, "")

    def first_meta(self, key: str) -> str:
        """The first value of a custom field; empty if it has none."""
        return next(iter(self.meta.get(key, ())), "")


def is_export(data: bytes) -> bool:
    """Whether a file that begins with these bytes is an export."""
    return b"<rss" in data and b"wordpress.org/export/" in data


def records(path: Path, in_full: Collection[str] | None = None) -> Iterator[Record]:
    """What a file of an export has, in its order.

    With types of posts, such as `attachment`, other items have only what `BRIEF` names, which is
    quick. Raises OSError, and SourceError for an item that would fill the memory.
    """
    name = path.name
    with open_xml(path, "item") as opened:
        for item in opened.elements:
            yield from _head(item, name)
            yield _item(item, name, in_full)
            item.clear()
        if opened.root is not None and len(opened.root):
            for channel in opened.root:
                yield from _records_of_head(channel.iterchildren("*"), name)
        yield Record("end", name, counts=opened.counts())


def _head(item: Any, file: str) -> Iterator[Record]:
    """What stands before an item, after the one before; it is let go of then."""
    channel, before = item.getparent(), item.getprevious()
    if before is None:
        return
    if before.tag != "item":
        # What stands behind the item may have been read by now, too.
        preceding = [*item.itersiblings("*", preceding=True)]
        yield from _records_of_head(reversed(preceding), file)
    while item.getprevious() is not None:
        del channel[0]


def _records_of_head(elements: Iterable[Any], file: str) -> Iterator[Record]:
    site: dict[str, str] = {}
    for element in elements:
        name = _short(element.tag)
        if name in {"wp:author", "wp:category", "wp:term"}:
            texts = {_short(child.tag): text_of(child) for child in element.iterchildren("*")}
            kind: RecordKind = name.removeprefix("wp:")  # type: ignore[assignment]
            yield Record(kind, file, element.sourceline or 0, texts)
        elif name in {"title", "wp:base_site_url", "wp:base_blog_url"}:
            site[name] = text_of(element).strip()
    if site:
        yield Record("site", file, texts=site)


def _item(item: Any, file: str, in_full: Collection[str] | None) -> Record:
    line = item.sourceline or 0
    if in_full is not None:
        texts = {_short(child.tag): child.text or "" for child in item.iterchildren(*BRIEF)}
        if texts.get("wp:post_type", "") not in in_full:
            return Record("item", file, line, texts)
    texts = {}
    categories: list[Category] = []
    meta: dict[str, list[str]] = {}
    comments: list[dict[str, str]] = []
    for child in item.iterchildren("*"):
        name = _short(child.tag)
        if name == "category":
            taxonomy, slug = child.get("domain") or "", child.get("nicename") or ""
            categories.append(Category(taxonomy, slug, text_of(child).strip()))
        elif name == "wp:postmeta":
            pair = {_short(part.tag): text_of(part) for part in child.iterchildren("*")}
            meta.setdefault(pair.get("wp:meta_key", ""), []).append(pair.get("wp:meta_value", ""))
        elif name == "wp:comment":
            comments.append({_short(part.tag): text_of(part) for part in child.iterchildren("*")})
        else:
            texts[name] = text_of(child)
    return Record("item", file, line, texts, tuple(categories), meta, tuple(comments))


@cache
def _short(tag: str) -> str:
    """The name of an element with the prefix that is usual for its namespace."""
    namespace, _, name = tag.rpartition("}")
    for part, other, prefix in _NAMESPACES:
        if part in namespace and other in namespace:
            return prefix + name
    return name
