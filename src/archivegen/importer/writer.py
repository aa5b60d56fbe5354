"""The writer: one way for all items, from what a source says to a file and a line of the account.

A file that a person has edited or deleted since it was written is left alone, whatever comes to the
source; then its new version lies in the folder of the import, for somebody to compare.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archivegen.importer.addresses import OldAddresses, addresses_of, old_addresses, relative
from archivegen.importer.article_file import article_file
from archivegen.importer.entry import Entry
from archivegen.importer.item import Note, digest_of
from archivegen.importer.report.comparison import MOST_TEXTS, comparison_of
from archivegen.importer.staging import CHANGED, digest_of_file
from archivegen.importer.survey import WITH_FILES, becomes_file
from archivegen.loader.frontmatter.yaml_writer import Plain
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archivegen.importer.entry import State
    from archivegen.importer.item import Item
    from archivegen.importer.markdown.convert import Converter
    from archivegen.importer.options import Options
    from archivegen.importer.pictures import Pictures
    from archivegen.importer.placement import Place
    from archivegen.importer.report.comparison import Comparison
    from archivegen.importer.site import ImportSite
    from archivegen.importer.staging import Staging
    from archivegen.importer.survey import Survey
    from archivegen.importer.values import Values

_NOT_PUBLIC = {
    "draft": "it is a draft in the source",
    "private": "not everybody could read it in the source",
    "trash": "it is in the trash of the source",
}
_SKIPPED = {
    "page": "a page; --pages imports them",
    "attachment": "a file; it lies beside the articles that show it",
    "comment": "a comment; --comments keeps them",
    "other": "nothing that readers see",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided before the first file is written. `known` is what earlier runs wrote."""

    site: ImportSite
    name: str
    options: Options
    survey: Survey
    places: Mapping[str, Place]
    known: Mapping[str, Entry]


