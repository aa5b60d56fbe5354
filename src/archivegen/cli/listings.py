"""The archive as a listing: articles as JSON, CSV or a table, for people and for other programs.

JSON and CSV are streams of lines; only a table looks at the articles twice, for its widths.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any

from archivegen.model.problems import visible, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from archivegen.archive.find import Listed


COLUMNS = (
    "path", "url", "state", "date", "updated", "section", "headline", "authors", "tags", "language",
)  # fmt: skip
"""What is told of an article, under these names."""


TITLE_WIDTH = 60
"""Columns of a headline in a table, at most."""


_DATE_WIDTH = len("2022-07-21 06:40")


_DAY_WIDTH = len("2022-07-21")


_STATE_WIDTH = len("scheduled")


_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that a spreadsheet would run (OWASP, CSV Injection)."""


def as_json(listed: Iterable[Listed]) -> Iterator[str]:
    """An array with an object for each article. Times are those of RFC 3339."""
    return json_lines(map(_values, listed))


def json_lines(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """An array of objects, each on a line of its own.

    Only ASCII is used, which no terminal or pipe can spoil.
    """
    before = "[\n"
    for item in items:
        yield f"{before}{json.dumps(item)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_csv(listed: Iterable[Listed]) -> Iterator[str]:
    """A line of names, and one for each article; names in a list have `; ` between."""
    return csv_lines(COLUMNS, (_values(item).values() for item in listed))


def csv_lines(names: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A line of names, and one for each row (RFC 4180).

    What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
    """
    yield _row(names)
    for row in rows:
        yield _row(map(_cell, row))


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    # With its usual end of a line, the writer quotes both characters of it.
    csv.writer(row).writerow(cells)
    return row.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: object) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _values(item: Listed) -> dict[str, Any]:
    card = item.article.card
    values = (
        f"content/{card.path}",
        item.url,
        item.state,
        card.date.rfc3339,
        card.updated.rfc3339 if card.updated else None,
        card.section.name,
        card.headline,
        [author.name for author in card.authors],
        [tag.name for tag in item.article.tags],
        item.language,
    )
    return dict(zip(COLUMNS, values, strict=True))


def as_table(find_all: Callable[[], Iterable[Listed]], *, states: bool) -> Iterator[str]:
    """Columns of a width that fits, with the `states` or without; longer headlines are cut.

    `find_all` gives the same articles each time, since the widths have to be known first. No
    line, if there is no article.
    """
    sections, titles = _widths(find_all())
    if not titles:
        return

    def line(date: str, state: str, section: str, title: str, path: str) -> str:
        cells = [_padded(date, _DATE_WIDTH), *([_padded(state, _STATE_WIDTH)] if states else [])]
        cells += [_padded(section, sections), _padded(title, titles), path]
        return "  ".join(cells) + "\n"

    yield line("DATE", "STATE", "SECTION", "HEADLINE", "PATH")
    for item in find_all():
        card = item.article.card
        date = card.date.local.isoformat(" ")[: _DATE_WIDTH if card.date.has_time else _DAY_WIDTH]
        path = visible(f"content/{card.path}")
        yield line(date, item.state, card.section.name, _cut(card.headline), path)


def _widths(listed: Iterable[Listed]) -> tuple[int, int]:
    """The widths of the columns of sections and headlines; 0 for both without an article."""
    sections = titles = 0
    for item in listed:
        card = item.article.card
        sections = max(sections, _columns(card.section.name), len("SECTION"))
        titles = max(titles, _columns(_cut(card.headline)), len("HEADLINE"))
    return sections, titles


def _columns(text: str) -> int:
    return len(text) if text.isascii() else width(text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _columns(text))


def _cut(text: str) -> str:
    """The text, or as much of its beginning as fits the column."""
    if _columns(text) <= TITLE_WIDTH:
        return text
    ends = accumulate(_columns(char) for char in text)
    fitting = sum(1 for _ in takewhile(lambda end: end < TITLE_WIDTH, ends))
    return f"{text[:fitting].rstrip()}\u2026"
