"""A profile: what a file says about a term, as templates see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from archivegen.model.documents.term import profile_address
from archivegen.pages.page import Link

if TYPE_CHECKING:
    from archivegen.archive.documents.terms import TermFile
    from archivegen.model.article import Image, Term
    from archivegen.model.documents.term import TermNature


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known about a term besides its articles."""

    term: Term
    """The section, topic, author or other term."""
    nature: TermNature | None
    """`person`, `organisation`, or none if its file does not say."""
    role: str
    """The person's role at the paper, or empty."""
    summary: str
    """Who or what it is, in a sentence, or empty."""
    image: Image | None
    """Its picture, if it has one."""
    email: str
    """The email address for readers, or empty."""
    links: tuple[Link, ...]
    """Where else it is on the web: titles and addresses."""
    handle: str
    """Its handle in the fediverse, such as `@iris@example.social`, or empty."""
    begin: str
    """When it was born or founded: a year, month or day in ISO 8601, or empty."""
    end: str
    """When it died or ended, likewise."""
    language: str
    """The language tag of its texts; empty if it is the site's."""
    direction: str
    """`ltr` or `rtl`; empty if its language is the site's."""
    extra: dict[str, Any]
    """The front matter's `extra`, and its unknown keys."""


def profile_of(term: Term, file: TermFile) -> Profile:
    """The profile of a term that has a file."""
    document, details = file
    return Profile(
        term=term,
        nature=details.nature,
        role=details.role,
        summary=document.summary,
        image=document.image,
        email=details.email,
        links=tuple(Link(_called(url, details.handle), url) for url in details.links),
        handle=details.handle,
        begin=details.begin,
        end=details.end,
        language=document.language,
        direction=document.direction,
        extra=document.extra,
    )


def _called(url: str, handle: str) -> str:
    """What a link is called: the name in the fediverse, or the host with what follows it."""
    if handle and url == profile_address(handle):
        return handle
    address = urlsplit(url)
    return f"{address.netloc.removeprefix('www.')}{address.path.rstrip('/')}"
