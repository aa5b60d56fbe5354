"""The sources: what the site's folders hold, and what of it has to be read.

Files whose stat is settled and equal are not read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.problems import Problem
from archivegen.scan import Stat, scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.layout import Layout
    from archivegen.state import FileRow


@dataclass(frozen=True, slots=True)
class Sources:
    """What the folders hold: stats by path from the site's root, and when they were taken."""

    files: Mapping[str, Stat]
    problems: tuple[Problem, ...]
    scanned_ns: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that have to be read, with the digest known of each, and files that are gone."""

    to_read: Mapping[str, bytes]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything may have changed."""
        return bool(self.to_read or self.gone)


def find_sources(layout: Layout) -> Sources:
    """Scan the folders of articles and of static files."""
    scanned_ns = time.time_ns()
    content = scan(layout.content, layout.content.name)
    if not layout.content.is_dir():
        content.problems.append(_no_content(layout))
    static = scan(layout.static, layout.static.name, dotfiles=True)
    return Sources(
        {**content.files, **static.files}, (*content.problems, *static.problems), scanned_ns
    )


def _no_content(layout: Layout) -> Problem:
    """An error, since a site built without its articles would replace the one that stands."""
    name = layout.content.name
    return Problem(name, "there is no such folder", hint=f"articles are Markdown files in {name}/")


def find_changes(known: Mapping[str, FileRow], sources: Sources) -> Changes:
    """Compare what the folders hold with what was known of them."""
    to_read: dict[str, bytes] = {}
    for path, stat in sources.files.items():
        row = known.get(path)
        if row is None:
            to_read[path] = b""
        elif row.stat != stat or not stat.is_settled(row.scanned_ns):
            to_read[path] = row.digest
    return Changes(to_read, tuple(path for path in known if path not in sources.files))
