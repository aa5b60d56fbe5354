"""The table of sources: their names, their modules, and which of them a path is.

A new source is a module beside this one with the functions of `Source`, and a line in `SOURCES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.item import Item
    from archivegen.importer.options import Options


class Source(Protocol):
    """What a module of a source has.

    One that proposes options has `completed(paths, options)` besides, which gives them: what was
    asked for stays as it is.
    """

    def recognises(self, path: Path) -> bool:
        """Whether a file or a folder is such a source; no more than its beginning is read.

        Raises OSError.
        """

    def read(self, paths: Sequence[Path], options: Options) -> Iterator[Item]:
        """All items of the files or folders, each once, in the same order on every run.

        An item that cannot be understood is given all the same, with a note that says why. Raises
        OSError for what cannot be read, and `SourceError` for what is no such source at all.
        """


class SourceError(Exception):
    """What was named is no source of this kind; with a sentence that says why."""


SOURCES: dict[str, str] = {
    "wxr": "an export of WordPress (WXR), in one file or several",
    "feed": "a feed, RSS or Atom, also an export of Blogger",
    "ghost": "an export of Ghost, in JSON",
    "medium": "an export of Medium, as a ZIP archive or unpacked",
    "substack": "an export of Substack, as a ZIP archive or unpacked",
    "warc": "a web archive, WARC or WACZ",
    "folder": "a folder of Jekyll, Hugo, Pelican, Eleventy, Zola, Nikola or Astro",
    "alto": "scanned issues in METS and ALTO",
    "newsml": "a folder of NewsML-G2, a file for each story or message",
    "nitf": "a folder of NITF, a file for each story",
    "ninjs": "a folder of ninjs, a file for each story",
    "csv": "a table in CSV, a row for each article",
    "jsonl": "JSON lines, or a list in JSON, an object for each article",
    "html": "saved pages of HTML, a file for each",
    "text": "text that was copied from pages, a file for each",
}
"""The sources by the names that `--from` has, each with what it is, in a few words.

A source is the module of its name. The order is that in which a path is looked at.
"""


def source_of(name: str) -> Source:
    """The module of a source of the table."""
    return cast("Source", import_module(f"archivegen.importer.sources.{name}"))


def recognised(path: Path) -> str:
    """The name of the source that a path is; empty where none recognises it. Raises OSError."""
    return next((name for name in SOURCES if source_of(name).recognises(path)), "")
