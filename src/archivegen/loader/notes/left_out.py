"""Notes on what a body's readers do not get, each at its position in the text.

HTML does not record the line that it was made from, so the text is searched: for the tag, counted
among those of its name, or for the address. If it cannot be found, the body's beginning is named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archivegen.loader.notes.code import without_code
from archivegen.loader.notes.markdown_links import (
    mentions_in,
    normalized,
    unescaped,
)
from archivegen.model.body import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archivegen.config.tables import Engine
    from archivegen.loader.notes.addresses import Unreachable
    from archivegen.loader.safe_html.author_html import LeftOut

_MOST_ALIKE = 20
"""Notes that say the same of one body, at most."""

_WITHOUT_TARGET = re.compile(
    r"(?P<image>!?)\[[^\[\]\n]*+\]\(\s{0,9}(?:<>)?\s{0,9}\)"
    r"|<(?P<tag>a|img)\b[^<>]{0,4000}?\b(?:href|src)\s{0,9}=\s{0,9}(?:\"\s*\"|'\s*')",
    re.IGNORECASE,
)


def notes_on(
    text: str, left_out: Sequence[LeftOut], unreachable: Sequence[Unreachable], engine: Engine
) -> tuple[Note, ...]:
    """The notes on a text, in its order."""
    if not left_out and not unreachable:
        return ()
    plain = without_code(text, engine)
    notes = [*_on_tags(plain, left_out), *_on_addresses(plain, unreachable)]
    return tuple(_few_alike(sorted(notes)))


def _on_tags(plain: str, left_out: Sequence[LeftOut]) -> Iterator[Note]:
    places: dict[tuple[str, str], list[int]] = {}
    for out in left_out:
        which = out.name, out.having
        if which not in places:
            having = rf"(?=[^<>]{{0,4000}}?\s{out.having}=)" if out.having else ""
            start = re.compile(rf"<{re.escape(out.name)}(?=[\s/>]){having}", re.IGNORECASE)
            places[which] = [match.start() for match in start.finditer(plain)]
        index = _nth(places[which], out.number)
        yield Note(index, out.message, out.hint, out.severity, "left out")


def _on_addresses(plain: str, unreachable: Sequence[Unreachable]) -> Iterator[Note]:
    if not unreachable:
        return
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for mention in mentions_in(plain):
        target = normalized(unescaped(mention.target))
        for is_image in {True, False} if mention.is_image is None else {mention.is_image}:
            places[target, is_image].append(mention.at)
    for match in _WITHOUT_TARGET.finditer(plain):
        is_image = bool(match["image"]) or (match["tag"] or "").lower() == "img"
        places["", is_image].append(match.start())
    for address in unreachable:
        found = places[normalized(address.target), address.is_image]
        kind = "broken image" if address.is_image else "broken link"
        index = _nth(found, address.number) if found else max(plain.find(address.target), 0)
        yield Note(index, address.message, address.hint, "warning", kind)


def _nth(places: list[int], number: int) -> int:
    return places[min(number, len(places) - 1)] if places else 0


def _few_alike(notes: Iterable[Note]) -> Iterator[Note]:
    counts = Counter[tuple[str, str]]()
    for note in notes:
        same = note.message, note.hint
        counts[same] += 1
        if counts[same] <= _MOST_ALIKE:
            yield note
