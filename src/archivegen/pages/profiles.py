"""Profiles: what is known of terms besides their articles, from the files that editors wrote.

A term's own page shows all of it, and an article's page that of its authors. The texts of the files
are no part of a profile, so another biography changes no article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from archivegen.archive.documents.find import document_keys
from archivegen.archive.documents.terms import (
    files_of_taxonomy,
    files_of_terms,
    positions_of_term,
)
from archivegen.model.documents.term import KIND, profile_address
from archivegen.model.links import alias_path
from archivegen.model.taxonomies import AUTHORS
from archivegen.pages.page import Link
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archivegen.archive.documents.terms import TermFile
    from archivegen.model.article import Image, Term
    from archivegen.model.documents.term import TermNature
    from archivegen.pages.page import Planning


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a term besides its articles."""

    term: Term
    """The section, topic, author or other term."""
    nature: TermNature | None
    """`person`, `organisation`, or nothing where its file does not say so."""
    role: str
    """What somebody does at the paper, or empty."""
    summary: str
    """Who or what it is, in a sentence; or empty."""
    image: Image | None
    """Its picture, if it has one."""
    email: str
    """The address for readers, or empty."""
    links: tuple[Link, ...]
    """Where else on the web it is: what the address is called, and the address."""
    handle: str
    """Its name in the fediverse, such as `@iris@example.social`, or empty."""
    begin: str
    """When it was born or founded: a year, a month or a day, as in ISO 8601; or empty."""
    end: str
    """When it died or ended, likewise."""
    language: str
    """The language tag of its texts; empty if it is the site's."""
    direction: str
    """`ltr` or `rtl`; empty if its language is the site's."""
    extra: dict[str, Any]
    """What the front matter has under that name, and its unknown keys."""


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


def profiles_of(planning: Planning, authors: Iterable[Term]) -> dict[str, Profile]:
    """The profiles of those among some authors who have a file, by their slugs."""
    terms = {term.slug: term for term in authors}
    files = files_of_terms(planning.catalog, AUTHORS, terms)
    return {slug: profile_of(terms[slug], file) for slug, file in files.items()}


def term_keys(planning: Planning) -> dict[tuple[str, str], bytes]:
    """What stands for the file of each term that has one, by its taxonomy's name and its slug."""
    pictures = planning.pictures.digests() if planning.pictures else {}
    keys: dict[tuple[str, str], bytes] = {}
    for key in document_keys(planning.catalog, KIND):
        shown = [(output, pictures[output]) for output in key.shows if output in pictures]
        taxonomy, _, slug = key.name.partition("/")
        keys.setdefault(
            (taxonomy, slug), fingerprint((key.digest, sorted(key.links.items()), shown))
        )
    return keys


def old_outputs(file: TermFile, below: str) -> Iterator[str]:
    """Where a file of the output that lies below a term's address would be at its old addresses."""
    for alias in file[0].aliases:
        yield f"{(alias_path(alias) or '').removesuffix('index.html')}{below}"


def old_feeds(planning: Planning, taxonomy: str, slug: str) -> Iterator[str]:
    """Where the feed of a term would be at its old addresses."""
    for file in files_of_terms(planning.catalog, taxonomy, [slug]).values():
        yield from old_outputs(file, "feed.xml")


def byline_numbers(planning: Planning, pictures: Mapping[str, bytes]) -> dict[str, int]:
    """A number for each article that shows a profile, by its position; it stands for these.

    `pictures` has what stands for the site's pictures, by output path.
    """
    catalog, numbers = planning.catalog, dict[str, int]()
    for slug, file in files_of_taxonomy(catalog, AUTHORS).items():
        term = catalog.terms(planning.config.taxonomies[AUTHORS]).get(slug)
        if term is None:
            continue
        profile = profile_of(term, file)
        picture = pictures.get(planning.urls.file_of(profile.image.src)) if profile.image else None
        number = int.from_bytes(fingerprint((profile, picture))[:8])
        for position in positions_of_term(catalog, AUTHORS, slug):
            numbers[position] = numbers.get(position, 0) + number
    return numbers
