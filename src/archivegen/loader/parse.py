"""The parser: the bytes of an article file, or of a document's, become rows, or problems.

This is the part of the loader that workers run: it reads files and stored bodies, and writes
nothing.
"""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from archivegen.archive import body_cache
from archivegen.archive.documents.rows import document_row
from archivegen.archive.rows import article_row, warnings_to_json
from archivegen.loader.attachments import Attachments
from archivegen.loader.boxes.data import MOST_BYTES, files_named_in
from archivegen.loader.documents.kind import DocumentSource
from archivegen.loader.documents.kinds import kind_of, misplaced_folder
from archivegen.loader.frontmatter.completion import FolderValues
from archivegen.loader.frontmatter.document import Document, read
from archivegen.loader.frontmatter.members import members_of
from archivegen.loader.frontmatter.validate import (
    article_lists,
    check,
    check_head,
    long_lists,
)
from archivegen.loader.frontmatter.validators import Setting
from archivegen.loader.jobs import ParsedFile
from archivegen.loader.make_article import ArticleHead, ArticleMaker
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.problems import body_problems
from archivegen.loader.parse_problems import failed, misplaced, too_large, too_slow
from archivegen.loader.recordings import with_recording
from archivegen.loader.taken_slugs import taken_slugs
from archivegen.model.problems import Problem
from archivegen.model.taxonomies import further
from archivegen.system.database import open_readonly
from archivegen.system.digests import digest
from archivegen.system.files import located, read_small
from archivegen.system.timeouts import TimeoutReachedError, keep_time

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.documents.heads import DocumentHead
    from archivegen.loader.documents.kind import AnyKind
    from archivegen.loader.frontmatter.members import Member
    from archivegen.loader.jobs import ParseJob
    from archivegen.loader.markup.convert import Markup
    from archivegen.model.documents.naming import Naming
    from archivegen.model.urls import Urls
    from archivegen.system.timeouts import Timekeeper


class Stored(TypedDict):
    """What is stored with a text besides what it is."""

    warnings: str
    is_draft: bool
    lead_image: str
    named: list[str]


@contextmanager
def open_parser(
    paths: SitePaths, config: Config, names: Naming
) -> Iterator[Callable[[ParseJob], list[ParsedFile]]]:
    """What reads and parses the files of a job, with what it needs open for the block.

    `names` is what the files of terms say about names.
    """
    with closing(open_readonly(paths.bodies_db)) as bodies:
        yield Parser(paths, config, bodies, names).parse


