"""Files and pictures that a text names, in the words of its generator.

A link to another file of the folder becomes `file:` and its path, which every item has as an
address; so it leads to that item's file here, wherever that comes to stand.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.importer.item import Media, Place
from archivegen.importer.sources.shared.files import is_file
from archivegen.loader.notes.code import without_code
from archivegen.loader.notes.markdown_links import mentions_in, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.sources.folders.generators import Generator

TEXTS = (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".html", ".htm")
"""The endings of files that are texts."""

_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#)")
_PELICAN = re.compile(r"[{|](filename|static|attach)[}|]")


def without_suffix(path: str) -> str:
    """A path without the ending of a text."""
    stem, dot, suffix = path.rpartition(".")
    return stem if f"{dot}{suffix}".lower() in TEXTS else path


class Files:
    """The texts of a folder, by what others may call them."""

    def __init__(self, root: str, names: Iterable[str], generator: Generator) -> None:
        self.root = root
        self._generator = generator
        self._paths: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for name in names:
            stem = without_suffix(name)
            self._paths[stem] = name
            if stem.endswith(("/index", "/_index")):
                stem = stem.rpartition("/")[0]
                self._paths.setdefault(stem, name)
            self._names.setdefault(stem.rpartition("/")[2], []).append(name)

    def find(self, written: str, source: str) -> str:
        """The file that a text means; empty for none, or where several may be meant."""
        target = without_suffix(unquote(written.partition("#")[0]).removeprefix("@/").strip())
        is_rooted = target.startswith("/") or written.startswith("@/")
        target = target.strip("/")
        above = [posixpath.dirname(source)] if not is_rooted else []
        for folder in (*above, *self._generator.content, ""):
            path = posixpath.normpath(posixpath.join(folder, target))
            if found := self._paths.get(path):
                return found
        named = self._names.get(target.rpartition("/")[2], [])
        return named[0] if len(named) == 1 and "/" not in target else ""

    def media(self, written: str, source: str) -> Media | None:
        """A file beside a text or in the folders of files; None for an address elsewhere."""
        target = _PELICAN.sub("", written)
        site = self._generator.site
        if site and target.startswith(f"{site}/"):
            target = target.removeprefix(site)
        if _SCHEME.match(target) or not is_file(target):
            return None
        path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
        folders = list(self._generator.static)
        if not path.startswith("/"):
            folders.insert(0, posixpath.dirname(source))
        found = dict.fromkeys(
            posixpath.normpath(posixpath.join(folder, path.lstrip("/"))) for folder in folders
        )
        places = (Place(self.root, it) for it in found if not it.startswith(".."))
        return Media(written, (path.lstrip("/"),), tuple(places))


def with_links_to_files(text: str, source: str, files: Files) -> str:
    """Markdown in which links to other texts of the folder are such."""
    parts: list[str] = []
    end = 0
    for target, at in _targets(text):
        if at < end or _SCHEME.match(target):
            continue
        written = _PELICAN.sub("", target)
        is_text = written != without_suffix(written.partition("#")[0])
        if (is_text or "{filename}" in target) and (found := files.find(written, source)):
            fragment = written.partition("#")[2]
            parts += [text[end:at], f"file:{found}" + (f"#{fragment}" if fragment else "")]
            end = at + len(target)
    return "".join([*parts, text[end:]])


def media_in(text: str, source: str, files: Files) -> Iterator[Media]:
    """The files that some Markdown shows or links to, each once."""
    for target in dict.fromkeys(unescaped(target) for target, _ in _targets(text)):
        if media := files.media(target, source):
            yield media


def _targets(text: str) -> Iterator[tuple[str, int]]:
    return ((mention.target, mention.at) for mention in mentions_in(without_code(text)))
