"""The inventory: queries of the archive as a whole.

They cover all articles and documents, published or not, or compare two at a time: clashes of
addresses and spellings, what is scheduled, and for which "nows" a site is right.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.catalog import NEWS_SECONDS
from archivegen.archive.codec import article_from_bytes, card_from_bytes
from archivegen.archive.documents.find import LinkingFile, linking_document
from archivegen.archive.queries import FOREVER, View, is_nowhere, path_of, unpublished, visible
from archivegen.archive.term_names import commonest_names
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archivegen.model.article import Article

_PATHS = "SELECT path FROM articles UNION ALL SELECT path FROM documents"


class StoredArticle(NamedTuple):
    """Where an article stands: its path, whether it is a draft, its time, its body's digest.

    `instant` is in seconds since 1970.
    """

    path: str
    is_draft: bool
    instant: int
    body: bytes


class Spelling(NamedTuple):
    """A term as the article at a path spells it, and its name, which is the commonest spelling.

    `kind` is the name of the taxonomy.
    """

    path: str
    kind: str
    own: str
    name: str


class Inventory:
    """The articles of a site, as the rows of its state have them, seen from one "now"."""

    def __init__(self, connection: sqlite3.Connection, view: View) -> None:
        self._connection = connection
        self._values = view.values()

    def same_address(self) -> list[tuple[str, str, str]]:
        """Texts whose address an earlier file has already: address, first file, later file."""
        query = f"""
            SELECT url, first, path FROM
                (SELECT url, min(path) AS first FROM shared_urls CROSS JOIN articles USING (url)
                 WHERE {visible()} GROUP BY url HAVING count(*) > 1)
                JOIN articles USING (url)
            WHERE {visible()} AND path <> first
            UNION ALL SELECT url, first, path FROM
                (SELECT url, path, coalesce(
                    (SELECT min(path) FROM articles AS other
                     WHERE other.url = own.url AND {visible("other")}),
                    (SELECT min(path) FROM documents AS other
                     WHERE other.url = own.url AND {visible("other")} AND other.path < own.path)
                 ) AS first FROM documents AS own WHERE {visible()})
            WHERE first IS NOT NULL
            ORDER BY 3
        """
        return [
            (str(url), str(first), str(path))
            for url, first, path in self._connection.execute(query, self._values)
        ]

    def addresses(self) -> list[tuple[str, str]]:
        """The addresses of the published articles and documents, with their paths."""
        query = f"""
            SELECT url, path FROM articles WHERE {visible()}
            UNION ALL SELECT url, path FROM documents WHERE {visible()} ORDER BY path
        """
        return self._connection.execute(query, self._values).fetchall()

    def spellings(self, respelled: Mapping[str, Collection[str]]) -> list[Spelling]:
        """Articles that spell a term of these unlike most: slugs by the names of taxonomies."""
        query = f"""
            SELECT slug, {path_of("position")}, name FROM terms WHERE kind = :kind AND {visible()}
                AND slug IN (SELECT value FROM json_each(:slugs))
        """
        spellings: list[Spelling] = []
        for kind, slugs in respelled.items():
            values = {**self._values, "kind": kind, "slugs": json.dumps(sorted(slugs))}
            names = commonest_names(self._connection, slugs, visible(), values)
            rows = self._connection.execute(query, values) if slugs else ()
            spelled = (Spelling(path, kind, own, names[slug]) for slug, path, own in rows)
            spellings += [row for row in spelled if row.own != row.name]
        return sorted(spellings)

    def counts(self) -> tuple[int, int, int]:
        """How many articles are published, scheduled, and drafts that are left out."""
        query = """
            SELECT coalesce(sum(articles) FILTER (WHERE draft <= :drafts), 0),
                (SELECT count(*) FROM articles WHERE draft <= :drafts AND instant > :now),
                coalesce(sum(articles) FILTER (WHERE draft > :drafts), 0) FROM day_sums
        """
        finished, scheduled, drafts = self._connection.execute(query, self._values).fetchone()
        return finished - scheduled, scheduled, drafts

    def scheduled(self) -> list[tuple[str, int]]:
        """The articles that wait for their time: path, and seconds since 1970."""
        query = """
            SELECT path, instant FROM articles WHERE draft <= :drafts AND instant > :now
            ORDER BY instant, path
        """
        return self._connection.execute(query, self._values).fetchall()

    def right_between(self, *, with_news: bool) -> tuple[int, int]:
        """The "nows" for which the same articles are published and are news: from, and before.

        In seconds since 1970.
        """
        first, last = self._published_between()
        if with_news:
            since, until = self._news_between()
            first, last = max(first, since), min(last, until)
        return first, last

    def _published_between(self) -> tuple[int, int]:
        if self._values["now"] == FOREVER:
            return -FOREVER, FOREVER + 1
        query = """
            SELECT
                (SELECT max(instant) FROM articles WHERE draft <= :drafts AND instant <= :now),
                (SELECT min(instant) FROM articles WHERE draft <= :drafts AND instant > :now)
        """
        first, last = self._connection.execute(query, self._values).fetchone()
        return (-FOREVER if first is None else first, FOREVER + 1 if last is None else last)

    def _news_between(self) -> tuple[int, int]:
        """The "nows" for which the news are these, from and before: one comes, and goes later."""
        of_published = f"FROM articles WHERE {visible()} AND instant"
        query = f"""
            SELECT (SELECT max(instant) {of_published} <= :clock),
                (SELECT min(instant) {of_published} > :clock),
                (SELECT max(instant) {of_published} <= :clock - {NEWS_SECONDS}),
                (SELECT min(instant) {of_published} > :clock - {NEWS_SECONDS})
        """
        came, comes, went, goes = self._connection.execute(query, self._values).fetchone()
        first = [came, went + NEWS_SECONDS if went is not None else None]
        last = [comes, goes + NEWS_SECONDS if goes is not None else None]
        return (
            max((moment for moment in first if moment is not None), default=-FOREVER),
            min((moment for moment in last if moment is not None), default=FOREVER + 1),
        )

    def naming_any(self, outputs: Iterable[str]) -> set[str]:
        """The paths of the published files that name any of these files of the output."""
        query = f"""
            SELECT path FROM shows WHERE output IN (SELECT value FROM json_each(:outputs))
                AND path NOT IN ({unpublished()})
        """
        values = {**self._values, "outputs": json.dumps(sorted(outputs))}
        return {str(path) for (path,) in self._connection.execute(query, values)}

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The digests of the files of some texts as they were read, by their paths."""
        query = """
            SELECT value, digest FROM json_each(?) JOIN files ON files.path = 'content/' || value
        """
        rows = self._connection.execute(query, (json.dumps(sorted(paths)),))
        return {str(path): digest for path, digest in rows}

    def naming(self, output: str) -> list[str]:
        """The files that name a file of the output, published or not, by their paths."""
        query = "SELECT path FROM shows WHERE output = ? ORDER BY path"
        return [str(path) for (path,) in self._connection.execute(query, (output,))]

    def linking(self, path: str) -> LinkingFile:
        """The links of an article or document. Raises StopIteration if it does not exist."""
        return linking_document(self._connection, path) or LinkingFile.of(self.article(path))

    def article(self, path: str) -> Article:
        """The article in a file below the content folder. Raises StopIteration without one."""
        query = "SELECT card, body, article FROM articles WHERE path = ?"
        card, body, data = next(self._connection.execute(query, (path,)))
        return article_from_bytes(card_from_bytes(card), body, data)

    def lost_originals(self) -> list[tuple[str, str]]:
        """Files that translate a missing original: their paths, and what they name.

        Without those whose original could not be read.
        """
        query = f"""
            SELECT path, original FROM translations
            WHERE {is_nowhere("original")}
                AND 'content/' || original NOT IN (SELECT path FROM files WHERE digest = x'')
            ORDER BY path
        """
        return self._connection.execute(query).fetchall()

    def paths_like(self, path: str) -> list[str]:
        """The paths of articles and documents in the same folder as a path, or of the same name."""
        folder, _, name = path.rpartition("/")
        query = f"""
            SELECT path FROM ({_PATHS})
            WHERE path BETWEEN :folder AND :folder || char(0x10ffff)
                OR substr(path, -length(:name) - 1) = '/' || :name OR path = :name
            ORDER BY path LIMIT 1000
        """
        values = {"folder": f"{folder}/" if folder else "", "name": name}
        return [str(other) for (other,) in self._connection.execute(query, values)]

    def same_language(self) -> Iterator[tuple[str, str, str]]:
        """Translations of an article into a language that it or an earlier file is in.

        Path, earlier path, language tag; empty for the site's language.
        """
        query = f"""
            SELECT original, path, card FROM
                (SELECT original, path FROM translations
                 UNION SELECT original, original FROM translations)
            JOIN articles USING (path) WHERE {visible()} ORDER BY original, path <> original, path
        """
        group, seen = "", dict[str, str]()
        for original, path, data in self._connection.execute(query, self._values):
            if original != group:
                group, seen = original, {}
            language = card_from_bytes(data).language
            if (other := seen.setdefault(language, path)) != path:
                yield path, other, language

    def everything(self) -> Iterator[tuple[Article, bool]]:
        """All articles by path, published or not, and whether each is a draft."""
        query = "SELECT card, body, article, draft FROM articles ORDER BY path"
        for card, body, data, draft in self._connection.execute(query):
            yield article_from_bytes(card_from_bytes(card), body, data), bool(draft)

    def by_path(self, path: str) -> StoredArticle | None:
        """The article or document in a file below the content folder, published or not."""
        return self._stored("path = :value", path)

    def by_address(self, url: str) -> StoredArticle | None:
        """The article or document with this address, a published one before others."""
        return self._stored("url = :value", url)

    def _stored(self, which: str, value: str) -> StoredArticle | None:
        columns = "path, draft, instant, body"
        query = f"""
            SELECT {columns} FROM articles WHERE {which}
            UNION ALL SELECT {columns} FROM documents WHERE {which}
            ORDER BY draft, instant, path LIMIT 1
        """
        row = self._connection.execute(query, {"value": value}).fetchone()
        return StoredArticle(row[0], bool(row[1]), row[2], row[3]) if row else None

    def first_with(self, kind: str, slug: str) -> str:
        """The path of the oldest article of a term. Raises StopIteration if there is none."""
        query = f"""
            SELECT {path_of("position")} FROM terms
            WHERE kind = :kind AND slug = :slug AND {visible()} ORDER BY position LIMIT 1
        """
        values = {**self._values, "kind": kind, "slug": slug}
        return str(next(self._connection.execute(query, values))[0])

    def unpublished(self) -> list[tuple[str, bool, int]]:
        """The unpublished articles and documents: path, whether it is a draft, its time."""
        columns = "path, draft > :drafts, instant"
        query = f"""
            SELECT {columns} FROM articles WHERE NOT ({visible()})
            UNION ALL SELECT {columns} FROM documents WHERE NOT ({visible()}) ORDER BY 2, 3, 1
        """
        rows = self._connection.execute(query, self._values)
        return [(path, bool(draft), instant) for path, draft, instant in rows]

    def warnings(self) -> list[Problem]:
        """The warnings of all articles and documents that are stored."""
        query = """
            SELECT warnings, draft > :drafts, path FROM articles WHERE warnings <> ''
            UNION ALL SELECT warnings, draft > :drafts, path FROM documents WHERE warnings <> ''
            ORDER BY 3
        """
        return [
            replace(Problem(**problem), draft=bool(is_left_out))
            for text, is_left_out, _ in self._connection.execute(query, self._values)
            for problem in json.loads(text)
        ]

    def paths(self) -> Iterator[str]:
        """The paths of all source files, from the site's root."""
        rows = self._connection.execute("SELECT path FROM files")
        return (str(path) for (path,) in rows)
