"""Files of the site that are no texts: reports which of them are not published, or may not be.

Pictures that are broken, pictures that may say where they were taken, and files by which hosts go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from archivegen.loader.frontmatter.document import Document, article_document
from archivegen.model.links import controls_host
from archivegen.model.picture import is_unclean
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.archive.inventory import Inventory
    from archivegen.config.read import Config


def site_file_problems(
    config: Config,
    inventory: Inventory,
    root: Path,
    faults: Mapping[str, str],
    files: Collection[str],
) -> Iterator[Problem]:
    """What is wrong with `files`, given by their paths from the site's root.

    `faults` says of a picture file what is wrong with it, by its path.
    """
    yield from _faulty(inventory, root, faults)
    yield from _controlling_hosts(files)
    yield from _unclean(files) if config.images.enabled else ()


def _faulty(inventory: Inventory, root: Path, faults: Mapping[str, str]) -> Iterator[Problem]:
    """Problems with pictures: errors where articles show them, and else warnings."""
    for path, fault in sorted(faults.items()):
        hint = (
            "fetch it anew, or save it once more as JPEG or PNG; what is too large goes by the "
            "limits under [images]"
        )
        articles = sorted(inventory.naming_any([path.partition("/")[2]]))
        if not articles:
            yield Problem(path, f"the picture is not published: {fault}", 1, 1, hint, "warning")
        for article in articles:
            yield _at_article(root, f"content/{article}", path, fault, hint)


def _unclean(paths: Iterable[str]) -> Iterator[Problem]:
    """Problems with pictures of kinds that browsers do not show, and whose metadata would stay."""
    for path in sorted(paths):
        if is_unclean(path):
            yield Problem(
                path,
                "this kind of picture is not published: it may say where it was taken",
                1,
                1,
                "save it as JPEG, PNG or WebP",
            )


def _controlling_hosts(paths: Iterable[str]) -> Iterator[Problem]:
    """Problems with files beside articles that would tell a host what to do."""
    for path in sorted(paths):
        folder, _, below = path.partition("/")
        if folder == "content" and controls_host(below):
            yield Problem(
                path,
                "hosts would go by a file of this name, so content/ cannot have one",
                hint=f"if it is meant, put it into static/: static/{below}; or give it another "
                "name",
            )


def _at_article(root: Path, article: str, path: str, fault: str, hint: str) -> Problem:
    """The problem at the first line of an article that names the picture's file."""
    document = article_document(root, article) or Document(path=article)
    name = path.rpartition("/")[2]
    position = document.position_of_text(name, quote(name))
    return document.problem(position, f"the picture {path}: {fault}", hint)
