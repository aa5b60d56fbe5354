"""Files of print issues: `content/_issues/1922-07-21.md` says what is known of an issue.

The name of the file begins with the day. The rest of the name, and the folders around the file, are
for editors to organise their files.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import day_number
from archivegen.archive.printed.rows import IssueKey
from archivegen.loader.documents.heads import DocumentHead
from archivegen.loader.documents.kind import DocumentKind, Identity
from archivegen.loader.documents.texts import head_advice, without_effect
from archivegen.loader.frontmatter.contract import Contract
from archivegen.loader.frontmatter.fields import (  # noqa: TC001 -- pydantic evaluates them
    Flag,
    OptionalLabel,
    Publication,
)
from archivegen.model.documents.issue import FOLDER, KIND, IssueDetails
from archivegen.model.problems import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.loader.documents.kind import DocumentSource
    from archivegen.loader.frontmatter.document import Document as FileDocument
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.documents.document import Document
    from archivegen.model.problems import Problem

_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)


class IssueHead(DocumentHead):
    """The head of an issue's file, as the contract has it."""

    publication: Publication = None
    """The newspaper, if it is not the site's own."""
    edition: OptionalLabel = None
    """The edition, if the day had several, such as `late`."""
    volume: OptionalLabel = None
    """Its volume; by default, that of most of its articles."""
    number: OptionalLabel = None
    """Its number; by default, that of most of its articles."""
    missing: Flag = False
    """Whether no copy of it survives; its page and the lists of issues then say so."""


WITHOUT_EFFECT = ("listed", "translation_of")
"""Keys that other documents have, and that say nothing of an issue."""


def _advice(document: FileDocument, front: IssueHead, _: Setting) -> Iterator[Problem]:
    keys = ("publication", "edition", "volume", "number")
    yield from head_advice(document, front, {key: getattr(front, key) or "" for key in keys})
    yield from without_effect(document, WITHOUT_EFFECT, "an issue is listed by its day")


def _faults(document: FileDocument) -> Iterator[Problem]:
    if _day_of(document.path) is None:
        yield document.problem(
            Position(1, 1),
            "the name of this file does not begin with the day of an issue",
            f"name it like content/{FOLDER}/1922-07-21.md, or 1922-07-21-late.md",
        )


def _day_of(path: str) -> date | None:
    """The day with which the name of a file begins; None where it is none."""
    match = _NAME.match(path.rpartition("/")[2])
    with suppress(ValueError):
        return date(*map(int, match.groups())) if match else None
    return None


def _make(source: DocumentSource, front: IssueHead) -> Document:
    """The file's issue, which is what its publication, day and edition are."""
    day = _day_of(source.path)
    assert day  # noqa: S101 -- or the file would have a fault
    publication, edition = front.publication or "", front.edition or ""
    slug_of = source.config.slugger.of_name
    publication_slug, edition_slug = (
        slug_of(name) if name else "" for name in (publication, edition)
    )
    details = IssueDetails(
        publication_slug=publication_slug,
        day=day_number(day.year, day.month, day.day),
        edition_slug=edition_slug,
        publication=publication,
        edition=edition,
        volume=front.volume or "",
        number=front.number or "",
        is_missing=front.missing,
        has_note=bool(front.summary or source.body.html.strip()),
    )
    url = source.urls.issue(day.year, day.month, day.day, publication_slug, edition_slug)
    name = IssueKey(publication_slug, details.day, edition_slug).name
    return source.document(Identity(KIND, name, day.isoformat(), url, details), front)


def _folders(config: Config) -> tuple[str, ...]:
    """The folder, on a site with pages of issues: without these, nobody would see the files."""
    return (FOLDER,) if config.indexes.issues else ()


ISSUES = DocumentKind(
    _folders,
    Contract(
        IssueHead,
        "issue",
        _advice,
        lists=("aliases",),
        without_effect=WITHOUT_EFFECT,
        synonyms={
            "paper": "publication",
            "newspaper": "publication",
            "issue": "number",
            "no": "number",
            "vol": "volume",
            "lost": "missing",
            "cover": "image",
            "scan": "image",
        },
    ),
    _make,
    _faults,
    {FOLDER: "issues = true under [indexes]"},
)
"""The kind of documents that files of issues are."""
