"""The store: which source files were read, and the articles they held, as rows of SQLite files.

It is only an accelerator and may be lost at any time. Only the loader writes it; the queries of
this wing read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive import body_cache, files, last_readable, summaries
from archivegen.archive.documents import references, table
from archivegen.archive.documents.references import has_equal_files, put_references
from archivegen.archive.documents.rows import DocumentRow
from archivegen.archive.keyed_digests import keyed, secret_of
from archivegen.archive.printed import rows as print_rows
from archivegen.system.database import (
    commit,
    discard,
    open_database,
    open_snapshot,
)
from archivegen.system.digests import fingerprint
from archivegen.system.versions import extensions_digest, libraries_digest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from archivegen.archive.files import Reason
    from archivegen.archive.rows import ArticleRow, KnownFile
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config

SCHEMA = """
CREATE TABLE articles (
    path TEXT PRIMARY KEY, position TEXT, url TEXT, section TEXT, day INT, instant INT,
    draft INT, card_hash INT, card_hash_high INT, hash INT, hash_high INT, terms TEXT, card BLOB,
    article BLOB, body BLOB, warnings TEXT, listed INT,
    language TEXT
);
CREATE INDEX article_section ON articles (
    section, position, day, instant, draft, listed, card_hash, card_hash_high, hash, hash_high
);
CREATE INDEX article_url ON articles (url, path, draft, instant);
CREATE INDEX article_instant ON articles (instant, draft);
CREATE INDEX article_draft ON articles (draft) WHERE draft <> 0;
CREATE INDEX article_language ON articles (language, instant, draft, listed) WHERE language <> '';
CREATE INDEX article_warnings ON articles (path) WHERE warnings <> '';
CREATE TABLE terms (
    kind TEXT, slug TEXT, position TEXT, name TEXT, part INT, day INT, instant INT, draft INT,
    hash INT, hash_high INT, listed INT, PRIMARY KEY (kind, slug, position)
) WITHOUT ROWID;
CREATE TABLE days (
    position TEXT PRIMARY KEY, day INT, instant INT, draft INT, hash INT, hash_high INT,
    modified INT, listed INT, indexed INT
) WITHOUT ROWID;
CREATE TABLE notices (
    path TEXT, number INT, noted INT, noted_day INT, hash INT, hash_high INT,
    PRIMARY KEY (path, number)
) WITHOUT ROWID;
CREATE INDEX notice_noted ON notices (noted);
"""

_OF_AN_ARTICLE = ("articles", "notices", "printed", *references.TABLES)
"""The tables whose rows go by the path of an article alone."""

SCHEMAS = (
    SCHEMA, files.SCHEMA, print_rows.SCHEMA, references.SCHEMA, table.SCHEMA,
    last_readable.SCHEMA, summaries.SCHEMA,
)  # fmt: skip
"""All tables of the sources."""

PRUNE_FROM = 100
"""Bodies that no article has, for which it is not worth to look."""


class ArchiveStore:
    """The databases of the sources, open for writing."""

    def __init__(self, paths: SitePaths, config: Config) -> None:
        self._is_first = False
        self._touched = summaries.Touched()
        self._articles_path = paths.articles_db
        self.articles = open_database(
            paths.articles_db, "".join(SCHEMAS), settings_digest(paths, config)
        )
        try:
            self.bodies = open_bodies(paths)
        except BaseException:
            self.articles.close()
            raise
        self._secret = secret_of(self.articles)

    def close(self) -> None:
        """Close the databases. What was not committed is lost."""
        self.articles.close()
        self.bodies.close()

    def is_empty(self) -> bool:
        """Whether no file is known."""
        return self.articles.execute("SELECT 1 FROM files LIMIT 1").fetchone() is None

    def begin(self) -> None:
        """Begin to write articles: all of them or none."""
        self.articles.execute("BEGIN IMMEDIATE")
        row = self.articles.execute("SELECT 1 FROM articles LIMIT 1").fetchone()
        self._is_first = row is None
        self._touched = summaries.Touched()

    def commit(self) -> None:
        """Keep what was written, and seal it."""
        if self._is_first:
            summaries.renew_all(self.articles)
        else:
            summaries.renew(self.articles, self._touched)
        commit(self.articles, self._articles_path)

    def put_files(self, rows: Iterable[KnownFile]) -> None:
        """Remember files as they were read."""
        self.articles.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def put_unread(self, paths: Iterable[str]) -> None:
        """Remember files that could not be read by their names: they are to be read again."""
        query = "INSERT OR REPLACE INTO files VALUES (?, -1, 0, 0, 0, 0, x'')"
        self.articles.executemany(query, ((path,) for path in paths))

    def put_other(self, name: str, digest: bytes, passed_over: Reason | None) -> None:
        """Remember a file that is no text, and why it is not copied, if it is not."""
        query = "INSERT OR REPLACE INTO others VALUES (?, ?, ?)"
        self.articles.execute(query, (name, digest, passed_over))

    def remove_files(self, names: Collection[str]) -> None:
        """Forget files that are gone."""
        for name_of_table in ("files", "others", "uses"):
            query = f"DELETE FROM {name_of_table} WHERE path = ?"
            self.articles.executemany(query, ((name,) for name in names))

    def replace(self, rows: Iterable[ArticleRow | DocumentRow]) -> bool:
        """Store articles and documents, each once in a build, also those that are there already.

        Says whether any of them is new or differs in more than its body.
        """
        articles: list[ArticleRow] = []
        documents: list[DocumentRow] = []
        for row in rows:
            if isinstance(row, DocumentRow):
                documents.append(row)
            elif self._is_first or not self._has_only_another_body(row):
                articles.append(row)
        if not self._is_first:
            self._remove_articles(row.path for row in articles)
        self._put_articles(articles)
        return table.replace_documents(self.articles, documents) or bool(articles)

    def _has_only_another_body(self, row: ArticleRow) -> bool:
        """Whether the article is there with another body at most; then it gets that."""
        query = "SELECT draft, card, article, warnings FROM articles WHERE path = ?"
        stored = self.articles.execute(query, (row.path,)).fetchone()
        if stored != (row.draft, row.card, row.article, row.warnings):
            return False
        if not has_equal_files(self.articles, row):
            return False
        query = "UPDATE articles SET body = ?, hash = ?, hash_high = ? WHERE path = ?"
        self.articles.execute(query, (row.body, *keyed(self._secret, row.digest), row.path))
        return True

    def remove(self, names: Collection[str]) -> bool:
        """Forget articles and documents, by their paths below the content folder.

        Says whether any was there.
        """
        return self._remove_articles(names) | table.remove_documents(self.articles, names)

    def _remove_articles(self, names: Iterable[str]) -> bool:
        """Forget articles; says whether any was there."""
        removed = False
        query = "SELECT position, terms, day, url FROM articles WHERE path = ?"
        for name in names:
            row = self.articles.execute(query, (name,)).fetchone()
            if row is None:
                continue
            removed = True
            position, terms, day, url = row
            own = [(kind, slug) for kind, _, slug in (t.partition("/") for t in terms.split())]
            self._touched.add(own, day)
            self.articles.executemany(
                "DELETE FROM terms WHERE kind = ? AND slug = ? AND position = ?",
                ((*term, position) for term in own),
            )
            self.articles.execute("DELETE FROM days WHERE position = ?", (position,))
            for name_of_table in _OF_AN_ARTICLE:
                self.articles.execute(f"DELETE FROM {name_of_table} WHERE path = ?", (name,))
            summaries.renew_urls(self.articles, [url])
        return removed

    def _put_articles(self, rows: list[ArticleRow]) -> None:
        """Store articles that are not there."""
        with_cards = [(row, keyed(self._secret, row.card_digest)) for row in rows]
        self.articles.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (row.path, row.position, row.url, row.section, row.day, row.instant, row.draft,
                 *card, *keyed(self._secret, row.digest),
                 " ".join(f"{term.kind}/{term.slug}" for term in row.terms),
                 row.card, row.article, row.body, row.warnings, row.listed, row.language)
                for row, card in with_cards
            ),
        )  # fmt: skip
        self.articles.executemany(
            "INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((row.position, row.day, row.instant, row.draft, *card, row.modified, row.listed,
              row.indexed)
             for row, card in with_cards),
        )  # fmt: skip
        self.articles.executemany(
            "INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((kind, slug, row.position, name, part, row.day, row.instant, row.draft,
              *(keyed(self._secret, fingerprint((row.card_digest, part))) if part else card),
              row.listed)
             for row, card in with_cards for kind, slug, name, part in row.terms),
        )  # fmt: skip
        self.articles.executemany(
            "INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?)",
            ((row.path, entry.number, entry.noted, entry.noted_day,
              *keyed(self._secret, entry.digest))
             for row in rows for entry in row.notices),
        )  # fmt: skip
        if not self._is_first:
            self._touch(rows)
        put_references(self.articles, rows)
        printed = ((row.path, row.instant, row.draft, row.printed) for row in rows)
        print_rows.put_printed(self.articles, self._secret, printed)

    def _touch(self, rows: Collection[ArticleRow]) -> None:
        """Take down what is to be summed up again for articles that are stored."""
        for row in rows:
            self._touched.add(((term.kind, term.slug) for term in row.terms), row.day)
        summaries.renew_urls(self.articles, [row.url for row in rows])

    def prune_bodies(self) -> None:
        """Forget bodies that no article has, once they are as many as those that one has."""
        (most,) = self.bodies.execute("SELECT max(rowid) FROM bodies").fetchone()
        (used,) = self.articles.execute("SELECT sum(articles) FROM day_sums").fetchone()
        if (most or 0) <= 2 * (used or 0) + PRUNE_FROM:
            # Without counting.
            return
        kept = self.bodies.execute("SELECT count(*) FROM bodies").fetchone()[0]
        used = self.articles.execute("SELECT count(*) FROM articles").fetchone()[0]
        if kept > 2 * used + PRUNE_FROM:
            query = """
                SELECT body FROM articles UNION SELECT body FROM documents
                UNION SELECT body FROM last_readable
            """
            keys = {key for (key,) in self.articles.execute(query)}
            body_cache.keep_only(self.bodies, keys)

    def put_bodies(self, rows: Iterable[body_cache.Row]) -> None:
        """Keep the HTML of bodies, at once: whatever comes of the rest, Markdown has run."""
        body_cache.store(self.bodies, rows)


def read_only_articles(paths: SitePaths) -> sqlite3.Connection:
    """The database of the articles, for reading while nobody writes."""
    return open_snapshot(paths.articles_db)


def open_bodies(paths: SitePaths) -> sqlite3.Connection:
    """The database of their bodies, for reading and writing."""
    return open_database(paths.bodies_db, body_cache.SCHEMA, libraries_digest(), sealed=False)


def read_only_bodies(paths: SitePaths) -> sqlite3.Connection:
    """The database of their bodies, for reading while nobody writes."""
    return open_snapshot(paths.bodies_db)


def discard_state(paths: SitePaths) -> None:
    """Forget everything about the sources."""
    for path in (paths.articles_db, paths.bodies_db):
        discard(path)


def settings_digest(paths: SitePaths, config: Config) -> bytes:
    """The digest of all that the rows of an article depend on, apart from its file."""
    return fingerprint((
        libraries_digest(), config.base_url, config.paths, config.language, config.timezone,
        extensions_digest(config.markdown.engine, config.markdown.extensions), config.markdown,
        config.default_section, config.permalink, config.slugs, config.limits, paths.boxes,
        sorted(config.kinds), config.date_order, config.indexes.issues,
        [(one.name, one.key, one.path, one.ordered) for one in config.taxonomies.values()],
    ))  # fmt: skip
