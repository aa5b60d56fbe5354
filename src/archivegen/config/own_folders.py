"""Own folders: whether the site's own pages can stand where `[paths]` puts them.

Of values that are not checked yet, so that what is wrong with them is told together with the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.own_paths import DEFAULT_PATHS, OWN_PAGES, OwnPaths, is_fixed
from archivegen.model.slugs import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class FolderFault(NamedTuple):
    """What is wrong with the folder of a page, and what to write instead."""

    key: str
    message: str
    hint: str


def own_paths(table: object) -> OwnPaths:
    """The folders that a table gives, as far as it gives any that are texts."""
    values = table.items() if isinstance(table, dict) else ()
    return OwnPaths(
        **{key: value for key, value in values if key in OWN_PAGES and isinstance(value, str)}
    )


def faults_of(paths: OwnPaths) -> Iterator[FolderFault]:
    """What is wrong with the folders that are not as by default: each page has its own."""
    for key in OWN_PAGES:
        folder = getattr(paths, key)
        slug = slug_of(folder)
        if is_fixed(slug):
            message = f"{folder!r} is a folder of the site's own already"
            yield FolderFault(key, message, "give the page another")
        elif slug != folder:
            message = f"{folder!r} is not the name of a folder, in small letters without accents"
            yield FolderFault(key, message, f'write {key} = "{slug}"')
        elif folder != getattr(DEFAULT_PATHS, key):
            same = (other for other in OWN_PAGES if getattr(paths, other) == folder)
            for other in same:
                if other != key:
                    message = f"{folder!r} is the folder of `{other}`, too"
                    yield FolderFault(key, message, "give one of them another")
