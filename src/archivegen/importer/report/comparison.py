"""Comparisons: the text of an item in the source and on its page, and where their words differ.

They lie beside the account, so that the report can show them whoever writes it anew. What is read
of them may have been edited by anyone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.renderer.markdown.tree import words_of_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archivegen.importer.item import Item

TEXTS = "texts.jsonl"
"""The name of the file, in the folder of an import."""

MOST_TEXTS = 500
"""Items whose texts are kept, at most: more are not looked at on one page."""

_MOST_CHARACTERS = 20_000
_MOST_WORDS = 2000
"""Words between the first and the last difference of two texts within which differences are sought:
that takes time by the square of their number."""

_EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")
_TOKEN = re.compile(r"\S+|\n\n")
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An item as it is in the source, and as it is on its page."""

    id: str
    fields: tuple[tuple[str, str], ...]
    """The values of front matter, by their keys."""
    source: str
    page: str


class Run(NamedTuple):
    """Words behind one another, of which all or none are in the other text."""

    text: str
    is_same: bool


def comparison_of(item: Item, front: Mapping[str, Any], page: str) -> Comparison:
    """The comparison of an item; `page` is the HTML of its text on the site."""
    fields = tuple((key, _shown(value)) for key, value in front.items() if value and key != "extra")
    written, form = item.body.text, item.body.format
    source = words_of_html(written) if form == "html" else written
    # What is written in Markdown is compared as it is written.
    shown = page if form == "markdown" else words_of_html(page)
    return Comparison(item.id, fields, _cut(source), _cut(shown))


def _cut(text: str) -> str:
    text = PARAGRAPH.join(
        " ".join(part.split()) for part in _EMPTY_LINES.split(text) if not part.isspace() and part
    )
    return f"{text[:_MOST_CHARACTERS]} [...]" if len(text) > _MOST_CHARACTERS else text


def _shown(value: Any) -> str:
    """A value of front matter as a text for people."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def to_line(one: Comparison) -> bytes:
    """The comparison as a line of JSON."""
    about = {"id": one.id, "fields": one.fields, "source": one.source, "page": one.page}
    return (json.dumps(about, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def read_comparisons(path: Path) -> Iterator[Comparison]:
    """The comparisons of a file; none without one. What is no comparison is passed over."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            try:
                one = json.loads(line)
                fields = tuple((str(key), str(value)) for key, value in one["fields"])
                yield Comparison(str(one["id"]), fields, str(one["source"]), str(one["page"]))
            except (ValueError, KeyError, TypeError):
                continue


def differences(source: str, page: str) -> tuple[list[Run], list[Run]] | None:
    """Both texts in runs of words that the other has or has not; None if they are too different.

    Typographic quotation marks and dashes are no difference.
    """
    ours, theirs = _TOKEN.findall(source), _TOKEN.findall(page)
    one, other = [*map(_bare, ours)], [*map(_bare, theirs)]
    start = _common(one, other)
    end = _common(reversed(one[start:]), reversed(other[start:]))
    middle = one[start : len(one) - end], other[start : len(other) - end]
    if max(map(len, middle)) > _MOST_WORDS:
        return None
    marks = [True] * len(one), [True] * len(other)
    matcher = SequenceMatcher(None, *middle, autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag != "equal":
            for side, first, last in ((0, left, left_end), (1, right, right_end)):
                marks[side][start + first : start + last] = [False] * (last - first)
    return _runs(ours, marks[0]), _runs(theirs, marks[1])


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _runs(tokens: list[str], marks: list[bool]) -> list[Run]:
    runs: list[tuple[list[str], bool]] = []
    for token, is_same in zip(tokens, marks, strict=True):
        # Where a paragraph begins is no word that could be lost.
        mark = is_same or token == PARAGRAPH
        if not runs or runs[-1][1] != mark:
            runs.append(([], mark))
        runs[-1][0].append(token)
    return [Run(" ".join(words), mark) for words, mark in runs]


_TYPOGRAPHY = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"',
    "\u201e": '"', "\u201f": '"', "\u2013": "-", "\u2014": "-",
})  # fmt: skip


def _bare(token: str) -> str:
    if token.isascii() and "--" not in token:
        return token
    return re.sub("--+", "-", token.translate(_TYPOGRAPHY)).replace("\u2026", "...")