class Parser:
    """Parses articles of one site with one configuration, by what its files say of names."""

    def __init__(
        self, paths: SitePaths, config: Config, bodies: sqlite3.Connection, names: Naming
    ) -> None:
        self._paths, self._config, self._bodies = paths, config, bodies
        self._boxes = paths.boxes
        self._urls, self._slugger = config.urls, config.slugger
        self._setting = Setting.of(config)
        self._given = FolderValues(config.defaults, config.default_section)
        self._names, self._has_taken = names, names.has_taken
        self._taxonomies = further(self._setting.folders.taxonomies)
        self._maker = ArticleMaker(config, names)
        self._markup: Markup | None = None

    def parse(self, job: ParseJob) -> list[ParsedFile]:
        """What becomes of each file of a job."""
        with keep_time() as keeper:
            return [self._file(path, known, keeper) for path, known in job.files]

    def _file(self, path: str, known_digest: bytes, keeper: Timekeeper) -> ParsedFile:
        limits = self._config.limits
        try:
            data = read_small(located(self._paths.root, path), limits.article_bytes)
        except OSError as error:
            problem = Problem(path, f"cannot be read: {error.strerror}")
            return ParsedFile(path, b"", problems=(problem,))
        if data is None:
            return ParsedFile(path, b"", problems=(too_large(path, limits.article_kilobytes),))
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
            problem = too_slow(document, limits.article_seconds)
            return ParsedFile(path, key, problems=(problem,))

    def _document(self, key: bytes, document: Document) -> ParsedFile:
        kind = kind_of(self._config, _below_content(document))
        taxonomies = kind.contract.taxonomies if kind else self._taxonomies
        lists = kind.contract.lists if kind else article_lists(self._setting.folders)
        members, more = members_of(document, taxonomies, self._slugger)
        more += long_lists(document, lists, self._config.limits.article_items)
        head, problems = self._head(document, kind, members)
        if folder := misplaced_folder(self._config, _below_content(document)):
            problems.append(misplaced(document, folder))
        more += kind.faults(document) if kind else ()
        problems += more
        if head is None or any(problem.severity == "error" for problem in more):
            return ParsedFile(document.path, key, problems=tuple(problems))
        if self._has_taken and isinstance(head, ArticleHead):
            problems += taken_slugs(document, head, self._config, self._names)
        return self._text(key, document, kind, head, problems)

    def _head(
        self,
        document: Document,
        kind: AnyKind | None,
        members: Mapping[str, tuple[Member, ...]],
    ) -> tuple[ArticleHead | DocumentHead | None, list[Problem]]:
        """The head of an article or, with its kind, a document."""
        given = self._given.of(_below_content(document))
        if kind:
            return check_head(document, given, kind.contract, self._setting)
        front, problems = check(document, self._setting, given)
        return ArticleHead(front, members) if front else None, problems

    def _text(
        self,
        key: bytes,
        document: Document,
        kind: AnyKind | None,
        head: ArticleHead | DocumentHead,
        warnings: list[Problem],
    ) -> ParsedFile:
        """What becomes of an article or, with its kind, a document whose front matter is right."""
        path = document.path
        front = head.front if isinstance(head, ArticleHead) else head
        if self._markup is None:
            self._markup = make_markup(self._config.markdown, self._boxes)
        markup = self._markup
        language = front.language or self._config.language
        beside = Attachments(self._paths, self._config.exclude, path)
        files = beside.read(files_named_in(document.body), MOST_BYTES)
        body_key = markup.key(document.body, language, files)
        body = body_cache.find(self._bodies, body_key) if self._has_bodies else None
        row = None
        if body is None:
            try:
                body = markup.render(document.body, language, files)
            except (Exception, SystemExit) as error:  # noqa: BLE001 -- extensions raise anything
                self._markup = None
                return ParsedFile(path, key, problems=(failed(document, error),))
            row = body_cache.pack(body_key, body)
        lead_image = front.image.src if front.image else ""
        warnings = [*warnings, *body_problems(document, body, self._config.markdown.engine)]
        about: Stored = {
            "warnings": warnings_to_json(warnings),
            "is_draft": front.draft,
            "lead_image": lead_image,
            "named": _own_addresses(self._urls, f"{lead_image} {body.html}"),
        }
        below, uses = _below_content(document), tuple(sorted(beside.used))
        if isinstance(head, ArticleHead):
            article = self._maker.article(below, head, body, body_key)
            if audio := head.front.audio:
                article = with_recording(article, audio, self._urls, beside)
                uses = tuple(sorted(beside.used))
            return ParsedFile(path, key, article_row(article, **about), row, uses=uses)
        assert kind  # noqa: S101 -- whatever is no article is of a kind
        source = DocumentSource(self._config, self._urls, below, body, body_key)
        made = document_row(kind.make(source, head), **about)
        return ParsedFile(path, key, made, row, uses=uses)

    @cached_property
    def _has_bodies(self) -> bool:
        """Whether bodies were kept before this one parses any: in a first build, none is found."""
        return body_cache.has_any(self._bodies)


def _below_content(document: Document) -> str:
    return document.path.partition("/")[2]


def _own_addresses(urls: Urls, text: str) -> list[str]:
    """The paths from the site's root that a text names by their whole addresses."""
    start = urls.absolute(urls.base)
    if not urls.origin or start not in text:
        return []
    paths = re.findall(re.escape(start) + r"([^\s\"'<>?#]+)", text)
    return [f"/{path}" for path in paths]
