"""Footnotes of a CommonMark document: set aside, numbered, and listed at its end.

The parser leaves a footnote where its author wrote it, under the author's label. Here, footnotes
get numbers, in the order of their references, and links back, as in the default engine.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True)
class Footnote:
    """A footnote: what it says, its number from 1, and how often the text refers to it.

    Its name is the author's label, as it can stand in an attribute.
    """

    name: str
    events: list[Any]
    number: int = 0
    references: int = 0


class Footnotes:
    """The footnotes of one document."""

    def __init__(self) -> None:
        self._by_label: dict[str, Footnote] = {}
        self._numbered: list[Footnote] = []

    def apart_from(self, events: Iterable[Any]) -> list[Any]:
        """The events outside of footnotes; those inside are put aside. A label's first counts."""
        stack: list[list[Any]] = [[]]
        for event in events:
            start = event.get("Start") if isinstance(event, dict) else None
            if isinstance(start, dict) and "FootnoteDefinition" in start:
                stack.append([])
                label = start["FootnoteDefinition"]
                note = Footnote(html.escape(label), stack[-1])
                self._by_label.setdefault(label.casefold(), note)
            elif event == {"End": "FootnoteDefinition"}:
                stack.pop()
            else:
                stack[-1].append(event)
        return stack[0]

    def reference(self, label: str) -> str:
        """The HTML of a reference to the footnote with that label."""
        note = self._by_label[label.casefold()]
        if not note.number:
            self._number(note)
        note.references += 1
        return (
            f'<sup id="{_reference_id(note, note.references)}">'
            f'<a class="footnote-ref" href="#fn:{note.name}">{note.number}</a></sup>'
        )

    def in_order(self) -> Iterator[Footnote]:
        """In the order of the references, which footnotes may add to; then those without one."""
        done = 0
        for note in (*self._by_label.values(), None):
            while done < len(self._numbered):
                yield self._numbered[done]
                done += 1
            if note and not note.number:
                self._number(note)

    def _number(self, note: Footnote) -> None:
        self._numbered.append(note)
        note.number = len(self._numbered)


def listed(notes: Iterable[tuple[Footnote, str]]) -> str:
    """The list at the end, of footnotes and the HTML of what they say; nothing without any."""
    items = "".join(
        f'<li id="fn:{note.name}">\n{_with_ways_back(note, text.rstrip())}\n</li>\n'
        for note, text in notes
    )
    return f'<div class="footnote">\n<hr>\n<ol>\n{items}</ol>\n</div>\n' if items else ""


def _with_ways_back(note: Footnote, text: str) -> str:
    """A footnote with links to the references to it, in its last paragraph."""
    links = "&#160;".join(
        f'<a class="footnote-backref" href="#{_reference_id(note, count)}"'
        f' title="Jump back to footnote {note.number} in the text">&#8617;</a>'
        for count in range(1, note.references + 1)
    )
    if not links:
        return text
    if text.endswith("</p>"):
        return f"{text.removesuffix('</p>')}&#160;{links}</p>"
    return f"{text}\n<p>{links}</p>"


def _reference_id(note: Footnote, count: int) -> str:
    return f"fnref:{note.name}" if count == 1 else f"fnref{count}:{note.name}"
