"""Listings: things of one kind as JSON, CSV or a table, for people and for other programs.

JSON and CSV are streams of lines; only a table looks at the things twice, for its widths.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from archivegen.model.problems import width
from archivegen.system.csv_rows import csv_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")

_FORMS = ("table", "json", "csv")


def listing_format(help_text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format` of a command that lists, as its parameter `form`."""
    return click.option(
        "--format", "form", type=click.Choice(_FORMS), default="table", help=help_text
    )


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """How things of one kind are listed.

    `names` are those of what programs are told, and `values` gives these for one thing: what JSON
    can hold. `columns` are the columns of the table with the least width of each, and `cells` gives
    the texts of one thing that stand in them, without control characters.
    """

    names: Sequence[str]
    values: Callable[[T], Iterable[Any]]
    columns: Mapping[str, int]
    cells: Callable[[T], Sequence[str]]

    def lines(self, form: str, find_all: Callable[[], Iterable[T]]) -> Iterator[str]:
        """The listing as `json`, `csv` or `table`, in lines or parts of one.

        `find_all` gives the same things each time that it is called.
        """
        if form == "json":
            return self.as_json(find_all())
        if form == "csv":
            return self.as_csv(find_all())
        return self.as_table(find_all)

    def as_json(self, things: Iterable[T]) -> Iterator[str]:
        """An array with an object for each thing, each on a line of its own.

        Only ASCII is used, which no terminal or pipe can spoil.
        """
        before = "[\n"
        for thing in things:
            yield f"{before}{json.dumps(dict(zip(self.names, self.values(thing), strict=True)))}"
            before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"

    def as_csv(self, things: Iterable[T]) -> Iterator[str]:
        """A line of names, and one for each thing (RFC 4180); items of a list have `; ` between.

        What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
        """
        yield csv_row(self.names)
        for thing in things:
            yield csv_row(self.values(thing))

    def as_table(self, find_all: Callable[[], Iterable[T]]) -> Iterator[str]:
        """Columns of widths that fit, the last one as long as it likes; no line without a thing.

        `find_all` gives the same things each time, since the widths have to be known first.
        """
        least = [max(least, len(head)) for head, least in self.columns.items()][:-1]
        widths: list[int] = []
        for thing in find_all():
            widths = [*map(max, widths or least, map(_columns, self.cells(thing)))]
        if not widths:
            return
        yield _line([*self.columns], widths)
        for thing in find_all():
            yield _line(self.cells(thing), widths)


def cut(text: str, most: int) -> str:
    """The text, or as much of its beginning as fits so many columns, with an ellipsis."""
    if _columns(text) <= most:
        return text
    ends = accumulate(_columns(char) for char in text)
    fitting = sum(1 for _ in takewhile(lambda end: end < most, ends))
    return f"{text[:fitting].rstrip()}\u2026"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        text + " " * (columns - _columns(text))
        for text, columns in zip(cells, widths, strict=False)
    ]
    return "  ".join([*padded, cells[-1]]).rstrip() + "\n"


def _columns(text: str) -> int:
    return len(text) if text.isascii() else width(text)