class Writer:
    """Makes files of items, and stages them."""

    def __init__(
        self, plan: Plan, converter: Converter, pictures: Pictures, staging: Staging
    ) -> None:
        self._plan, self._site, self._places = plan, plan.site, plan.places
        self._converter, self._pictures, self._staging = converter, pictures, staging
        self._taken = {alias_path(place.address): id_ for id_, place in plan.places.items()}
        self.answered: dict[str, str] = {}
        """Old addresses that are answered, with the files that do."""
        self.outcomes: Counter[str] = Counter()
        self.comparisons: dict[str, Comparison] = {}
        """Texts of what wants attention, by the ids of items, as far as they are kept."""

    def entry(self, item: Item, values: Values) -> Entry:
        """What becomes of an item; its file is staged, if it has to be written."""
        if becomes_file(item, self._plan.options):
            return self._file(item, values)
        self.outcomes["skipped"] += 1
        if (known := self._plan.known.get(item.id)) and known.file:
            return replace(known, state="kept", reason="an earlier run imported it; its file stays")
        is_kept = item.kind == "comment" and self._plan.options.comments and not item.skip
        reason = "" if is_kept else item.skip or _SKIPPED.get(item.kind, _SKIPPED["other"])
        state: State = "imported" if is_kept else "skipped"
        return replace(_entry_of(item, state), reason=reason, notes=item.notes, counts=item.counts)

    def _file(self, item: Item, values: Values) -> Entry:
        place, known = self._places[item.id], self._plan.known.get(item.id)
        notes = [*item.notes, *values.notes, *_on_status(item)]
        pictures, digests, missing = self._pictures.of(item, place.file)
        notes += missing
        converted = self._converter.convert(item.body, self._address(item, place, pictures))
        if not converted.is_same:
            text = "a part of its text is not read as it was; compare it"
            notes.append(Note(text, "attention", "texts to compare"))
        former = _former(known, place)
        old = self._old_addresses(item, place, former, notes)
        accepted = known.accepted if known else ""
        is_held = not accepted and any(note.weight == "held" for note in notes)
        front = {**self._front(item, values, pictures), "aliases": (*map(Plain, old.aliases),)}
        front |= {"slug": place.slug} if place.slug else {}
        front |= {"draft": True} if is_held or _is_draft(item) else {}
        made = article_file(place.file, item.kind, front, converted.text, self._site)
        notes += made.notes
        is_held = is_held or (not accepted and bool(made.notes))
        is_accepted = accepted == item.digest
        entry = replace(
            _entry_of(item, _state(notes, is_accepted=is_accepted)),
            reason="" if is_accepted else _reason(notes),
            new_address=place.address,
            former=former,
            file=place.file,
            slug=place.slug,
            is_held=is_held and not _is_draft(item),
            accepted=accepted,
            redirects=(*old.redirects,),
            media=digests,
            fields={key: (one.origin, one.confidence) for key, one in item.fields.items()},
            confidence=item.body.confidence,
            notes=(*notes,),
            counts={**Counter(item.counts), **{k: v for k, v in converted.counts.items() if v}},
        )
        if item.status == "published" and not is_held and item.kind == "article":
            self.answered |= dict.fromkeys(old.answered, place.file)
        staged = self._stage(entry, known, made.data)
        if staged.state == "attention" and len(self.comparisons) < MOST_TEXTS:
            page = self._converter.page(item.body, converted.text)
            self.comparisons[item.id] = comparison_of(item, front, page)
        return staged

    def _stage(self, entry: Entry, known: Entry | None, data: bytes) -> Entry:
        """Stage the file, unless it stands or a person has had a hand in it."""
        new, stands = digest_of(data), digest_of_file(f"{self._site.root}/{entry.file}")
        if known is None or not known.written:
            self._staging.write(entry.file, data, stands)
            self.outcomes["written"] += 1
            return replace(entry, written=new)
        if not stands:
            self.outcomes["deleted"] += 1
            reason = "its file was deleted, and stays so"
            return replace(entry, state="kept", reason=reason, written=known.written)
        if new == known.written:
            self.outcomes["unchanged"] += 1
            return replace(entry, written=new)
        if stands in {known.written, new}:
            self._staging.write(entry.file, data, stands)
            self.outcomes["rewritten"] += 1
            return replace(entry, written=new)
        self.outcomes["kept"] += 1
        changed = f"imports/{self._plan.name}/{CHANGED}/{entry.file.removeprefix('content/')}"
        if digest_of_file(self._site.root / changed) != new:
            self._staging.write(changed, data)
        reason = f"its file was edited, and the source has changed since; compare {changed}"
        return replace(entry, state="kept", reason=reason, written=known.written)

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
            "by": self._plan.name,
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
            owner = self._taken.get(alias_path(path)) or self._plan.survey.book.owner(path)
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
        bases, book, below = (
            addresses_of(item),
            self._plan.survey.book,
            place.file.partition("/")[2],
        )

        def address(written: str) -> str:
            if written in pictures:
                return relative("", pictures[written])
            found, fragment = book.find(written, bases)
            if found not in self._places:
                return written
            if found == item.id:
                return f"#{fragment}" if fragment else relative(below, below)
            return relative(below, self._places[found].file.partition("/")[2], fragment)

        return address


def _entry_of(item: Item, state: State) -> Entry:
    return Entry(
        id=item.id,
        state=state,
        origin=item.origin,
        kind=item.kind,
        status=item.status,
        digest=item.digest,
        old_address=item.address,
    )


def _is_draft(item: Item) -> bool:
    return item.status in _NOT_PUBLIC


def _on_status(item: Item) -> list[Note]:
    why = _NOT_PUBLIC.get(item.status) if item.kind in WITH_FILES else None
    return [Note(why, "attention", f"{item.status}, kept as a draft")] if why else []


def _state(notes: Iterable[Note], *, is_accepted: bool) -> State:
    wants = any(note.weight != "told" for note in notes)
    return "attention" if wants and not is_accepted else "imported"


def _reason(notes: Iterable[Note]) -> str:
    """The first note that somebody should see, those before others for which an item is held."""
    heavy = [note for note in notes if note.weight != "told"]
    held = [note for note in heavy if note.weight == "held"]
    return next((note.text for note in held or heavy), "")


def _former(known: Entry | None, place: Place) -> tuple[str, ...]:
    """The addresses of this site that an item had before."""
    if known is None:
        return ()
    addresses = (*known.former, known.new_address)
    return tuple(dict.fromkeys(one for one in addresses if one and one != place.address))
