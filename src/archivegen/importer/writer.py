"""The writer: one way for all items, from what a source says to a file and a line of the account.

A file that a person has edited or deleted since it was written is left alone, whatever comes to the
source; then its new version lies in the folder of the import, for somebody to compare.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.importer.addresses import OldAddresses, addresses_of, old_addresses, relative
from archivegen.importer.article_file import article_file
from archivegen.importer.entry import entry_of, reason_of
from archivegen.importer.item import Note, digest_of
from archivegen.importer.report.comparison import comparison_of
from archivegen.importer.staging import CHANGED, StagedFiles, digest_of_file
from archivegen.importer.survey import WITH_FILES
from archivegen.loader.frontmatter.yaml_writer import Plain
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archivegen.importer.batches.outline import Place
    from archivegen.importer.batches.register import Register
    from archivegen.importer.entry import Entry, State
    from archivegen.importer.item import Item
    from archivegen.importer.markdown.convert import Converter
    from archivegen.importer.pictures import Pictured
    from archivegen.importer.report.comparison import Comparison
    from archivegen.importer.site import ImportSite
    from archivegen.importer.staging import Move
    from archivegen.importer.values import Values

_NOT_PUBLIC = {
    "draft": ("it is a draft in the source", "drafts in the source"),
    "private": ("not everybody could read it in the source", "not public in the source"),
    "trash": ("it is in the trash of the source", "in the trash of the source"),
}
"""Why an item becomes a draft, and what such items have in common."""


class Written(NamedTuple):
    """What became of an item."""

    entry: Entry
    outcome: str
    """What became of its file: `written`, `unchanged`, `kept`, and so on."""
    move: Move | None = None
    """The file that was written aside."""
    answered: tuple[str, ...] = ()
    """Old addresses that the file answers."""
    comparison: Comparison | None = None
    """Both texts, if they were asked for and it wants attention."""


class Writer:
    """Makes files of items, and writes them aside. `name` is that of the import."""

    def __init__(
        self,
        site: ImportSite,
        name: str,
        register: Register,
        converter: Converter,
    ) -> None:
        self._site, self._name = site, name
        self._register, self._converter = register, converter
        self._files = StagedFiles(site.root, site.folder_of(name))

    def write(
        self, item: Item, values: Values, pictured: Pictured, *, wants_texts: bool
    ) -> Written:
        """What becomes of an item; its file is written aside, if it has to be written."""
        place, known = self._register.places.get(item.id), self._register.known.get(item.id)
        assert place is not None  # noqa: S101 -- each item that becomes a file has one
        notes = [*item.notes, *values.notes, *_on_status(item), *pictured.notes]
        address = self._address(item, place, pictured.addresses)
        converted = self._converter.convert(item.body, address)
        if not converted.is_same:
            text = "part of its text does not come back as it was; compare it"
            notes.append(Note(text, "attention", "texts to compare"))
        former = _former(known, place)
        old = self._old_addresses(item, place, former, notes)
        accepted = known.accepted if known else ""
        is_held = not accepted and any(note.weight == "held" for note in notes)
        front = self._front(item, values, pictured.addresses)
        front["aliases"] = (*map(Plain, old.aliases),)
        front |= {"slug": place.slug} if place.slug else {}
        front |= {"draft": True} if is_held or _is_draft(item) else {}
        made = article_file(place.file, item.kind, front, converted.text, self._site)
        notes += made.notes
        is_held = is_held or (not accepted and bool(made.notes))
        is_accepted = accepted == item.digest
        entry = entry_of(
            item,
            _state(notes, is_accepted=is_accepted),
            reason="" if is_accepted else reason_of(notes),
            new_address=place.address,
            former=former,
            file=place.file,
            slug=place.slug,
            is_held=is_held and not _is_draft(item),
            accepted=accepted,
            redirects=(*old.redirects,),
            media=pictured.digests,
            fields={key: (one.origin, one.confidence) for key, one in item.fields.items()},
            confidence=item.body.confidence,
            notes=(*notes,),
            counts={**Counter(item.counts), **{k: v for k, v in converted.counts.items() if v}},
        )
        is_public = item.status == "published" and not is_held and item.kind == "article"
        written = self._write(entry, known, made.data)
        written = written._replace(answered=tuple(old.answered) if is_public else ())
        if written.entry.state != "attention" or not wants_texts:
            return written
        page = self._converter.page(item.body, converted.text)
        return written._replace(comparison=comparison_of(item, front, page))

    def _write(self, entry: Entry, known: Entry | None, data: bytes) -> Written:
        """Write the file aside, unless it stands or a person has had a hand in it."""
        if known is None or not known.written:
            stands = digest_of_file(f"{self._site.root}/{entry.file}")
            move = self._files.write(entry.file, data, stands)
            return Written(replace(entry, written=move.after), "written", move)
        new, stands = digest_of(data), digest_of_file(f"{self._site.root}/{entry.file}")
        if not stands:
            reason = "its file was deleted, and stays so"
            entry = replace(entry, state="kept", reason=reason, written=known.written)
            return Written(entry, "deleted")
        if new == known.written:
            return Written(replace(entry, written=new), "unchanged")
        if stands in {known.written, new}:
            move = self._files.write(entry.file, data, stands)
            return Written(replace(entry, written=new), "rewritten", move)
        changed = f"imports/{self._name}/{CHANGED}/{entry.file.removeprefix('content/')}"
        is_there = digest_of_file(self._site.root / changed) == new
        reason = f"its file was edited, and the source has changed since; compare {changed}"
        entry = replace(entry, state="kept", reason=reason, written=known.written)
        return Written(entry, "kept", None if is_there else self._files.write(changed, data))

    def _front(self, item: Item, values: Values, pictures: Mapping[str, str]) -> dict[str, Any]:
        """The front matter of an item, as far as it is its own."""
        front = dict(values.front)
        for key in ("image", "audio"):
            shown = front.get(key)
            if isinstance(shown, str):
                front[key] = pictures.get(shown, shown)
            elif isinstance(shown, dict) and shown.get("src") in pictures:
                front[key] = {**shown, "src": pictures[shown["src"]]}
        about = {
            "by": self._name,
            "id": item.id,
            "address": item.address or None,
            "digest": item.digest,
            "unused": dict(values.unused),
        }
        front["extra"] = {**front.get("extra", {}), **item.extra, "imported": about}
        return front

    def _old_addresses(
        self, item: Item, place: Place, former: tuple[str, ...], notes: list[Note]
    ) -> OldAddresses:
        if item.kind == "author":
            return OldAddresses()
        old = old_addresses(item, place.address, former, self._site.urls)
        for path in (*old.answered,):
            output = alias_path(path)
            owner = self._register.outputs.get(output) if output else ""
            owner = owner or self._register.book.owner(path)
            if owner and owner != item.id:
                text = f"its address {path} belongs to the item {owner}"
                notes.append(Note(text, "attention", "addresses that two items have"))
                old.answered.remove(path)
                if path in old.aliases:
                    old.aliases.remove(path)
        return old

    def _address(
        self, item: Item, place: Place, pictures: Mapping[str, str]
    ) -> Callable[[str], str]:
        """What gives the address of the new site for one that the item has in its text."""
        bases, register, below = (
            addresses_of(item),
            self._register,
            place.file.partition("/")[2],
        )

        def address(written: str) -> str:
            if written in pictures:
                return relative("", pictures[written])
            found, fragment = register.book.find(written, bases)
            if found == item.id:
                return f"#{fragment}" if fragment else relative(below, below)
            target = register.places.get(found) if found else None
            if target is None:
                return written
            return relative(below, target.file.partition("/")[2], fragment)

        return address


def _is_draft(item: Item) -> bool:
    return item.status in _NOT_PUBLIC


def _on_status(item: Item) -> list[Note]:
    why = _NOT_PUBLIC.get(item.status) if item.kind in WITH_FILES else None
    return [Note(why[0], "attention", why[1])] if why else []


def _state(notes: Iterable[Note], *, is_accepted: bool) -> State:
    wants = any(note.weight != "told" for note in notes)
    return "attention" if wants and not is_accepted else "imported"


def _former(known: Entry | None, place: Place) -> tuple[str, ...]:
    """The addresses of this site that an item had before."""
    if known is None:
        return ()
    addresses = (*known.former, known.new_address)
    return tuple(dict.fromkeys(one for one in addresses if one and one != place.address))
