"""The report as a page: the numbers of the other one, and the texts of what wants attention.

It stands alone: no script, no picture, no address but those within it. What a source says is text,
whatever is in it.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from archivegen.importer.item import SURE
from archivegen.importer.report.comparison import PARAGRAPH, Run, differences
from archivegen.importer.report.numbers import heading_of
from archivegen.importer.report.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archivegen.importer.entry import Entry
    from archivegen.importer.item import Note
    from archivegen.importer.report.comparison import Comparison
    from archivegen.importer.report.numbers import Reason, Section, Table

PAGE = "report.html"
"""The name of the file, in the folder of an import."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WEIGHTS = {"held": "held back: ", "attention": "", "told": "told: "}


def report_page(
    sections: Sequence[Section],
    pairs: Iterable[tuple[Entry, Comparison]],
    shown: int,
    attention: int,
) -> Iterator[str]:
    """The page with these sections, in parts, and with `shown` items that want attention.

    Of these there are `attention`. It is in English, as all that the program says is.
    """
    title = _text(sections[0].title)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="robots" content="noindex">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    for number, one in enumerate(sections):
        yield from (f"{part}\n" for part in _section(one, not number))
    if shown:
        yield f"<h2>Texts side by side</h2>\n<p>{_told(shown, attention)}</p>\n"
        yield from ("\n".join(_item(*pair)) + "\n" for pair in pairs)
    yield "</main>\n</body>\n</html>\n"


def _told(shown: int, attention: int) -> str:
    what = "What needs attention: the source on the left, the page on the right."
    if shown < attention:
        what += f" These are {shown} of {attention} items; items.jsonl has all."
    return what


def _section(section: Section, is_first: bool) -> Iterator[str]:  # noqa: FBT001
    level = "h1" if is_first else "h2"
    yield f"<{level}>{_text(section.title)}</{level}>"
    if section.told:
        yield f"<p>{_text(section.told)}</p>"
    if section.table is not None:
        yield from _table(section.table)
    for reason in section.reasons:
        yield from _reason(reason)


def _table(table: Table) -> Iterator[str]:
    yield f"<table>\n<thead>{_row(table.heads, 'th')}</thead>\n<tbody>"
    yield from (_row(row, "td") for row in table.rows)
    yield "</tbody>\n</table>"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _reason(reason: Reason) -> Iterator[str]:
    yield f"<h3>{_text(heading_of(reason))}</h3>"
    if reason.advice:
        yield f"<p>{_text(reason.advice)}</p>"
    yield "<ul>"
    yield from (f"<li>{_text(one)}</li>" for one in reason.examples)
    if (more := reason.count - len(reason.examples)) > 0:
        yield f"<li>... and {more} more, in items.jsonl</li>"
    yield "</ul>"


def _item(entry: Entry, one: Comparison) -> Iterator[str]:
    headline = dict(one.fields).get("headline") or entry.id
    yield f'<article>\n<h3 dir="auto">{_text(headline)}</h3>'
    yield f'<p class="soft">{_text(entry.origin or entry.id)} \u2192 {_text(entry.file)}</p>\n<ul>'
    for note in sorted(entry.notes, key=_rank):
        place = f" ({note.place})" if note.place else ""
        yield f"<li>{_WEIGHTS[note.weight]}{_text(note.text + place)}</li>"
    yield "</ul>\n<table>\n<thead>" + _row(("field", "value", "found"), "th") + "</thead>\n<tbody>"
    for key, value in one.fields:
        origin, sure = entry.fields.get(key, ("", 1.0))
        found = f"{origin}, likely ({sure:.0%})" if sure < SURE else origin
        cells = (f"<td>{_text(key)}</td>", f'<td class="value" dir="auto">{_text(value)}</td>')
        yield f"<tr>{''.join(cells)}<td>{_text(found)}</td></tr>"
    yield f"</tbody>\n</table>\n{_sides(one)}\n</article>"


def _rank(note: Note) -> int:
    return [*_WEIGHTS].index(note.weight)


def _sides(one: Comparison) -> str:
    """Both texts, with what only one of them has marked."""
    if one.source == one.page:
        told, sides = (
            "The words are the same.",
            ([Run(one.source, is_same=True)], [Run(one.page, is_same=True)]),
        )
    elif (found := differences(one.source, one.page)) is None:
        told = "The texts are too different, or too long, to mark where they differ."
        sides = ([Run(one.source, is_same=True)], [Run(one.page, is_same=True)])
    else:
        is_same = all(run.is_same for side in found for run in side)
        told, sides = "The words are the same." if is_same else "", found
    left, right = (
        f'<section>\n<h4>{title}</h4>\n<div dir="auto">{_marked(runs, tag)}</div>\n</section>'
        for title, runs, tag in zip(
            ("In the source", "On the page"), sides, ("del", "ins"), strict=True
        )
    )
    said = f'<p class="soft">{told}</p>\n' if told else ""
    return f'{said}<div class="sides">\n{left}\n{right}\n</div>'


def _marked(runs: Iterable[Run], tag: str) -> str:
    """A text in paragraphs; what the other side has not is marked."""
    parts = []
    for run in runs:
        pieces = [_text(piece.strip()) for piece in run.text.split(PARAGRAPH)]
        if not run.is_same:
            pieces = [f"<{tag}>{piece}</{tag}>" if piece else "" for piece in pieces]
        parts.append("</p>\n<p>".join(pieces))
    return f"<p>{' '.join(parts)}</p>".replace("<p></p>\n", "").replace("<p> </p>\n", "")


def _text(text: str) -> str:
    return html.escape(text)
