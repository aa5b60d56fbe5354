"""Folders of Jekyll, Hugo, Hexo, Pelican, Eleventy, Zola, Nikola and Astro: a text in each file.

Folders of files that a generator makes or brings along are passed over; every file of the others,
and every static one, is accounted for.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archivegen.importer.item import Item, digest_of
from archivegen.importer.sources.files import SourceFile, files_of, links_of, other_file
from archivegen.importer.sources.folders.articles import file_item
from archivegen.importer.sources.folders.generators import generator_of
from archivegen.importer.sources.folders.heads import head_of
from archivegen.importer.sources.folders.links import TEXTS, Files
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options

_OTHER_TEXTS = (".rst", ".adoc", ".asciidoc", ".org", ".textile", ".ipynb")
_NO_CONTENT = frozenset({
    "node_modules", "vendor", "themes", "layouts", "templates", "archetypes", "resources",
    "public", "output", "_site", "_layouts", "_includes", "_sass", "_data", "assets", "static",
    "cache", "docs-theme",
})  # fmt: skip
_MOST_LOOKED_AT = 20


def recognises(path: Path) -> bool:
    """Whether a folder has the signs of a generator, or texts with heads. Raises OSError."""
    if not path.is_dir():
        return False
    if generator_of(path).name:
        return True
    found = (file for file in files_of([path], TEXTS) if _is_content(file.name))
    for _, file in zip(range(_MOST_LOOKED_AT), found, strict=False):
        data = file.read() or b""
        if file.name.lower().endswith((".md", ".markdown")) and _has_head(data):
            return True
    return False


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The texts of folders, in the order of their paths. Raises OSError and SourceError."""
    for path in paths:
        if not path.is_dir():
            raise SourceError(f"{path} is no folder")
        generator = generator_of(path)
        found = [*files_of([path], ("",)), *links_of([path])]
        texts = [it.name for it in found if _is_content(it.name) and _is_text(it.name)]
        files = Files(os.fspath(path), texts, generator)
        for file in found:
            if _is_content(file.name) and _is_below(file.name, generator.content):
                if file.path.is_symlink():
                    yield other_file(file)
                elif _is_text(file.name):
                    yield file_item(file, generator, files, options)
                elif file.name.lower().endswith(_OTHER_TEXTS):
                    yield _unread(file)
                else:
                    yield other_file(file)
            elif _is_below(file.name, filter(None, generator.static)):
                yield other_file(file)


def _has_head(data: bytes) -> bool:
    head = head_of(data[:8192].decode("utf-8", "replace"))
    return bool(head.values) and not head.fault


def _is_content(name: str) -> bool:
    return _NO_CONTENT.isdisjoint(name.split("/")[:-1])


def _is_text(name: str) -> bool:
    return name.lower().endswith(TEXTS)


def _is_below(name: str, folders: Iterable[str]) -> bool:
    return any(not folder or name.startswith(f"{folder}/") for folder in folders)


def _unread(file: SourceFile) -> Item:
    suffix = file.name.rpartition(".")[2]
    digest = digest_of(file.read() or b"")
    return Item(file.name, file.name, digest, kind="other", skip=f"a text in .{suffix} is not read")
