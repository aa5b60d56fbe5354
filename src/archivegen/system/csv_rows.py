"""Rows of CSV (RFC 4180) in which no spreadsheet finds a formula to run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that a spreadsheet would run (OWASP, CSV Injection)."""


def csv_row(values: Iterable[object]) -> str:
    """A line of these values; items of a list have `; ` between.

    What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
    """
    row = io.StringIO()
    # With its usual end of a line, the writer quotes both characters of it.
    csv.writer(row).writerow(map(_cell, values))
    return row.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: object) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text
