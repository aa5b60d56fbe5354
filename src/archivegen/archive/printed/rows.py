"""Print rows: in which issues articles were printed, and which issues there are.

An issue is identified by the slugs of its publication, day and edition. Its other properties, such
as its number, come from its file, or else from most of its articles.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.archive.documents.codec import document_from_bytes
from archivegen.archive.keyed_digests import keyed
from archivegen.archive.queries import tally_of, visible
from archivegen.model.documents.issue import KIND, issue_details

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from archivegen.model.documents.document import Document

SCHEMA = """
CREATE TABLE printed (
    path TEXT PRIMARY KEY, publication TEXT, issued INT, edition TEXT, names TEXT, instant INT,
    draft INT, hash INT, hash_high INT, page_one INT
) WITHOUT ROWID;
CREATE INDEX printed_issue ON printed (publication, issued, edition);
CREATE INDEX printed_page_one ON printed (instant, draft) WHERE page_one;
"""

_SEPARATOR = "\n"
"""It stands between the names of an issue in their column: no text of front matter has it."""

ISSUES = f"""
    SELECT publication, issued, edition, names, {tally_of("hash")} FROM printed WHERE {visible()}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
"""The issues of published articles, as `issues_of` takes them."""

FILES = f"""
    SELECT data, body FROM documents WHERE kind = '{KIND}' AND {visible()} ORDER BY path
"""
"""The published files of issues, as `issues_of` takes them."""


class IssueKey(NamedTuple):
    """Which issue it is: the slug of its publication, its day (yyyymmdd), that of its edition.

    The site's own newspaper has no publication, and the only edition of a day no name.
    """

    publication: str
    day: int
    edition: str

    @property
    def name(self) -> str:
        """What tells its file from those of other issues."""
        return f"{self.publication}/{self.day:08}/{self.edition}"


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
    is_page_one: bool


class CountedIssue(NamedTuple):
    """An issue: what is said of it, how many articles it has, and sums that tell a change.

    `file` is the path below the content folder of the file that says more of it, or empty;
    `is_missing` and `is_indexed` are what that says.
    """

    names: IssueNames
    articles: int
    sums: tuple[tuple[int, ...], ...]
    file: str = ""
    is_missing: bool = False
    is_indexed: bool = True

    def is_for_search_engines(self, fewest: int) -> bool:
        """Whether search engines may show it: it has a file, or at least so many articles."""
        return self.is_indexed and (bool(self.file) or self.articles >= fewest)


def put_printed(
    connection: sqlite3.Connection,
    secret: bytes,
    rows: Iterable[tuple[str, int, bool, PrintRow | None]],
) -> None:
    """Store where some articles were printed, of those that were.

    Each is given by its path, its time (seconds since 1970), whether it is a draft, and the row.
    """
    connection.executemany(
        "INSERT INTO printed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                path,
                *row.key,
                _SEPARATOR.join(row.names),
                instant,
                draft,
                *keyed(secret, row.digest),
                row.is_page_one,
            )
            for path, instant, draft, row in rows
            if row
        ),
    )


def issues_of(
    rows: Iterable[tuple[Any, ...]], files: Iterable[tuple[bytes, bytes]]
) -> dict[IssueKey, CountedIssue]:
    """All issues by publication, day and edition, from the rows of `ISSUES` and of `FILES`.

    Of two files of one issue, which is an error, the first counts.
    """
    found: dict[IssueKey, list[tuple[str, tuple[int, ...]]]] = {}
    for publication, issued, edition, names, *sums in rows:
        key = IssueKey(publication, issued, edition)
        found.setdefault(key, []).append((names, tuple(sums)))
    told: dict[IssueKey, Document] = {}
    for data, body in files:
        file = document_from_bytes(data, body)
        told.setdefault(key_of(file), file)
    keys = sorted(found.keys() | told.keys()) if told else found
    return {key: _issue(found.get(key, []), told.get(key)) for key in keys}


def key_of(file: Document) -> IssueKey:
    """The issue of which a file says more."""
    details = issue_details(file.details)
    return IssueKey(details.publication_slug, details.day, details.edition_slug)


def _issue(parts: list[tuple[str, tuple[int, ...]]], file: Document | None) -> CountedIssue:
    """An issue from the articles that say the same of it, with the tally of each such part."""
    tallies = tuple(sums for _, sums in parts)
    issue = CountedIssue(_names(parts), sum(sums[0] for sums in tallies), tallies)
    if file is None:
        return issue
    own = issue_details(file.details)
    written = (own.publication, own.edition, own.volume, own.number)
    names = (one or other for one, other in zip(written, issue.names, strict=True))
    return issue._replace(
        names=IssueNames(*names),
        file=file.path,
        is_missing=own.is_missing,
        is_indexed=file.indexed,
    )


def _names(parts: list[tuple[str, tuple[int, ...]]]) -> IssueNames:
    """What most articles say of an issue."""
    said = [names.split(_SEPARATOR) for names, _ in parts]
    names = []
    for position in range(len(IssueNames._fields)):
        counts = Counter[str]()
        for own, (_, sums) in zip(said, parts, strict=True):
            counts[own[position]] += sums[0] if own[position] else 0
        names.append(max(sorted(counts), key=counts.__getitem__, default=""))
    return IssueNames(*names)
