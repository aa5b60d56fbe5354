"""Parts of SQL that many queries have, each spelled in one place.

A column is named without its table where the query has no other of that name. The values of a
query with `visible` are those of a `catalog.View`.
"""

from __future__ import annotations


def visible(table: str = "") -> str:
    """The condition for a row of a table, or of the only one with these columns, to be published.

    It asks for the values `:drafts` (0 or 1) and `:now` (seconds since 1970).
    """
    return f"{_column('draft', table)} <= :drafts AND {_column('instant', table)} <= :now"


def of_both(columns: str, table: str, which: str = "TRUE", key: str = "path") -> str:
    """A query of a table that has rows of articles and of documents, joined with these.

    `table` refers by its column `key` to the paths of both. What is asked for may be published or
    not: `which` is the condition.
    """
    # Documents are few, so those come first where all of a table may be looked at.
    return f"""
        SELECT {columns} FROM {table} JOIN articles ON articles.path = {table}.{key} WHERE {which}
        UNION ALL
        SELECT {columns} FROM documents CROSS JOIN {table} ON documents.path = {table}.{key}
        WHERE {which}
    """


def tally_of(column: str) -> str:
    """Five columns, the values of a `catalog.Tally`: the number of rows, sums of keyed digests.

    The column has one half of the digest, and another, with `_high` behind its name, the other. The
    sums of quarters do not overflow. Nobody without the key of the rows can choose what they add up
    to, so they tell any change (M. Bellare, D. Micciancio, "A New Paradigm for Collision-Free
    Hashing", 1997, on sums of digests).
    """
    halves = column, f"{column}_high"
    return "count(*), " + ", ".join(f"sum({h} & 4294967295), sum({h} >> 32)" for h in halves)


def year_and_month_of(column: str) -> str:
    """Two columns: year and month of a column with days (yyyymmdd)."""
    return f"{column} / 10000, {column} / 100 % 100"


def path_of(position: str) -> str:
    """The path of an article by a column with its position.

    A position ends with the path, after twelve digits and a blank.
    """
    return f"substr({position}, 14)"


def _column(name: str, table: str) -> str:
    return f"{table}.{name}" if table else name
