"""Entries: what became of each item, as lines of `imports/NAME/items.jsonl`.

The file is made to be committed: sorted by id, a line for each item, the same bytes for the same
source and site. It is also what a later run goes by: which file an item has, and what was written
there. What is read of it may have been edited by anyone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, get_args

from archivegen.importer.item import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.importer.item import Item

ACCOUNT = "items.jsonl"
"""The name of the file, in the folder of an import."""

State = Literal["imported", "attention", "skipped", "kept"]
"""What became of an item: its file is right; somebody should look at it; nothing becomes of it; or
a person's edit, or that they deleted the file, stands, though the source says another thing."""

LOOKED_AT = "somebody has looked at it"
"""The reason of what becomes no file and wanted attention, until that was accepted."""

STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of an item."""

    id: str
    state: State
    reason: str = ""
    """Why it is not simply imported: the first of its notes that says so."""
    origin: str = ""
    kind: str = "article"
    status: str = "published"
    digest: str = ""
    """The digest of its bytes in the source."""
    old_address: str = ""
    new_address: str = ""
    """Its address now, from the site's root."""
    former: tuple[str, ...] = ()
    """Addresses of this site that it had after earlier runs."""
    file: str = ""
    written: str = ""
    """The digest of its file as it was written."""
    slug: str = ""
    """The slug that it was given since another item has its own."""
    is_held: bool = False
    """Whether its file is a draft only until somebody accepts it."""
    accepted: str = ""
    """The digest of the source's item that somebody accepted."""
    redirects: tuple[tuple[str, str], ...] = ()
    """Old addresses that a host has to send on, each with why."""
    media: Mapping[str, str] = field(default_factory=dict)
    """The files of its pictures, with the digest of each as it was written."""
    fields: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Where each field was found, and how certain it is."""
    confidence: float = 0.0
    """How certain its words are, from 0 to 1, where a machine read them; 0, if that is not said."""
    notes: tuple[Note, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type[Entry], tuple[Any, ...]]:
        # A tuple of all values is laid aside in half the time of a frozen dataclass.
        return Entry, _values(self)


_values = attrgetter(*Entry.__slots__)


def entry_of(item: Item, state: State, **values: Any) -> Entry:
    """The entry of an item, with what became of it as further values."""
    return Entry(
        id=item.id,
        state=state,
        origin=item.origin,
        kind=item.kind,
        status=item.status,
        digest=item.digest,
        old_address=item.address,
        **values,
    )


def reason_of(notes: Iterable[Note]) -> str:
    """The first note that somebody should see, those before others for which an item is held."""
    heavy = [note for note in notes if note.weight != "told"]
    held = [note for note in heavy if note.weight == "held"]
    return next((note.text for note in held or heavy), "")


def to_line(entry: Entry) -> str:
    """The entry as a line of JSON; what is empty is left out."""
    values: dict[str, Any] = {}
    for name in Entry.__slots__:
        value = getattr(entry, name)
        if name == "notes":
            value = [[note.weight, note.kind, note.text, note.place] for note in value]
        if value:
            values[name] = value
    return json.dumps(values, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def in_short(entry: Entry) -> Entry:
    """What a later run has to know of an entry, without what only people read."""
    return replace(entry, fields={}, notes=(), counts={}, redirects=(), reason="", origin="")


class LineError(Exception):
    """A line of an account is none; with its number."""

    def __init__(self, path: Path, line: int) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: this is no line of an account")


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of an account, in its order; none, if there is no file. Raises LineError."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield from_line(line)
                except (ValueError, TypeError, KeyError) as error:
                    raise LineError(path, number) from error


def from_line(line: bytes) -> Entry:
    """The entry of a line. Raises ValueError, KeyError or TypeError for one that is none."""
    return _entry(json.loads(line))


def _entry(values: dict[str, Any]) -> Entry:
    known = {name: value for name, value in values.items() if name in Entry.__slots__}
    if not isinstance(known["id"], str) or known["state"] not in STATES:
        raise ValueError(known["id"])
    if not _is_inside(known.get("file", "")) or not all(map(_is_inside, known.get("media", ()))):
        raise ValueError(known["file"])
    known["notes"] = tuple(
        Note(text, weight, kind, place) for weight, kind, text, place in known.get("notes", ())
    )
    known["redirects"] = tuple((str(old), str(why)) for old, why in known.get("redirects", ()))
    known["former"] = tuple(known.get("former", ()))
    known["confidence"] = float(known.get("confidence", 0))
    known["fields"] = {
        key: (str(origin), float(sure)) for key, (origin, sure) in known.get("fields", {}).items()
    }
    return Entry(**known)


def _is_inside(path: str) -> bool:
    """Whether a path of an account is one that an import writes: below content/."""
    parts = path.split("/")
    return not path or (parts[0] == "content" and ".." not in parts and "" not in parts)
