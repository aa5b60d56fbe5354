"""Vanishing addresses: entries of the ledger at whose addresses the site would have nothing.

The sorted addresses of the ledger and of the articles are compared as two streams, and only what
is left of the ledger is looked up. Unsorted lines give the same result, more slowly.
"""

from __future__ import annotations

import contextlib
import posixpath
import sqlite3
from collections import defaultdict
from contextlib import closing
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.inventory import Inventory
from archivegen.archive.ledger.file import MOST_PROBLEMS, Entry, read_ledger
from archivegen.archive.ledger.published import PublishedAddresses
from archivegen.archive.ledger.terms import taxonomy_of
from archivegen.archive.queries import View, visible
from archivegen.archive.store import read_only_articles
from archivegen.config.paths import LEDGER_NAME
from archivegen.config.read import Config, read_config
from archivegen.model.documents.folders import MARK, folder_of
from archivegen.model.documents.issue import FOLDER as ISSUES
from archivegen.model.links import near_path
from archivegen.model.problems import Problem, SiteError
from archivegen.model.times import utc_moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from archivegen.config.paths import SitePaths

MOST_NEIGHBOURS = 1000
"""Files of a folder among which a name that is nearly the same is looked for, at most."""


def owner_at(paths: SitePaths, now: int, address: str) -> str:
    """The file of what was last seen to be published at an address; empty where nothing was."""
    with contextlib.suppress(sqlite3.Error, OSError, SiteError):
        config = read_config(paths.config, paths.config_cache)
        with closing(read_only_articles(paths)) as connection:
            owner = PublishedAddresses(connection, View(now), config).at(address)
            return owner.path if owner else ""
    return ""


def vanished(paths: SitePaths, now: int, begin: str, limit: int) -> list[Entry]:
    """The first entries whose addresses begin so and would vanish, by the rows of the last build.

    For who completes what is typed: where anything is wrong, there are none.
    """
    with contextlib.suppress(sqlite3.Error, OSError, SiteError):
        config = read_config(paths.config, paths.config_cache)
        with closing(read_only_articles(paths)) as connection:
            addresses = PublishedAddresses(connection, View(now), config)
            entries = (item for item in read_ledger(paths.ledger) if isinstance(item, Entry))
            candidates = (entry for entry in entries if entry.address.startswith(begin))
            return list(islice(addresses.gone(candidates), limit))
    return []


def ledger_problems(
    ledger: Path,
    config: Config,
    connection: sqlite3.Connection,
    view: View,
    unread: Collection[str],
) -> Iterator[Problem]:
    """The problems of the ledger's lines, and one for each address that would vanish.

    `unread` are files that could not be read, by their paths from the site's root: what would
    vanish with them is no problem of the ledger.
    """
    broken: list[Problem] = []

    def entries() -> Iterator[Entry]:
        for item in read_ledger(ledger):
            if isinstance(item, Problem):
                broken.append(item)
            elif item.source not in unread:
                yield item

    gone = PublishedAddresses(connection, view, config).gone(entries())
    listed = list(islice(gone, MOST_PROBLEMS))
    left = sum(1 for _ in gone)
    yield from broken
    if listed:
        slug_is_last = config.permalink.rstrip("/").endswith(("/{slug}", "/{name}"))
        yield from _Vanishing(connection, view, config, slug_is_last=slug_is_last).problems(listed)
    if left:
        yield Problem(
            LEDGER_NAME,
            f"{left} more addresses of the list would vanish",
            hint="was `permalink` changed? Each article would need its old address as an alias",
        )


