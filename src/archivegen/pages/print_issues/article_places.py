"""Places of articles in print, completed from the files of their issues.

So an article is cited with the volume and number of its issue, which the issue's file states once.
What an article says itself takes precedence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import day_number
from archivegen.archive.documents.find import documents
from archivegen.archive.printed.issues import files_of_issues, positions_of_issue
from archivegen.archive.printed.rows import IssueKey, key_of
from archivegen.model.documents.issue import KIND, issue_details
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivegen.archive.catalog import Catalog
    from archivegen.model.article import Article, PrintPlace


def with_issues(catalog: Catalog, articles: Sequence[Article]) -> Iterator[Article]:
    """Some articles, their places in print with the volumes and numbers that files say."""
    keys = {one.card.path: _key_of(one.print) for one in articles if one.print and one.print.url}
    files = files_of_issues(catalog, keys.values())
    for article in articles:
        place, file = article.print, files.get(keys.get(article.card.path, _NONE))
        if place and file:
            issue = issue_details(file.details)
            volume, number = place.volume or issue.volume, place.number or issue.number
            whole = replace(place, volume=volume, number=number)
            digest = fingerprint((article.digest, volume, number))
            yield replace(article, print=whole, digest=digest)
        else:
            yield article


_NONE = IssueKey("", 0, "")
"""It is the key of no issue."""


def _key_of(place: PrintPlace) -> IssueKey:
    date = place.date
    day = day_number(date.year, date.month, date.day)
    return IssueKey(place.publication_slug, day, place.edition_slug)


def place_numbers(catalog: Catalog) -> dict[str, int]:
    """What represents the volumes and numbers that files give to issues.

    A number for each article that was printed in such an issue, by its position.
    """
    numbers: dict[str, int] = {}
    for file in documents(catalog, KIND):
        issue = issue_details(file.details)
        if issue.volume or issue.number:
            number = int.from_bytes(fingerprint((issue.volume, issue.number))[:8])
            for position in positions_of_issue(catalog, key_of(file)):
                numbers[position] = numbers.get(position, 0) + number
    return numbers
