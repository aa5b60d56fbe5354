"""Print rows: in which issues articles were printed, and which issues there are.

An issue is what its publication, day and edition are, by their slugs. What else is said of it, such
as its number, is what most of its articles say.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.archive.keyed_digests import keyed
from archivegen.archive.queries import tally_of, visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


SCHEMA = """
CREATE TABLE printed (
    path TEXT PRIMARY KEY, publication TEXT, issued INT, edition TEXT, names TEXT, instant INT,
    draft INT, hash INT, hash_high INT
) WITHOUT ROWID;
CREATE INDEX printed_issue ON printed (publication, issued, edition);
"""

_SEPARATOR = "\n"
"""It stands between the names of an issue in their column: no text of front matter has it."""

ISSUES = f"""
    SELECT publication, issued, edition, names, {tally_of("hash")} FROM printed WHERE {visible()}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
"""The issues of published articles, as `issues_of` takes them."""


class IssueKey(NamedTuple):
    """Which issue it is: the slug of its publication, its day (yyyymmdd), that of its edition.

    The site's own newspaper has no publication, and the only edition of a day no name.
    """

    publication: str
    day: int
    edition: str


class IssueNames(NamedTuple):
    """What is written of an issue; each may be empty."""

    publication: str
    edition: str
    volume: str
    number: str


class PrintRow(NamedTuple):
    """In which issue an article was printed; `digest` is that of its card and its place there."""

    key: IssueKey
    names: IssueNames
    digest: bytes


class CountedIssue(NamedTuple):
    """An issue: what is said of it, how many articles it has, and sums that tell a change."""

    names: IssueNames
    articles: int
    sums: tuple[tuple[int, ...], ...]


def put_printed(
    connection: sqlite3.Connection,
    secret: bytes,
    rows: Iterable[tuple[str, int, bool, PrintRow | None]],
) -> None:
    """Store where some articles were printed, of those that were.

    Each is given by its path, its time (seconds since 1970), whether it is a draft, and the row.
    """
    connection.executemany(
        "INSERT INTO printed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (path, *row.key, _SEPARATOR.join(row.names), instant, draft, *keyed(secret, row.digest))
            for path, instant, draft, row in rows
            if row
        ),
    )


def issues_of(rows: Iterable[tuple[Any, ...]]) -> dict[IssueKey, CountedIssue]:
    """All issues by publication, day and edition, from the rows of `ISSUES`."""
    found: dict[IssueKey, list[tuple[str, tuple[int, ...]]]] = {}
    for publication, issued, edition, names, *sums in rows:
        key = IssueKey(publication, issued, edition)
        found.setdefault(key, []).append((names, tuple(sums)))
    return {key: _issue(parts) for key, parts in found.items()}


def _issue(parts: list[tuple[str, tuple[int, ...]]]) -> CountedIssue:
    """An issue from the articles that say the same of it, with the tally of each such part."""
    said = [names.split(_SEPARATOR) for names, _ in parts]
    names = []
    for position in range(len(IssueNames._fields)):
        counts = Counter[str]()
        for own, (_, sums) in zip(said, parts, strict=True):
            counts[own[position]] += sums[0] if own[position] else 0
        names.append(max(sorted(counts), key=counts.__getitem__))
    tallies = tuple(sums for _, sums in parts)
    return CountedIssue(IssueNames(*names), sum(sums[0] for sums in tallies), tallies)
