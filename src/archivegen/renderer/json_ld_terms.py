"""JSON-LD of terms: authors and others as persons, organisations or other things of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archivegen.model.article import Term
    from archivegen.model.urls import Urls
    from archivegen.pages.profiles.profile import Profile

_TYPES = {"person": "Person", "organisation": "Organization"}
_TIMES = {
    "Person": ("birthDate", "deathDate"),
    "Organization": ("foundingDate", "dissolutionDate"),
}
"""What schema.org calls the begin and the end of things of a type."""


def author_data(author: Term, profile: Profile | None, url: str, urls: Urls) -> dict[str, Any]:
    """An author whose page is at a whole address or nowhere, with a file or without."""
    data: dict[str, Any] = {"@type": "Person", "name": author.name, "url": url}
    if profile:
        data |= _known(profile, _TYPES[profile.nature or "person"], urls)
    return {key: data[key] for key in sorted(data) if data[key]}


def term_data(profile: Profile, kind: str, urls: Urls) -> dict[str, Any]:
    """A term with a file, as a thing of a type unless the file says another."""
    own = _TYPES[profile.nature] if profile.nature else kind
    times = zip(_TIMES.get(own, ()), (profile.begin, profile.end), strict=False)
    data = _known(profile, own, urls) | dict(times)
    data |= {
        "description": profile.summary,
        "email": profile.email,
        "name": profile.term.name,
        "url": urls.absolute(profile.term.url),
    }
    return {key: data[key] for key in sorted(data) if data[key]}


def _known(profile: Profile, own: str, urls: Urls) -> dict[str, Any]:
    return {
        "@type": own,
        "image": profile.image and urls.absolute(profile.image.src),
        "jobTitle": own == "Person" and profile.role,
        "sameAs": [link.url for link in profile.links],
    }
