"""The sources: the files in the site's folders, compared with those of the last build.

Files whose stat is trusted and equal are not read. Both sides are sorted by path, so that neither
has to be in memory as a whole.
"""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from archivegen.model.links import composed
from archivegen.model.problems import Problem
from archivegen.system.scan import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from archivegen.archive.rows import KnownFile
    from archivegen.config.paths import SitePaths
    from archivegen.system.files import Stat


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that has to be read, and the digest that is known of it, if any."""

    stat: Stat
    known_digest: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is to read, and which files are gone, by their paths from the site's root.

    `count` is the number of all files, `excluded` that of files which the configuration leaves
    out, and `scanned_ns` the time at which their stats were taken.
    `compared` says whether anything was known before. Who has read the files may clear `to_read`,
    which in a first build is as large as the archive.
    """

    to_read: dict[str, ChangedFile]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]
    count: int
    excluded: int
    scanned_ns: int
    compared: bool

    @property
    def changed(self) -> bool:
        """Whether any file may have changed."""
        return bool(self.to_read or self.gone)


def find_sources(
    paths: SitePaths, known_files: Iterable[KnownFile], exclude: Collection[str] = ()
) -> Sources:
    """Scan the folders of articles and of static files.

    `known_files` are the files as they were at the last build, in the order of their paths, and
    `exclude` patterns of files of the content folder that are passed over.
    """
    scanned_ns = time.time_ns()
    problems: list[Problem] = []
    if not os.path.lexists(paths.content):
        problems.append(_no_content(paths))
    is_excluded = meant_by(exclude)
    left_out: list[str] = []

    def is_wanted(file: tuple[str, Stat]) -> bool:
        if not is_excluded(file[0].partition("/")[2]):
            return True
        left_out.append(file[0])
        return False

    articles = walk(paths.content, paths.content.name, problems)
    files = chain(
        filter(is_wanted, articles) if exclude else articles,
        walk(paths.static, paths.static.name, problems, dotfiles=True),
    )
    to_read: dict[str, ChangedFile] = {}
    gone: list[str] = []
    rows = iter(known_files)
    first = next(rows, None)
    count = _compare(files, first, rows, to_read, gone)
    compared = first is not None
    found = to_read, tuple(gone), tuple(problems)
    return Sources(*found, count, len(left_out), scanned_ns, compared)


def meant_by(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a path in the content folder matches any of some patterns.

    `*` and `?` match characters of a name, `**` any part of a path. A pattern without a slash
    matches a name in any folder; one that matches a folder matches all that is in it.
    """
    parts = [_expression(composed(pattern)) for pattern in patterns]
    expression = re.compile("|".join(parts) or "(?!)", re.DOTALL)
    return lambda path: expression.fullmatch(path) is not None


def _expression(pattern: str) -> str:
    tokens = re.split(r"(\*\*/?|\*|\?)", pattern.strip("/"))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    start = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    return start + "".join(signs.get(token, re.escape(token)) for token in tokens) + "(?:/.*)?"


def _compare(
    files: Iterator[tuple[str, Stat]],
    row: KnownFile | None,
    rows: Iterator[KnownFile],
    to_read: dict[str, ChangedFile],
    gone: list[str],
) -> int:
    """Fill in what has to be read and what is gone; gives the number of files."""
    count = 0
    for path, stat in files:
        count += 1
        while row and row[0] < path:
            gone.append(row[0])
            row = next(rows, None)
        if row is None or row[0] != path:
            to_read[path] = ChangedFile(stat, b"")
            continue
        if row[1:5] != stat or not stat.is_settled(row[5]):
            to_read[path] = ChangedFile(stat, row[6])
        row = next(rows, None)
    if row:
        gone += [row[0], *(rest[0] for rest in rows)]
    return count


def _no_content(paths: SitePaths) -> Problem:
    """An error, since a site built without its articles would replace the one that stands."""
    name = paths.content.name
    return Problem(name, "there is no such folder", hint=f"articles are Markdown files in {name}/")
