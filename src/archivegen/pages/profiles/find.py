"""Finds the profiles of given terms, their part in digests, and their old addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.documents.terms import (
    files_of_taxonomy,
    files_of_terms,
    old_folders,
    positions_of_term,
)
from archivegen.model.documents.term import KIND
from archivegen.model.links import alias_path
from archivegen.model.taxonomies import AUTHORS
from archivegen.pages.documents.keys import keys_of
from archivegen.pages.profiles.profile import Profile, profile_of
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archivegen.model.article import Term
    from archivegen.pages.page import Planning


def profiles_of(planning: Planning, authors: Iterable[Term]) -> dict[str, Profile]:
    """The profiles of those among some authors who have a file, by their slugs."""
    terms = {term.slug: term for term in authors}
    files = files_of_terms(planning.catalog, AUTHORS, terms)
    return {slug: profile_of(terms[slug], file) for slug, file in files.items()}


def term_keys(planning: Planning) -> dict[tuple[str, str], bytes]:
    """A key for the file of each term that has one, by its taxonomy's name and its slug."""
    keys: dict[tuple[str, str], bytes] = {}
    for key, digest in keys_of(planning, KIND):
        taxonomy, _, slug = key.name.partition("/")
        keys.setdefault((taxonomy, slug), digest)
    return keys


def old_feeds(planning: Planning, taxonomy: str, slug: str) -> Iterator[str]:
    """Where the feed of a term is at its old addresses, too; nowhere, if there is nothing there."""
    if planning.config.redirects.html:
        for old in old_folders(planning.catalog, taxonomy, [slug]).get(slug, ()):
            yield alias_path(f"{old.address}feed.xml") or ""


def byline_numbers(planning: Planning, pictures: Mapping[str, bytes]) -> dict[str, int]:
    """A number for each article that shows profiles, by position; it represents these.

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
