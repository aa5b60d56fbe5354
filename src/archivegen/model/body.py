"""A body: the HTML of an article, in which links to other files, and boxes, are still symbolic.

A symbolic link is in the HTML as the author wrote it, between two marks; `resolve` inserts the
addresses when a page is rendered. A box is produced by a template. Its symbol holds its name, its
title, the address of its file, its values and its content, which may hold boxes; `with_boxes`
inserts the rendered boxes. So a body can be stored, whatever addresses and templates become.
The characters that delimit symbols occur in no text.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archivegen.model.problems import Severity

MARK = "\x00"
"""Stands around a symbolic link; a NUL byte cannot be in the text of an article."""


What = Literal["image", "link", "poster"]
"""What leads somewhere; a poster is the picture that is shown until a video is played."""

BOX_FOLDER = "blocks"
"""The folder of the templates of boxes, below that of all templates."""

_BEGIN, _FIELD, _CONTENT, END = "\x01", "\x02", "\x03", "\x04"
_MARKS = re.compile(f"([{_BEGIN}{END}])")
_NAMES = re.compile(f"{_BEGIN}([^{_FIELD}]*)")


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
    what: What


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


@dataclass(frozen=True, slots=True)
class Box:
    """A box in a text, made by the template of its name: `blocks/fact.html`."""

    name: str
    """Its name."""
    title: str = ""
    """Its title as HTML, or empty."""
    content: str = ""
    """Its content as HTML."""
    link: str = ""
    """The address of the file with its values, or empty."""
    values: dict[str, Any] = field(default_factory=dict)
    """Its other values, such as the rows of a table."""


def template_of(name: str) -> str:
    """The name of the template that makes such boxes."""
    return f"{BOX_FOLDER}/{name}.html"


def opening(box: Box) -> str:
    """The symbol of a box up to where its content begins; after that comes `END`."""
    values = json.dumps(box.values, sort_keys=True) if box.values else ""
    return f"{_BEGIN}{_FIELD.join((box.name, box.title, box.link, values))}{_CONTENT}"


def box_names(symbolic: str) -> tuple[str, ...]:
    """The names of the boxes in the HTML of a body, in alphabetical order."""
    return tuple(sorted(set(_NAMES.findall(symbolic)))) if _BEGIN in symbolic else ()


def with_boxes(symbolic: str, made: Callable[[Box], str]) -> str:
    """The HTML with what `made` gives for each box; those within it come first."""
    if _BEGIN not in symbolic:
        return symbolic
    begun: list[Box] = []
    parts: list[list[str]] = [[]]
    is_begun = False
    for piece in _MARKS.split(symbolic):
        if is_begun:
            fields, _, content = piece.partition(_CONTENT)
            name, title, link, values = fields.split(_FIELD)
            begun.append(Box(name, title, link=link, values=json.loads(values or "{}")))
            parts.append([content])
        elif piece == END:
            box, inner = begun.pop(), "".join(parts.pop())
            parts[-1].append(made(Box(box.name, box.title, inner, box.link, box.values)))
        elif piece != _BEGIN:
            parts[-1].append(piece)
        is_begun = piece == _BEGIN
    return "".join(parts[0])


def in_words(symbolic: str) -> str:
    """The HTML with the words of each box in its place, for who reads nothing but words."""
    return with_boxes(symbolic, _words)


def _words(box: Box) -> str:
    title = f"<p>{box.title}</p>\n" if box.title else ""
    shown = [box.values.get("columns"), box.values.get("rows")]
    values = " ".join(html.escape(text, quote=False) for text in _texts(shown))
    return f"{title}{box.content}{f'<p>{values}</p>' if values else ''}"


def _texts(value: object) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
