"""Limits on whatever makes the sanitizer's time grow quadratically, since nothing can interrupt it.

These are elements inside one another, consecutive `&` characters, and content of tables outside
their cells, whatever an author writes.
"""

from __future__ import annotations

import re

from archivegen.loader.safe_html.elements import END_IMPLIED, VOID

MOST_NESTED = 300
"""Elements inside one another, at most; browsers stop at 512."""

MOST_SIGNS = 100_000
"""Signs `&` in a body, at most: the sanitizer takes a fifth of a second for so many."""

MOST_STRAYS = 2000
"""Elements and texts in tables, outside of their cells, at most.

Each is moved before its table (13.2.6.1, "foster parenting"), and its place there is looked for.
"""

_TABLE = re.compile(r"<table", re.IGNORECASE)
_PIECE = re.compile(r"&|<(/?)([A-Za-z][^\t\n\f\r />]*)")
_CELLS = {"caption", "td", "th"}
_TABLE_PARTS = {"col", "colgroup", "table", "tbody", "tfoot", "thead", "tr"}
_TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f\r />]*)")
_UNCOUNTED = VOID | END_IMPLIED
_FORMATTING = {"a", "b", "code", "em", "i", "s", "small", "strong", "u"}
# Special elements (13.2.4.2): only the end of another of them ends them, too.
_SPECIAL = {
    "aside", "blockquote", "caption", "details", "div", "dl", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "ol", "pre", "section", "summary", "table", "ul",
}  # fmt: skip


class TooManySignsError(Exception):
    """A body has more signs `&` than any text needs."""


def forbid_many_signs(converted: str) -> None:
    """Raise TooManySignsError for HTML with more signs `&`, and so more pieces, than that."""
    if converted.count("&") > MOST_SIGNS:
        raise TooManySignsError(f"the body has more than {MOST_SIGNS:,} signs `&`, `<` and `>`")


class TooManyStraysError(Exception):
    """A body has more in its tables, outside of their cells, than any table needs."""


def forbid_strays_in_tables(converted: str) -> None:
    """Raise TooManyStraysError for HTML with more pieces in tables, outside of cells, than that.

    Where a table has no cell yet, or a cell has ended, browsers are between cells until the next
    one begins, or the table ends: a table within it would end it, too.
    """
    first = _TABLE.search(converted)
    tables = strays = 0
    is_between = False
    for piece in _PIECE.finditer(converted, first.start()) if first else ():
        slash, name = piece[1], (piece[2] or "").lower()
        if name == "table":
            tables = max(tables - 1, 0) if slash else tables + 1
            is_between = not slash
        elif name in _CELLS:
            is_between = tables > 0 and bool(slash)
        elif name in _TABLE_PARTS:
            is_between = tables > 0
        elif is_between:
            strays += 1
            if strays > MOST_STRAYS:
                raise TooManyStraysError(
                    f"the body has more than {MOST_STRAYS:,} elements in tables, outside of cells"
                )


def forbid_deep_nesting(converted: str) -> None:
    """Raise RecursionError for HTML in which more elements than that are open at a time."""
    if converted.count("<") <= MOST_NESTED:
        return
    opened: list[str] = []
    for tag in _TAG.finditer(converted):
        slash, written = tag.groups()
        name = written.lower()
        if name in _UNCOUNTED:
            continue
        if slash or name == "a":  # a link ends the one before
            _end(opened, name)
        if not slash:
            opened.append(name)
            if len(opened) > MOST_NESTED:
                raise RecursionError(f"more than {MOST_NESTED} elements inside one another")


def _end(opened: list[str], name: str) -> None:
    """End the last element of a name, as a browser would or later (13.2.6.4.7)."""
    for index in range(len(opened) - 1, -1, -1):
        other = opened[index]
        if other == name:
            if name in _FORMATTING:
                del opened[index]
            else:
                del opened[index:]
            return
        if other == "table" or (other in _SPECIAL and name not in _SPECIAL | _FORMATTING):
            return
