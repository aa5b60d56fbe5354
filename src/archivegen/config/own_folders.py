"""Own folders: whether the site's own pages can be where the configuration puts them.

It works on values that are not validated yet, so that all problems are reported together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.own_paths import (
    DEFAULT_FOLDERS,
    OWN_PAGES,
    OwnFolders,
    OwnPaths,
    is_fixed,
)
from archivegen.model.slugs import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.taxonomies import Taxonomy


class KeyFault(NamedTuple):
    """What is wrong with the value of a key, and what to write instead."""

    key: tuple[str | int, ...]
    message: str
    hint: str


def own_folders(paths: object, taxonomies: tuple[Taxonomy, ...]) -> OwnFolders:
    """The folders that a table of paths gives, as far as it gives any that are texts."""
    values = paths.items() if isinstance(paths, dict) else ()
    given = {key: value for key, value in values if key in OWN_PAGES and isinstance(value, str)}
    return OwnFolders(OwnPaths(**given), taxonomies)


def faults_of(folders: OwnFolders) -> Iterator[KeyFault]:
    """What is wrong with the folders that are not as by default: each page has its own."""
    settings, by_default = folders.settings(), DEFAULT_FOLDERS.settings()
    for key, folder in settings.items():
        slug = slug_of(folder)
        if is_fixed(slug):
            message = f"{folder!r} is a folder of the site's own already"
            yield KeyFault(key, message, "give the page another")
        elif slug != folder:
            message = f"{folder!r} is not the name of a folder, in small letters without accents"
            yield KeyFault(key, message, f'write {key[-1]} = "{slug}"')
        elif folder != by_default.get(key):
            same = (other for other, own in settings.items() if own == folder and other != key)
            for other in same:
                name = other[-1] if other[0] == "paths" else f"[{'.'.join(other[:-1])}]"
                message = f"{folder!r} is the folder of `{name}`, too"
                yield KeyFault(key, message, "give one of them another")
