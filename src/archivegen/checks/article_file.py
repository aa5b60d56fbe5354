"""A manuscript: the file of an article, in which a link, a picture or a key is found again.

HTML does not say from which line it was made, so the text is searched for what leads somewhere.
Where something cannot be found, the nearest place before it is named.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.checks.markdown_links import (
    Mention,
    mentions_in,
    normalized,
    unescaped,
    without_code,
)
from archivegen.loader.frontmatter.document import Document, KeyPath, Position, read
from archivegen.model.problems import Problem, Severity

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from archivegen.checks.body_links import Reference


class Manuscript:
    """The file of one article; read when the first place in it is asked for.

    `path` is the file's path below the content folder of the site in `root`.
    """

    def __init__(self, root: FilePath, path: str) -> None:
        self._root, self.path = root, f"content/{path}"

    @cached_property
    def document(self) -> Document:
        """The file's head and body; without its values where it cannot be read any more."""
        try:
            data = (self._root / self.path).read_bytes()
        except OSError:
            return Document()
        return read(self.path, data, len(data))[0]

    def at_key(self, *paths: KeyPath) -> Position:
        """The place of the first of these keys or values that the front matter has."""
        document = self.document
        for path in paths:
            if path in document.places:
                return document.places[path]
            if path in document.keys:
                return document.keys[path]
        return Position(1, 1)

    def at_reference(self, reference: Reference) -> Position:
        """The place of a reference of the body."""
        found = self.mentions(reference)
        if found:
            return self._place(found[min(reference.number, len(found) - 1)].at)
        return self._place(max(self.document.body.find(reference.target), 0))

    def mentions(self, reference: Reference) -> list[Mention]:
        """Where the body has such a reference, with the same target."""
        others = {None, reference.is_image}
        known = self._mentions.get(normalized(reference.target), ())
        return [mention for mention in known if mention.is_image in others]

    def problem(
        self, place: Position, message: str, hint: str, *, severity: Severity, kind: str
    ) -> Problem:
        """A problem at a place of the file."""
        lines = self._lines
        excerpt = lines[place.line - 1] if place.line <= len(lines) else ""
        return Problem(self.path, message, place.line, place.column, hint, severity, excerpt, kind)

    @cached_property
    def _lines(self) -> list[str]:
        return self.document.lines

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions_in(without_code(self.document.body)):
            found[normalized(unescaped(mention.target))].append(mention)
        return found

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where each line of the body begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.document.body))]

    def _place(self, at: int) -> Position:
        line = bisect(self._line_starts, at)
        first = len(self._lines) - self.document.body.count("\n")
        return Position(first + line - 1, at - self._line_starts[line - 1] + 1)
