"""Files of terms: what is known of a section, a topic or an author besides its articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KIND = "term"
"""The name of this kind of documents."""

TermNature = Literal["person", "organisation"]
"""What a term is, where its file says so."""


def profile_address(handle: str) -> str:
    """The address of the profile behind a name in the fediverse, such as `@iris@example.social`."""
    _, name, host = handle.split("@")
    return f"https://{host}/@{name}"


@dataclass(frozen=True, slots=True)
class TermDetails:
    """What only a term has."""

    taxonomy: str
    """The name of its taxonomy, such as `authors`."""
    slug: str
    """Its name in addresses."""
    name: str
    """What it is called; empty where that is as its articles spell it."""
    names: tuple[str, ...]
    """The slugs of the names by which articles have it: of its file, its name and its aliases."""
    nature: TermNature | None
    """`person`, `organisation`, or none if its file does not say."""
    role: str
    """The person's role at the paper, or empty."""
    email: str
    """The address for readers' letters, or empty."""
    links: tuple[str, ...]
    """Its addresses elsewhere on the web."""
    handle: str
    """Its handle in the fediverse, such as `@iris@example.social`, or empty."""
    begin: str
    """When it was born or founded: a year, month or day in ISO 8601, or empty."""
    end: str
    """When it died or ended, likewise."""
    sort_name: str
    """The name by which lists have it in their order; empty for its name."""
