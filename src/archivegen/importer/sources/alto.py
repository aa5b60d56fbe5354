"""METS and ALTO: scanned issues of newspapers, as libraries keep them.

The articles come from METS in the order in which they are read, and their words from the pages in
ALTO. A page is read when an article of it is; no more than a few are in memory.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from archivegen.importer.item import Item
from archivegen.importer.sources.files import files_of
from archivegen.importer.sources.scans.alto import page_of
from archivegen.importer.sources.scans.articles import unit_item
from archivegen.importer.sources.scans.mets import issue_of
from archivegen.importer.sources.table import SourceError
from archivegen.model.links import composed, join_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile
    from archivegen.importer.sources.scans.alto import Page
    from archivegen.importer.sources.scans.mets import Issue

SUFFIXES = (".xml",)
_BEGINNING = 4096
_METS, _ALTO = b"http://www.loc.gov/METS", (b"<alto", b":alto")
_MOST_PAGES = 12
"""Pages in memory, at most."""


def recognises(path: Path) -> bool:
    """Whether a file is METS, or the first XML file of a folder METS or ALTO. Raises OSError."""
    if not path.is_dir():
        return path.name.lower().endswith(SUFFIXES) and _METS in _beginning(path)
    file = next(files_of([path], SUFFIXES), None)
    if file is None:
        return False
    beginning = _beginning(file.path)
    return _METS in beginning or any(mark in beginning for mark in _ALTO)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(_BEGINNING)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The units of all issues in the order of their files, then what no issue speaks of.

    Raises OSError.
    """
    found = [*files_of(paths, SUFFIXES)]
    # The pages of a file that is named alone lie beside it.
    beside = [one.parent for one in paths if not one.is_dir()]
    pages = {file.name: file.path for file in (*found, *files_of(beside, SUFFIXES))}
    used: set[str] = set()
    for file in found:
        if _METS not in _beginning(file.path):
            continue
        used.add(file.name)
        yield from _issue(file, pages, used, options)
    for file in found:
        if file.name not in used:
            skip = "no METS file names it"
            yield Item(file.name, file.name, "", kind="other", skip=skip)


def _issue(
    file: SourceFile, pages: Mapping[str, Path], used: set[str], options: Options
) -> Iterator[Item]:
    try:
        issue = issue_of(file.path)
    except SourceError as error:
        yield Item(file.name, file.name, "", kind="other", skip=str(error))
        return
    skip = "the description of an issue, whose articles are items of their own"
    yield Item(file.name, file.name, "", kind="other", counts=issue.counts, skip=skip)
    opened = _opener(issue, file.name, pages, used)
    for unit in issue.units:
        yield unit_item(unit, issue, file.name, opened, options.confidence)


def _opener(
    issue: Issue, name: str, pages: Mapping[str, Path], used: set[str]
) -> Callable[[str], Page | str]:
    """What gives the page of an issue by the id of its file, or why there is none."""

    @lru_cache(maxsize=_MOST_PAGES)
    def opened(id_: str) -> Page | str:
        written = issue.files[id_]
        found = _found(written, name, pages)
        if not found:
            return f"the page {written} is not there"
        used.add(found)
        try:
            return page_of(pages[found])
        except SourceError as error:
            return str(error)

    return opened


def _found(written: str, name: str, pages: Mapping[str, Path]) -> str:
    """The name of the file of a page: where METS says, or the only one that is called so."""
    beside = join_below(name, composed(written))
    if beside and beside in pages:
        return beside
    last = written.rpartition("/")[2]
    called = [one for one in pages if one.rpartition("/")[2] == last]
    return called[0] if len(called) == 1 else ""
