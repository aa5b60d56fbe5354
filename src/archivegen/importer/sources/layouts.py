"""Layouts: in which order a captured page has its section, its headline, its date and its text.

A layout is a line such as `section headline standfirst? date updated? body`, in which `?` stands
behind what some pages lack. One is proposed for a whole batch: what a single page means by its
lines, nobody can say for certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from archivegen.model.times import parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Part = Literal["section", "headline", "standfirst", "author", "date", "updated", "body"]
PARTS: tuple[Part, ...] = get_args(Part)

_UTC = ZoneInfo("UTC")
_UPDATED = re.compile(
    r"(?:last\s+)?(?:updated|modified|aktualisiert|actualizado|mis à jour|mise à jour)"
    r"(?:\s+(?:on|at|le|am))?\s*[:\u2013-]?\s+",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:first\s+)?(?:published|posted|publicado|publié|veröffentlicht|issued|date)"
    r"(?:\s+(?:on|at|le|am))?\s*[:\u2013-]?\s+",
    re.IGNORECASE,
)
_BETWEEN_TIMES = re.compile(
    rf"\s*[|\u00b7\u2022;]\s*|\s*[,\u2013\u2014-]?\s+(?<!last )(?={_UPDATED.pattern})",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:by|von|por|par|words by|written by|story by)\s*:?\s+(.{2,120})", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?\u2026;][\"'\u201d\u2019\u00bb)\]]*$")
_LONGEST_LABEL, _LONGEST_HEADLINE, _LONGEST_STANDFIRST = 40, 250, 700
_LONGEST_LINE_OF_TIMES = 200
_LEAST_WORDS = 6
"""Words of a standfirst, at least."""

_LEAST_WORDS_OF_A_HEADLINE = 4
_LEAST_SHARE = 0.5
"""Sections are fewer than half as many as pages, in a batch of some size."""
_SOME = 6


class LayoutError(ValueError):
    """A text is no layout; with a sentence that says why."""


class Step(NamedTuple):
    """A part of a layout."""

    part: Part
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a page in their order, the body last."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return " ".join(f"{step.part}{'?' if step.is_optional else ''}" for step in self.steps)

    def match(self, blocks: Sequence[str]) -> dict[Part, int] | None:
        """Which block is which part, the body the first of its own; None, if they are others."""
        return _match(self.steps, blocks, 0)

    def missing(self, blocks: Sequence[str]) -> str:
        """The first part that has a form of its own and that none of the blocks is; or empty."""
        wanted = (step.part for step in self.steps if not step.is_optional)
        formed = (part for part in wanted if part in {"author", "date", "updated"})
        return next((part for part in formed if not any(map(_IS[part], blocks))), "")


def layout_of(text: str) -> Layout:
    """The layout that a line says. Raises LayoutError."""
    steps = []
    for word in text.split():
        part = next((part for part in PARTS if part == word.removesuffix("?")), None)
        if part is None:
            raise LayoutError(f"`{word}` is no part of a layout; there are: {', '.join(PARTS)}")
        steps.append(Step(part, word.endswith("?")))
    parts = [step.part for step in steps]
    if not parts or parts[-1] != "body" or steps[-1].is_optional or "headline" not in parts:
        raise LayoutError("a layout has a headline, and ends with `body`")
    if len(set(parts)) < len(parts):
        raise LayoutError("a layout has each part once")
    return Layout(tuple(steps))


def proposed(pages: Sequence[Sequence[str]]) -> Layout:
    """The layout that most pages of a batch follow, the plainest of those."""
    return max(_candidates(), key=lambda layout: _score(layout, pages))


def date_in(block: str) -> str:
    """The time that a block says, without a label; empty, if it is none."""
    return _time(_PUBLISHED.sub("", block, count=1))


def update_in(block: str) -> str:
    """The time of an update that a block says; empty, if it is none."""
    label = _UPDATED.match(block)
    return _time(block[label.end() :]) if label else ""


def authors_in(block: str) -> tuple[str, ...]:
    """The names of a byline."""
    found = _BYLINE.fullmatch(block)
    names = re.split(r",\s*|\s+(?:and|und|y|et|&)\s+", found[1].strip(" .,")) if found else []
    return tuple(filter(None, names))


def lines_in(line: str) -> list[str]:
    """The lines that a line stands for: more than one, if it has nothing but times and bylines."""
    if len(line) > _LONGEST_LINE_OF_TIMES:
        return [line]
    parts = [part for part in _BETWEEN_TIMES.split(line) if part]
    return parts if len(parts) > 1 and not any(map(_is_words, parts)) else [line]


@lru_cache(maxsize=65536)
def _time(text: str) -> str:
    text = _WEEKDAY.sub("", text.strip(" |\u00b7\u2022\u2013\u2014-"), count=1)
    try:
        parse_moment(text, _UTC)
    except ValueError:
        return ""
    return text


def _match(steps: Sequence[Step], blocks: Sequence[str], at: int) -> dict[Part, int] | None:
    step, rest = steps[0], steps[1:]
    if step.part == "body":
        is_body = at < len(blocks) and not (date_in(blocks[at]) or update_in(blocks[at]))
        return {"body": at} if is_body else None
    if at < len(blocks) and _IS[step.part](blocks[at]):
        found = _match(rest, blocks, at + 1)
        if found is not None:
            return {step.part: at, **found}
    return _match(rest, blocks, at) if step.is_optional else None


def _is_label(block: str) -> bool:
    return len(block) <= _LONGEST_LABEL and not _SENTENCE_END.search(block) and _is_words(block)


def _is_headline(block: str) -> bool:
    return len(block) <= _LONGEST_HEADLINE and _is_words(block)


def _is_standfirst(block: str) -> bool:
    # Neither a section nor a headline ends with a full stop, however short a sentence is.
    is_sentence = len(block.split()) >= _LEAST_WORDS or not block.isascii() or block.endswith(".")
    return is_sentence and len(block) <= _LONGEST_STANDFIRST and _is_words(block)


def _is_words(block: str) -> bool:
    return not (date_in(block) or update_in(block) or authors_in(block))


_IS: dict[Part, Callable[[str], bool]] = {
    "section": _is_label,
    "headline": _is_headline,
    "standfirst": _is_standfirst,
    "author": lambda block: bool(authors_in(block)),
    "date": lambda block: bool(date_in(block)),
    "updated": lambda block: bool(update_in(block)),
}


def _candidates() -> Iterator[Layout]:
    """Layouts of all usual orders, the plainest first."""
    section, standfirst = ("", "section", "section?"), ("", "standfirst", "standfirst?")
    author, updated = ("", "author", "author?"), ("", "updated", "updated?")
    for parts in product(section, ("headline",), standfirst, author, ("date",), updated):
        yield layout_of(" ".join((*filter(None, parts), "body")))
        if parts[3]:
            late = (*parts[:3], parts[4], parts[5], parts[3])
            yield layout_of(" ".join((*filter(None, late), "body")))


def _score(layout: Layout, pages: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """How many pages follow a layout, how well it explains them, and how plain it is.

    Sections are the same again and again, and headlines are others, and have some words.
    """
    matched = [(page, match) for page in pages if (match := layout.match(page)) is not None]
    sections = [page[match["section"]] for page, match in matched if "section" in match]
    if len(sections) >= _SOME and len(set(sections)) > len(sections) * _LEAST_SHARE:
        return (0,)
    headlines = [page[match["headline"]] for page, match in matched]
    unused = sum(
        step.is_optional and not any(step.part in match for _, match in matched)
        for step in layout.steps
    )
    return (
        len(matched),
        len({*headlines}),
        sum(len(match) for _, match in matched),
        sum(len(headline.split()) >= _LEAST_WORDS_OF_A_HEADLINE for headline in headlines),
        -unused - sum(step.is_optional for step in layout.steps),
    )
