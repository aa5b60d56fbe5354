"""Acceptance: somebody has looked at items that wanted attention, and they are right.

What was held back is published by that; what is a draft in the source stays one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archivegen.archive.ledger.file import Entry as Address
from archivegen.archive.ledger.record import entries_of
from archivegen.importer.article_file import LACKING, REFUSED
from archivegen.importer.entry import ACCOUNT, LOOKED_AT, Entry, read_entries, to_line
from archivegen.importer.item import digest_of
from archivegen.importer.report.comparison import TEXTS, read_comparisons
from archivegen.importer.report.files import ReportFiles
from archivegen.importer.settings import read_settings, source_in_words
from archivegen.importer.site import FOLDER
from archivegen.importer.staging import Staging, digest_of_file, finish
from archivegen.model.links import alias_path
from archivegen.model.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Collection

    from archivegen.importer.settings import Request
    from archivegen.importer.site import ImportSite

_DRAFT = b"\ndraft: true\n"


class UnknownItemError(Exception):
    """The account has no item with this id that wants attention."""


def accept(site: ImportSite, name: str, ids: Collection[str]) -> tuple[int, list[str]]:
    """Accept items of an import, by their ids or the paths of their files.

    Gives how many were accepted, and the files that stay drafts: those that a person has edited,
    and those that lack what an article must have. Raises UnknownItemError, LineError, SiteError,
    OSError; nothing changes then.
    """
    folder = site.folder_of(name)
    finish(site.root, folder)
    entries = [*read_entries(folder / ACCOUNT)]
    wanted = set(ids)
    chosen = [entry for entry in entries if {entry.id, entry.file} & wanted - {""}]
    named = {one for entry in chosen for one in (entry.id, entry.file)}
    if missing := sorted(wanted - named):
        raise UnknownItemError(missing[0])
    staging = Staging(site.root, folder)
    try:
        edited = _stage(site, name, entries, {entry.id for entry in chosen}, staging)
        staging.publish()
    except BaseException:
        staging.discard()
        raise
    return len(chosen), edited


def _stage(
    site: ImportSite, name: str, entries: list[Entry], ids: Collection[str], staging: Staging
) -> list[str]:
    folder = f"{FOLDER}/{name}"
    comparisons = {one.id: one for one in read_comparisons(site.root / folder / TEXTS)}
    report, lines, edited = ReportFiles(comparisons), list[str](), list[str]()
    addresses: dict[str, str] = {}
    for entry in entries:
        accepted = entry
        if entry.id in ids:
            accepted = _accepted(entry, site, staging, edited)
            addresses |= dict.fromkeys(_answered(accepted), entry.file)
        report.add(accepted)
        lines.append(to_line(accepted))
    staging.put(f"{folder}/{ACCOUNT}", ["".join(lines).encode()])
    source = source_in_words(_settings(site, name), site)
    for file, parts in report.files(name, source).items():
        staging.put(f"{folder}/{file}", parts)
    ledger = entries_of(site.paths.ledger)
    if new := {path: Address(path, file) for path, file in addresses.items() if path not in ledger}:
        ledger |= new
        data = "".join(f"{ledger[path].text}\n" for path in sorted(ledger)).encode()
        staging.write(site.paths.ledger.name, data, digest_of_file(site.paths.ledger))
    return edited


def _settings(site: ImportSite, name: str) -> Request | None:
    """What the import was asked for; None, if that cannot be told any more."""
    try:
        return read_settings(site, name)
    except ValueError:
        return None


def _accepted(entry: Entry, site: ImportSite, staging: Staging, edited: list[str]) -> Entry:
    """The entry of an item that was accepted; its file is published, if it was only held back."""
    if not entry.file:
        # Of a source that was cut off, nothing more is to be had.
        return replace(entry, state="skipped", accepted=entry.digest, reason=LOOKED_AT)
    entry = replace(entry, state="imported", accepted=entry.digest, reason="")
    if not entry.is_held:
        return entry
    if any(note.kind.startswith((REFUSED, LACKING)) for note in entry.notes):
        # A build would refuse it as well.
        edited.append(entry.file)
        return replace(entry, is_held=False)
    stands = site.root / entry.file
    data = stands.read_bytes() if stands.is_file() else b""
    if digest_of(data) != entry.written:
        edited.append(entry.file)
        return replace(entry, is_held=False)
    published = data.replace(_DRAFT, b"\n", 1)
    staging.write(entry.file, published, entry.written)
    return replace(entry, is_held=False, written=digest_of(published))


def _answered(entry: Entry) -> list[str]:
    """The old address of an item that is published now, if a file answers it."""
    if entry.status != "published" or entry.kind != "article" or not entry.old_address:
        return []
    parts = urlsplit(entry.old_address)
    path = canonical(parts.path or "/")
    return [path] if not parts.query and alias_path(path) else []
