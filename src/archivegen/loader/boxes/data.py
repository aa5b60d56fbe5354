"""Boxes of data: `::: table data="results.csv"` is a table of a file beside the article.

A template gets columns and rows. With `value`, each row also has a bar, in percent of the available
width. The file is published, since the box links to it.
"""

from __future__ import annotations

import html
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from archivegen.loader.boxes.tables import DataError, Table, read_table
from archivegen.loader.notes.code import without_code
from archivegen.model.body import Box
from archivegen.model.links import is_web_address

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 512 * 1024
"""Bytes of a file of data, at most."""

KEYS = (
    "data", "caption", "columns", "sort", "limit", "label", "value", "encoding", "decimal",
)  # fmt: skip
"""What can be said of data."""

_BARS = "bars"
_OWN = {"table", _BARS}
"""The theme's boxes of data; others may be told more."""

_PAIR = r"([A-Za-z][\w-]*)=(?:\"([^\"]*)\"|'([^']*)'|\u201c([^\u201d]*)\u201d|([^\s\"'\u201c]+))"
# With a blank after each, so that there is one way to read them and no other to try.
_PAIRS = re.compile(rf"(?:{_PAIR}(?:\s+|\Z))+")
_EACH = re.compile(_PAIR)
_NAMED = re.compile(r"^[ ]{0,3}:{3,}[ \t]*[A-Za-z][\w-]*+[ \t]++(.*data=.*)$", re.MULTILINE)


def attributes_of(written: str) -> dict[str, str]:
    """The attributes on the line of a box that has data; empty, if it is a title."""
    if "data=" not in written or not _PAIRS.fullmatch(written):
        return {}
    pairs = {key.lower(): "".join(values) for key, *values in _EACH.findall(written)}
    return pairs if pairs.get("data") else {}


def unreadable(name: str, written: str) -> DataError | None:
    """What is wrong with the line of a box of the theme that has no data, though it needs some."""
    if name in _OWN and "data=" in written:
        hint = f'write it as ::: {name} data="results.csv", each value between two quotes'
        return DataError("its attributes cannot be read", hint)
    if name == _BARS:
        hint = 'write the file and its columns: data="results.csv" label="party" value="votes"'
        return DataError("it has no data", hint)
    return None


def files_named_in(text: str) -> tuple[str, ...]:
    """The files of data that the lines of a text name, each as it is written."""
    if ":::" not in text or "data=" not in text:
        return ()
    lines = _NAMED.findall(without_code(text))
    named = (attributes_of(line.strip()).get("data", "") for line in lines)
    return tuple(dict.fromkeys(filter(None, named)))


def data_box(
    name: str, attributes: Mapping[str, str], files: Mapping[str, bytes | None]
) -> tuple[Box, list[DataError]]:
    """The box of a file of data, and what is wrong with it; without the data, it has none.

    A missing file is reported as for any other link.
    """
    target = attributes["data"]
    values: dict[str, Any] = {"file": target.rpartition("/")[2]}
    data = files.get(target)
    unknown = sorted(attributes.keys() - KEYS) if name in _OWN else []
    wrong = [
        DataError(f"`{key}` has no meaning in a box of data", _near(key, KEYS)) for key in unknown
    ]
    if data is not None:
        try:
            values |= _values(name, attributes, data)
        except DataError as error:
            wrong.append(DataError(f"nothing is shown: {error.message}", error.hint))
    elif is_web_address(target):
        hint = "copy the file, put it beside the article, and name that"
        wrong.append(DataError(f"nothing is shown: {target} is on another site", hint))
    title = html.escape(attributes.get("caption", ""), quote=False)
    return Box(name, title, link=target, values=values), wrong


def _values(box: str, attributes: Mapping[str, str], data: bytes) -> dict[str, Any]:
    name = attributes["data"].rpartition("/")[2]
    if len(data) > MOST_BYTES:
        message = f"{name} is larger than {MOST_BYTES // 1024} kB"
        raise DataError(message, "link to the file, and show the rows that matter")
    table = read_table(name, data, attributes.get("encoding", ""))
    if not table.rows:
        raise DataError(f"{name} has no rows", "its first row has the names of the columns")
    if box == _BARS and "value" not in attributes:
        hint = f'write value="..." with one of {", ".join(table.columns)}'
        raise DataError("it does not say which column has the numbers", hint)
    if decimal := attributes.get("decimal"):
        table = table._replace(decimal=decimal)
    table = _sorted(table, attributes.get("sort", ""))
    if limit := attributes.get("limit"):
        if not limit.isdecimal():
            raise DataError(f"`{limit}` is not a number of rows", 'write limit="10"')
        table = table._replace(rows=table.rows[: int(limit)])
    bars = _bars(table, attributes) if "value" in attributes else []
    if chosen := attributes.get("columns"):
        table = _with_columns(table, [name.strip() for name in chosen.split(",")])
    columns = [
        {"name": column, "is_number": table.is_of_numbers(index)}
        for index, column in enumerate(table.columns)
    ]
    return {"columns": columns, "rows": [[*row] for row in table.rows], "bars": bars}


def _sorted(table: Table, by: str) -> Table:
    """The rows in the order of a column; with `-`, the largest first. Empty cells come last."""
    if not by:
        return table
    index = _index(table, by.removeprefix("-"))

    def order(row: tuple[str, ...]) -> tuple[bool, float, str]:
        number = numbers.get(row[index])
        return number is None, number or 0.0, row[index].casefold()

    numbers = dict(zip((row[index] for row in table.rows), table.numbers(index), strict=True))
    filled = [row for row in table.rows if row[index]]
    empty = [row for row in table.rows if not row[index]]
    filled.sort(key=order, reverse=by.startswith("-"))
    return table._replace(rows=(*filled, *empty))


def _with_columns(table: Table, names: list[str]) -> Table:
    indexes = [_index(table, name) for name in names]
    rows = tuple(tuple(row[index] for index in indexes) for row in table.rows)
    return table._replace(columns=tuple(table.columns[index] for index in indexes), rows=rows)


def _bars(table: Table, attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """A bar for each row: its label, its value as written, where it starts and how long it is."""
    value = _index(table, attributes["value"])
    label = _index(table, attributes["label"]) if "label" in attributes else 0
    numbers = table.numbers(value)
    if not any(number is not None for number in numbers):
        column = table.columns[value]
        raise DataError(f"the column `{column}` has no numbers", "name another as its `value`")
    known = [0.0, *(number for number in numbers if number is not None)]
    low, room = min(known), (max(known) - min(known)) or 1.0
    return [
        {
            "label": row[label],
            "value": row[value],
            "start": "" if number is None else _percent((min(number, 0.0) - low) / room),
            "size": "" if number is None else _percent(abs(number) / room),
        }
        for row, number in zip(table.rows, numbers, strict=True)
    ]


def _percent(part: float) -> str:
    return f"{part * 100:.2f}".rstrip("0").rstrip(".")


def _index(table: Table, name: str) -> int:
    """Which column has a name, whatever its case. Raises DataError."""
    folded = [column.casefold() for column in table.columns]
    if name.casefold() in folded:
        return folded.index(name.casefold())
    raise DataError(f"there is no column `{name}`", _near(name, table.columns))


def _near(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, 1, 0.6)
    return (f"did you mean `{near[0]}`? " if near else "") + f"there are {', '.join(known)}"
