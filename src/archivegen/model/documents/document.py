"""Documents as values: what is known of a file that is no article, except the HTML of its body.

A document has the fields that all kinds share, so that links, pictures, addresses and the search
need not distinguish kinds. The fields of one kind alone are its `details`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archivegen.model.article import Image
    from archivegen.model.documents.issue import IssueDetails
    from archivegen.model.documents.page import PageDetails
    from archivegen.model.documents.term import TermDetails
    from archivegen.model.documents.tombstone import TombstoneDetails

    Details = PageDetails | TermDetails | IssueDetails | TombstoneDetails
    """What a kind of documents has that others have not: a dataclass of plain values."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document, such as a page, named by the digest of its body as articles are."""

    kind: str
    """Its kind, such as `page`."""
    name: str
    """Its name, unique within its kind."""
    path: str
    """The file's path below the content folder."""
    url: str
    """The address of its page."""
    title: str
    """Its title: a page's headline."""
    summary: str
    """What it is about, in a sentence, or empty."""
    image: Image | None
    """Its picture, if it has one."""
    language: str
    """Its language tag; empty if it is the site's."""
    direction: str
    """`ltr` or `rtl`; empty if its language is the site's."""
    details: Details
    """The fields that only its kind has."""
    body: bytes
    """The digest of its body."""
    targets: tuple[str, ...] = ()
    """The files that its body links to."""
    aliases: tuple[str, ...] = ()
    """Its old addresses."""
    translation_of: str = ""
    """The file that it translates, as a path below the content folder, or empty."""
    listed: bool = True
    """Whether search finds it."""
    indexed: bool = True
    """Whether search engines may show it."""
    extra: dict[str, Any] = field(default_factory=dict)
    """The front matter's `extra`, and its unknown keys."""
    boxes: tuple[str, ...] = ()
    """The names of the boxes in its body."""
    digest: bytes = b""
    """That of everything else."""
