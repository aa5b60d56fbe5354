"""The kinds of documents, and the kind of a file in the content folder."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from archivegen.model.documents.folders import MARK, folder_of
from archivegen.model.links import controls_host

if TYPE_CHECKING:
    from archivegen.config.read import Config
    from archivegen.loader.documents.kind import AnyKind


@cache
def all_kinds() -> tuple[AnyKind, ...]:
    """All kinds."""
    # Imported here, since their contracts need pydantic, and files of articles need none of them.
    from archivegen.loader.documents.issues import ISSUES  # noqa: PLC0415
    from archivegen.loader.documents.pages import PAGES  # noqa: PLC0415
    from archivegen.loader.documents.terms import TERMS  # noqa: PLC0415
    from archivegen.loader.documents.tombstones import TOMBSTONES  # noqa: PLC0415

    return PAGES, TERMS, ISSUES, TOMBSTONES


def folders_of(config: Config) -> tuple[str, ...]:
    """The folders of all kinds, in a site of a configuration."""
    return tuple(folder for kind in all_kinds() for folder in kind.folders(config))


def switch_of(folder: str) -> str:
    """What a configuration says for a site to have this folder; empty where no kind would."""
    return next((kind.switches[folder] for kind in all_kinds() if folder in kind.switches), "")


def kind_of(config: Config, path: str) -> AnyKind | None:
    """The kind of the document at a path below the content folder; None for an article.

    None also for a file in a folder of documents that no kind claims.
    """
    if not (folder := folder_of(path)):
        return None
    return next((kind for kind in all_kinds() if folder in kind.folders(config)), None)


def is_term_file(config: Config, path: str) -> bool:
    """Whether the file at a path below the content folder says what a term is."""
    folder = folder_of(path)
    return bool(folder) and folder.removeprefix(MARK) in config.taxonomies


def is_homeless(config: Config, path: str) -> bool:
    """Whether a path in the content folder is in a folder of documents that no kind claims.

    Not folders that would control the host, such as `_worker.js/`: they are reported as such.
    """
    folder = folder_of(path)
    return bool(folder) and folder not in folders_of(config) and not controls_host(path)


def misplaced_folder(config: Config, path: str) -> str:
    """The folder on the way to an article that has the name of a folder of documents, or nothing.

    Only directly in the content folder do such folders hold documents.
    """
    if "/_" not in path:
        return ""
    folders = folders_of(config)
    return next((part for part in path.split("/")[1:-1] if part in folders), "")
