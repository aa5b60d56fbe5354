"""Tables: a data file as columns and rows of texts, as they are written there.

CSV and TSV (RFC 4180, or with `;`, as many spreadsheets write it), and JSON: a list of objects, or
of lists, the first of which has the names of the columns.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.model.text import NOT_IN_MARKUP, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS = 2000
"""Rows of a table, at most."""

_SIGNS = re.compile(r"[\s'\u2019£$€¥%‰]")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class DataError(Exception):
    """Data that cannot be shown: why, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Table(NamedTuple):
    """Columns and rows; `decimal` is what parts the whole of its numbers from the rest."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decimal: str = "."

    def numbers(self, index: int) -> list[float | None]:
        """The numbers of a column; None for a cell without one."""
        return [number_of(row[index], self.decimal) for row in self.rows]

    def is_of_numbers(self, index: int) -> bool:
        """Whether a column has only numbers, and at least one."""
        cells = [row[index] for row in self.rows if row[index]]
        return bool(cells) and all(number_of(cell, self.decimal) is not None for cell in cells)


def read_table(name: str, data: bytes, encoding: str = "") -> Table:
    """The table in a file of that name. Raises DataError."""
    text = _decoded(name, data, encoding)
    ending = name.lower().rpartition(".")[2]
    if ending == "json":
        return _of_rows(_rows_of_json(name, text), ".", name)
    if ending not in {"csv", "tsv"}:
        raise DataError(f"{name} is not a table", "data is a file that ends in .csv, .tsv or .json")
    first = text.partition("\n")[0]
    is_european = first.count(";") > first.count(",")
    delimiter = "\t" if ending == "tsv" else ";" if is_european else ","
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise DataError(f"{name} cannot be read: {error}", "save it again as CSV") from error
    return _of_rows(rows, "," if delimiter == ";" else ".", name)


def number_of(text: str, decimal: str = ".") -> float | None:
    """The number that a text is, but for a currency, a percent sign and marks between thousands."""
    plain = _SIGNS.sub("", text).replace("\u2212", "-")
    plain = plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    number = float(plain) if _NUMBER.fullmatch(plain) else math.inf
    return number if math.isfinite(number) else None


def _decoded(name: str, data: bytes, encoding: str) -> str:
    marked = next((found for mark, found in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    try:
        return data.decode(marked or encoding or "utf-8")
    except LookupError as error:
        message = f"`{encoding}` is not an encoding"
        raise DataError(message, "write utf-8, windows-1252 or iso-8859-15") from error
    except (UnicodeError, ValueError) as error:
        hint = 'save it as UTF-8, or name its encoding: encoding="windows-1252"'
        raise DataError(f"{name} is not in {encoding or 'UTF-8'}", hint) from error


def _rows_of_json(name: str, text: str) -> list[Sequence[Any]]:
    hint = 'write a list of objects, such as [{"party": "Harbour", "votes": 812}]'
    try:
        # Numbers stay as they are written.
        rows = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{name} is no JSON: {error}", hint) from error
    if not isinstance(rows, list) or not all(isinstance(row, (dict, list)) for row in rows):
        raise DataError(f"{name} is not a list of rows", hint)
    if all(isinstance(row, dict) for row in rows):
        columns = [*dict.fromkeys(key for row in rows for key in row)]
        return [columns, *([row.get(column) for column in columns] for row in rows)]
    if not all(isinstance(row, list) for row in rows):
        raise DataError(f"{name} has rows of two kinds", hint)
    return rows


def _of_rows(written: Iterable[Sequence[Any]], decimal: str, name: str) -> Table:
    """A table of rows, of which the first has the names; each as long as the longest."""
    rows = [[_cell(value, name) for value in row] for row in written]
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_ROWS + 1:
        message = f"{name} has more than {MOST_ROWS} rows"
        raise DataError(message, "link to the file, and show the rows that matter")
    wide = max(map(len, rows), default=0)
    columns, *others = [(*row, *[""] * (wide - len(row))) for row in rows] or [()]
    return Table(columns, tuple(others), decimal)


def _cell(value: object, name: str) -> str:
    if isinstance(value, (dict, list)):
        raise DataError(f"{name} has a list in a cell", "a cell is a text or a number")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else tidy(NOT_IN_MARKUP.sub(" ", str(value)))
