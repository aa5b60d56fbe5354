"""Files of terms as queries: the published ones, by the taxonomies and slugs of their terms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.documents.codec import document_from_bytes
from archivegen.archive.queries import visible
from archivegen.model.documents.naming import Naming, naming_of
from archivegen.model.documents.term import KIND, TermDetails

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from archivegen.archive.catalog import Catalog
    from archivegen.model.documents.document import Document
    from archivegen.model.slugs import Slugger
    from archivegen.model.taxonomies import Taxonomy

TermFile = tuple["Document", TermDetails]
"""A file of a term, and what only such a file has."""


class OldFolder(NamedTuple):
    """Where the listing of a term was: a path on the site that ends with a slash, and its file.

    The file is that which says so, by its path below the content folder.
    """

    address: str
    file: str


def files_of_terms(catalog: Catalog, taxonomy: str, slugs: Iterable[str]) -> dict[str, TermFile]:
    """The files of some terms of a taxonomy, by their slugs."""
    names = [f"{taxonomy}/{slug}" for slug in slugs]
    query = f"""
        SELECT data, body FROM json_each(:names) JOIN documents ON kind = :kind AND name = value
        WHERE {visible()} ORDER BY documents.path DESC
    """
    rows = catalog.select(query, kind=KIND, names=json.dumps(names)) if names else ()
    # Of two files of one term, which is an error, the first counts.
    return {details.slug: (document, details) for document, details in _files(rows)}


def files_of_taxonomy(catalog: Catalog, taxonomy: str) -> dict[str, TermFile]:
    """The files of all terms of a taxonomy that have one, by their slugs."""
    query = f"""
        SELECT data, body FROM documents
        WHERE kind = :kind AND name >= :taxonomy || '/' AND name < :taxonomy || '0' AND {visible()}
        ORDER BY path DESC
    """
    rows = catalog.select(query, kind=KIND, taxonomy=taxonomy)
    return {details.slug: (document, details) for document, details in _files(rows)}


def old_folders(
    catalog: Catalog, taxonomy: str, slugs: Iterable[str]
) -> dict[str, tuple[OldFolder, ...]]:
    """Where the listings of some terms were, by their slugs; only of those that were elsewhere.

    That is said by their own files, and by those of the terms above them: a section that has
    another name takes the sections below it with it.
    """
    parts = {slug: slug.rpartition("/") for slug in slugs}
    files = files_of_terms(catalog, taxonomy, {*parts, *(above for above, *_ in parts.values())})
    found: dict[str, tuple[OldFolder, ...]] = {}
    for slug, (above, _, own) in parts.items():
        said_by = ((files.get(slug), ""), (files.get(above) if above else None, f"{own}/"))
        folders = {
            f"{folder_of_alias(alias)}{below}": file[0].path
            for file, below in said_by
            if file
            for alias in file[0].aliases
        }
        if folders:
            found[slug] = tuple(OldFolder(*item) for item in folders.items())
    return found


def folder_of_alias(alias: str) -> str:
    """The old address of a listing with a slash at its end, however it is written."""
    return f"{alias.removesuffix('index.html').rstrip('/')}/"


def names_in_files(catalog: Catalog) -> Naming:
    """What the files of terms say of names, whatever is published."""
    query = "SELECT data, body FROM documents WHERE kind = :kind AND NOT draft ORDER BY path"
    return naming_of(details for _, details in _files(catalog.select(query, kind=KIND)))


def slugs_of_names(
    catalog: Catalog, taxonomy: Taxonomy, names: Collection[str], slugger: Slugger
) -> dict[str, str]:
    """The slugs of the terms that some names mean, which may be old ones, by name."""
    known = names_in_files(catalog) if names else Naming()
    return {name: known.slug_of(taxonomy.name, taxonomy.slug_of(name, slugger)) for name in names}


def positions_of_term(catalog: Catalog, taxonomy: str, slug: str) -> Iterator[str]:
    """The positions of the articles of a term."""
    query = f"SELECT position FROM terms WHERE kind = :kind AND slug = :slug AND {visible()}"
    for (position,) in catalog.select(query, kind=taxonomy, slug=slug):
        yield str(position)


def _files(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[TermFile]:
    for row in rows:
        document = document_from_bytes(*row)
        if isinstance(document.details, TermDetails):
            yield document, document.details
