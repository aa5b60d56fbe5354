"""The survey: what can only be said of the archive as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.catalog import FOREVER, VISIBLE, View
from archivegen.state import PATH

if TYPE_CHECKING:
    import sqlite3


class Survey:
    """The articles of a site, as the rows of its state have them, seen from one "now"."""

    def __init__(self, connection: sqlite3.Connection, view: View) -> None:
        self._connection = connection
        self._values = view.values()

    def same_address(self) -> list[tuple[str, str, str]]:
        """Articles whose address an earlier file has already: address, first file, later file."""
        query = f"""
            SELECT url, first, path FROM
                (SELECT url, path, min(path) OVER (PARTITION BY url) AS first FROM articles
                 WHERE {VISIBLE})
            WHERE path <> first ORDER BY path
        """
        return [
            (str(url), str(first), str(path))
            for url, first, path in self._connection.execute(query, self._values)
        ]

    def spellings(self) -> list[tuple[str, str, str]]:
        """Articles that spell a term unlike the oldest: path, their spelling, the oldest's."""
        query = f"""
            SELECT {PATH}, terms.name, oldest.name FROM terms JOIN
                (SELECT kind, slug, name, min(position) FROM terms JOIN
                    (SELECT kind, slug FROM terms WHERE {VISIBLE} GROUP BY kind, slug
                     HAVING min(name) <> max(name)) USING (kind, slug)
                 WHERE {VISIBLE} GROUP BY kind, slug) AS oldest
                ON oldest.kind = terms.kind AND oldest.slug = terms.slug
            WHERE terms.name <> oldest.name AND {VISIBLE} ORDER BY 1
        """
        return [
            (str(path), str(own), str(other))
            for path, own, other in self._connection.execute(query, self._values)
        ]

    def counts(self) -> tuple[int, int, int]:
        """How many articles are published, scheduled, and drafts that are left out."""
        query = """
            SELECT count(*) FILTER (WHERE draft <= :drafts AND instant <= :now),
                count(*) FILTER (WHERE draft <= :drafts AND instant > :now),
                count(*) FILTER (WHERE draft > :drafts) FROM articles
        """
        published, scheduled, drafts = self._connection.execute(query, self._values).fetchone()
        return published, scheduled, drafts

    def scheduled(self) -> list[tuple[str, int]]:
        """The articles that wait for their time: path, and seconds since 1970."""
        query = """
            SELECT path, instant FROM articles WHERE draft <= :drafts AND instant > :now
            ORDER BY instant, path
        """
        return self._connection.execute(query, self._values).fetchall()

    def right_between(self) -> tuple[int, int]:
        """The "nows" for which these are the published articles: from, and before."""
        query = """
            SELECT max(instant) FILTER (WHERE instant <= :now),
                min(instant) FILTER (WHERE instant > :now) FROM articles WHERE draft <= :drafts
        """
        first, last = self._connection.execute(query, self._values).fetchone()
        return (-FOREVER if first is None else first, FOREVER + 1 if last is None else last)
