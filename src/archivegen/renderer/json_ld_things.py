"""JSON-LD of what belongs to an article: authors and other terms, notices, source, place in print.

Pure functions, in schema.org's words, for `json_ld`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Notice, PrintPlace, Source, Term
    from archivegen.model.urls import Urls
    from archivegen.pages.profiles.profile import Profile

_TYPES = {"person": "Person", "organisation": "Organization"}

_CORRECTING = {"correction", "clarification", "retraction", "withdrawn"}
"""The types of notices that schema.org has a word for."""


def author_of(
    urls: Urls, author: Term, profile: Profile | None, *, has_page: bool
) -> dict[str, Any]:
    """An author, by the name of the byline and by the author's file, if there is one."""
    # A byline may name an agency or a desk, which a reader can tell from a person, or a file.
    url = urls.absolute(author.url) if has_page else ""
    if profile is None:
        return filled({"@type": "Person", "name": author.name, "url": url})
    return filled({
        "@type": _TYPES[profile.nature or "person"],
        "image": profile.image and urls.absolute(profile.image.src),
        "jobTitle": profile.nature != "organisation" and profile.role,
        "name": author.name,
        "sameAs": [link.url for link in profile.links],
        "url": url,
    })  # fmt: skip


def term_of(urls: Urls, profile: Profile, kind: str) -> dict[str, Any]:
    """What a term's file says of it, as a thing of a type, such as `Person`."""
    own = _TYPES[profile.nature] if profile.nature else kind
    begin, end = {
        "Person": ("birthDate", "deathDate"),
        "Organization": ("foundingDate", "dissolutionDate"),
    }.get(own, ("", ""))
    about = filled({
        "@type": own,
        "description": profile.summary,
        "email": profile.email,
        "image": profile.image and urls.absolute(profile.image.src),
        "jobTitle": own == "Person" and profile.role,
        "name": profile.term.name,
        "sameAs": [link.url for link in profile.links],
        "url": urls.absolute(profile.term.url),
        begin: profile.begin,
        end: profile.end,
    })  # fmt: skip
    about.pop("", None)
    return about


def corrections_of(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """The notices with a text that correct an article, as CorrectionComments."""
    return [
        filled({
            "@type": "CorrectionComment",
            "text": notice.text,
            "datePublished": notice.date and notice.date.iso,
        })
        for notice in notices
        if notice.type in _CORRECTING and notice.text
    ]  # fmt: skip


def source_of(source: Source) -> dict[str, Any]:
    """Where a captured article came from."""
    return filled({"@type": "CreativeWork", "name": source.name, "url": source.url})


def place_in_print(place: PrintPlace) -> dict[str, Any]:
    """Where an article stood in its printed issue."""
    return {
        "printColumn": place.column,
        "printEdition": place.edition,
        "printPage": place.page,
        "printSection": place.section,
    }


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what is empty."""
    return {key: value for key, value in data.items() if value or value is False}