class _Vanishing:
    """Says of addresses that would vanish why, and what might be done about it."""

    def __init__(
        self, connection: sqlite3.Connection, view: View, config: Config, *, slug_is_last: bool
    ) -> None:
        self._connection, self._urls, self._config = connection, config.urls, config
        self._slug_is_last = slug_is_last
        self._inventory = Inventory(connection, view)
        self._values = view.values()

    def problems(self, entries: Sequence[Entry]) -> Iterator[Problem]:
        """A problem for each."""
        published = self._published(entries)
        for entry in entries:
            was = f" of {entry.source}" if entry.source else ""
            reason = self._reason(entry)
            what_to_do = "publish it again" if reason else self._keep(entry, published)
            retire = f"archivegen urls --retire {quote(entry.address)}"
            yield Problem(
                LEDGER_NAME,
                f"{entry.address}{was} would vanish{reason}",
                entry.line,
                1,
                f"{what_to_do}; or, if it is meant: {retire}",
                excerpt=entry.text,
                kind="vanished",
            )

    def _reason(self, entry: Entry) -> str:
        """Why an article is not published that is there still, in words that follow the rest."""
        at_address = self._inventory.by_address(self._urls.base + entry.address[1:])
        stored = at_address or self._inventory.by_path(entry.source.partition("/")[2])
        if stored is None:
            return f": {entry.source} cannot be read" if self._is_unread(entry.source) else ""
        if stored.is_draft > self._values["drafts"]:
            return f": content/{stored.path} is a draft"
        if stored.instant <= self._values["now"]:
            return ""
        time = utc_moment(stored.instant).rfc3339
        return f": content/{stored.path} is scheduled for {time}"

    def _is_unread(self, path: str) -> bool:
        query = "SELECT 1 FROM files WHERE path = ? AND digest = x''"
        return self._connection.execute(query, (path,)).fetchone() is not None

    def _keep(self, entry: Entry, published: _Published) -> str:
        """How the address can be kept: by the article that had it, or by another."""
        add = f"add `{entry.address}` to the `aliases` of"
        if taxonomy := taxonomy_of(entry.source, self._config):
            own = f"content/{MARK}{taxonomy.name}/"
            return f"if the {taxonomy.noun} has another name now, {add} its file in {own}"
        if url := published.urls.get(entry.source):
            folder, slug = posixpath.split(entry.address.rstrip("/"))
            if folder_of(entry.source.partition("/")[2]) not in {"", ISSUES}:
                add = f"keep it by a line `url: {entry.address}`, or {add}"
            elif self._slug_is_last and folder == posixpath.dirname(url.rstrip("/")):
                add = f"keep it by a line `slug: {slug}`, or {add}"
            return f"{add} {entry.source}, which is now at {url}"
        likely = published.likely(entry.source) if entry.source else ""
        perhaps = f", perhaps {likely}" if likely else ""
        what = "page" if folder_of(entry.source.partition("/")[2]) else "article"
        return f"{add} the {what} that replaces it{perhaps}"

    def _published(self, entries: Sequence[Entry]) -> _Published:
        """The published articles among which the one may be that took an address's place."""
        names = {posixpath.basename(entry.source) for entry in entries}
        folders = {posixpath.dirname(entry.source) for entry in entries}
        published = _Published({}, defaultdict(list), defaultdict(list))
        files = {entry.source for entry in entries}
        query = f"""
            SELECT path, url FROM articles WHERE {visible()}
            UNION ALL SELECT path, url FROM documents WHERE {visible()} ORDER BY path
        """
        for below, url in self._connection.execute(query, self._values):
            path = f"content/{below}"
            folder, name = posixpath.split(path)
            if path in files:
                published.urls[path] = self._urls.path_of(url)
            if name in names:
                published.named[name].append(path)
            if folder in folders and len(published.beside[folder]) < MOST_NEIGHBOURS:
                published.beside[folder].append(path)
        return published


class _Published(NamedTuple):
    """Addresses of files; files by their names, and by their folders."""

    urls: dict[str, str]
    named: dict[str, list[str]]
    beside: dict[str, list[str]]

    def likely(self, source: str) -> str:
        """The file that perhaps took another's place: of that name, or of nearly that name."""
        folder, name = posixpath.split(source)
        beside = self.beside.get(folder, ())
        same = self.named.get(name)
        return same[0] if same else near_path(source, beside)
