"""SQL fragments that many queries share, each written in one place; and the results of sums.

A column is named without its table where the query has no other of that name. The values of a
query with `visible`, `listed` or `indexed` are those of a `View`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.day_numbers import day_number, first_and_last
from archivegen.model.times import EPOCH, position_at

if TYPE_CHECKING:
    from collections.abc import Iterable

FOREVER = 1 << 60
"""A "now" after every time that can be written, in seconds since 1970."""

IN_ORDER = "part = 0, part, position"
"""The order of the parts of a term: by their numbers, then by time; columns of `terms`."""


_PARTS = ("& 4294967295", ">> 32")
"""How the lower and the higher part of half a digest are taken from it."""


@dataclass(frozen=True, slots=True)
class View:
    """Which articles are published: those up to `now`, drafts or not.

    `clock` is the time by which articles are news, also where those of the future are published.
    Both are in seconds since 1970.
    """

    now: int
    drafts: bool = False
    clock: int = FOREVER

    def values(self) -> dict[str, int]:
        """The view as values of a query."""
        return {"now": self.now, "drafts": int(self.drafts), "clock": self.clock}


class Tally(NamedTuple):
    """How many articles there are of a kind, and sums over their digests that tell a change.

    There is a sum for each quarter of the digests (`tally_of`).
    """

    articles: int
    first: int
    second: int
    third: int
    fourth: int


def total(tallies: Iterable[Tally]) -> Tally:
    """The tally of all these articles."""
    return Tally(*map(sum, zip(*tallies, strict=True)))


Months = dict[tuple[int, int], Tally]
"""Tallies by year and month."""


def by_year(months: Months) -> dict[int, Tally]:
    """Tallies by year, in order, of those by year and month."""
    years: dict[int, list[Tally]] = {}
    for (year, _), tally in sorted(months.items()):
        years.setdefault(year, []).append(tally)
    return {year: total(tallies) for year, tallies in years.items()}


def visible(table: str = "") -> str:
    """The condition for a row of a table, or of the only one with these columns, to be published.

    It asks for the values `:drafts` (0 or 1) and `:now` (seconds since 1970).
    """
    return f"{_column('draft', table)} <= :drafts AND {_column('instant', table)} <= :now"


def listed(table: str = "") -> str:
    """The condition for a row to be published, and not to be kept out of listings."""
    return f"{visible(table)} AND {_column('listed', table)}"


def indexed(table: str = "") -> str:
    """The condition for a row to be published, and not to be kept from search engines."""
    return f"{visible(table)} AND {_column('indexed', table)}"


def unpublished() -> str:
    """A query of the paths of articles and documents that are not published.

    These are few, and told by small parts of indexes: so what is published is what is not among
    them, without a look at its rows. It asks for the values of `visible`.
    """
    return f"""
        SELECT path FROM articles
        WHERE rowid IN (
            SELECT rowid FROM articles WHERE draft <> 0 AND draft > :drafts
            UNION ALL SELECT rowid FROM articles WHERE instant > :now
        )
        UNION ALL SELECT path FROM documents WHERE NOT ({visible()})
    """


def of_both(columns: str, table: str, which: str = "TRUE", key: str = "path") -> str:
    """A query of a table that has rows of articles and of documents, joined with these.

    `table` refers by its column `key` to the paths of both. What is asked for may be published or
    not: `which` is the condition.
    """
    # What the table has may be little, and documents are few, so those come first.
    return f"""
        SELECT {columns} FROM {table} CROSS JOIN articles ON articles.path = {table}.{key}
        WHERE {which}
        UNION ALL
        SELECT {columns} FROM documents CROSS JOIN {table} ON documents.path = {table}.{key}
        WHERE {which}
    """


def is_nowhere(column: str) -> str:
    """The condition for a path in a column to be neither that of an article nor of a document."""
    # Not in both at once: that would be a table of all paths.
    tables = ("articles", "documents")
    return " AND ".join(f"{column} NOT IN (SELECT path FROM {table})" for table in tables)


def tally_of(column: str) -> str:
    """Five columns, the values of a `Tally`: the number of rows, sums of keyed digests.

    The column has one half of the digest, and another, with `_high` behind its name, the other. The
    sums of quarters do not overflow. Nobody without the key of the rows can choose what they add up
    to, so they tell any change (M. Bellare, D. Micciancio, "A New Paradigm for Collision-Free
    Hashing", 1997, on sums of digests).
    """
    quarters = [f"{half} {part}" for half in (column, f"{column}_high") for part in _PARTS]
    return ", ".join(("count(*)", *(f"sum({quarter})" for quarter in quarters)))


def year_and_month_of(column: str) -> str:
    """Two columns: year and month of a column with days (yyyymmdd)."""
    return f"{column} / 10000, {column} / 100 % 100"


def path_of(position: str) -> str:
    """The path of an article by a column with its position.

    A position ends with the path, after twelve digits and a sign (`position_of`).
    """
    return f"substr({position}, 14)"


def _column(name: str, table: str) -> str:
    return f"{table}.{name}" if table else name


def span_of_month(year: int, month: int) -> tuple[str, dict[str, object]]:
    """The condition for a month or, with month 0, for dates in a year without a month."""
    if month:
        return span(year, month)
    within, bounds = span(year, 1)
    return within, {**bounds, **dict.fromkeys(("day_from", "day_to"), day_number(year, 0, 0))}


def span(year: int = 0, month: int = 0, day: int = 0) -> tuple[str, dict[str, object]]:
    """The condition for a day, a month, a year or all of them, and its values.

    The bounds of the position only keep the query short; the local day decides.
    """
    if not year:
        return "", {}
    begin = datetime(year, month or 1, day or 1, tzinfo=UTC)
    seconds = (begin - EPOCH) // timedelta(seconds=1)
    days = 1 if day else 31 if month else 366
    first, last = first_and_last(year, month, day)
    return "AND day BETWEEN :day_from AND :day_to AND position BETWEEN :from AND :to", {
        "day_from": first,
        "day_to": last,
        "from": position_at(seconds - 2 * 86_400),
        "to": position_at(seconds + (days + 2) * 86_400),
    }
