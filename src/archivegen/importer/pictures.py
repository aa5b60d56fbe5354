"""Pictures: the files that an item shows get their places beside its own.

A file that two items of a folder show is there once; two files with one name get numbers. A picture
that a person has changed or deleted stays as it is. One at which a build would stop is not taken.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, NamedTuple

from archivegen.builder.images.process import header_fault
from archivegen.importer.item import Note, digest_of
from archivegen.importer.media import MediaError, file_name
from archivegen.importer.staging import digest_of_file
from archivegen.model.links import is_article
from archivegen.model.picture import is_picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.importer.item import Media, Place
    from archivegen.importer.media import Shelves
    from archivegen.importer.site import ImportSite
    from archivegen.importer.staging import Staging
    from archivegen.system.tables import Table


class Pictured(NamedTuple):
    """What became of the pictures of an item."""

    addresses: Mapping[str, str] = {}
    """Their new paths by the old addresses."""
    digests: Mapping[str, str] = {}
    """The digests of their files, by the paths of these from the site's root."""
    notes: tuple[Note, ...] = ()


class Pictures:
    """Places the pictures of one import.

    `known` are the digests of files of earlier runs, and `taken` those of this one, by paths in
    small letters.
    """

    def __init__(
        self,
        site: ImportSite,
        shelves: Shelves,
        staging: Staging,
        known: Table[str, str],
        taken: Table[str, str],
    ) -> None:
        self._root, self._shelves, self._staging = site.root, shelves, staging
        self._known, self._taken = known, taken
        self._are_processed = site.config.images.enabled

    def of(self, shown: Iterable[Media], file: str) -> Pictured:
        """The pictures that an item with that file shows."""
        addresses, digests, notes = dict[str, str](), dict[str, str](), list[Note]()
        for media in shown:
            try:
                found = self._shelves.find(media)
                if found is None:
                    text = f"`{media.written}` is not at hand"
                    notes.append(Note(text, "attention", "missing pictures"))
                    continue
                name = self._place(media, *found, posixpath.dirname(file), digests)
            except (MediaError, OSError) as error:
                notes.append(Note(str(error), "attention", "pictures that cannot be read"))
                continue
            addresses[media.written] = name
        return Pictured(addresses, digests, tuple(notes))

    def _place(
        self, media: Media, place: Place, data: bytes, folder: str, digests: dict[str, str]
    ) -> str:
        named = file_name(media, place)
        if self._are_processed and is_picture(named) and (fault := header_fault(data)):
            raise MediaError(f"`{media.written}` is not taken: {fault}")
        digest = digest_of(data)
        name = self._name(named, digest, folder)
        path = f"{folder}/{name}"
        before = self._known.get(path) or ""
        stands = digest_of_file(self._root / path)
        if stands == digest or (before and stands != before):
            # It is there, or a person has had a hand in it.
            digests[path] = digest if stands == digest else before
            return name
        digests[path] = digest
        self._staging.write(path, data, stands)
        return name

    def _name(self, name: str, digest: str, folder: str) -> str:
        """The name, or that with a number where another file of the folder has it."""
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while True:
            numbered = name if number == 1 else f"{stem}-{number}{dot}{suffix}"
            key = f"{folder}/{numbered.lower()}"
            owner = self._taken.get(key) or self._owner(f"{folder}/{numbered}", digest)
            if owner == digest and not is_article(numbered):
                self._taken[key] = digest
                return numbered
            number += 1

    def _owner(self, path: str, digest: str) -> str:
        """The digest of what a path belongs to: that of a new file, if it is free."""
        if known := self._known.get(path):
            return known
        if not os.path.lexists(self._root / path):
            return digest
        return digest_of_file(self._root / path)
