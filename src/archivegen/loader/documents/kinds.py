"""The kinds of documents that there are, and of which kind a file of the content folder is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.loader.documents.issues import ISSUES
from archivegen.loader.documents.pages import PAGES
from archivegen.loader.documents.terms import TERMS
from archivegen.model.documents.folders import folder_of
from archivegen.model.links import controls_host

if TYPE_CHECKING:
    from archivegen.config.read import Config
    from archivegen.loader.documents.kind import AnyKind

KINDS: tuple[AnyKind, ...] = (PAGES, TERMS, ISSUES)
"""All kinds."""


def folders_of(config: Config) -> tuple[str, ...]:
    """The folders of all kinds, in a site of a configuration."""
    return tuple(folder for kind in KINDS for folder in kind.folders(config))


def switch_of(folder: str) -> str:
    """What a configuration says for a site to have this folder; empty where no kind would."""
    return next((kind.switches[folder] for kind in KINDS if folder in kind.switches), "")


def kind_of(config: Config, path: str) -> AnyKind | None:
    """The kind of the document at a path below the content folder; None for an article.

    None also for what lies in a folder of documents that no kind has.
    """
    if not (folder := folder_of(path)):
        return None
    return next((kind for kind in KINDS if folder in kind.folders(config)), None)


def is_term_file(config: Config, path: str) -> bool:
    """Whether the file at a path below the content folder says what a term is."""
    return kind_of(config, path) is TERMS


def is_homeless(config: Config, path: str) -> bool:
    """Whether a path below the content folder lies in a folder of documents of no kind.

    Not what would control the host, such as `_worker.js/`: that is told as such.
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
