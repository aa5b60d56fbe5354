"""Published addresses: what the site has at an address of the ledger, according to the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from archivegen.archive.ledger.issues import IssueAddresses
from archivegen.archive.ledger.terms import TermAddresses
from archivegen.archive.queries import of_both, visible
from archivegen.model.documents.folders import folder_of
from archivegen.model.documents.term import KIND as TERM
from archivegen.model.documents.tombstone import FOLDER as TOMBSTONES
from archivegen.model.documents.tombstone import KIND as TOMBSTONE
from archivegen.model.links import alias_path

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from archivegen.archive.ledger.file import Entry
    from archivegen.archive.queries import View
    from archivegen.config.read import Config

_AFTER_ALL = "\U0010ffff", ""
"""An address that sorts after every other, of no file."""


OwnerKind = Literal["article", "page", "tombstone", "listing", "alias", "file"]
"""What can stand at an address: an article, another page that somebody wrote, what says why nothing
is there any more, the listing of a section, a topic, a print issue or the like, an alias of one of
these, a file of `static/`."""


class AddressOwner(NamedTuple):
    """What the site has at an address, and the file behind it as a path from the site's root."""

    kind: OwnerKind
    path: str


class PublishedAddresses:
    """The addresses of what a site publishes of texts, their aliases and its files, by the rows."""

    def __init__(self, connection: sqlite3.Connection, view: View, config: Config) -> None:
        self._connection, self._urls = connection, config.urls
        self._terms = TermAddresses(connection, view, config)
        self._issues = IssueAddresses(connection, view, config)
        self._values = view.values()

    def at(self, address: str) -> AddressOwner | None:
        """What is at an address, in the ledger's form `/2024/05/01/a/`; None for nothing."""
        url = self._urls.base + address[1:]
        # Hosts lead from a folder's name to the folder.
        which = f"url IN (:url, :folder) AND {visible()}"
        query = f"""
            SELECT path FROM articles WHERE {which}
            UNION ALL SELECT path FROM documents WHERE {which} AND kind <> :term LIMIT 1
        """
        if path := self._path(query, url=url, folder=f"{url}/", term=TERM):
            return _owner(path)
        if source := self._terms.at(address) or self._issues.at(address):
            return AddressOwner("listing", source)
        output = alias_path(address)
        if output is None:
            return None
        old = of_both("aliases.path", "aliases", f"output = :output AND {visible()}")
        query = f"{old} ORDER BY 1 LIMIT 1"
        path = self._path(query, output=output) or self._terms.was_at(address)
        if path:
            return AddressOwner("alias", f"content/{path}")
        query = "SELECT path FROM files WHERE path = :path"
        if path := self._path(query, path=f"static/{output}"):
            return AddressOwner("file", path)
        return None

    def _path(self, query: str, **values: str) -> str:
        row = self._connection.execute(query, {**self._values, **values}).fetchone()
        return str(row[0]) if row else ""

    def published(self) -> Iterator[tuple[str, str]]:
        """Address and file of all that is published, as the ledger has them."""
        for url, path in self._published():
            yield self._urls.path_of(url), f"content/{path}"
        yield from self._terms.published()

    def _published(self) -> Iterator[tuple[str, str]]:
        query = f"""
            SELECT url, path FROM articles WHERE {visible()}
            UNION ALL SELECT url, path FROM documents
            WHERE {visible()} AND kind NOT IN (:term, :tombstone)
            ORDER BY url, path
        """
        values = {**self._values, "term": TERM, "tombstone": TOMBSTONE}
        return self._connection.execute(query, values)

    def with_each(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, AddressOwner | None]]:
        """Each entry with what the site has at its address."""
        published, base = self._published(), self._urls.base
        url, path = next(published, _AFTER_ALL)
        for entry in entries:
            entry_url = base + entry.address[1:]
            while url < entry_url:
                url, path = next(published, _AFTER_ALL)
            if url == entry_url:
                yield entry, _owner(path)
            else:
                yield entry, self.at(entry.address)

    def gone(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries in use at whose addresses the site has nothing."""
        used = (entry for entry in entries if not entry.is_retired)
        return (entry for entry, owner in self.with_each(used) if owner is None)


def _owner(path: str) -> AddressOwner:
    folder = folder_of(path)
    kind: OwnerKind = "tombstone" if folder == TOMBSTONES else "page" if folder else "article"
    return AddressOwner(kind, f"content/{path}")
