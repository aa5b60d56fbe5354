"""Files of print issues: what is known of an issue besides its articles."""

from __future__ import annotations

from dataclasses import dataclass

KIND = "issue"
"""The name of this kind of documents."""

FOLDER = "_issues"
"""Their folder in the content folder."""


@dataclass(frozen=True, slots=True)
class IssueDetails:
    """What only an issue has. Texts may be empty."""

    publication_slug: str
    """The newspaper in addresses; empty for the site's own."""
    day: int
    """Its day, yyyymmdd."""
    edition_slug: str
    """The edition in addresses."""
    publication: str
    """The newspaper."""
    edition: str
    """The edition, if the day had several."""
    volume: str
    """Its volume."""
    number: str
    """Its number."""
    is_missing: bool
    """Whether no copy of it survives."""
    has_note: bool
    """Whether anything is written of it that a search can find: a summary, or a text."""


def issue_details(details: object) -> IssueDetails:
    """The details of a document that is a print issue."""
    assert isinstance(details, IssueDetails)  # noqa: S101 -- by its kind
    return details
