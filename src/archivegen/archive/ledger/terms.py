"""Addresses of terms: the listings of sections, topics, authors and others, as the ledger has them.

A term may have a file or none, so a line names the file, or else the folder where it would be:
`/world/ content/_sections/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from archivegen.archive.queries import listed, visible
from archivegen.model.documents.folders import MARK, folder_of
from archivegen.model.documents.term import KIND
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from archivegen.archive.queries import View
    from archivegen.config.settings import Config
    from archivegen.model.taxonomies import Taxonomy


class TermAddress(NamedTuple):
    """The address of a term's listing, and the file or folder that says what the term is."""

    address: str
    source: str


class TermAddresses:
    """The terms of a site that have pages, by the rows of their articles."""

    def __init__(self, connection: sqlite3.Connection, view: View, config: Config) -> None:
        self._connection, self._urls = connection, config.urls
        self._taxonomies = [one for one in config.taxonomies.values() if one.pages]
        self._values = view.values()

    def at(self, address: str) -> str:
        """The file or folder of the term that has its listing at an address; empty for none."""
        path = address.strip("/")
        for taxonomy in self._taxonomies:
            slug = path.removeprefix(taxonomy.folder)
            if not path.startswith(taxonomy.folder) or not slug:
                continue
            if self._has(taxonomy.name, unquote(slug)):
                return self._source(taxonomy, unquote(slug), self._files(taxonomy))
        return ""

    def was_at(self, address: str) -> str:
        """The file by which the listing of a term was at an address, when its parent was elsewhere.

        Where Sport is called Games now, `/sport/football/` leads to `/games/football/`, by the file
        of Games. The path is below the content folder; empty where no file says so.
        """
        above, _, own = address.strip("/").rpartition("/")
        output = alias_path(f"/{above}/") if above else None
        query = f"""
            SELECT name, documents.path FROM aliases JOIN documents USING (path)
            WHERE output = :output AND kind = :kind AND {visible()} ORDER BY 2
        """
        values = {**self._values, "output": output, "kind": KIND}
        for name, path in self._connection.execute(query, values).fetchall():
            taxonomy, _, slug = str(name).partition("/")
            if self._has(taxonomy, f"{slug}/{unquote(own)}"):
                return str(path)
        return ""

    def _has(self, taxonomy: str, slug: str) -> bool:
        """Whether a term has articles in listings."""
        query = f"SELECT 1 FROM terms WHERE kind = :kind AND slug = :slug AND {listed()} LIMIT 1"
        values = {**self._values, "kind": taxonomy, "slug": slug}
        return self._connection.execute(query, values).fetchone() is not None

    def published(self) -> Iterator[TermAddress]:
        """The terms that have articles in listings, with their addresses."""
        for taxonomy in self._taxonomies:
            files = self._files(taxonomy)
            query = f"SELECT DISTINCT slug FROM terms WHERE kind = :kind AND {listed()}"
            rows = self._connection.execute(query, {**self._values, "kind": taxonomy.name})
            for (slug,) in rows.fetchall():
                address = self._urls.path_of(self._urls.term(taxonomy, slug))
                yield TermAddress(address, self._source(taxonomy, slug, files))

    def _files(self, taxonomy: Taxonomy) -> Mapping[str, str]:
        """The files of a taxonomy's terms, by what tells documents apart."""
        query = f"""
            SELECT name, path FROM documents
            WHERE kind = :kind AND name >= :name || '/' AND name < :name || '0' AND {visible()}
        """
        values = {**self._values, "kind": KIND, "name": taxonomy.name}
        return {str(name): str(path) for name, path in self._connection.execute(query, values)}

    @staticmethod
    def _source(taxonomy: Taxonomy, slug: str, files: Mapping[str, str]) -> str:
        file = files.get(f"{taxonomy.name}/{slug}")
        return f"content/{file}" if file else f"content/{MARK}{taxonomy.name}/"


def taxonomy_of(source: str, config: Config) -> Taxonomy | None:
    """The taxonomy of a term that a line of the ledger names by its file or folder."""
    name = folder_of(source.partition("/")[2]).removeprefix(MARK)
    return config.taxonomies.get(name)
