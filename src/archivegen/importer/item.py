"""Items: what a source holds, one by one, as a reader gives it to the importer.

A reader says what there is and where it found that; it decides nothing: neither the name of a file
nor a new address, nor what becomes of an item. All texts are as the source means them: characters
instead of entities, no markup in a headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias

Kind = Literal["article", "page", "author", "attachment", "comment", "other"]
"""What an item is. Articles become files of `content/`, pages files of `_pages/`, and authors of
`_authors/`; attachments wait for the articles that show them; comments are kept beside the
account; all else is counted."""

Status = Literal["published", "scheduled", "draft", "private", "trash"]
"""Who could read it. A published or scheduled item is published at its date; all else becomes a
draft. What waited for a review is a `draft`, and what needed a password is `private`."""

PUBLIC: tuple[Status, ...] = ("published", "scheduled")
"""The status of what everybody could read, or is to at its date."""

Format = Literal["html", "markdown", "text"]
"""How a text is written; in a `text`, an empty line parts paragraphs and nothing is markup."""

Weight = Literal["told", "attention", "held"]
"""What follows from a note: it is `told` in the report; the item wants `attention`, and is
published as it stands; or it is `held` back as a draft until somebody accepts it."""

Value: TypeAlias = "str | bool | tuple[Value, ...] | Mapping[str, Value]"
"""A value of front matter. Times are texts that front matter can have: `2022-07-21`,
`2022-07-21 06:40`, `2022-07-21T06:40:00+02:00`, `1923-07`, `1923`; one without an offset is in the
time zone of the import."""


class Field(NamedTuple):
    """What an item says of one key of front matter."""

    value: Value
    origin: str
    """Where it was found, as the report has it: `JSON-LD datePublished`, `line 4`."""
    confidence: float = 1.0
    """How likely it is right, from 0 to 1; below `SURE`, the item is held back."""


SURE = 0.7
"""The confidence from which a field needs nobody's look."""


class Body(NamedTuple):
    """The text of an item."""

    text: str = ""
    format: Format = "html"
    confidence: float = 0.0
    """How certain its words are, from 0 to 1, where a machine read them; 0, if that is not said."""


class Note(NamedTuple):
    """What an archivist should hear of an item."""

    text: str
    """A sentence without its full stop, such as `the picture harbour.jpg is missing`."""
    weight: Weight = "told"
    kind: str = ""
    """What notes of one sort have in common, so that the report counts them; else, the text."""
    place: str = ""
    """Where in the source, if not the whole item is meant: `line 4`, `paragraph 12`."""


class Place(NamedTuple):
    """Where bytes lie: a file of a folder, a member of a ZIP archive, or a record of a WARC file.

    `name` is the path in the folder, the name of the member, or the record's offset.
    """

    container: str
    name: str


class Media(NamedTuple):
    """A picture or another file that an item shows."""

    written: str
    """Its address, exactly as the body or a field has it: there, the new path takes its place."""
    paths: tuple[str, ...] = ()
    """Where it may lie below the folders of `--media`, the best first: `2019/05/harbour.jpg`."""
    places: tuple[Place, ...] = ()
    """Where it lies in the source itself, the best first; these are looked at before `paths`."""
    name: str = ""
    """What its file is to be called, if not as the path is."""
    is_exact: bool = False
    """Whether `paths` are all there are; else, of what looks like a smaller size of a picture, the
    original is looked for first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a source."""

    id: str
    """What the source knows it by, the same in every export: a number, or a path in a folder."""
    origin: str
    """What a person finds it by: `export.xml:1204`, `captures/lamp.txt`."""
    digest: str
    """The digest of its bytes in the source, by `digest_of`."""
    kind: Kind = "article"
    status: Status = "published"
    fields: Mapping[str, Field] = field(default_factory=dict)
    """What it says of the keys of front matter, by their names: `headline`, `date`, `updated`,
    `section`, `summary`, `authors`, `tags`, `slug`, `language`, `image`, `id`, `print`, and so on.
    Of `authors` and `tags` the value is a tuple of names; of `image`, a mapping with `src`. No
    `aliases`, no `url`, no `draft`: these follow from `address` and `status`."""
    body: Body = field(default_factory=Body)
    address: str = ""
    """Its address in the source, with host and query; empty where it had none."""
    other_addresses: tuple[str, ...] = ()
    """Others that led to it: `https://example.org/?p=123`, redirects, its guid."""
    parent: str = ""
    """The id of the item that it belongs to, as a comment or an attachment does."""
    media: tuple[Media, ...] = ()
    extra: Mapping[str, Value] = field(default_factory=dict)
    """What is kept under `extra` of the article, such as a subtitle that has no other place."""
    notes: tuple[Note, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """What is counted over all items, by name: `shortcode [gallery]`, `encoding windows-1252`."""
    skip: str = ""
    """Why nothing becomes of it: `a revision`; empty for what is to be imported."""

    def __reduce__(self) -> tuple[type[Item], tuple[Any, ...]]:
        # A tuple of all values is laid aside in half the time of a frozen dataclass.
        return Item, _values(self)


_values = attrgetter(*Item.__slots__)

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no text of a file can hold: neither XML, YAML nor UTF-8 has it."""


def writable(item: Item) -> Item:
    """The item, with a blank for each character that no text of a file can hold; that is noted."""
    found: list[str] = []
    texts = {
        name: _writable(value, found)
        for name, value in zip(Item.__slots__, _values(item), strict=True)
    }
    if not found:
        return item
    text = f"it has characters that a file cannot hold, such as U+{ord(found[0]):04X}: blanks now"
    note = Note(text, "attention", "characters that no file can hold")
    return replace(item, **{**texts, "notes": (*texts["notes"], note)})


def _writable(value: Any, found: list[str]) -> Any:
    """A value with blanks for such characters, which are added to `found`."""
    if isinstance(value, str):
        if not _UNWRITABLE.search(value):
            return value
        found += _UNWRITABLE.findall(value)
        return _UNWRITABLE.sub(" ", value)
    # The name of a file is what its system calls it.
    if isinstance(value, tuple) and not isinstance(value, Place):
        parts = [_writable(part, found) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, Mapping):
        return {_writable(key, found): _writable(one, found) for key, one in value.items()}
    return value


def new_digest() -> blake2b:
    """A digest of bytes that come in parts."""
    return blake2b(digest_size=16)


def digest_of(data: bytes) -> str:
    """The digest of an item's bytes, or of a file's."""
    return blake2b(data, digest_size=16).hexdigest()


_SIGNED = re.compile(r"[?#].*", re.DOTALL)


def path_of_address(address: str) -> str:
    """The path of an address, without host, query and fragment; empty where it has none."""
    rest = re.sub(r"^(?:[A-Za-z][\w+.-]*:)?//[^/?#]*", "", address)
    return _SIGNED.sub("", rest)
