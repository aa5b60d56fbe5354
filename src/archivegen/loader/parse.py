"""The parser: the bytes of an article file become rows, or problems.

The part of the loader that workers do: it reads files and the kept bodies, and writes nothing.
"""

from __future__ import annotations

import os
import re
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive import body_cache
from archivegen.archive.rows import ArticleRow, article_row, warnings_to_json
from archivegen.loader.frontmatter.document import Document, read
from archivegen.loader.frontmatter.members import members_of
from archivegen.loader.frontmatter.validate import check, long_lists
from archivegen.loader.make_article import ArticleMaker, Head
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.problems import body_problems
from archivegen.model.problems import Problem
from archivegen.model.taxonomies import further
from archivegen.model.times import zone_of
from archivegen.system.database import open_readonly
from archivegen.system.digests import digest
from archivegen.system.files import located
from archivegen.system.timeouts import TimeoutReachedError, keep_time

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.markup.convert import Markup
    from archivegen.model.urls import Urls
    from archivegen.system.timeouts import Timekeeper


@dataclass(frozen=True, slots=True)
class ParseJob:
    """Files to read, by their paths from the site's root, with the digest known of each."""

    files: tuple[tuple[str, bytes], ...]

    def parts(self) -> list[ParseJob]:
        """A job for each file."""
        return [replace(self, files=(file,)) for file in self.files]


class ParsedFile(NamedTuple):
    """What became of one file: its digest, and unless that is known already, rows or problems."""

    path: str
    digest: bytes
    row: ArticleRow | None = None
    body: body_cache.Row | None = None
    problems: tuple[Problem, ...] = ()


@contextmanager
def open_parser(
    paths: SitePaths, config: Config
) -> Iterator[Callable[[ParseJob], list[ParsedFile]]]:
    """What reads and parses the files of a job, with what it needs open for the block."""
    with closing(open_readonly(paths.bodies_db)) as bodies:
        yield Parser(paths.root, config, bodies).parse


def lost_files(job: ParseJob) -> list[ParsedFile]:
    """What became of the files of a job whose worker died: a problem for each."""
    message = "the process that read this file died"
    hint = "it may have run out of memory or of time, or an extension of Markdown crashed"
    return [
        ParsedFile(path, b"", problems=(Problem(path, message, 1, 1, hint),))
        for path, _ in job.files
    ]


class Parser:
    """Parses articles of one site with one configuration."""

    def __init__(self, root: Path, config: Config, bodies: sqlite3.Connection) -> None:
        self._root, self._config, self._bodies = root, config, bodies
        self._urls = config.urls
        self._zone = zone_of(config.timezone)
        self._folders = config.folders
        self._further = further(config.taxonomies.values())
        self._maker = ArticleMaker(config)
        self._markup: Markup | None = None

    def parse(self, job: ParseJob) -> list[ParsedFile]:
        """What becomes of each file of a job."""
        with keep_time() as keeper:
            return [self._file(path, known, keeper) for path, known in job.files]

    def _file(self, path: str, known_digest: bytes, keeper: Timekeeper) -> ParsedFile:
        limits = self._config.limits
        try:
            data = _read(located(self._root, path), limits.article_bytes)
        except OSError as error:
            problem = Problem(path, f"cannot be read: {error.strerror}")
            return ParsedFile(path, b"", problems=(problem,))
        if data is None:
            return ParsedFile(path, b"", problems=(_too_large(path, limits.article_kilobytes),))
        key = digest(data)
        if key == known_digest:
            return ParsedFile(path, key)
        document = Document(path=path)
        try:
            with keeper.limit(limits.article_seconds):
                document, problems = read(path, data, limits.front_matter_bytes)
                if problems:
                    return ParsedFile(path, key, problems=tuple(problems))
                return self._document(key, document)
        except TimeoutReachedError:
            # What was interrupted cannot be trusted any more.
            self._markup = None
            problem = _too_slow(document, limits.article_seconds)
            return ParsedFile(path, key, problems=(problem,))

    def _document(self, key: bytes, document: Document) -> ParsedFile:
        front, problems = check(
            document,
            zone=self._zone,
            default_section=self._config.default_section,
            folders=self._folders,
        )
        members, errors = members_of(document, self._further)
        keys = (taxonomy.key for taxonomy in self._further)
        errors += long_lists(document, self._config.limits.article_items, keys)
        if front is None or errors:
            return ParsedFile(document.path, key, problems=(*problems, *errors))
        return self._article(key, document, Head(front, members), problems)

    def _article(
        self, key: bytes, document: Document, head: Head, warnings: list[Problem]
    ) -> ParsedFile:
        path, front = document.path, head.front
        if self._markup is None:
            self._markup = make_markup(self._config.markdown)
        markup = self._markup
        language = front.language or self._config.language
        body_key = markup.key(document.body, language)
        body = body_cache.find(self._bodies, body_key) if self._has_bodies else None
        row = None
        if body is None:
            try:
                body = markup.render(document.body, language)
            except (Exception, SystemExit) as error:  # noqa: BLE001 -- extensions raise anything
                self._markup = None
                problem = _of_body(document, _reason(error))
                return ParsedFile(path, key, problems=(problem,))
            row = body_cache.pack(body_key, body)
        lead_image = front.image.src if front.image else ""
        warnings = [*warnings, *body_problems(document, body, self._config.markdown.engine)]
        article = self._maker.article(path.partition("/")[2], head, body, body_key)
        stored = article_row(
            article,
            warnings_to_json(warnings),
            is_draft=front.draft,
            lead_image=lead_image,
            named=_own_addresses(self._urls, f"{lead_image} {body.html}"),
        )
        return ParsedFile(path, key, stored, row)

    @cached_property
    def _has_bodies(self) -> bool:
        """Whether bodies were kept before this one parses any: in a first build, none is found."""
        return body_cache.has_any(self._bodies)


def _own_addresses(urls: Urls, text: str) -> list[str]:
    """The paths from the site's root that a text names by their whole addresses."""
    start = urls.absolute(urls.base)
    if not urls.origin or start not in text:
        return []
    paths = re.findall(re.escape(start) + r"([^\s\"'<>?#]+)", text)
    return [f"/{path}" for path in paths]


def _read(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None, if they are more than `limit`."""
    with path.open("rb") as file:
        return None if os.fstat(file.fileno()).st_size > limit else file.read()


def _too_large(path: str, kilobytes: int) -> Problem:
    message = f"the file is larger than {kilobytes} kB"
    return Problem(path, message, 1, 1, "divide the article; " + _raise_it("kilobytes"))


def _too_slow(document: Document, seconds: int) -> Problem:
    message = f"it takes longer than {seconds} seconds to read this"
    hint = "look for long runs of `[`, `<` or lists inside one another; "
    return _of_body(document, message, hint + _raise_it("seconds"))


def _raise_it(unit: str) -> str:
    return f"or raise `article_{unit}` under [limits] in archivegen.toml"


def _reason(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "the body is nested too deeply"
    return f"Markdown fails on the body: {type(error).__name__}: {error}"


def _of_body(document: Document, message: str, hint: str = "") -> Problem:
    """A problem with the body as a whole, at its first line."""
    return document.problem(document.position_in_body(0), message, hint)
