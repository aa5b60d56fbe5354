"""A body: the HTML of an article, in which links to other files are still symbolic.

A symbolic link stands in the HTML as the author wrote it, between two marks; `resolve` puts the
addresses in when a page is rendered.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archivegen.model.problems import Severity

MARK = "\x00"
"""Stands around a symbolic link; a NUL byte cannot be in the text of an article."""


class Note(NamedTuple):
    """What an editor should know of a body, at a place of its text, counted in characters from 0.

    The rest is as in a problem.
    """

    at: int
    message: str
    hint: str
    severity: Severity
    kind: str


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of an article's body, the text that a listing shows, and the files it links to.

    `notes` say what readers do not get of the text.
    """

    html: str
    excerpt: str
    targets: tuple[str, ...]
    notes: tuple[Note, ...] = ()


class WrittenTarget(NamedTuple):
    """Something that an article links to or shows, and where its file has it.

    `output` is the path of the file that it names, of an article's source below the content folder
    or of the output; empty for a whole address. `line` and `column` count from 1, and `excerpt` is
    the text of that line.
    """

    target: str
    output: str
    line: int
    column: int
    excerpt: str
    is_image: bool


class WrittenTargets(NamedTuple):
    """The lead image of an article, if it has one, and the targets of its body, in their order."""

    lead_image: WrittenTarget | None
    in_body: tuple[WrittenTarget, ...]


def resolve(symbolic: str, address: Callable[[str], str]) -> str:
    """The HTML with each symbolic link replaced by what `address` gives for it."""
    if MARK not in symbolic:
        return symbolic
    return "".join(_resolved(symbolic.split(MARK), address))


def _resolved(pieces: list[str], address: Callable[[str], str]) -> Iterator[str]:
    for index, piece in enumerate(pieces):
        yield html.escape(address(piece)) if index % 2 else piece
